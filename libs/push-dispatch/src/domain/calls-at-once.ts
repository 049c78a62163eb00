/** Without another refusal an app may make twice as many calls at once after so long. */
const DOUBLED_EACH_MS = 300_000;

/** How many calls at once an app was left when WeCom last said that there were too many, which publishes no number. */
export interface Slowed {
  atOnce: number;
  since: Date;
}

/** @param usual how many it may make that was never refused */
export function callsAtOnce(usual: number, slowed: Slowed | undefined, now: Date): number {
  if (!slowed) return usual;
  return Math.min(usual, slowed.atOnce * 2 ** Math.max(0, Math.floor((now.getTime() - slowed.since.getTime()) / DOUBLED_EACH_MS)));
}

/** After WeCom said at `now` that there were too many. */
export function slower(usual: number, slowed: Slowed | undefined, now: Date): Slowed {
  return { atOnce: Math.max(1, Math.floor(callsAtOnce(usual, slowed, now) / 2)), since: now };
}
