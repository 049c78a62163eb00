import { useQuery } from '@tanstack/react-query';
import { Alert, Descriptions, Flex, Skeleton, Timeline, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { Failure } from '../../ui/failure';
import { Moment } from '../../ui/moment';
import { AuthorizationStateTag } from '../../ui/state-tag';
import { healthQuery, isUsable, type Authorization, type AuthorizationHealth } from '../queries';
import { Advice } from './advice';
import { HealthChecks } from './health-checks';
import { QuotaForecast } from './quota-forecast';
import { RangeDetails } from './range-details';

/** All that is known of whether an app works: each step of a call, what was last seen, and how near it comes to WeCom's limits. */
export function HealthView({ authorization }: { authorization: Authorization }): ReactNode {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(healthQuery(authorization.id));
  if (error && !data) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton active paragraph={{ rows: 8 }} />;
  return (
    <Flex vertical gap={28}>
      {data.undeliverableAlarms > 0 && (
        <Alert
          type="warning"
          showIcon
          title={t('authorizations.health.undeliverable', { count: data.undeliverableAlarms })}
          description={<Link to="/toolbox/alarms?state=open">{t('authorizations.health.seeAlarms')}</Link>}
        />
      )}
      <Section title={t('authorizations.health.checks')}><HealthChecks checks={data.checks} /></Section>
      <Section title={t('authorizations.health.facts')}><Facts health={data} /></Section>
      {data.lastError && <Section title={t('authorizations.health.lastError')}><LastError error={data.lastError} /></Section>}
      {isUsable(authorization) && <Section title={t('authorizations.health.quota.title')}><QuotaForecast authorizationId={authorization.id} /></Section>}
      <Section title={t('authorizations.visibleRange')}><RangeDetails range={authorization.visibleRange} /></Section>
      {data.changes.length > 0 && <Section title={t('authorizations.health.changes')}><Changes changes={data.changes} /></Section>}
    </Flex>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }): ReactNode {
  return (
    <section>
      <Typography.Title level={3} style={{ margin: '0 0 12px', fontSize: 15 }}>{title}</Typography.Title>
      {children}
    </section>
  );
}

function Facts({ health }: { health: AuthorizationHealth }): ReactNode {
  const { t } = useTranslation();
  const at = (value: string | null): ReactNode => (value ? <Moment value={value} /> : '—');
  const { lastCheckedAt, lastSentAt, lastCallbackAt, lastOpenedAt, tokenExpiresAt, disabledFrom, seenIp } = health;
  const items = [
    { key: 'sent', label: t('authorizations.health.lastSentAt'), children: at(lastSentAt) },
    { key: 'checked', label: t('authorizations.health.lastCheckedAt'), children: at(lastCheckedAt) },
    { key: 'callback', label: t('authorizations.health.lastCallbackAt'), children: at(lastCallbackAt) },
    { key: 'opened', label: t('authorizations.health.lastOpenedAt'), children: at(lastOpenedAt) },
    { key: 'token', label: t('authorizations.health.tokenExpiresAt'), children: at(tokenExpiresAt) },
    ...(disabledFrom ? [{ key: 'disabled', label: t('authorizations.health.disabledFrom'), children: <Typography.Text type="warning"><Moment value={disabledFrom} /></Typography.Text> }] : []),
    ...(seenIp ? [{ key: 'ip', label: t('authorizations.seenIp'), children: <Typography.Text code copyable>{seenIp}</Typography.Text> }] : []),
  ];
  return <Descriptions size="small" column={{ xs: 1, sm: 2 }} items={items} />;
}

function LastError({ error }: { error: NonNullable<AuthorizationHealth['lastError']> }): ReactNode {
  const { t } = useTranslation();
  const { at, api, errcode, seenIp, meaning, remedy, actor } = error;
  return (
    <Flex vertical gap={4}>
      <span><Moment value={at} />{' · '}<Typography.Text code>{api}</Typography.Text>{errcode !== null && ` ${t('authorizations.errcode', { code: errcode })}`}{seenIp && ` · ${seenIp}`}</span>
      <Advice meaning={meaning} remedy={remedy} actor={actor} />
    </Flex>
  );
}

function Changes({ changes }: { changes: AuthorizationHealth['changes'] }): ReactNode {
  const { t } = useTranslation();
  return (
    <Timeline
      items={changes.map(({ from, to, reason, errcode, changedAt }) => ({
        key: changedAt,
        color: to === 'active' ? 'green' : to === 'broken' ? 'red' : 'gray',
        content: (
          <>
            <Flex gap={6} align="center" wrap><AuthorizationStateTag state={from} />→<AuthorizationStateTag state={to} /><Moment value={changedAt} /></Flex>
            {reason && <Typography.Text type="secondary">{t(`trouble.${reason}`)}{errcode !== null && ` · ${t('authorizations.errcode', { code: errcode })}`}</Typography.Text>}
          </>
        ),
      }))}
    />
  );
}
