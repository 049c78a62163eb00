import { useQuery } from '@tanstack/react-query';
import { Alert, Drawer, Flex, Skeleton, Table, type TableColumnsType } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Failure } from '../../ui/failure';
import { shortTimeWithWeekday } from '../../ui/moment';
import type { Definition } from '../definition';
import { Typography } from '../../ui/typography';
import { forecastQuery, type Forecast } from './queries';

type Day = Forecast['days'][number];

/** How near the coming week comes to WeCom's limits with this draft. */
export function ForecastDrawer({ definition, taskId, onClose }: { definition: Definition; taskId: string | undefined; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const forecast = useQuery(forecastQuery(definition, taskId));
  return (
    <Drawer open size={680} title={t('taskEditor.forecast.title')} onClose={onClose}>
      {forecast.isPending ? <Skeleton active /> : forecast.error ? <Failure error={forecast.error} onRetry={() => void forecast.refetch()} /> : <Content forecast={forecast.data} />}
    </Drawer>
  );
}

function Content({ forecast }: { forecast: Forecast }): ReactNode {
  const { t, i18n } = useTranslation();
  const { days, crowds, busyMinutes, accounts, accountsKnown, freestDate, uncounted } = forecast;
  const over = days.filter(({ overWith }) => overWith);
  const columns: TableColumnsType<Day> = [
    { title: t('taskEditor.forecast.date'), dataIndex: 'date', render: (date: string, day) => <>{date}{day.overWith && <><br /><Typography.Text type="danger">{t('taskEditor.forecast.over')}</Typography.Text></>}</> },
    { title: t('taskEditor.forecast.draft'), dataIndex: 'draft', align: 'end' },
    { title: t('taskEditor.forecast.planned'), dataIndex: 'planned', align: 'end' },
    { title: t('taskEditor.forecast.sent'), dataIndex: 'sent', align: 'end' },
    { title: t('taskEditor.forecast.allowed'), dataIndex: 'allowed', align: 'end' },
  ];
  return (
    <Flex vertical gap={16}>
      {over.length === 0 && crowds.length === 0 && <Alert type="success" showIcon title={t('taskEditor.forecast.fine')} />}
      {over.length > 0 && <Alert type="error" showIcon title={t('taskEditor.forecast.overDays', { days: over.map(({ date }) => date).join(t('common.joiner')) })} description={t('taskEditor.forecast.freest', { date: freestDate })} />}
      {crowds.slice(0, 5).map((crowd) => (
        <Alert
          key={`${crowd.unit} ${crowd.at}`}
          type="warning"
          showIcon
          title={t(crowd.unit === 'minute' ? 'taskEditor.forecast.crowdMinute' : 'taskEditor.forecast.crowdHour', { at: shortTimeWithWeekday(crowd.at, i18n.language), most: crowd.atMost, limit: crowd.limit })}
          description={
            <>
              {t('taskEditor.forecast.crowdTasks', { titles: crowd.tasks.map(({ taskId, title }) => title ?? t(taskId === null ? 'taskEditor.forecast.thisDraft' : 'taskEditor.forecast.otherTask')).join(t('common.joiner')) })}
              {crowd.moves.map((move) => <div key={move.taskId ?? 'draft'}>{t('taskEditor.forecast.move', { title: move.title ?? t(move.taskId === null ? 'taskEditor.forecast.thisDraft' : 'taskEditor.forecast.otherTask'), to: shortTimeWithWeekday(move.to, i18n.language) })}</div>)}
            </>
          }
        />
      ))}
      <Table<Day> size="small" rowKey="date" columns={columns} dataSource={days} pagination={false} />
      <Typography.Text type="secondary">
        {t(accountsKnown ? 'taskEditor.forecast.accounts' : 'taskEditor.forecast.accountsBound', { count: accounts })}
        {uncounted > 0 && ` ${t('taskEditor.forecast.uncounted', { count: uncounted })}`}
        {busyMinutes.tasks > 0 && ` ${t('taskEditor.forecast.busy', { count: busyMinutes.tasks })}`}
      </Typography.Text>
    </Flex>
  );
}
