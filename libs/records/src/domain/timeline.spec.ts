import { timelineOf } from './timeline';

const at = (seconds: number): Date => new Date(Date.UTC(2026, 2, 2, 1, 0, seconds));

describe('the timeline of a run', () => {
  it('has each step that was reached, with what it took', () => {
    const run = { plannedAt: at(0), startedAt: at(2), preparedAt: at(5), finishedAt: at(9) };
    expect(timelineOf(run, { firstSentAt: at(6), lastSettledAt: at(9) }).map(({ step, tookMs }) => [step, tookMs])).toEqual([
      ['planned', undefined],
      ['started', 2000],
      ['prepared', 3000],
      ['first_sent', 1000],
      ['last_settled', 3000],
      ['ended', 0],
    ]);
  });

  it('leaves out what did not happen: a missed run has no start', () => {
    const run = { plannedAt: at(0), startedAt: null, preparedAt: null, finishedAt: at(59) };
    expect(timelineOf(run, { firstSentAt: null, lastSettledAt: null })).toEqual([{ step: 'planned', at: at(0) }, { step: 'ended', at: at(59), tookMs: 59_000 }]);
  });
});
