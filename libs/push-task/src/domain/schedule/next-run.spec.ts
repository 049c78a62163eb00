import { Cron } from 'croner';
import * as fc from 'fast-check';
import { IANAZone } from 'luxon';
import { nextRun, nextRuns } from './next-run';
import { parseSchedule, type Schedule } from './schedule';

const ZONES = ['Asia/Shanghai', 'America/New_York', 'Europe/London', 'Australia/Lord_Howe', 'America/Sao_Paulo', 'Pacific/Apia', 'Asia/Kathmandu', 'UTC'];
const iso = (dates: readonly Date[]): string[] => dates.map((date) => date.toISOString().slice(0, 16));
const runsAfter = (schedule: unknown, after: string, count: number): string[] => iso(nextRuns(parseSchedule(schedule), new Date(after), count));

describe('next runs', () => {
  it('are strictly later than the time asked for', () => {
    const daily = parseSchedule({ kind: 'daily', times: ['09:00', '18:30'], zone: 'Asia/Shanghai' });
    expect(nextRun(daily, new Date('2026-11-23T00:59:59.999Z'))).toEqual(new Date('2026-11-23T01:00:00Z'));
    expect(nextRun(daily, new Date('2026-11-23T01:00:00Z'))).toEqual(new Date('2026-11-23T10:30:00Z'));
    expect(nextRun(daily, new Date('2026-11-23T10:30:00Z'))).toEqual(new Date('2026-11-24T01:00:00Z'));
  });

  it('of a weekly schedule fall on its ISO weekdays in the zone', () => {
    // Monday 01:00 in Shanghai is still Sunday at UTC.
    expect(runsAfter({ kind: 'weekly', weekdays: [1, 7], times: ['01:00'], zone: 'Asia/Shanghai' }, '2026-11-23T00:00:00Z', 3)).toEqual([
      '2026-11-28T17:00', '2026-11-29T17:00', '2026-12-05T17:00',
    ]);
  });

  it('of a monthly schedule leave out days that a month does not have', () => {
    expect(runsAfter({ kind: 'monthly', days: [31], times: ['09:00'], zone: 'UTC' }, '2027-01-31T09:00:00Z', 3)).toEqual(['2027-03-31T09:00', '2027-05-31T09:00', '2027-07-31T09:00']);
    expect(runsAfter({ kind: 'monthly', days: [29], times: ['09:00'], zone: 'UTC' }, '2028-01-30T00:00:00Z', 2)).toEqual(['2028-02-29T09:00', '2028-03-29T09:00']);
  });

  it('of a monthly schedule on the last day come once a month, also beside the 31st', () => {
    expect(runsAfter({ kind: 'monthly', days: [31, 'last'], times: ['09:00'], zone: 'UTC' }, '2027-01-01T00:00:00Z', 4)).toEqual([
      '2027-01-31T09:00', '2027-02-28T09:00', '2027-03-31T09:00', '2027-04-30T09:00',
    ]);
  });

  it('of a cron expression are local times of the zone', () => {
    expect(runsAfter({ kind: 'cron', expression: '30 8 * * 1-5', zone: 'Asia/Kathmandu' }, '2026-11-20T02:45:00Z', 2)).toEqual(['2026-11-23T02:45', '2026-11-24T02:45']);
    expect(runsAfter({ kind: 'cron', expression: '0 9 29 2 *', zone: 'UTC' }, '2096-03-01T00:00:00Z', 2)).toEqual(['2104-02-29T09:00', '2108-02-29T09:00']);
    expect(runsAfter({ kind: 'cron', expression: '0 9 * 2 1#5', zone: 'UTC' }, '2044-03-01T00:00:00Z', 1)).toEqual(['2072-02-29T09:00']);
  });

  it('keep to the first and the last date, both included, in the zone', () => {
    const bounds = { zone: 'America/New_York', firstDate: '2026-12-01', lastDate: '2026-12-02' };
    for (const schedule of [{ kind: 'daily', times: ['00:00', '23:30'] }, { kind: 'cron', expression: '0,30 0,23 * * *' }]) {
      const runs = runsAfter({ ...schedule, ...bounds }, '2026-11-23T00:00:00Z', 99);
      expect([runs[0], runs.at(-1)]).toEqual(['2026-12-01T05:00', '2026-12-03T04:30']);
    }
    expect(nextRun(parseSchedule({ kind: 'daily', times: ['09:00'], ...bounds }), new Date('2026-12-02T14:00:00Z'))).toBeNull();
  });

  it('do not exist for a task that runs only by hand', () => {
    expect(nextRuns({ kind: 'none', zone: 'UTC' }, new Date('2026-11-23T00:00:00Z'), 5)).toEqual([]);
  });
});

