import { randomUUID } from 'node:crypto';

/** What can go wrong on demand. `accept_*` handle the call first and lose the answer. */
export const FAULT_KINDS = [
  'latency',
  'errcode',
  'http_status',
  'html',
  'truncated_json',
  'reset',
  'hang',
  'accept_then_hang',
  'accept_then_reset',
  'token_invalidated',
  'token_expired',
  'ip_refused',
  'callback_lost',
  'callback_late',
  'callback_twice',
] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];

export interface FaultData {
  kind: FaultKind;
  /** Such as `message/send`; absent: every call. Of callback faults: an InfoType or Event such as `create_auth`. */
  api?: string;
  corpId?: string;
  agentId?: number;
  /** Share of the matching calls, above 0 and at most 1; absent: 1. */
  rate?: number;
  /** Only the next so many matching calls; absent: until it is taken away. */
  times?: number;
  /** Of `errcode`: the code to answer, such as -1 or 45009. */
  errcode?: number;
  /** Of `http_status`: 500 to 599. */
  status?: number;
  /** Of `latency` and `callback_late`: milliseconds, or a distribution. */
  delayMs?: number;
  /** Half of the calls are slower than this, a hundredth slower than `p99Ms` (log-normal). */
  p50Ms?: number;
  p99Ms?: number;
  minMs?: number;
  maxMs?: number;
}

export interface Fault extends FaultData {
  id: string;
  /** Calls it hit so far. */
  hits: number;
}

export interface FaultTarget {
  api: string;
  corpId: string | null;
  agentId: number | null;
}

const isCallbackFault = (kind: FaultKind): boolean => kind.startsWith('callback_');

/** Standard normal value for the share 0.99. */
const Z99 = 2.326;

/** @param random gives numbers from 0 to 1; two are used. @returns milliseconds */
export function delayOf(fault: FaultData, random: () => number): number {
  if (fault.p50Ms !== undefined) {
    const p99 = Math.max(fault.p99Ms ?? fault.p50Ms, fault.p50Ms);
    const sigma = Math.log(p99 / Math.max(fault.p50Ms, 0.001)) / Z99;
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    return fault.p50Ms * Math.exp(sigma * normal);
  }
  if (fault.minMs !== undefined || fault.maxMs !== undefined) {
    const low = fault.minMs ?? 0;
    return low + random() * Math.max(0, (fault.maxMs ?? low) - low);
  }
  return fault.delayMs ?? 0;
}

/** Faults on demand, by corp, by call, by rate or for the next so many calls. */
export class Faults {
  private readonly rules = new Map<string, Fault>();

  constructor(private readonly random: () => number = Math.random) {}

  get list(): Fault[] {
    return [...this.rules.values()];
  }

  add(data: FaultData): Fault {
    const fault: Fault = { ...data, id: randomUUID(), hits: 0 };
    this.rules.set(fault.id, fault);
    return fault;
  }

  /** @returns false when there is none of that id */
  remove(id: string): boolean {
    return this.rules.delete(id);
  }

  clear(): void {
    this.rules.clear();
  }

  /** The faults that hit this call; each counts it, and one for the next N calls wears off. */
  take(target: FaultTarget): Fault[] {
    return this.rules.size === 0 ? [] : this.hit(target, false);
  }

  /** The faults that hit this callback. */
  takeCallback(target: FaultTarget): Fault[] {
    return this.rules.size === 0 ? [] : this.hit(target, true);
  }

  delayOf(fault: Fault): number {
    return delayOf(fault, this.random);
  }

  restore(rules: readonly Fault[]): void {
    for (const rule of rules) this.rules.set(rule.id, rule);
  }

  private hit(target: FaultTarget, callback: boolean): Fault[] {
    const hits: Fault[] = [];
    for (const fault of this.rules.values()) {
      if (isCallbackFault(fault.kind) !== callback) continue;
      if (fault.api && fault.api !== target.api) continue;
      if (fault.corpId && fault.corpId !== target.corpId) continue;
      if (fault.agentId !== undefined && fault.agentId !== target.agentId) continue;
      if (fault.rate !== undefined && this.random() >= fault.rate) continue;
      fault.hits += 1;
      if (fault.times !== undefined) {
        fault.times -= 1;
        if (fault.times <= 0) this.rules.delete(fault.id);
      }
      hits.push(fault);
    }
    return hits;
  }
}
