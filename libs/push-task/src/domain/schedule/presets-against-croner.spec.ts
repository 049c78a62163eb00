import { Cron } from 'croner';
import { IANAZone } from 'luxon';
import { nextRuns, runTimes } from './next-run';
import { parseSchedule, type Schedule } from './schedule';

// Every preset in 20 zones and ten years, against a library that shares nothing with ours. That one is slow, so of presets that run
// most days it counts five weeks of each year: other ones each year, so that ten years have all seasons.
const ZONES = [
  'Asia/Shanghai', 'Asia/Hong_Kong', 'Asia/Tokyo', 'Asia/Kolkata', 'Asia/Kathmandu', 'Asia/Tehran', 'Asia/Jerusalem', 'Europe/London', 'Europe/Berlin', 'Europe/Moscow',
  'Africa/Cairo', 'Africa/Casablanca', 'America/New_York', 'America/Los_Angeles', 'America/Sao_Paulo', 'America/St_Johns', 'Australia/Lord_Howe', 'Australia/Sydney', 'Pacific/Apia', 'UTC',
];
const YEARS = Array.from({ length: 10 }, (_, i) => 2020 + i);
const MONTHS_OF_QUARTER = ['1,4,7,10', '2,5,8,11', '3,6,9,12'];

/** Each preset, with the cron expressions that say the same. */
const PRESETS: [schedule: { kind: string; [field: string]: unknown }, expressions: string[]][] = [
  [{ kind: 'hourly', everyHours: 5, from: '07:20', to: '19:00' }, ['20 7,12,17 * * *']],
  [{ kind: 'daily', times: ['09:00', '18:30'] }, ['0 9 * * *', '30 18 * * *']],
  [{ kind: 'workdays', times: ['08:45'] }, ['45 8 * * 1-5']],
  [{ kind: 'weekly', weekdays: [1, 7], times: ['00:00', '23:59'] }, ['0 0 * * 1,0', '59 23 * * 1,0']],
  [{ kind: 'monthly', days: [1, 15, 31], times: ['10:10'] }, ['10 10 1,15,31 * *']],
  [{ kind: 'monthly', days: ['last'], times: ['17:00'] }, ['0 17 L * *']],
  [{ kind: 'quarterly', month: 1, days: [10], times: ['09:00'] }, [`0 9 10 ${MONTHS_OF_QUARTER[0]} *`]],
  [{ kind: 'quarterly', month: 3, days: ['last'], times: ['18:00'] }, [`0 18 L ${MONTHS_OF_QUARTER[2]} *`]],
  [{ kind: 'cron', expression: '15 6 */3 * *' }, ['15 6 */3 * *']],
];

const changes = (zone: string, time: number): boolean => IANAZone.create(zone).offset(time - 26 * 3_600_000) !== IANAZone.create(zone).offset(time + 26 * 3_600_000);

function ofCroner(expressions: readonly string[], zone: string, from: Date, to: Date): number[] {
  const found: number[] = [];
  for (const expression of expressions) {
    const cron = new Cron(expression, { timezone: zone, paused: true });
    for (let run = cron.nextRun(from); run !== null && run <= to; run = cron.nextRun(run)) found.push(run.getTime());
  }
  return found.toSorted((a, b) => a - b);
}

function ofOurs(schedule: Schedule, from: Date, to: Date): number[] {
  const found: number[] = [];
  for (const run of runTimes(schedule, from)) {
    if (run > to) break;
    found.push(run.getTime());
  }
  return found;
}

const SELDOM = new Set(['monthly', 'quarterly']);

function windowOf(kind: string, year: number, zone: string): [from: Date, to: Date] {
  if (SELDOM.has(kind)) return [new Date(Date.UTC(year, 0, 1)), new Date(Date.UTC(year + 1, 0, 1))];
  const month = (5 * (year - YEARS[0]) + ZONES.indexOf(zone)) % 12;
  return [new Date(Date.UTC(year, month, 1)), new Date(Date.UTC(year, month, 36))];
}

describe.each(ZONES)('ten years in %s', (zone) => {
  it.each(PRESETS)('%j', (preset, expressions) => {
    const schedule = parseSchedule({ ...preset, zone });
    for (const year of YEARS) {
      // Around a change of the clock the libraries have rules of their own; ours are in next-run.spec.ts.
      const quiet = (times: number[]): number[] => times.filter((time) => !changes(zone, time));
      const [from, to] = windowOf(preset.kind, year, zone);
      expect([year, quiet(ofOurs(schedule, from, to))]).toEqual([year, quiet(ofCroner(expressions, zone, from, to))]);
    }
  });

  it('never plans a local day twice or not at all, changes of the clock included', () => {
    const schedule = parseSchedule({ kind: 'daily', times: ['02:30'], zone, firstDate: '2020-01-01', lastDate: '2029-12-31' });
    expect(nextRuns(schedule, new Date('2019-12-01T00:00:00Z'), 4000)).toHaveLength(3653);
  });
});
