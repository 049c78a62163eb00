import { parseSchedule } from './schedule';
import { nextStart, shortestGapSeconds, starts } from './spread';

const nine = parseSchedule({ kind: 'daily', times: ['09:00'], zone: 'Asia/Shanghai' });
const after = new Date('2026-03-02T00:00:00Z');
const idOf = (i: number): string => `0197c1a0-0000-7000-8000-${i.toString(16).padStart(12, '0')}`;

describe('spreading', () => {
  it('lays 3,000 tasks of one minute evenly over the tolerance, outside the minutes that WeCom asks to avoid', () => {
    const perMinute = new Map<number, number>();
    for (let i = 0; i < 3000; i += 1) {
      const { plannedAt, startAt } = nextStart({ taskId: idOf(i), schedule: nine, toleranceSeconds: 300 }, after)!;
      expect(plannedAt).toEqual(new Date('2026-03-02T01:00:00Z'));
      const minute = Math.floor((startAt.getTime() - plannedAt.getTime()) / 60_000);
      perMinute.set(minute, (perMinute.get(minute) ?? 0) + 1);
    }
    expect([...perMinute.keys()].toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4]);
    for (const count of perMinute.values()) expect(Math.abs(count - 750)).toBeLessThan(100);
  });

  it('gives a task the same place each day', () => {
    const plan = { taskId: idOf(7), schedule: nine, toleranceSeconds: 300 };
    const delays = new Set<number>();
    for (const { plannedAt, startAt } of starts(plan, after)) {
      delays.add(startAt.getTime() - plannedAt.getTime());
      if (plannedAt > new Date('2026-06-01T00:00:00Z')) break;
    }
    expect(delays.size).toBe(1);
  });

  it('is switched off by a tolerance of 0', () => {
    expect(nextStart({ taskId: idOf(1), schedule: nine, toleranceSeconds: 0 }, after)).toEqual({ plannedAt: new Date('2026-03-02T01:00:00Z'), startAt: new Date('2026-03-02T01:00:00Z') });
  });

  it('never lets a task start into its own next time', () => {
    const minutely = parseSchedule({ kind: 'cron', expression: '* * * * *', zone: 'UTC' });
    let [last, seen] = [0, 0];
    for (const { plannedAt, startAt } of starts({ taskId: idOf(3), schedule: minutely, toleranceSeconds: 3600 }, after)) {
      expect(startAt.getTime()).toBeGreaterThanOrEqual(plannedAt.getTime());
      expect(startAt.getTime()).toBeLessThan(plannedAt.getTime() + 60_000);
      expect(startAt.getTime()).toBeGreaterThan(last);
      last = startAt.getTime();
      if ((seen += 1) === 120) break;
    }
  });
});

describe('the shortest time between two runs', () => {
  it.each([
    [{ kind: 'daily', times: ['09:00'] }, 86_400],
    [{ kind: 'daily', times: ['23:50', '00:10'] }, 1200],
    [{ kind: 'hourly', everyHours: 2, from: '00:00', to: '23:59' }, 7200],
    [{ kind: 'cron', expression: '0,7 9 * * 1' }, 420],
    [{ kind: 'none' }, Infinity],
  ])('of %j', (schedule, seconds) => {
    expect(shortestGapSeconds(parseSchedule({ ...schedule, zone: 'Asia/Shanghai' }), after)).toBe(seconds);
  });
});
