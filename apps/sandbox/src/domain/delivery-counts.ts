import type { Member } from './corp';

export interface ContentCount {
  content: string;
  corpId: string;
  agentId: number | null;
  msgType: string;
  title: string;
  deliveries: number;
  people: number;
  /** 1 means: nobody got this content twice. */
  mostPerPerson: number;
}

interface Entry extends Omit<ContentCount, 'people'> {
  perMember: Map<number, number>;
}

/**
 * Who got which content how often: what "exactly once" is judged by. Totals stay exact for ever; the detail of the oldest contents is
 * forgotten beyond a number of (content, person) pairs, and `forgottenContents` says so.
 */
export class DeliveryCounts {
  deliveries = 0;
  dropped = 0;
  /** Deliveries of a content to a person who already had it. */
  repeats = 0;
  forgottenContents = 0;
  private pairs = 0;
  private readonly contents = new Map<string, Entry>();

  constructor(private readonly pairLimit: number) {}

  /** @param content hash of the message's type and payload, per app */
  add(content: string, about: Omit<ContentCount, 'content' | 'deliveries' | 'people' | 'mostPerPerson'>, members: readonly Member[]): void {
    if (members.length === 0) return;
    let entry = this.contents.get(content);
    if (!entry) {
      entry = { ...about, content, deliveries: 0, mostPerPerson: 0, perMember: new Map() };
      this.contents.set(content, entry);
    }
    const before = entry.perMember.size;
    for (const member of members) {
      const times = (entry.perMember.get(member.no) ?? 0) + 1;
      entry.perMember.set(member.no, times);
      if (times > 1) this.repeats += 1;
      if (times > entry.mostPerPerson) entry.mostPerPerson = times;
    }
    entry.deliveries += members.length;
    this.deliveries += members.length;
    this.pairs += entry.perMember.size - before;
    this.forgetOldest(entry);
  }

  list(filter: { content?: string; title?: string; corpId?: string; agentId?: number }): ContentCount[] {
    const found: ContentCount[] = [];
    for (const entry of this.contents.values()) {
      if (filter.content && entry.content !== filter.content) continue;
      if (filter.corpId && entry.corpId !== filter.corpId) continue;
      if (filter.agentId !== undefined && entry.agentId !== filter.agentId) continue;
      if (filter.title && !entry.title.includes(filter.title)) continue;
      const { perMember, ...rest } = entry;
      found.push({ ...rest, people: perMember.size });
    }
    return found;
  }

  /** How often each person got this content, by the member's number. */
  perMember(content: string): ReadonlyMap<number, number> {
    return this.contents.get(content)?.perMember ?? new Map();
  }

  private forgetOldest(current: Entry): void {
    for (const [key, entry] of this.contents) {
      if (this.pairs <= this.pairLimit) return;
      if (entry === current) continue;
      this.contents.delete(key);
      this.pairs -= entry.perMember.size;
      this.forgottenContents += 1;
    }
  }

  /** @param keepPairs only the newest contents up to so many pairs are written */
  snapshot(keepPairs: number): DeliveryCountsData {
    const entries: DeliveryCountsData['entries'] = [];
    let left = keepPairs;
    for (const entry of [...this.contents.values()].toReversed()) {
      left -= entry.perMember.size;
      if (left < 0) break;
      entries.unshift({ ...entry, perMember: [...entry.perMember] });
    }
    const forgotten = this.forgottenContents + this.contents.size - entries.length;
    return { deliveries: this.deliveries, dropped: this.dropped, repeats: this.repeats, forgottenContents: forgotten, entries };
  }

  restore(data: DeliveryCountsData): void {
    const { entries, ...totals } = data;
    Object.assign(this, totals);
    for (const entry of entries) {
      this.contents.set(entry.content, { ...entry, perMember: new Map(entry.perMember) });
      this.pairs += entry.perMember.length;
    }
  }
}

export interface DeliveryCountsData {
  deliveries: number;
  dropped: number;
  repeats: number;
  forgottenContents: number;
  entries: (Omit<Entry, 'perMember'> & { perMember: [number, number][] })[];
}
