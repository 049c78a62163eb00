import { MISSED_RECORDED, planDue } from './due';
import { parseSchedule } from './schedule/schedule';

const HOUR = 3600;
const hourly = parseSchedule({ kind: 'cron', expression: '0 * * * *', zone: 'Asia/Shanghai' });
const at = (time: string): Date => new Date(`2026-03-02T${time}Z`);

describe('planDue', () => {
  it('sends what is due and sets the next time', () => {
    expect(planDue(hourly, at('01:00:00'), HOUR, at('01:00:01'))).toEqual({ send: at('01:00:00'), missed: [], next: at('02:00:00') });
  });

  it('sends a time exactly as old as the grace, and one second later no more', () => {
    expect(planDue(hourly, at('01:00:00'), 600, at('01:10:00')).send).toEqual(at('01:00:00'));
    expect(planDue(hourly, at('01:00:00'), 600, at('01:10:01'))).toEqual({
      send: null,
      missed: [{ plannedAt: at('01:00:00'), why: 'too_old' }],
      next: at('02:00:00'),
    });
  });

  it('never sends a burst: of several times within the grace only the newest', () => {
    const plan = planDue(hourly, at('01:00:00'), 3 * HOUR, at('04:30:00'));
    expect(plan.send).toEqual(at('04:00:00'));
    expect(plan.missed).toEqual([
      { plannedAt: at('01:00:00'), why: 'too_old' },
      { plannedAt: at('02:00:00'), why: 'overtaken' },
      { plannedAt: at('03:00:00'), why: 'overtaken' },
    ]);
    expect(plan.next).toEqual(at('05:00:00'));
  });

  it('ends with the last date', () => {
    const ending = parseSchedule({ kind: 'daily', times: ['09:00'], zone: 'Asia/Shanghai', lastDate: '2026-03-02' });
    expect(planDue(ending, at('01:00:00'), HOUR, at('01:00:00'))).toEqual({ send: at('01:00:00'), missed: [], next: null });
  });

  it('records a bounded number of missed times after weeks, tells of the rest, and goes on with what is due', () => {
    const minutely = parseSchedule({ kind: 'cron', expression: '* * * * *', zone: 'UTC' });
    const plan = planDue(minutely, new Date('2026-02-01T00:00:00Z'), 120, at('01:00:30'));
    expect(plan.send).toEqual(at('01:00:00'));
    expect(plan.next).toEqual(at('01:01:00'));
    expect(plan.missed.length).toBeLessThanOrEqual(MISSED_RECORDED + 3);
    expect(plan.missed.find((one) => one.alsoUntil)).toEqual({
      plannedAt: new Date('2026-02-01T01:40:00Z'),
      why: 'too_old',
      alsoUntil: at('00:58:30'),
    });
    expect(plan.missed.at(-1)).toEqual({ plannedAt: at('00:59:00'), why: 'overtaken' });
  });
});
