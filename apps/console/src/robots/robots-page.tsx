import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router-dom';
import { AdminOnly } from '../ui/admin-only';
import { BehindOne } from '../ui/behind-one';
import { Page, Sheet } from '../ui/page';
import { RobotDrawer, RobotList } from './parts';

const addressOf = (id: string): string => `/toolbox/robots/${id}`;

export function RobotsPage(): ReactNode {
  const { t } = useTranslation();
  const { robotId } = useParams();
  const navigate = useNavigate();
  return (
    <AdminOnly>
      <BehindOne named={robotId !== undefined} frame={(content) => <Page title={t('robots.title')} description={t('robots.description')}><Sheet>{content}</Sheet></Page>}>
        <RobotList addressOf={addressOf} />
      </BehindOne>
      <RobotDrawer robotId={robotId} onClose={() => void navigate('/toolbox/robots')} />
    </AdminOnly>
  );
}
