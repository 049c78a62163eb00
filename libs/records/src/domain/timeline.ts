import type { CallTimes, RecordRow } from './record-rows';

export const TIMELINE_STEPS = ['planned', 'started', 'prepared', 'first_sent', 'last_settled', 'ended'] as const;

/** A step of a run that was reached. */
export interface TimelineEntry {
  step: (typeof TIMELINE_STEPS)[number];
  at: Date;
  /** Since the step before, in milliseconds; for `started` that is the wait until the run was due and a worker free. Undefined for the first. */
  tookMs?: number;
}

/** What happened when, in order of time. */
export function timelineOf(run: Pick<RecordRow, 'plannedAt' | 'startedAt' | 'preparedAt' | 'finishedAt'>, calls: CallTimes): TimelineEntry[] {
  const times: Record<TimelineEntry['step'], Date | null> = {
    planned: run.plannedAt,
    started: run.startedAt,
    prepared: run.preparedAt,
    first_sent: calls.firstSentAt,
    last_settled: calls.lastSettledAt,
    ended: run.finishedAt,
  };
  const entries: TimelineEntry[] = [];
  for (const step of TIMELINE_STEPS) {
    const at = times[step];
    const before = entries.at(-1);
    if (at) entries.push({ step, at, ...(before && { tookMs: Math.max(0, at.getTime() - before.at.getTime()) }) });
  }
  return entries;
}
