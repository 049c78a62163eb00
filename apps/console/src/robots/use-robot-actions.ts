import { useQueryClient } from '@tanstack/react-query';

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../api/client';
import { confirm, message, notification } from '../ui/feedback';
import { useReportError } from '../ui/use-report-error';
import { ROBOTS_KEY, type RobotChoice } from './queries';

export interface RobotActions {
  /** The robot that is switched on or off just now. */
  changing: string | undefined;
  setEnabled: (robot: RobotChoice, enabled: boolean) => void;
  /** Asks first, as the group sees it, then posts. */
  test: (robot: RobotChoice) => void;
}

export function useRobotActions(): RobotActions {
  const { t } = useTranslation();
  const report = useReportError();
  const queries = useQueryClient();
  const [changing, setChanging] = useState<string>();
  const refresh = (): Promise<void> => queries.invalidateQueries({ queryKey: ROBOTS_KEY });

  const change = async ({ id }: RobotChoice, enabled: boolean): Promise<void> => {
    const params = { params: { path: { id } } };
    setChanging(id);
    try {
      await ask(enabled ? api.POST('/push/robots/{id}/enable', params) : api.POST('/push/robots/{id}/disable', params));
      message.success(t(enabled ? 'robots.enabled' : 'robots.disabled'));
    } catch (error) {
      report(error as Error);
    }
    await refresh();
    setChanging(undefined);
  };

  const post = async ({ id }: RobotChoice): Promise<void> => {
    try {
      const { state, reason } = await ask(api.POST('/push/robots/{id}/test', { params: { path: { id } } }));
      if (state === 'sent') message.success(t('robots.testSent'));
      else notification.warning({ title: t(`robots.testResult.${state}`), description: reason, duration: 10 });
    } catch (error) {
      report(error as Error);
    }
    await refresh();
  };

  return {
    changing,
    setEnabled: (robot, enabled) => {
      if (enabled) {
        void change(robot, true);
        return;
      }
      confirm({ title: t('robots.disableTitle', { name: robot.name }), content: t('robots.disableText'), okText: t('robots.disable'), focusable: { autoFocusButton: 'cancel' }, onOk: () => change(robot, false) });
    },
    test: (robot) => confirm({ title: t('robots.testTitle', { name: robot.name }), content: t('robots.testText'), okText: t('robots.test'), onOk: () => post(robot) }),
  };
}
