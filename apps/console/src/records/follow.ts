import { createParser } from 'eventsource-parser';
import { ApiError } from '../api/api-error';
import { api, ask, type Schemas } from '../api/client';

type Progress = Schemas['RecordProgressDto'];

const AGAIN_MS = 3000;
/** The API says something each 15 s: a connection that is silent for longer is gone, or a proxy holds it back. */
const SILENT_MS = 40_000;

/** Listens until all have ended, the API refuses, or nobody is interested any more; what breaks off is asked for again. */
export async function follow(ids: string[], onProgress: (progress: Progress) => void, onHearing: (hearing: boolean) => void, signal: AbortSignal): Promise<void> {
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
