import { useQuery } from '@tanstack/react-query';
import { Alert, Flex, InputNumber, Progress, Skeleton, Table, type TableColumnsType } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import type { Schemas } from '../../api/client';
import { Failure } from '../../ui/failure';
import { shortTimeWithWeekday } from '../../ui/moment';
import { Typography } from '../../ui/typography';
import { useDebounced } from '../../ui/use-debounced';
import { forecastQuery, type Forecast } from '../queries';

type Day = Schemas['ForecastDayDto'];

/** While somebody types the number of accounts. */
const PAUSE_MS = 500;

/** How near the coming week comes to what WeCom allows a day, and which tasks to move. */
export function QuotaForecast({ authorizationId }: { authorizationId: string }): ReactNode {
  const { t } = useTranslation();
  const [accountCap, setAccountCap] = useState<number>();
  const { data, error, refetch } = useQuery(forecastQuery(authorizationId, useDebounced(accountCap, PAUSE_MS)));
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  return (
    <Flex vertical gap={12}>
      <Flex gap={8} align="center" wrap>
        <label htmlFor="account-cap">{t('authorizations.health.quota.accountCap')}</label>
        <InputNumber id="account-cap" min={1} max={10_000_000} precision={0} controls={false} value={accountCap} placeholder={data && data.accounts > 0 ? String(data.accounts) : undefined} onChange={(value) => setAccountCap(value ?? undefined)} style={{ width: 120 }} />
        {data && data.accounts > 0 && !data.accountsKnown && <Typography.Text type="secondary">{t('authorizations.health.quota.accountsUnknown', { count: data.accounts })}</Typography.Text>}
      </Flex>
      {!data ? <Skeleton active /> : data.accounts > 0 ? <Week forecast={data} /> : <Typography.Text type="secondary">{t('authorizations.health.quota.noAccounts')}</Typography.Text>}
    </Flex>
  );
}

function Week({ forecast }: { forecast: Forecast }): ReactNode {
  const { t, i18n } = useTranslation();
  const number = new Intl.NumberFormat(i18n.language);
  const dayName = new Intl.DateTimeFormat(i18n.language, { month: 'short', day: 'numeric', weekday: 'short', timeZone: 'UTC' });
  const { days, crowds, moreCrowds, uncounted, freestDate } = forecast;
  const columns: TableColumnsType<Day> = [
    { title: t('authorizations.health.quota.day'), key: 'day', render: (_, { date }) => dayName.format(new Date(date)) },
    {
      title: t('authorizations.health.quota.use'),
      key: 'use',
      render: (_, { sent, planned, allowed, overWithout }) => (
        <Flex gap={8} align="center">
          <Progress percent={allowed === 0 ? 0 : Math.min(100, (100 * (sent + planned)) / allowed)} showInfo={false} size="small" status={overWithout ? 'exception' : 'normal'} style={{ width: 120 }} aria-label={dayName.format(new Date(days[0]?.date ?? 0))} />
          <span>{t('authorizations.health.quota.of', { used: number.format(sent + planned), allowed: number.format(allowed) })}</span>
        </Flex>
      ),
    },
    {
      title: t('authorizations.health.quota.biggest'),
      key: 'biggest',
      responsive: ['sm'],
      render: (_, { biggest }) => biggest.map(({ taskId, title, personTimes }) => <div key={taskId}>{taskId && title ? <Link to={`/tasks/${taskId}`}>{title}</Link> : t('authorizations.health.quota.hiddenTask')}{' '}<Typography.Text type="secondary">{number.format(personTimes)}</Typography.Text></div>),
    },
  ];
  return (
    <>
      <Table<Day> size="small" rowKey="date" columns={columns} dataSource={days} pagination={false} />
      {days.some(({ overWithout }) => overWithout) && <Alert type="error" showIcon title={t('authorizations.health.quota.over', { day: dayName.format(new Date(freestDate)) })} />}
      {uncounted > 0 && <Typography.Text type="secondary">{t('authorizations.health.quota.uncounted', { count: uncounted })}</Typography.Text>}
      {crowds.slice(0, 5).map(({ unit, at, limit, atMost, moves, tasks, verdict }) => (
        <Alert
          key={`${unit}-${at}`}
          type={verdict === 'certain' ? 'error' : 'warning'}
          showIcon
          title={t(`authorizations.health.quota.crowd.${unit}`, { at: shortTimeWithWeekday(at, i18n.language), most: atMost, limit })}
          description={moves.length > 0 ? moves.map(({ title, to }) => <div key={to}>{t('authorizations.health.quota.move', { title: title ?? t('authorizations.health.quota.hiddenTask'), to: shortTimeWithWeekday(to, i18n.language) })}</div>) : tasks.map(({ title }) => title).filter(Boolean).join(t('common.joiner'))}
        />
      ))}
      {moreCrowds + Math.max(0, crowds.length - 5) > 0 && <Typography.Text type="secondary">{t('authorizations.health.quota.moreCrowds', { count: moreCrowds + Math.max(0, crowds.length - 5) })}</Typography.Text>}
    </>
  );
}
