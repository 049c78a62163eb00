export interface JournalEntry {
  seq: number;
  /** Milliseconds. */
  at: number;
  method: string;
  /** Path below `/cgi-bin/`, such as `message/send`. */
  api: string;
  corpId: string | null;
  agentId: number | null;
  ip: string;
  /** Without secrets. */
  query: Record<string, string>;
  /** Beginning of the request's body, without secrets; '' for uploads. */
  request: string;
  /** What was answered, cut; '' when nothing was. */
  reply: string;
  httpStatus: number | null;
  errcode: number | null;
  /** The faults that took part. */
  faults: string[];
  durationMs: number;
}

export interface JournalFilter {
  api?: string;
  corpId?: string;
  agentId?: number;
  errcode?: number;
  fault?: string;
  after?: number;
  since?: number;
  limit: number;
}

const SECRET_QUERY = new Set(['access_token', 'suite_access_token', 'provider_access_token', 'corpsecret', 'key', 'code']);
const SECRET_FIELD = /("(?:suite_secret|provider_secret|permanent_code|auth_code|suite_ticket|user_ticket|access_token|suite_access_token|provider_access_token|pre_auth_code)"\s*:\s*")([^"]*)"/g;

/** Secrets are shown by their end only: enough to tell two tokens apart. */
const masked = (value: string): string => (value.length > 12 ? `…${value.slice(-4)}` : '…');

export function maskQuery(query: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(query).map(([name, value]) => [name, SECRET_QUERY.has(name) ? masked(value) : value]));
}

export function maskBody(body: string): string {
  return body.replace(SECRET_FIELD, (_all, before: string, value: string) => `${before}${masked(value)}"`);
}

/** All calls to the platform: the newest in full, all of them as counts. */
export class Journal {
  private entries: JournalEntry[] = [];
  private nextSeq = 1;
  private readonly totals = new Map<string, Map<string, number>>();

  constructor(private readonly limit: number) {}

  add(entry: Omit<JournalEntry, 'seq'>): void {
    this.entries.push({ seq: this.nextSeq, ...entry });
    this.nextSeq += 1;
    // Cut in steps: a shift per call would move the whole list each time.
    if (this.entries.length > this.limit * 1.2) this.entries = this.entries.slice(-this.limit);
    const outcome = entry.errcode !== null ? String(entry.errcode) : entry.httpStatus === null ? 'no answer' : `http ${entry.httpStatus}`;
    const perApi = this.totals.get(entry.api) ?? new Map<string, number>();
    perApi.set(outcome, (perApi.get(outcome) ?? 0) + 1);
    this.totals.set(entry.api, perApi);
  }

  /** Newest first. */
  find(filter: JournalFilter): JournalEntry[] {
    const found: JournalEntry[] = [];
    for (let i = this.entries.length - 1; i >= 0 && found.length < filter.limit; i -= 1) {
      const entry = this.entries[i];
      if (filter.after !== undefined && entry.seq <= filter.after) break;
      if (filter.since !== undefined && entry.at < filter.since) break;
      if (filter.api && entry.api !== filter.api) continue;
      if (filter.corpId && entry.corpId !== filter.corpId) continue;
      if (filter.agentId !== undefined && entry.agentId !== filter.agentId) continue;
      if (filter.errcode !== undefined && entry.errcode !== filter.errcode) continue;
      if (filter.fault && !entry.faults.includes(filter.fault)) continue;
      found.push(entry);
    }
    return found;
  }

  get lastSeq(): number {
    return this.nextSeq - 1;
  }

  /** Calls per API and outcome (errcode, `http 502`, `no answer`), exact for as long as the sandbox has run. */
  counts(): Record<string, Record<string, number>> {
    return Object.fromEntries([...this.totals].map(([api, outcomes]) => [api, Object.fromEntries(outcomes)]));
  }

  snapshot(keep: number): { nextSeq: number; entries: JournalEntry[]; totals: Record<string, Record<string, number>> } {
    return { nextSeq: this.nextSeq, entries: this.entries.slice(-keep), totals: this.counts() };
  }

  restore(data: ReturnType<Journal['snapshot']>): void {
    this.nextSeq = data.nextSeq;
    this.entries = [...data.entries];
    for (const [api, outcomes] of Object.entries(data.totals)) this.totals.set(api, new Map(Object.entries(outcomes)));
  }
}
