import { bucketsOf, MEMBER_LIMITS, mostIn, UNIT_MS, type Bucket, type ForecastTask, type MemberUnit } from './load';

/** Minutes or hours in which one set of tasks would send a person more than WeCom delivers, if it is the same person. */
export interface Crowd {
  unit: MemberUnit;
  /** The first of them. */
  bucket: Bucket;
  /** How many there are. */
  occurrences: number;
  /** What somebody gets who gets all of it. */
  atMost: number;
}

/** One for each set of tasks, the fullest first. Whether it is the same person must be looked up. */
export function crowdsOf(tasks: readonly ForecastTask[]): Crowd[] {
  const crowds = new Map<string, Crowd>();
  for (const unit of ['minute', 'hour'] as const) {
    for (const bucket of bucketsOf(tasks, unit).values()) {
      const atMost = mostIn(bucket, tasks);
      if (atMost <= MEMBER_LIMITS[unit]) continue;
      const key = `${unit} ${[...bucket.times].map(([index, times]) => `${index}x${times}`).join(' ')}`;
      const crowd = crowds.get(key);
      if (!crowd) crowds.set(key, { unit, bucket, occurrences: 1, atMost });
      else {
        crowd.occurrences += 1;
        if (bucket.at < crowd.bucket.at) crowd.bucket = bucket;
      }
    }
  }
  return [...crowds.values()].toSorted((a, b) => b.atMost / MEMBER_LIMITS[b.unit] - a.atMost / MEMBER_LIMITS[a.unit] || a.bucket.at - b.bucket.at);
}

export interface Move {
  /** Place in the list of tasks. */
  task: number;
  /** Where its start would find room, in milliseconds since 1970. */
  to: number;
}

/** Moves that are told for one crowd. */
const MOVES = 5;
/** A free minute is looked for this far away, an hour a day. */
const WITHIN: Record<MemberUnit, number> = { minute: 240, hour: 24 };

/** Says which task could start when, so that nobody gets too much even if everybody were in every task. */
export class FreeSlots {
  private readonly load: Record<MemberUnit, Map<number, number>>;

  constructor(
    private readonly tasks: readonly ForecastTask[],
    private readonly now: number,
    private readonly busyMinutes: readonly number[],
  ) {
    const loadOf = (unit: MemberUnit): Map<number, number> => new Map([...bucketsOf(tasks, unit)].map(([at, bucket]) => [at, mostIn(bucket, tasks)]));
    this.load = { minute: loadOf('minute'), hour: loadOf('hour') };
  }

  /** The draft first, then those with the most people, until what is too much is gone; each to the nearest place, and no two to one that holds only one. */
  movesFor({ unit, bucket }: Crowd, tooMany: number): Move[] {
    const order = [...bucket.times.keys()].toSorted((a, b) => {
      const [one, other] = [this.tasks[a], this.tasks[b]];
      return Number(other.draft) - Number(one.draft) || (other.personTimes ?? 0) - (one.personTimes ?? 0) || a - b;
    });
    const moves: Move[] = [];
    for (let left = tooMany, i = 0; left > 0 && i < order.length && moves.length < MOVES; i += 1) {
      const { perPerson } = this.tasks[order[i]];
      const to = this.nearest(unit, bucket.at, perPerson);
      if (to === undefined) return moves;
      this.add(to, perPerson);
      moves.push({ task: order[i], to });
      left -= perPerson * (bucket.times.get(order[i]) ?? 1);
    }
    return moves;
  }

  private nearest(unit: MemberUnit, at: number, messages: number): number | undefined {
    for (let distance = 1; distance <= WITHIN[unit]; distance += 1) {
      for (const sign of [1, -1]) {
        const begin = at + sign * distance * UNIT_MS[unit];
        // Of an hour, the first minutes after its busy one.
        const minutes = unit === 'minute' ? [begin] : Array.from({ length: 60 }, (_, minute) => begin + minute * UNIT_MS.minute);
        const free = minutes.find((minute) => this.isFree(minute, messages));
        if (free !== undefined) return free;
      }
    }
    return undefined;
  }

  private isFree(minute: number, messages: number): boolean {
    if (minute <= this.now || this.busyMinutes.includes(new Date(minute).getUTCMinutes())) return false;
    const hour = minute - (minute % UNIT_MS.hour);
    return (this.load.minute.get(minute) ?? 0) + messages <= MEMBER_LIMITS.minute && (this.load.hour.get(hour) ?? 0) + messages <= MEMBER_LIMITS.hour;
  }

  private add(minute: number, messages: number): void {
    const hour = minute - (minute % UNIT_MS.hour);
    this.load.minute.set(minute, (this.load.minute.get(minute) ?? 0) + messages);
    this.load.hour.set(hour, (this.load.hour.get(hour) ?? 0) + messages);
  }
}
