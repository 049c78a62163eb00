import { CheckCircleFilled, CloseCircleFilled, ExclamationCircleFilled } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Flex, Skeleton, theme } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { healthQuery } from '../queries';
import { Advice } from './advice';

/** How many checks are fine, and what wants a look with its remedy; what failed stands above already. */
export function HealthSummary({ authorizationId, onOpen }: { authorizationId: string; onOpen: () => void }): ReactNode {
  const { t } = useTranslation();
  const { token } = theme.useToken();
  const { data } = useQuery(healthQuery(authorizationId));
  // As high as the line that comes: what stands below does not jump.
  if (!data) return <Skeleton.Button active size="medium" style={{ width: 160 }} />;
  const { checks, undeliverableAlarms } = data;
  const warnings = checks.filter(({ status }) => status === 'warning');
  const count = (status: string): number => checks.filter((check) => check.status === status).length;
  const failed = count('failed');
  const icon = failed > 0 ? <CloseCircleFilled aria-hidden style={{ color: token.colorError }} /> : warnings.length > 0 ? <ExclamationCircleFilled aria-hidden style={{ color: token.colorWarning }} /> : <CheckCircleFilled aria-hidden style={{ color: token.colorSuccess }} />;
  const parts = [t('authorizations.health.fine', { count: count('ok') }), warnings.length > 0 && t('authorizations.health.warned', { count: warnings.length }), failed > 0 && t('authorizations.health.failed', { count: failed })];
  return (
    <Flex vertical gap={12}>
      {warnings.map(({ name, meaning, remedy, actor }) => (
        <Alert key={name} type="warning" showIcon title={t(`authorizations.health.check.${name}`)} description={<Advice meaning={meaning} remedy={remedy} actor={actor} />} />
      ))}
      {undeliverableAlarms > 0 && (
        <Alert type="warning" showIcon title={t('authorizations.health.undeliverable', { count: undeliverableAlarms })} action={<Link to="/toolbox/alarms?state=open">{t('authorizations.health.seeAlarms')}</Link>} />
      )}
      <div><Button type="link" icon={icon} onClick={onOpen} style={{ padding: 0 }}>{parts.filter(Boolean).join(' · ')}{' · '}{t('authorizations.health.open')}</Button></div>
    </Flex>
  );
}
