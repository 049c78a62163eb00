import { Tag } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';

const COLORS: Record<Schemas['PushRobotState'], string> = { enabled: 'success', disabled: 'default', broken: 'error' };

export function RobotStateTag({ state }: { state: Schemas['PushRobotState'] }): ReactNode {
  const { t } = useTranslation();
  return <Tag color={COLORS[state]} variant="filled" style={{ margin: 0 }}>{t(`robots.states.${state}`)}</Tag>;
}
