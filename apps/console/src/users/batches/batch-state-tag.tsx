import { Tag } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client';

const COLORS: Record<Schemas['BindingBatchState'], string> = { checking: 'processing', stopped: 'warning', previewed: 'blue', applied: 'success', undone: 'default' };

export function BatchStateTag({ state }: { state: Schemas['BindingBatchState'] }): ReactNode {
  const { t } = useTranslation();
  return <Tag color={COLORS[state]} variant="filled" style={{ margin: 0 }}>{t(`users.batch.states.${state}`)}</Tag>;
}
