import { DEFAULT_APP_LIMITS, type AppLimits } from './app-limits';
import { AppPace, FRESH_PACE, type AppPaceState } from './app-pace';

/** 09:00 in Shanghai. */
const NOW = Date.UTC(2026, 2, 2, 1, 0, 0);

function paceOf(limits: Partial<AppLimits> = {}, state: Partial<AppPaceState> = {}, now = NOW): AppPace {
  return new AppPace({ ...FRESH_PACE, ...state }, { ...DEFAULT_APP_LIMITS, ...limits }, now);
}

describe('calls a minute', () => {
  it('never become more than the limit within any 60 seconds, however many ask at once', () => {
    const limits = { callsPerMinute: 60 };
    let state: AppPaceState = FRESH_PACE;
    const turns: number[] = [];
    for (let asked = 0; asked < 300; asked += 1) {
      const pace = paceOf(limits, state);
      turns.push(pace.takeTurn(false));
      state = pace.after;
    }
    expect(turns.filter((turn) => turn === NOW)).not.toHaveLength(0);
    const most = Math.max(...turns.map((from) => turns.filter((turn) => turn >= from && turn < from + 60_000).length));
    expect(most).toBeLessThanOrEqual(60);
    expect(most).toBeGreaterThan(50);
  });

  it('let what is urgent go at once, and the others after it', () => {
    const pace = paceOf({ callsPerMinute: 60 });
    for (let asked = 0; asked < 10; asked += 1) pace.takeTurn(false);
    const next = pace.nextTurn();
    expect(next).toBeGreaterThan(NOW);
    expect(pace.takeTurn(true)).toBe(NOW);
    expect(pace.takeTurn(false)).toBeGreaterThan(next);
  });

  it('give nothing for what was not used: a quiet hour lets no more go at one moment', () => {
    const pace = paceOf({ callsPerMinute: 60 }, { nextCallAt: NOW - 3_600_000 });
    const turns = Array.from({ length: 20 }, () => pace.takeTurn(false));
    expect(turns.filter((turn) => turn === NOW)).toHaveLength(6);
  });

  it('do not wait for a time that a clock named before it was set back', () => {
    const aWeekMs = 7 * 24 * 3_600_000;
    const pace = paceOf({ callsPerMinute: 60 }, { nextCallAt: NOW + aWeekMs, lately: [['run:0', NOW + aWeekMs]] });
    expect(pace.takeTurn(false)).toBe(NOW);
  });

  it('wait behind a long line, whose end lies far ahead', () => {
    const pace = paceOf({ callsPerMinute: 60 }, { nextCallAt: NOW + 3_600_000, lately: [['run:0', NOW]] });
    expect(pace.takeTurn(false)).toBeGreaterThan(NOW + 3_000_000);
  });
});

describe('the day of an app', () => {
  it('ends at midnight in China, keeps a reserve, and is told once when it is used up', () => {
    const limits = { personTimesPerAccount: 200, reservedShare: 0.05 };
    const pace = paceOf(limits);
    pace.count(1000, 'run:0');
    expect(pace.roomToday(10, false)).toBe(900);
    expect(pace.roomToday(10, true)).toBe(1000);
    expect([pace.noteUsedUp(), pace.noteUsedUp()]).toEqual([true, false]);
    expect(new Date(pace.tomorrow).toISOString()).toBe('2026-03-02T16:00:00.000Z');
    const evening = paceOf(limits, pace.after, pace.tomorrow - 1);
    expect([evening.newDay, evening.roomToday(10, true)]).toEqual([false, 1000]);
    const morning = paceOf(limits, pace.after, pace.tomorrow);
    expect([morning.newDay, morning.roomToday(10, true), morning.noteUsedUp()]).toEqual([true, 2000, true]);
  });
});

describe('what one person may have got', () => {
  it('is one message of each part of a run, at most', () => {
    const pace = paceOf();
    for (const part of ['a:0', 'a:0', 'a:1', 'b:0', 'a:0']) pace.count(1000, part);
    expect([pace.mostInMinute, pace.mostInHour]).toEqual([3, 3]);
    const later = paceOf({}, pace.after, NOW + 90_000);
    expect([later.mostInMinute, later.mostInHour]).toEqual([0, 3]);
    expect(paceOf({}, pace.after, NOW + 2 * 3_600_000).mostInHour).toBe(0);
  });

  it('is remembered to the number that matters, the newest', () => {
    const pace = paceOf();
    for (let run = 0; run < 500; run += 1) pace.count(1, `${run}:0`);
    expect(pace.after.lately).toHaveLength(DEFAULT_APP_LIMITS.memberPerMinute);
    expect(pace.after.lately.at(-1)).toEqual(['499:0', NOW]);
    expect(pace.mostInHour).toBe(500);
  });
});
