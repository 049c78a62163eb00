import { useInfiniteQuery } from '@tanstack/react-query';
import { Timeline } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { usePersonNames } from '../tasks/people/use-person-names';
import { Failure } from '../ui/failure';
import { LoadMore } from '../ui/load-more';
import { fullTime } from '../ui/moment';
import { Typography } from '../ui/typography';
import { eventsQuery, isRecalling, type RecordDetail, type RecordEvent } from './queries';

const SECOND_MS = 1000;

/** What happened when, to the end of the push and after it. */
export function RecordTimeline({ record }: { record: RecordDetail }): ReactNode {
  const { t, i18n } = useTranslation();
  const events = useInfiniteQuery(eventsQuery(record.id, isRecalling(record)));
  const took = (ms: number): string => (ms < SECOND_MS ? t('records.timeline.ms', { ms }) : t('records.timeline.seconds', { seconds: (ms / SECOND_MS).toFixed(1) }));
  const at = (value: string): ReactNode => <Typography.Text type="secondary"><time dateTime={value}>{fullTime(value, i18n.language)}</time></Typography.Text>;
  const steps = record.timeline.map(({ step, at: when, tookMs }) => ({
    key: step,
    content: <>{t(`records.timeline.steps.${step}`)}{tookMs !== undefined && <Typography.Text type="secondary">{`　${took(tookMs)}`}</Typography.Text>}<br />{at(when)}</>,
  }));
  const happened = events.data?.pages.flatMap((page) => page.items) ?? [];
  const person = usePersonNames(happened.map(({ actorUserId }) => actorUserId));
  const later = happened.map((event) => ({ key: event.id, color: 'orange', content: <><Happened event={event} person={person} /><br />{at(event.at)}</> }));
  return (
    <>
      <Timeline items={[...steps, ...later]} style={{ paddingTop: 8 }} />
      {events.error && <Failure error={events.error} onRetry={() => void events.refetch()} />}
      <LoadMore hasMore={events.hasNextPage} loading={events.isFetchingNextPage} onMore={() => void events.fetchNextPage()} pages={events.data?.pages.length ?? 0} />
    </>
  );
}

function Happened({ event, person }: { event: RecordEvent; person: (id: string) => string }): ReactNode {
  const { t } = useTranslation();
  const { kind, people, actorUserId, reason, code } = event;
  const replay = kind === 'replay_asked' ? (event.details as { recordId?: unknown } | null)?.recordId : undefined;
  return (
    <>
      {t(`records.timeline.events.${kind}`, { count: people ?? 0 })}
      {actorUserId && `　${t('records.timeline.by', { who: person(actorUserId) })}`}
      {reason && `　${reason}`}
      {code && `　(${code})`}
      {typeof replay === 'string' && <>{'　'}<Link to={`/records/${replay}`}>{t('records.timeline.openReplay')}</Link></>}
    </>
  );
}
