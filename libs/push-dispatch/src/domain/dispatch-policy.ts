/** Runs that share a statement or a transaction, at most. */
export const RUNS_AT_ONCE = 50;

/** A scheduled run that starts later than this after its planned time and tolerance says so in the message, in milliseconds. */
export const LATE_AFTER_MS = 120_000;

/**
 * How long WeCom refuses to deliver the same bytes again, in seconds: its maximum (4 hours). Long is safe here, since two
 * runs never have equal bytes: each message carries the time of its run.
 */
export const DUPLICATE_WINDOW_SECONDS = 14_400;

/** How long before the window's end a repeat is not tried any more, in seconds: a request under way must arrive inside. */
export const DUPLICATE_WINDOW_MARGIN_SECONDS = 120;

/** Waits between attempts of a call, in milliseconds: the first one, and the longest. */
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 60_000;

/** How long a call waits after so many failed attempts, in milliseconds: growing, and never equal for all. */
export function waitBeforeAttempt(failedAttempts: number, random: () => number = Math.random): number {
  const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failedAttempts - 1, 16));
  return Math.round(wait * (0.5 + random() / 2));
}

/** How long a test is worth sending, in seconds. */
export const TEST_LIFE_SECONDS = 600;

/** Whether bytes that were sent first at `firstSentAt` may be sent again without reaching people twice. */
export function mayRepeat(firstSentAt: Date, now: Date): boolean {
  return now.getTime() < firstSentAt.getTime() + 1000 * (DUPLICATE_WINDOW_SECONDS - DUPLICATE_WINDOW_MARGIN_SECONDS);
}

/** A run that waits is decided this long before its deadline at the latest, in milliseconds: the queue comes back each minute. */
export const LAST_CHANCE_MS = 120_000;
