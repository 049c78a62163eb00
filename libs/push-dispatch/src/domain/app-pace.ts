import type { AppLimits } from './app-limits';
import { beginOfChinaDay, chinaDayOf, CHINA_DAY_MS } from './china-day';

const MINUTE_MS = 60_000;
/** Of the calls of a minute, those that may go at one moment; the others follow evenly. Together they stay below the minute's number wherever it begins. */
const BURST_SHARE = 0.1;

/** Clocks of machines differ by less; a last admission that lies further ahead was made by a clock that has been set back since. */
const CLOCK_STEP_MS = 5 * MINUTE_MS;

/** Messages of an app that reached people lately are remembered so long, in milliseconds: a little longer than WeCom's minute and hour, for what is under way. */
export const MINUTE_WINDOW = { bucketMs: 10_000, buckets: 8 } as const;
export const HOUR_WINDOW = { bucketMs: 600_000, buckets: 8 } as const;

/** What is kept of one app for all processes, whoever sends through it. Times in milliseconds since 1970. */
export interface AppPaceState {
  /** When the next call would be due if calls followed each other evenly; in the past when there is nothing to keep to. */
  nextCallAt: number;
  /** Messages to people on {@link day}, as China writes it. */
  day: string | null;
  personTimes: number;
  /** Whether the administrators were told that this day is used up. */
  usedUp: boolean;
  /** Number of the last admission. */
  admissions: number;
  /** What went out lately: parts of runs, of which nobody gets more than one message each. The newest, with their times. */
  lately: [part: string, at: number][];
  /** How many of these began in each time of ten minutes. */
  hours: [bucket: number, parts: number][];
}

export const FRESH_PACE: Readonly<AppPaceState> = { nextCallAt: 0, day: null, personTimes: 0, usedUp: false, admissions: 0, lately: [], hours: [] };

/** Counts what an app does against its limits, while its row is locked. */
export class AppPace {
  private readonly state: AppPaceState;
  /** Whether a day that was used up is over. */
  readonly newDay: boolean;

  constructor(
    before: AppPaceState,
    private readonly limits: AppLimits,
    private readonly now: number,
  ) {
    const day = chinaDayOf(now);
    const setBack = (before.lately.at(-1)?.[1] ?? 0) > now + CLOCK_STEP_MS;
    this.newDay = before.usedUp && before.day !== day;
    this.state = {
      ...before,
      // Nobody waits for a time that the old clock named.
      ...(setBack && { nextCallAt: 0 }),
      ...(before.day !== day && { day, personTimes: 0, usedUp: false }),
      lately: before.lately.filter(([, at]) => at > now - MINUTE_WINDOW.bucketMs * MINUTE_WINDOW.buckets),
      hours: before.hours.filter(([bucket]) => bucket > hourBucketOf(now) - HOUR_WINDOW.buckets),
    };
  }

  get after(): AppPaceState {
    return this.state;
  }

  /** Takes the place of one more call in the line. @param urgent goes at once, and the others after it. @returns when it may go: now, or later */
  takeTurn(urgent: boolean): number {
    const turn = urgent ? this.now : this.nextTurn();
    this.state.nextCallAt = Math.max(this.state.nextCallAt, this.now) + this.line.intervalMs;
    return turn;
  }

  /** When a call that joined the line now might go. */
  nextTurn(): number {
    return Math.max(this.now, Math.ceil(this.state.nextCallAt - (this.line.atOnce - 1) * this.line.intervalMs));
  }

  private get line(): { atOnce: number; intervalMs: number } {
    const { callsPerMinute } = this.limits;
    const atOnce = Math.max(1, Math.floor(callsPerMinute * BURST_SHARE));
    return { atOnce, intervalMs: MINUTE_MS / Math.max(1, callsPerMinute - atOnce) };
  }

  /** Messages to people that the day has left. @param urgent whether the reserve may be used */
  roomToday(accounts: number, urgent: boolean): number {
    const all = accounts * this.limits.personTimesPerAccount;
    return Math.floor(urgent ? all : all * (1 - this.limits.reservedShare)) - this.state.personTimes;
  }

  /** @returns whether it is the first time today */
  noteUsedUp(): boolean {
    if (this.state.usedUp) return false;
    this.state.usedUp = true;
    return true;
  }

  /** When WeCom counts anew. */
  get tomorrow(): number {
    return beginOfChinaDay(this.now) + CHINA_DAY_MS;
  }

  /** Counts messages to so many people. @param part what each of them gets at most once */
  count(personTimes: number, part: string): void {
    this.state.personTimes += personTimes;
    const known = this.state.lately.findIndex(([one]) => one === part);
    if (known >= 0) this.state.lately.splice(known, 1);
    else this.countHour();
    // The newest are enough to say that there are many.
    this.state.lately = [...this.state.lately, [part, this.now] as [string, number]].slice(-this.limits.memberPerMinute);
  }

  /** One admission more. */
  admit(): void {
    this.state.admissions += 1;
  }

  /** Messages that one person may have got lately, at most: one of each part. While that is below the limit, nobody need be counted. */
  get mostInMinute(): number {
    return this.state.lately.length;
  }

  get mostInHour(): number {
    return this.state.hours.reduce((sum, [, parts]) => sum + parts, 0);
  }

  private countHour(): void {
    const bucket = hourBucketOf(this.now);
    const last = this.state.hours.at(-1);
    if (last?.[0] === bucket) last[1] += 1;
    else this.state.hours.push([bucket, 1]);
  }
}
const hourBucketOf = (at: number): number => Math.floor(at / HOUR_WINDOW.bucketMs);
