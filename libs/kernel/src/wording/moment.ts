import { IANAZone } from 'luxon';
import type { Language } from '../language';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (n: number): string => (n < 10 ? `0${n}` : String(n));

/** A calendar day without a zone. @param utc any instant of it, at UTC */
export function dayText(utc: Date, language: Language, withYear: boolean): string {
  const [year, month, day] = [utc.getUTCFullYear(), utc.getUTCMonth(), utc.getUTCDate()];
  if (language === 'zh-CN') return `${withYear ? `${String(year).padStart(4, '0')}-` : ''}${two(month + 1)}-${two(day)}`;
  return `${MONTHS[month]} ${day}${withYear ? `, ${year}` : ''}`;
}

const QUARTER_MS = 15 * 60_000;
const offsets = new Map<string, Map<number, number>>();

/** Asking the zone is the slowest step of a rendering, so answers are kept. Clocks change on a quarter of an hour only. */
function offsetMs(zone: string, time: number): number {
  const quarter = Math.floor(time / QUARTER_MS);
  const known = offsets.get(zone) ?? new Map<number, number>();
  let offset = known.get(quarter);
  if (offset === undefined) {
    if (offsets.size > 1000 || known.size > 1000) offsets.clear();
    offset = IANAZone.create(zone).offset(time) * 60_000;
    offsets.set(zone, known.set(quarter, offset));
  }
  return offset;
}

/** What the clock of a zone shows at an instant, as if it were UTC; an invalid date when the instant or the zone is none. */
export function localTime(instant: Date, zone: string): Date {
  const time = instant.getTime();
  return new Date(time + offsetMs(zone, time));
}

/** An instant as the clock in the task's zone shows it; printed to the minute. */
export class Moment {
  /** The local time as if it were UTC. */
  readonly #local: Date;
  readonly #language: Language;

  /** @throws RangeError when the instant or the zone is none */
  constructor(instant: Date, zone: string, language: Language) {
    this.#local = localTime(instant, zone);
    if (Number.isNaN(this.#local.getTime())) throw new RangeError(`no time, or no time zone: ${instant.getTime()}, ${zone}`);
    this.#language = language;
  }

  /** `2026-11-23 09:00`, `Nov 23, 2026 09:00` */
  toString(): string {
    return `${this.day()} ${this.time()}`;
  }

  day(withYear = true): string {
    return dayText(this.#local, this.#language, withYear);
  }

  time(): string {
    return `${two(this.#local.getUTCHours())}:${two(this.#local.getUTCMinutes())}`;
  }

  /** Without what goes without saying beside the other: the year, or the whole day. */
  beside(other: Moment): string {
    if (this.day() === other.day()) return this.time();
    return `${this.day(this.year !== other.year)} ${this.time()}`;
  }

  get year(): number {
    return this.#local.getUTCFullYear();
  }
}