describe('when the clock changes', () => {
  // Planned local time, runs at UTC around the change.
  const ONCE: [zone: string, what: string, time: string, after: string, runs: string[]][] = [
    ['America/New_York', '02:30 is jumped over', '02:30', '2026-03-07T08:00:00Z', ['2026-03-08T07:00', '2026-03-09T06:30']],
    ['America/New_York', '01:30 comes twice', '01:30', '2026-10-31T12:00:00Z', ['2026-11-01T05:30', '2026-11-02T06:30']],
    ['America/New_York', '02:00 after a doubled hour', '02:00', '2026-10-31T12:00:00Z', ['2026-11-01T07:00', '2026-11-02T07:00']],
    ['Europe/London', '01:00 is jumped over', '01:00', '2026-03-28T12:00:00Z', ['2026-03-29T01:00', '2026-03-30T00:00']],
    ['Europe/London', '01:30 comes twice', '01:30', '2026-10-24T12:00:00Z', ['2026-10-25T00:30', '2026-10-26T01:30']],
    ['Australia/Lord_Howe', '02:15 is jumped over, by half an hour', '02:15', '2026-10-03T00:00:00Z', ['2026-10-03T15:30', '2026-10-04T15:15']],
    ['Australia/Lord_Howe', '01:45 comes twice, half an hour apart', '01:45', '2026-04-04T00:00:00Z', ['2026-04-04T14:45', '2026-04-05T15:15']],
    ['America/Sao_Paulo', 'midnight is jumped over', '00:00', '2018-11-03T12:00:00Z', ['2018-11-04T03:00', '2018-11-05T02:00']],
    ['America/Sao_Paulo', '23:30 comes twice', '23:30', '2018-02-17T12:00:00Z', ['2018-02-18T01:30', '2018-02-19T02:30']],
    ['Pacific/Apia', '30 December 2011 is left out', '09:00', '2011-12-29T12:00:00Z', ['2011-12-29T19:00', '2011-12-30T10:00', '2011-12-30T19:00']],
  ];

  it.each(ONCE)('%s, %s: one run', (zone, _what, time, after, runs) => {
    const cron = `${Number(time.slice(3))} ${Number(time.slice(0, 2))} * * *`;
    expect(runsAfter({ kind: 'daily', times: [time], zone }, after, runs.length)).toEqual(runs);
    expect(runsAfter({ kind: 'cron', expression: cron, zone }, after, runs.length)).toEqual(runs);
  });

  it('several times in the hour that is jumped over are one run', () => {
    expect(runsAfter({ kind: 'cron', expression: '*/15 1-3 * * *', zone: 'America/New_York' }, '2026-03-08T06:30:00Z', 4)).toEqual([
      '2026-03-08T06:45', '2026-03-08T07:00', '2026-03-08T07:15', '2026-03-08T07:30',
    ]);
  });

  it('times in the hour that comes twice run in its first showing only', () => {
    expect(runsAfter({ kind: 'cron', expression: '*/30 * * * *', zone: 'America/New_York' }, '2026-11-01T04:30:00Z', 4)).toEqual([
      '2026-11-01T05:00', '2026-11-01T05:30', '2026-11-01T07:00', '2026-11-01T07:30',
    ]);
    // Asked in the second showing: 01:30 is over.
    expect(runsAfter({ kind: 'daily', times: ['01:30', '01:45'], zone: 'America/New_York' }, '2026-11-01T06:10:00Z', 1)).toEqual(['2026-11-02T06:30']);
  });
});

