import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router-dom';
import { Failure } from '../ui/failure';
import { ListEmpty } from '../ui/list-empty';
import { onceOpen } from '../ui/once-open';
import { Page, Sheet } from '../ui/page';
import { AppOrRobotButton } from './app-or-robot';
import { NotificationRobots } from './notification-robots';
import { robotsQuery } from './queries';
import { RobotTable } from './robot-table';

const RobotFormDrawer = onceOpen(async () => (await import('./robot-form-drawer')).RobotFormDrawer, ({ open }) => open, 'robots', 'schedule');

export function RobotList({ addressOf }: { addressOf: (id: string) => string }): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [adding, setAdding] = useState(false);
  const { data, error, isPending, refetch } = useQuery(robotsQuery);
  const add = <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setAdding(true)}>{t('robots.add')}</Button>;

  const list = (): ReactNode => {
    if (isPending) return <Sheet><Skeleton active /></Sheet>;
    if (error) return <Sheet><Failure error={error} onRetry={() => void refetch()} /></Sheet>;
    if (data.length === 0) return <Sheet><ListEmpty title={t('robots.empty')} text={t('robots.emptyText')} action={add} /></Sheet>;
    return (
      <>
        <Sheet><RobotTable robots={data} addressOf={addressOf} /></Sheet>
        <NotificationRobots robots={data} />
      </>
    );
  };

  return (
    <Page title={t('robots.title')} description={t('robots.description')} actions={<><AppOrRobotButton />{data && data.length > 0 && add}</>}>
      {list()}
      <RobotFormDrawer open={adding} onClose={() => setAdding(false)} onSaved={({ id }) => void navigate(addressOf(id))} />
    </Page>
  );
}
