/** What one app may do at WeCom, over all processes. WeCom's own numbers with a margin; where it tells none, ours. */
export interface AppLimits {
  /**
   * Calls that send messages within any 60 seconds. WeCom exempts them from its basic frequency (10,000) and names no other number: this one keeps
   * an app far from "abnormal access".
   */
  callsPerMinute: number;
  /** Calls under way at once. WeCom has such a limit and does not publish it. */
  callsAtOnce: number;
  /** Messages to one person within any minute. Above 30 WeCom drops them and says nothing. */
  memberPerMinute: number;
  /** The same within any hour; WeCom's number is 1000. */
  memberPerHour: number;
  /** Messages to people within a day in China, for each account that the corp may have. */
  personTimesPerAccount: number;
  /** Accounts that are assumed at least where nobody said how many the corp may have; more if more people are bound. */
  accountsAtLeast: number;
  /** Share of the day that is kept for tests and alarms. */
  reservedShare: number;
  /** Messages to people, and calls, that are prepared and not sent; above either the runs after them stay planned. A second or two of sending. */
  peopleAhead: number;
  callsAhead: number;
}

export const DEFAULT_APP_LIMITS: Readonly<AppLimits> = {
  callsPerMinute: 60_000,
  callsAtOnce: 100,
  memberPerMinute: 29,
  memberPerHour: 990,
  personTimesPerAccount: 200,
  accountsAtLeast: 200,
  reservedShare: 0.05,
  peopleAhead: 50_000,
  callsAhead: 2_000,
};

/** Of the messages to one person within a minute or hour, those that are kept for alarms. */
export const MESSAGES_FOR_ALARMS = 3;
