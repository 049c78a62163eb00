import { workingCalendarOf } from './own-calendar';
import { parseSchedule } from './schedule';
import { previewOf } from './schedule-preview';
import { STATUTORY_CALENDAR } from './statutory-calendar';
import type { OnDayOff, WorkingCalendar } from './working-calendar';

const SHANGHAI = { zone: 'Asia/Shanghai' };

function preview(schedule: object, after: string, count: number, onDayOff: OnDayOff, calendar: WorkingCalendar = STATUTORY_CALENDAR) {
  const { runs, daysOff } = previewOf(parseSchedule({ ...SHANGHAI, ...schedule }), new Date(`${after}T00:00:00+08:00`), count, { calendar, onDayOff });
  return {
    runs: runs.map(({ plannedAt, movedFrom }) => [new Date(plannedAt.getTime() + 8 * 3_600_000).toISOString().slice(5, 16).replace('T', ' '), movedFrom?.slice(5)].filter(Boolean).join(' from ')),
    daysOff: daysOff.map(({ date, day, movedTo }) => [date.slice(5), day.name ?? day.kind, movedTo?.slice(5)].filter(Boolean).join(' ')),
  };
}

const daily = { kind: 'daily', times: ['09:00'] };

describe('days off', () => {
  it('are left out, each with its name, while a make-up Saturday runs', () => {
    expect(preview(daily, '2026-04-30', 5, 'skip')).toEqual({
      runs: ['04-30 09:00', '05-06 09:00', '05-07 09:00', '05-08 09:00', '05-09 09:00'],
      daysOff: ['05-01 劳动节 (Labour Day)', '05-02 劳动节 (Labour Day)', '05-03 劳动节 (Labour Day)', '05-04 劳动节 (Labour Day)', '05-05 劳动节 (Labour Day)'],
    });
  });

  it('move to the next working day, where what is planned anyway runs once', () => {
    const weekly = { kind: 'weekly', weekdays: [5, 6], times: ['09:00', '18:00'] };
    expect(preview(weekly, '2026-05-01', 4, 'move')).toEqual({
      runs: ['05-06 09:00 from 05-01', '05-06 18:00 from 05-01', '05-08 09:00', '05-08 18:00'],
      daysOff: ['05-01 劳动节 (Labour Day) 05-06', '05-02 劳动节 (Labour Day) 05-06'],
    });
    expect(preview(daily, '2026-05-01', 2, 'move').runs).toEqual(['05-06 09:00', '05-07 09:00']);
  });

  it('move also when asked in the middle of them', () => {
    expect(preview({ kind: 'monthly', days: [1], times: ['09:00'] }, '2026-10-04', 2, 'move').runs).toEqual(['10-08 09:00 from 10-01', '11-02 09:00 from 11-01']);
  });

  it('run when the task says so', () => {
    expect(preview(daily, '2026-10-01', 2, 'run')).toEqual({ runs: ['10-01 09:00', '10-02 09:00'], daysOff: [] });
  });

  it('are never moved past the last date', () => {
    expect(preview({ kind: 'monthly', days: [1], times: ['09:00'], lastDate: '2026-10-07' }, '2026-10-01', 2, 'move')).toEqual({ runs: [], daysOff: ['10-01 国庆节 (National Day)'] });
  });

  it('of cron expressions count as those of presets', () => {
    for (const rule of ['skip', 'move', 'run'] as const) {
      expect(preview({ kind: 'cron', expression: '0 9 * * *' }, '2026-02-10', 20, rule)).toEqual(preview(daily, '2026-02-10', 20, rule));
    }
  });

  it('that never end plan nothing, in bounded time', () => {
    const nobodyWorks = { name: '全休', dayOf: () => ({ working: false, kind: 'day_off', known: true }) as const };
    for (const rule of ['skip', 'move'] as const) {
      expect(preview(daily, '2026-01-01', 1, rule, nobodyWorks).runs).toEqual([]);
      expect(preview({ kind: 'cron', expression: '0 9 1 1 *' }, '2026-01-01', 1, rule, nobodyWorks).runs).toEqual([]);
    }
  });
});

describe('working days', () => {
  const workdays = { kind: 'workdays', times: ['09:00'] };

  it('are those of the calendar: make-up Saturdays in, holidays out and named', () => {
    expect(preview(workdays, '2026-02-13', 4, 'run')).toEqual({
      runs: ['02-13 09:00', '02-14 09:00', '02-24 09:00', '02-25 09:00'],
      daysOff: Array.from({ length: 9 }, (_, i) => `02-${15 + i} 春节 (Spring Festival)`),
    });
  });

  it('of an own calendar may add days to the statutory ones', () => {
    const own = workingCalendarOf({
      name: '总部', withStatutoryDays: true, weeklyDaysOff: [],
      daysOff: [{ date: '2026-05-07', name: '公司周年' }], workingDays: [{ date: '2026-05-05', name: '盘点' }],
    });
    expect(preview(workdays, '2026-05-04', 3, 'skip', own)).toEqual({
      runs: ['05-05 09:00', '05-06 09:00', '05-08 09:00'],
      daysOff: ['05-04 劳动节 (Labour Day)', '05-07 公司周年'],
    });
  });

  it('may leave other weekdays off than Saturday and Sunday', () => {
    const friday = workingCalendarOf({ name: 'Gulf', withStatutoryDays: false, weeklyDaysOff: [5, 6], daysOff: [], workingDays: [] });
    expect(preview(workdays, '2026-05-07', 2, 'skip', friday)).toEqual({ runs: ['05-07 09:00', '05-10 09:00'], daysOff: [] });
  });
});
