import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Descriptions, Drawer, Flex, Skeleton } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { templatesQuery } from '../tasks/queries';
import { Failure } from '../ui/failure';
import { Moment } from '../ui/moment';
import { onceOpen } from '../ui/once-open';
import { Typography } from '../ui/typography';
import { inLanguage } from '../ui/use-error-text';
import { useLastShown } from '../ui/use-last-shown';
import { usePeople } from '../users/use-people';
import { robotQuery, type Robot } from './queries';
import { RobotRecords } from './robot-records';
import { RobotStateTag } from './robot-state-tag';
import { useRobotActions } from './use-robot-actions';

const RobotFormDrawer = onceOpen(async () => (await import('./robot-form-drawer')).RobotFormDrawer, ({ open }) => open, 'robots', 'schedule');
const DeleteRobotModal = onceOpen(async () => (await import('./delete-robot-modal')).DeleteRobotModal, ({ open }) => open, 'errors', 'robots');

/** One robot: what it is, what can be done with it, and what it posted. */
export function RobotDrawer({ robotId, onClose }: { robotId: string | undefined; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const shown = useLastShown(robotId);
  return (
    <Drawer open={robotId !== undefined} size={680} title={t('robots.details')} onClose={onClose} destroyOnHidden>
      {shown && <Loading key={shown} robotId={shown} onClose={onClose} />}
    </Drawer>
  );
}

function Loading({ robotId, onClose }: { robotId: string; onClose: () => void }): ReactNode {
  const { data, error, refetch } = useQuery(robotQuery(robotId));
  if (error && !data) return <Failure error={error} onRetry={() => void refetch()} />;
  return data ? <RobotView robot={data} onClose={onClose} /> : <Skeleton active />;
}

function RobotView({ robot, onClose }: { robot: Robot; onClose: () => void }): ReactNode {
  const { t, i18n } = useTranslation();
  const actions = useRobotActions();
  const [opened, setOpened] = useState<'edit' | 'delete'>();
  const templates = useQuery(templatesQuery);
  const { people } = usePeople(robot.mention?.authorizationId, robot.mention?.userIds ?? []);
  const close = (): void => setOpened(undefined);
  const templateName = templates.data?.items.find(({ key }) => key === robot.templateKey)?.name;
  return (
    <Flex vertical gap={20}>
      <Flex gap={8} align="center" wrap>
        <Typography.Title level={2} style={{ margin: 0, fontSize: 18 }}>{robot.name}</Typography.Title>
        <RobotStateTag state={robot.state} />
      </Flex>
      {robot.state === 'broken' && <Alert type="error" showIcon title={t('robots.broken')} description={<>{robot.brokenReason}<br />{t('failure.remedy', { text: t('robots.brokenRemedy') })}</>} />}
      <Flex gap={8} wrap>
        <Button type="primary" onClick={() => actions.test(robot)}>{t('robots.test')}</Button>
        <Button onClick={() => setOpened('edit')}>{t('common.edit')}</Button>
        <Button loading={actions.changing === robot.id} onClick={() => actions.setEnabled(robot, robot.state !== 'enabled')}>{t(robot.state === 'enabled' ? 'robots.disable' : 'robots.enable')}</Button>
        <Button danger onClick={() => setOpened('delete')}>{t('common.delete')}</Button>
      </Flex>
      <Descriptions
        size="small"
        column={1}
        items={[
          { key: 'address', label: t('robots.address'), children: <Typography.Text code>{robot.address}</Typography.Text> },
          { key: 'template', label: t('robots.form.template'), children: robot.templateKey ? (inLanguage(templateName, i18n.language) ?? robot.templateKey) : t('robots.form.templateOfTask') },
          { key: 'mention', label: t('robots.form.mention'), children: robot.mention?.userIds.map((id) => people.get(id)?.name ?? id).join(t('common.joiner')) || '—' },
          { key: 'updated', label: t('robots.updatedAt'), children: <Moment value={robot.updatedAt} /> },
        ]}
      />
      <section>
        <Typography.Title level={3} style={{ margin: '0 0 12px', fontSize: 15 }}>{t('robots.records.title')}</Typography.Title>
        <RobotRecords robotId={robot.id} />
      </section>
      <RobotFormDrawer robot={robot} open={opened === 'edit'} onClose={close} />
      <DeleteRobotModal robot={robot} open={opened === 'delete'} onClose={close} onDeleted={onClose} />
    </Flex>
  );
}
