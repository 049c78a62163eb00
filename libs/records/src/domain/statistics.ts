/** What became of the runs of a day and of the people named in them; tests are left out. */
export interface DaySums {
  runs: number;
  sent: number;
  partlySent: number;
  failed: number;
  held: number;
  missed: number;
  cancelled: number;
  /** Person-times, as all of `people`. */
  peopleNamed: number;
  /** Accepted by WeCom for them. */
  peopleReached: number;
  peopleRejected: number;
  peopleSkipped: number;
  peopleExpired: number;
  peopleUnknown: number;
  /** Who opened a link that counts, each once in a run. */
  peopleOpened: number;
}

export interface DayStatistics extends DaySums {
  /** YYYY-MM-DD of the planned time in the zone of each task. */
  day: string;
}

/** Days that one answer holds, at most. */
export const MAX_DAYS = 400;
