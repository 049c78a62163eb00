import { InvalidInputError } from '#kernel';
import { parseSchedule } from './schedule';

const SHANGHAI = { zone: 'Asia/Shanghai' };

function problemsOf(input: unknown): unknown {
  try {
    return parseSchedule(input);
  } catch (error) {
    return error instanceof InvalidInputError ? error.details.fields : error;
  }
}

describe('parseSchedule', () => {
  it.each([
    [{ kind: 'none', ...SHANGHAI }],
    [{ kind: 'daily', times: ['09:00', '18:30'], ...SHANGHAI, firstDate: '2026-11-23', lastDate: '2026-11-23' }],
    [{ kind: 'weekly', weekdays: [1, 7], times: ['00:00'], zone: 'UTC' }],
    [{ kind: 'monthly', days: [1, 31, 'last'], times: ['23:59'], zone: 'America/New_York' }],
    [{ kind: 'hourly', everyHours: 2, from: '08:00', to: '20:00', ...SHANGHAI }],
    [{ kind: 'workdays', times: ['09:00'], ...SHANGHAI }],
    [{ kind: 'quarterly', month: 3, days: ['last'], times: ['18:00'], ...SHANGHAI }],
    [{ kind: 'cron', expression: '*/15 9-18 * * MON-FRI', zone: 'Asia/Kathmandu' }],
    [{ kind: 'cron', expression: '0 9 29 2 *', ...SHANGHAI }],
    [{ kind: 'cron', expression: '0 9 L * *', ...SHANGHAI }],
    [{ kind: 'cron', expression: '0 9 * * 4#2', ...SHANGHAI }],
    [{ kind: 'cron', expression: '0 9 * MAR THU', ...SHANGHAI }],
  ])('takes %j as it is', (input) => {
    expect(parseSchedule(input)).toEqual(input);
  });

  it('brings lists into one order, without doubles', () => {
    expect(parseSchedule({ kind: 'monthly', days: ['last', 15, 2, 15], times: ['18:00', '09:00', '18:00'], ...SHANGHAI })).toEqual({
      kind: 'monthly', days: [2, 15, 'last'], times: ['09:00', '18:00'], ...SHANGHAI,
    });
    expect(parseSchedule({ kind: 'cron', expression: '  0  9 * *\t1 ', ...SHANGHAI })).toMatchObject({ expression: '0 9 * * 1' });
  });

  it.each([
    ['no object', 'every day', 'schedule', /object/],
    ['nothing', undefined, 'schedule', /object/],
    ['an unknown kind', { kind: 'yearly', ...SHANGHAI }, 'schedule.kind', /none, hourly, daily, workdays, weekly, monthly, quarterly, cron/],
    ['no kind', SHANGHAI, 'schedule.kind', /none, hourly, daily, workdays, weekly, monthly, quarterly, cron/],
    ['no zone', { kind: 'daily', times: ['09:00'] }, 'schedule.zone', /Asia\/Shanghai/],
    ['a zone that is none', { kind: 'daily', times: ['09:00'], zone: 'Asia/Peking' }, 'schedule.zone', /IANA/],
    ['an offset as zone', { kind: 'daily', times: ['09:00'], zone: '+08:00' }, 'schedule.zone', /IANA/],
    ['no times', { kind: 'daily', ...SHANGHAI }, 'schedule.times', /09:00/],
    ['an empty list of times', { kind: 'daily', times: [], ...SHANGHAI }, 'schedule.times', /at least one/],
    ['a time without leading zero', { kind: 'daily', times: ['09:00', '9:00'], ...SHANGHAI }, 'schedule.times.1', /HH:MM/],
    ['midnight as 24:00', { kind: 'daily', times: ['24:00'], ...SHANGHAI }, 'schedule.times.0', /23:59/],
    ['25 times', { kind: 'daily', times: Array.from({ length: 25 }, (_, i) => `09:${10 + i}`), ...SHANGHAI }, 'schedule.times', /at most 24/],
    ['weekday 0', { kind: 'weekly', weekdays: [0], times: ['09:00'], ...SHANGHAI }, 'schedule.weekdays.0', /1 \(Monday\) to 7/],
    ['every 24 hours', { kind: 'hourly', everyHours: 24, ...SHANGHAI }, 'schedule.everyHours', /1 to 23/],
    ['a window past midnight', { kind: 'hourly', everyHours: 1, from: '22:00', to: '06:00', ...SHANGHAI }, 'schedule.to', /past midnight/],
    ['the fourth month of a quarter', { kind: 'quarterly', month: 4, days: [1], times: ['09:00'], ...SHANGHAI }, 'schedule.month', /1, 2 or 3/],
    ['no weekday', { kind: 'weekly', weekdays: [], times: ['09:00'], ...SHANGHAI }, 'schedule.weekdays', /at least one/],
    ['day 32', { kind: 'monthly', days: [32], times: ['09:00'], ...SHANGHAI }, 'schedule.days.0', /1 to 31, or "last"/],
    ['day "first"', { kind: 'monthly', days: ['first'], times: ['09:00'], ...SHANGHAI }, 'schedule.days.0', /1 to 31, or "last"/],
    ['a date that is none', { kind: 'daily', times: ['09:00'], ...SHANGHAI, firstDate: '2026-02-30' }, 'schedule.firstDate', /YYYY-MM-DD/],
    ['an end before the start', { kind: 'daily', times: ['09:00'], ...SHANGHAI, firstDate: '2026-03-02', lastDate: '2026-03-01' }, 'schedule.lastDate', /before the first date/],
    ['a field of another kind', { kind: 'daily', times: ['09:00'], ...SHANGHAI, weekdays: [1] }, 'schedule.weekdays', /does not belong/],
    ['dates for no schedule', { kind: 'none', ...SHANGHAI, lastDate: '2026-03-01' }, 'schedule.lastDate', /does not belong/],
    ['an empty expression', { kind: 'cron', expression: '', ...SHANGHAI }, 'schedule.expression', /five fields/],
    ['a nickname', { kind: 'cron', expression: '@daily', ...SHANGHAI }, 'schedule.expression', /five fields.*has 1/],
    ['seconds', { kind: 'cron', expression: '0 0 9 * * *', ...SHANGHAI }, 'schedule.expression', /five fields.*has 6/],
    ['minute 60', { kind: 'cron', expression: '60 9 * * *', ...SHANGHAI }, 'schedule.expression', /not a cron expression.*60/],
    ['a random value', { kind: 'cron', expression: 'H 9 * * *', ...SHANGHAI }, 'schedule.expression', /H \(any value\)/],
    ['a random value in a list', { kind: 'cron', expression: '0 9,H(10-12) * * *', ...SHANGHAI }, 'schedule.expression', /H \(any value\)/],
    ['30 February', { kind: 'cron', expression: '0 9 30 2 *', ...SHANGHAI }, 'schedule.expression', /never comes true/],
    ['31 April and June', { kind: 'cron', expression: '0 9 31 4,6 *', ...SHANGHAI }, 'schedule.expression', /never comes true/],
    ['letters', { kind: 'cron', expression: '每天 9 点 * *', ...SHANGHAI }, 'schedule.expression', /not a cron expression/],
  ])('refuses %s and names the field', (_case, input, field, message) => {
    expect(problemsOf(input)).toEqual({ [field]: [expect.stringMatching(message)] });
  });

  it('names all wrong fields at once, as the caller calls them', () => {
    expect(() => parseSchedule({ kind: 'daily', times: [], zone: 'Mars' }, 'draft.schedule')).toThrow(/draft\.schedule\.times: .*; draft\.schedule\.zone: /);
  });
});
