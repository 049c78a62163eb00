export interface WindowShape {
  /** Milliseconds of one bucket. */
  bucketMs: number;
  /** How many of them are looked back on. */
  buckets: number;
}

const FIRST_CAPACITY = 1024;
/** Filled beyond this share, it is made anew: twice as large, or without those who got nothing lately. */
const FULL = 0.6;
/** At most so much is filled when it was made anew: more than half of {@link FULL}, so that twice the places hold all of a full one; less than it, so that more fit in. */
const FULL_WHEN_NEW = 0.45;

/**
 * How many messages each person got within a sliding time: exact but for its buckets, and for two people of 4,000,000,000 who share a number, which
 * only counts more. 33 to 89 bytes a person, at 8 buckets, and no object for each, since a burst reaches a million.
 */
export class MemberWindow {
  /** Number of the newest bucket. */
  private newest = 0;
  private keys = new Uint32Array(FIRST_CAPACITY);
  /** By place and bucket. */
  private counts: Uint16Array;
  private used = 0;

  constructor(private readonly shape: WindowShape) {
    this.counts = new Uint16Array(FIRST_CAPACITY * shape.buckets);
  }

  /** Counts one message more for each of these people, by {@link memberKey}; one that is older than the window changes nothing. @param at milliseconds */
  add(people: Iterable<number>, at: number): void {
    const bucket = this.bucketOf(at);
    this.moveTo(bucket);
    if (bucket <= this.newest - this.shape.buckets) return;
    for (const key of people) {
      if (this.used >= this.keys.length * FULL) this.makeAnew();
      const place = this.placeOf(key);
      if (this.keys[place] === 0) {
        this.keys[place] = key;
        this.used += 1;
      }
      this.counts[place * this.shape.buckets + (bucket % this.shape.buckets)] += 1;
    }
  }

  /** When this person may get one message more: now, or when enough of those before are over. @param limit messages within the window. @param now milliseconds */
  freeAt(key: number, limit: number, now: number): number {
    this.moveTo(this.bucketOf(now));
    const { bucketMs, buckets } = this.shape;
    const first = this.placeOf(key) * buckets;
    let sum = 0;
    for (let bucket = this.newest; bucket > this.newest - buckets; bucket -= 1) {
      sum += this.counts[first + (bucket % buckets)];
      if (sum >= limit) return (bucket + buckets) * bucketMs;
    }
    return now;
  }

  private bucketOf(at: number): number {
    return Math.floor(at / this.shape.bucketMs);
  }

  /** The oldest buckets become the newest ones, empty. */
  private moveTo(bucket: number): void {
    const { buckets } = this.shape;
    for (let next = Math.max(this.newest + 1, bucket - buckets + 1); next <= bucket; next += 1) {
      for (let place = next % buckets; place < this.counts.length; place += buckets) this.counts[place] = 0;
    }
    this.newest = Math.max(this.newest, bucket);
  }

  private placeOf(key: number): number {
    const mask = this.keys.length - 1;
    let place = Math.imul(key, 0x9e3779b1) >>> 0 & mask;
    while (this.keys[place] !== 0 && this.keys[place] !== key) place = (place + 1) & mask;
    return place;
  }

  private makeAnew(): void {
    const { keys, counts, shape: { buckets } } = this;
    const live = this.livePlaces();
    let capacity = FIRST_CAPACITY;
    while (live.length > capacity * FULL_WHEN_NEW) capacity *= 2;
    this.keys = new Uint32Array(capacity);
    this.counts = new Uint16Array(capacity * buckets);
    this.used = live.length;
    for (const old of live) {
      const place = this.placeOf(keys[old]);
      this.keys[place] = keys[old];
      for (let bucket = 0; bucket < buckets; bucket += 1) this.counts[place * buckets + bucket] = counts[old * buckets + bucket];
    }
  }

  /** Places of those who got anything lately. By index: with a view and a closure for each place it took seven times as long, while the app is locked. */
  private livePlaces(): Uint32Array {
    const { keys, counts, shape: { buckets } } = this;
    const live = new Uint32Array(this.used);
    let found = 0;
    for (let place = 0; place < keys.length; place += 1) {
      let bucket = place * buckets;
      const end = bucket + buckets;
      while (keys[place] !== 0 && bucket < end && counts[bucket] === 0) bucket += 1;
      if (keys[place] !== 0 && bucket < end) live[found++] = place;
    }
    return live.subarray(0, found);
  }
}

/** FNV-1a over a userid, in whatever case WeCom writes it; never 0. */
export function memberKey(wecomUserId: string): number {
  let hash = 0x811c9dc5;
  const key = wecomUserId.toLowerCase();
  for (let place = 0; place < key.length; place += 1) hash = Math.imul(hash ^ key.charCodeAt(place), 0x01000193);
  return hash >>> 0 || 1;
}
