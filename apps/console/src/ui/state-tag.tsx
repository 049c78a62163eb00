import { Tag, Tooltip } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';

type Color = 'success' | 'processing' | 'warning' | 'error' | 'default' | 'purple';

const AUTHORIZATION: Record<Schemas['AuthorizationState'], Color> = { pending: 'processing', active: 'success', broken: 'error', revoked: 'default' };
const BINDING: Record<Schemas['BindingState'] | 'unbound', Color> = { active: 'success', out_of_range: 'warning', left: 'error', unbound: 'default' };
const TASK: Record<Schemas['PushTaskState'], Color> = { enabled: 'success', disabled: 'default', stopped: 'error' };
const RUN: Record<Schemas['PushRunState'], Color> = {
  planned: 'processing', preparing: 'processing', sending: 'processing', sent: 'success', partly_sent: 'warning', failed: 'error', held: 'purple', missed: 'warning', cancelled: 'default',
};
const DELIVERY: Record<Schemas['PushDeliveryState'], Color> = { pending: 'processing', sent: 'success', rejected: 'error', skipped: 'warning', expired: 'warning', unknown: 'purple' };

function StateTag({ color, text, hint }: { color: Color; text: string; hint?: string }): ReactNode {
  const tag = <Tag color={color} variant="filled" style={{ margin: 0 }}>{text}</Tag>;
  return hint ? <Tooltip title={hint}>{tag}</Tooltip> : tag;
}

export function AuthorizationStateTag({ state }: { state: Schemas['AuthorizationState'] }): ReactNode {
  const { t } = useTranslation();
  return <StateTag color={AUTHORIZATION[state]} text={t(`states.authorization.${state}`)} />;
}

export function BindingStateTag({ state }: { state: Schemas['BindingState'] | 'unbound' }): ReactNode {
  const { t } = useTranslation();
  return <StateTag color={BINDING[state]} text={t(`states.binding.${state}`)} hint={t(`states.bindingHint.${state}`)} />;
}

export function TaskStateTag({ state, hint }: { state: Schemas['PushTaskState']; hint?: string }): ReactNode {
  const { t } = useTranslation();
  return <StateTag color={TASK[state]} text={t(`states.task.${state}`)} hint={hint} />;
}

export function RunStateTag({ state }: { state: Schemas['PushRunState'] }): ReactNode {
  const { t } = useTranslation();
  return <StateTag color={RUN[state]} text={t(`states.run.${state}`)} hint={t(`states.runHint.${state}`)} />;
}

export function DeliveryStateTag({ state }: { state: Schemas['PushDeliveryState'] }): ReactNode {
  const { t } = useTranslation();
  return <StateTag color={DELIVERY[state]} text={t(`states.delivery.${state}`)} />;
}
