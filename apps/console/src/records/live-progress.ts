import { focusManager, useQueryClient, type InfiniteData, type QueryClient } from '@tanstack/react-query';
import { createParser } from 'eventsource-parser';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { ApiError } from '../api/api-error';
import { api, ask, type Schemas } from '../api/client';
import { recordQuery, RECORDS_KEY, type PushRecord } from './queries';

type Progress = Schemas['RecordProgressDto'];
type RecordPage = Schemas['RecordListResponseDto'];

/** Records that one stream follows; what the API takes. */
const MOST = 50;
const AGAIN_MS = 3000;
/** The API says something each 15 s: a connection that is silent for longer is gone, or a proxy holds it back. */
const SILENT_MS = 40_000;

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
    void follow(joined.split(','), (progress) => take(queries, progress), onHearing, stop.signal);
    return () => {
      stop.abort();
      onHearing(false);
    };
  }, [joined, lookedAt, queries, onHearing]);
}

/** Listens until all have ended, the API refuses, or nobody is interested any more; what breaks off is asked for again. */
async function follow(ids: string[], onProgress: (progress: Progress) => void, onHearing: (hearing: boolean) => void, signal: AbortSignal): Promise<void> {
  const open = new Set(ids);
  while (open.size > 0 && !signal.aborted) {
    try {
      await listen(ids, signal, (type, progress) => {
        onHearing(true);
        if (type === 'end') open.delete(progress.recordId);
        onProgress(progress);
      });
    } catch (error) {
      if (signal.aborted || (error instanceof ApiError && error.status >= 400 && error.status < 500)) break;
    }
    if (open.size > 0) {
      onHearing(false);
      await new Promise((again) => {
        setTimeout(again, AGAIN_MS);
      });
    }
  }
  if (!signal.aborted) onHearing(false);
}

async function listen(ids: string[], outer: AbortSignal, onEvent: (type: string | undefined, progress: Progress) => void): Promise<void> {
  const silent = new AbortController();
  let timer = 0;
  const heard = (): void => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => silent.abort(), SILENT_MS);
  };
  heard();
  try {
    const signal = AbortSignal.any([outer, silent.signal]);
    const body = (await ask<unknown>(api.GET('/push/records/progress', { params: { query: { ids } }, parseAs: 'stream', signal }))) as ReadableStream<BufferSource>;
    const parser = createParser({ onEvent: ({ event, data }) => onEvent(event, JSON.parse(data) as Progress) });
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      heard();
      parser.feed(value);
    }
  } finally {
    window.clearTimeout(timer);
  }
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
