import { MISSED_RECORDED, planDue } from './due';
import { parseSchedule, type Schedule } from './schedule/schedule';

const HOUR = 3600;
const hourly = parseSchedule({ kind: 'cron', expression: '0 * * * *', zone: 'Asia/Shanghai' });
/** Exactly at the planned time. */
const exactly = (schedule: Schedule) => ({ taskId: '0197c1a0-0000-7000-8000-000000000001', schedule, toleranceSeconds: 0 });
const start = (plannedAt: Date) => ({ plannedAt, startAt: plannedAt });
const at = (time: string): Date => new Date(`2026-03-02T${time}Z`);

describe('planDue', () => {
  it('sends what is due and sets the next time', () => {
    expect(planDue(exactly(hourly), at('01:00:00'), HOUR, at('01:00:01'))).toEqual({ send: start(at('01:00:00')), missed: [], next: start(at('02:00:00')) });
  });

  it('sends a time exactly as old as the grace, and one second later no more', () => {
    expect(planDue(exactly(hourly), at('01:00:00'), 600, at('01:10:00')).send).toEqual(start(at('01:00:00')));
    expect(planDue(exactly(hourly), at('01:00:00'), 600, at('01:10:01'))).toEqual({
      send: null,
      missed: [{ plannedAt: at('01:00:00'), why: 'too_old' }],
      next: start(at('02:00:00')),
    });
  });

  it('never sends a burst: of several times within the grace only the newest', () => {
    const plan = planDue(exactly(hourly), at('01:00:00'), 3 * HOUR, at('04:30:00'));
    expect(plan.send).toEqual(start(at('04:00:00')));
    expect(plan.missed).toEqual([
      { plannedAt: at('01:00:00'), why: 'too_old' },
      { plannedAt: at('02:00:00'), why: 'overtaken' },
      { plannedAt: at('03:00:00'), why: 'overtaken' },
    ]);
    expect(plan.next).toEqual(start(at('05:00:00')));
  });

  it('counts the grace from the start that spreading gave, and records the time of the schedule', () => {
    const spread = { ...exactly(hourly), toleranceSeconds: 300 };
    const late = planDue(spread, at('01:00:00'), 60, at('01:06:01'));
    expect(late).toMatchObject({ send: null, missed: [{ plannedAt: at('01:00:00'), why: 'too_old' }] });
    const startAt = late.next!.startAt.getTime() - 3_600_000;
    expect(planDue(spread, at('01:00:00'), 60, new Date(startAt))).toMatchObject({ send: { plannedAt: at('01:00:00'), startAt: new Date(startAt) } });
    expect(planDue(spread, at('01:00:00'), 60, new Date(startAt - 1))).toMatchObject({ send: null, missed: [] });
  });

  it('ends with the last date', () => {
    const ending = parseSchedule({ kind: 'daily', times: ['09:00'], zone: 'Asia/Shanghai', lastDate: '2026-03-02' });
    expect(planDue(exactly(ending), at('01:00:00'), HOUR, at('01:00:00'))).toEqual({ send: start(at('01:00:00')), missed: [], next: null });
  });

  it('records a bounded number of missed times after weeks, tells of the rest, and goes on with what is due', () => {
    const minutely = parseSchedule({ kind: 'cron', expression: '* * * * *', zone: 'UTC' });
    const plan = planDue(exactly(minutely), new Date('2026-02-01T00:00:00Z'), 120, at('01:00:30'));
    expect(plan.send).toEqual(start(at('01:00:00')));
    expect(plan.next).toEqual(start(at('01:01:00')));
    expect(plan.missed.length).toBeLessThanOrEqual(MISSED_RECORDED + 3);
    expect(plan.missed.find((one) => one.alsoUntil)).toEqual({
      plannedAt: new Date('2026-02-01T01:40:00Z'),
      why: 'too_old',
      alsoUntil: at('00:58:30'),
    });
    expect(plan.missed.at(-1)).toEqual({ plannedAt: at('00:59:00'), why: 'overtaken' });
  });
});
