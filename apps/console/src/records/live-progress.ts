import { focusManager, useQueryClient, type InfiniteData, type QueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Schemas } from '../api/client';
import { recordQuery, RECORDS_KEY, type PushRecord } from './queries';

type Progress = Schemas['RecordProgressDto'];
type RecordPage = Schemas['RecordListResponseDto'];

/** Records that one stream follows; what the API takes. */
const MOST = 50;

/** Only a tab that is looked at follows: browsers open six connections to one server, for all tabs together. */
const useLookedAt = (): boolean => useSyncExternalStore((changed) => focusManager.subscribe(changed), () => focusManager.isFocused());

/**
 * Follows records while they are under way, by one stream of events for a page, and writes what it hears into the lists and records that are shown.
 * @param onHearing told whether it hears; while it does not, the records are to be asked for from time to time
 */
export function useLiveProgress(underWay: readonly string[], onHearing: (hearing: boolean) => void): void {
  const queries = useQueryClient();
  const lookedAt = useLookedAt();
  const ids = underWay.slice(0, MOST).toSorted();
  // Those that ended stay in the stream; it is opened anew for others only.
  const [followed, setFollowed] = useState(ids);
  const next = ids.length === 0 ? ids : ids.every((id) => followed.includes(id)) ? followed : ids;
  if (next.join() !== followed.join()) setFollowed(next);

  const joined = next.join();
  useEffect(() => {
    if (joined === '' || !lookedAt) return undefined;
    const stop = new AbortController();
    import('./follow').then(({ follow }) => follow(joined.split(','), (progress) => take(queries, progress), onHearing, stop.signal)).catch(() => undefined);
    return () => {
      stop.abort();
      onHearing(false);
    };
  }, [joined, lookedAt, queries, onHearing]);
}

/** Lists and the record itself show at once what was heard; what else changed with a state is asked for. */
function take(queries: QueryClient, { recordId, state, counts: { pending: _pending, ...counts }, reason, finishedAt }: Progress): void {
  const news = { state, counts, reason, finishedAt };
  const before = queries.getQueryData(recordQuery(recordId).queryKey);
  queries.setQueriesData<InfiniteData<RecordPage>>({ queryKey: [...RECORDS_KEY, 'list'] }, (data) => data && { ...data, pages: data.pages.map((page) => ({ ...page, items: page.items.map((item) => (item.id === recordId ? { ...item, ...news } satisfies PushRecord : item)) })) });
  if (!before) return;
  queries.setQueryData(recordQuery(recordId).queryKey, { ...before, ...news });
  void queries.invalidateQueries({ queryKey: [...RECORDS_KEY, recordId, ...(before.state === state ? ['deliveries'] : [])] });
}
