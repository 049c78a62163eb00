import { useQueryClient } from '@tanstack/react-query';

import { useTranslation } from 'react-i18next';
import { api, ask } from '../api/client';
import { confirm, message } from '../ui/feedback';
import { useReportError } from '../ui/use-report-error';
import { OWN_KEY, type OwnTemplate } from './queries';

/** Archives a template, after asking, or offers an archived one again. */
export function useTemplateState(): (template: Pick<OwnTemplate, 'id' | 'name' | 'state'>) => void {
  const { t } = useTranslation();
  const report = useReportError();
  const queries = useQueryClient();
  const change = async (id: string, action: 'archive' | 'restore'): Promise<void> => {
    const params = { params: { path: { id } } };
    try {
      await ask(action === 'archive' ? api.POST('/push/templates/own/{id}/archive', params) : api.POST('/push/templates/own/{id}/restore', params));
      message.success(t(action === 'archive' ? 'templates.archived' : 'templates.unarchived'));
    } catch (error) {
      report(error as Error);
    }
    await queries.invalidateQueries({ queryKey: OWN_KEY });
  };
  return ({ id, name, state }) => {
    if (state === 'archived') return void change(id, 'restore');
    confirm({
      title: t('templates.archiveTitle', { name }),
      content: t('templates.archiveText'),
      okText: t('templates.archive'),
      okButtonProps: { danger: true },
      focusable: { autoFocusButton: 'cancel' },
      onOk: () => change(id, 'archive'),
    });
  };
}
