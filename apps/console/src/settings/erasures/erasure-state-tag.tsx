import { Tag } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Erasure } from './queries';

const COLORS: Record<Erasure['state'], string> = { requested: 'warning', running: 'processing', done: 'success', cancelled: 'default' };

export function ErasureStateTag({ state }: { state: Erasure['state'] }): ReactNode {
  const { t } = useTranslation();
  return <Tag color={COLORS[state]} variant="filled" style={{ margin: 0 }}>{t(`erasures.states.${state}`)}</Tag>;
}