describe('against an independent library', () => {
  const two = (n: number): string => String(n).padStart(2, '0');
  const anyTime = fc.tuple(fc.nat(23), fc.nat(59)).map(([hour, minute]) => `${two(hour)}:${two(minute)}`);
  const anyTimes = fc.uniqueArray(anyTime, { minLength: 1, maxLength: 4 });
  const instant = fc.date({ min: new Date('2005-01-01T00:00:00Z'), max: new Date('2038-01-01T00:00:00Z'), noInvalidDate: true });
  const listOf = (min: number, max: number): fc.Arbitrary<string> => fc.uniqueArray(fc.integer({ min, max }), { minLength: 1, maxLength: 5 }).map((values) => values.toSorted((a, b) => a - b).join());
  const cronField = (min: number, max: number): fc.Arbitrary<string> =>
    fc.oneof(fc.constant('*'), fc.integer({ min: 2, max: Math.ceil(max / 2) }).map((step) => `*/${step}`), listOf(min, max),
      fc.tuple(fc.integer({ min, max }), fc.integer({ min, max })).map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`));
  const anyCron = fc.tuple(cronField(0, 59), cronField(0, 23), fc.oneof(cronField(1, 28), fc.constant('L')), fc.oneof({ weight: 3, arbitrary: fc.constant('*') }, cronField(1, 12)),
    fc.oneof(cronField(0, 6), fc.tuple(fc.nat(6), fc.integer({ min: 1, max: 5 })).map(([day, nth]) => `${day}#${nth}`))).map((fields) => fields.join(' '));

  /** The same plan in croner's words: one expression for each time of day. */
  function oracle(schedule: Schedule, from: Date, to: Date): number[] {
    const days = schedule.kind === 'weekly' ? `* * ${schedule.weekdays.join()}` : schedule.kind === 'monthly' ? `${schedule.days.map((day) => (day === 'last' ? 'L' : day)).join()} * *` : '* * *';
    const expressions = schedule.kind === 'cron' ? [schedule.expression]
      : schedule.kind === 'none' || schedule.kind === 'hourly' ? [] : schedule.times.map((time) => `${Number(time.slice(3))} ${Number(time.slice(0, 2))} ${days}`);
    const found = new Set<number>();
    for (const expression of expressions) {
      const cron = new Cron(expression, { timezone: schedule.zone, paused: true });
      for (let run = cron.nextRun(from); run !== null && run <= to; run = cron.nextRun(run)) found.add(run.getTime());
    }
    return [...found].toSorted((a, b) => a - b);
  }

  /** Not within a day of a change of the clock, where the two libraries have rules of their own. */
  const quiet = (zone: string) => (time: number): boolean => IANAZone.create(zone).offset(time - 26 * 3_600_000) === IANAZone.create(zone).offset(time + 26 * 3_600_000);

  function expectSamePlan(input: unknown, after: Date, count: number): void {
    const schedule = parseSchedule(input);
    const runs = nextRuns(schedule, after, count);
    expect(runs.every((run, i) => run > (runs[i - 1] ?? after))).toBe(true);
    const expected = oracle(schedule, after, runs.at(-1)!);
    expect(runs.map(Number).filter(quiet(schedule.zone)).map((time) => new Date(time))).toEqual(expected.filter(quiet(schedule.zone)).map((time) => new Date(time)));
  }

  it.each(ZONES)('daily, weekly and monthly in %s', (zone) => {
    const preset = fc.oneof(
      fc.record({ kind: fc.constant('daily'), times: anyTimes }),
      fc.record({ kind: fc.constant('weekly'), times: anyTimes, weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }) }),
      fc.record({ kind: fc.constant('monthly'), times: anyTimes, days: fc.uniqueArray(fc.oneof(fc.integer({ min: 1, max: 31 }), fc.constant('last')), { minLength: 1, maxLength: 4 }) }),
    );
    fc.assert(fc.property(preset, instant, (schedule, after) => expectSamePlan({ ...schedule, zone }, after, 12)), { numRuns: 25 });
  });

  it.each(ZONES)('cron in %s', (zone) => {
    fc.assert(fc.property(anyCron, instant, (expression, after) => expectSamePlan({ kind: 'cron', expression, zone }, after, 5)), { numRuns: 25 });
  });

  it.each(ZONES)('one run for each local day of a year in %s, clock changes included', (zone) => {
    fc.assert(
      fc.property(anyTime, fc.integer({ min: 2012, max: 2037 }), (time, year) => {
        const schedule = parseSchedule({ kind: 'daily', times: [time], zone, firstDate: `${year}-01-01`, lastDate: `${year}-12-31` });
        const days = (Date.UTC(year + 1, 0, 1) - Date.UTC(year, 0, 1)) / 86_400_000;
        expect(nextRuns(schedule, new Date(Date.UTC(year - 1, 11, 1)), 400)).toHaveLength(days);
      }),
      { numRuns: 4 },
    );
  });
});
