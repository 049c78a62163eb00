import { queryOptions } from '@tanstack/react-query';
import dayjs from 'dayjs';
import { api, ask, type Schemas } from '../api/client';
import { TASKS_KEY } from '../tasks/queries';

export type DayStatistics = Schemas['DayStatisticsDto'];

const DAYS = 30;
const EVERY_MS = 60_000;

/** The last thirty days, today included; days without a push are missing. */
export const trendQuery = () => {
  const to = dayjs().format('YYYY-MM-DD');
  const from = dayjs().subtract(DAYS - 1, 'day').format('YYYY-MM-DD');
  return queryOptions({
    queryKey: ['statistics', 'daily', from, to],
    queryFn: () => ask(api.GET('/push/statistics/daily', { params: { query: { from, to } } })),
    refetchInterval: EVERY_MS,
    select: ({ days }) => everyDay(from, days),
  });
};

const NEXT = 8;

export const nextRunsQuery = queryOptions({
  queryKey: [...TASKS_KEY, 'next'],
  queryFn: async () => (await ask(api.GET('/push/tasks/next', { params: { query: { limit: NEXT } } }))).items,
  refetchInterval: EVERY_MS,
});

const NOTHING = {
  runs: 0, sent: 0, partlySent: 0, failed: 0, held: 0, missed: 0, cancelled: 0, peopleNamed: 0, peopleReached: 0, peopleRejected: 0, peopleSkipped: 0, peopleExpired: 0, peopleUnknown: 0, peopleOpened: 0,
};

function everyDay(from: string, known: readonly DayStatistics[]): DayStatistics[] {
  const byDay = new Map(known.map((one) => [one.day, one]));
  return Array.from({ length: DAYS }, (_, index) => {
    const day = dayjs(from).add(index, 'day').format('YYYY-MM-DD');
    return { ...NOTHING, ...byDay.get(day), day };
  });
}
