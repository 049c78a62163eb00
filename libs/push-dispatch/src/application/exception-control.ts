import type { PageSnapshot } from '#bi-host';
import type { Reason } from '#records';
import { TryAgainError } from '../domain/push-dispatch.errors';
import { reason } from '../domain/reasons';

/** Whether an audience gets its message. */
export type AudienceDecision = { kind: 'send' } | { kind: 'hold'; reason: Reason };

/** @throws TryAgainError when no chart could be made, which may pass */
export function decideForAudience(snapshot: PageSnapshot): AudienceDecision {
  const broken = snapshot.charts.filter((chart) => chart.state === 'failed');
  if (broken.length > 0 && broken.length === snapshot.charts.length) throw new TryAgainError(reason('ALL_CHARTS_FAILED', broken[0].reason));
  if (snapshot.charts.every((chart) => chart.state === 'empty')) return { kind: 'hold', reason: reason('EMPTY_CONTENT') };
  return { kind: 'send' };
}
