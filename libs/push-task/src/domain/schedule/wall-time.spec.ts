import * as fc from 'fast-check';
import { IANAZone } from 'luxon';
import { DAY_MS, instantOf, offsetMs, wallTimeAt } from './wall-time';

const FROM = Date.parse('1970-01-03T00:00:00Z');
const UP_TO = Date.parse('2100-01-01T00:00:00Z');
/** Those that change their clocks most strangely, beside the usual ones. */
const ZONES = ['Asia/Shanghai', 'America/New_York', 'Australia/Lord_Howe', 'Africa/Casablanca', 'Antarctica/Troll', 'Asia/Gaza', 'Pacific/Apia', 'America/Caracas', 'Africa/Monrovia', 'Europe/Dublin', 'Asia/Kathmandu'];

/** The first instant after each change of a zone's clock, as luxon has them. */
function changesOf(zone: IANAZone): number[] {
  const changes: number[] = [];
  for (let day = FROM; day < UP_TO; day += DAY_MS) {
    const before = zone.offset(day);
    if (zone.offset(day + DAY_MS) === before) continue;
    let [low, high] = [day, day + DAY_MS];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (zone.offset(middle) === before) low = middle;
      else high = middle;
    }
    changes.push(high);
  }
  return changes;
}

describe('the offset of a zone', () => {
  it('is the one that luxon knows, at any instant', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Intl.supportedValuesOf('timeZone')), fc.integer({ min: FROM, max: UP_TO }), (name, instant) => {
        const zone = IANAZone.create(name);
        expect(offsetMs(zone, instant)).toBe(zone.offset(instant) * 60_000);
      }),
      { numRuns: 2000 },
    );
  });

  it.each(ZONES)('is the one that luxon knows to the millisecond around each change: %s', (name) => {
    const zone = IANAZone.create(name);
    const around = changesOf(zone).flatMap((change) => [-DAY_MS, -3_600_000, -1, 0, 1, 3_600_000, DAY_MS].map((shift) => change + shift));
    expect(around.filter((instant) => offsetMs(zone, instant) !== zone.offset(instant) * 60_000)).toEqual([]);
  });

  it('leads from a wall time to its instant and back', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), fc.integer({ min: FROM, max: UP_TO }), (name, instant) => {
        const wall = wallTimeAt(new Date(instant), name);
        expect(wallTimeAt(instantOf(wall, name), name)).toBe(wall);
      }),
      { numRuns: 2000 },
    );
  });
});
