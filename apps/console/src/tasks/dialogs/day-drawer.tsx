import { useQuery } from '@tanstack/react-query';
import { Alert, DatePicker, Drawer, Empty, Flex, Skeleton } from 'antd';
import dayjs from 'dayjs';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { api, ask, type Schemas } from '../../api/client';
import { ReasonText } from '../../records/reason-text';
import type { RunState } from '../../records/queries';
import { Failure } from '../../ui/failure';
import { Moment, shortTime } from '../../ui/moment';
import { RunStateTag } from '../../ui/state-tag';
import { Typography } from '../../ui/typography';
import type { DialogProps } from './task-dialog';

type Day = Schemas['TaskDayResponseDto'];

const DATE = 'YYYY-MM-DD';

/** Good news, no news, and what somebody should look at. */
const TYPES: Partial<Record<Day['code'], 'success' | 'warning' | 'error'>> = { SENT: 'success', PARTLY_SENT: 'warning', FAILED: 'error', MISSED: 'warning', STOPPED: 'error', NOT_PLANNED: 'error' };

/** Why did nobody get it? What became of a task on one day. */
export function DayDrawer({ task, onClose }: DialogProps): ReactNode {
  const { t } = useTranslation();
  const [day, setDay] = useState(() => dayjs().format(DATE));
  const answer = useQuery({
    queryKey: ['tasks', task.id, 'days', day],
    queryFn: ({ signal }) => ask(api.GET('/push/tasks/{id}/days/{day}', { params: { path: { id: task.id, day } }, signal })),
  });
  return (
    <Drawer open size={560} title={t('taskDialogs.day.title', { title: task.title })} onClose={onClose}>
      <Flex vertical gap={16}>
        <Flex gap={8} align="center">
          <DatePicker aria-label={t('taskDialogs.day.date')} allowClear={false} value={dayjs(day, DATE)} onChange={(date) => date && setDay(date.format(DATE))} />
          <Typography.Text type="secondary">{t('common.localTime', { zone: task.schedule.zone })}</Typography.Text>
        </Flex>
        {answer.isPending ? <Skeleton active /> : answer.error ? <Failure error={answer.error} onRetry={() => void answer.refetch()} /> : <Answer day={answer.data} />}
      </Flex>
    </Drawer>
  );
}

function Answer({ day }: { day: Day }): ReactNode {
  const { t, i18n } = useTranslation();
  const { code, text, plannedAt, runs, zone } = day;
  return (
    <>
      <div aria-live="polite"><Alert type={TYPES[code] ?? 'info'} showIcon title={t(`taskDialogs.day.codes.${code}`)} description={i18n.language === 'en-US' ? text : undefined} /></div>
      <div>
        <Typography.Text strong>{t('taskDialogs.day.planned')}</Typography.Text>
        <div>{plannedAt.length === 0 ? <Typography.Text type="secondary">{t('taskDialogs.day.nothingPlanned')}</Typography.Text> : plannedAt.map((at) => shortTime(at, i18n.language, zone)).join(t('common.joiner'))}</div>
      </div>
      <Typography.Text strong>{t('taskDialogs.day.runs')}</Typography.Text>
      {runs.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('taskDialogs.day.noRuns')} />}
      {runs.map(({ id, state, trigger, plannedAt: at, reasonCode, reason }) => (
        <div key={id}>
          <Flex gap={8} align="center" wrap>
            <Moment value={at} />
            {t(`states.trigger.${trigger as 'schedule'}`)}
            <RunStateTag state={state as RunState} />
            <Link to={`/records/${id}`}>{t('tasks.viewRecord')}</Link>
          </Flex>
          {reasonCode !== null && <Typography.Text type="secondary"><ReasonText reason={{ code: reasonCode, text: reason ?? '' }} /></Typography.Text>}
        </div>
      ))}
    </>
  );
}
