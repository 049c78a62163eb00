import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router-dom';
import { AdminOnly } from '../ui/admin-only';
import { Failure } from '../ui/failure';
import { ListEmpty } from '../ui/list-empty';
import { onceOpen } from '../ui/once-open';
import { Page, Sheet } from '../ui/page';
import { AppOrRobotButton } from './app-or-robot';
import { NotificationRobots } from './notification-robots';
import { robotsQuery } from './queries';
import { RobotTable } from './robot-table';

const RobotFormDrawer = onceOpen(async () => (await import('./robot-form-drawer')).RobotFormDrawer, ({ open }) => open);
const RobotDrawer = onceOpen(async () => (await import('./robot-drawer')).RobotDrawer, ({ robotId }) => robotId !== undefined);

export function RobotsPage(): ReactNode {
  return <AdminOnly><Robots /></AdminOnly>;
}

function Robots(): ReactNode {
  const { t } = useTranslation();
  const { robotId } = useParams();
  const navigate = useNavigate();
  const [adding, setAdding] = useState(false);
  const { data, error, isPending, refetch } = useQuery(robotsQuery);
  const add = <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setAdding(true)}>{t('robots.add')}</Button>;
  const addressOf = (id: string): string => `/toolbox/robots/${id}`;

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
      <RobotDrawer robotId={robotId} onClose={() => void navigate('/toolbox/robots')} />
    </Page>
  );
}
