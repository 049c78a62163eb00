import { IANAZone } from 'luxon';

/** What the clock on the wall shows, date and time of day: milliseconds since 1970-01-01 00:00 of that clock. */
export type WallTime = number;

export const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;

/** Days whose offsets are kept, over all zones: some 100 bytes each. */
const MAX_DAYS = 20_000;
const offsetAtStart = new Map<string, number>();

/**
 * The zone's offset from UTC, in milliseconds. It is asked some 1,200 times to check one schedule, and luxon takes some 7 µs for each answer; between two midnights (UTC) of the
 * same offset it is that one, since no zone has changed its clock twice within 48 hours since 1970.
 */
export function offsetMs(zone: IANAZone, instantMs: number): number {
  const day = Math.floor(instantMs / DAY_MS);
  const offset = offsetAtStartOf(zone, day);
  return offset === offsetAtStartOf(zone, day + 1) ? offset : zone.offset(instantMs) * MINUTE_MS;
}

function offsetAtStartOf(zone: IANAZone, day: number): number {
  const key = `${zone.name} ${day}`;
  const known = offsetAtStart.get(key);
  if (known !== undefined) return known;
  const offset = zone.offset(day * DAY_MS) * MINUTE_MS;
  if (offsetAtStart.size >= MAX_DAYS) offsetAtStart.clear();
  offsetAtStart.set(key, offset);
  return offset;
}

/** What the clock shows in the zone at an instant. */
export function wallTimeAt(instant: Date, zoneName: string): WallTime {
  return instant.getTime() + offsetMs(IANAZone.create(zoneName), instant.getTime());
}

/**
 * The instant at which the clock in the zone shows a time: the first one if it shows it twice; the jump if it jumps over it.
 * Later wall times never give earlier instants. It knows one change of the clock within 48 hours, which holds for all zones since 1970.
 */
export function instantOf(wall: WallTime, zoneName: string): Date {
  const zone = IANAZone.create(zoneName);
  // No zone is more than 14 hours from UTC, so these lie before and after the instant we look for.
  const before = offsetMs(zone, wall - DAY_MS);
  const after = offsetMs(zone, wall + DAY_MS);
  const shows = (instantMs: number): boolean => instantMs + offsetMs(zone, instantMs) === wall;
  if (shows(wall - before)) return new Date(wall - before);
  if (shows(wall - after)) return new Date(wall - after);
  return new Date(jumpBetween(zone, wall - after, wall - before));
}

/** The first instant with another offset than at `low`; `high` has it. */
function jumpBetween(zone: IANAZone, low: number, high: number): number {
  const before = offsetMs(zone, low);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetMs(zone, middle) === before) low = middle;
    else high = middle;
  }
  return high;
}
