import type { LookupKind } from './binding-batch';

export interface LookupLimit {
  /** Accounts of the corp at WeCom, if anybody said so. */
  accountCap: number | undefined;
  /** Accounts that surely exist: bound ones and found ones. Stands in for an unknown cap, which can only be larger. */
  accountsSeen: number;
  /** Share of the cap that may be wrong. */
  wrongShare: number;
  /** Wrong look-ups that are allowed while the cap is unknown, however few accounts were seen. */
  minimumTries: number;
}

/**
 * How many look-ups of one kind may find nobody within a day. WeCom blocks the call for a day beyond 20 % of the corp's
 * account cap, for everybody of the corp.
 */
export function allowedWrongLookups({ accountCap, accountsSeen, wrongShare, minimumTries }: LookupLimit): number {
  if (accountCap !== undefined) return Math.max(1, Math.floor(accountCap * wrongShare));
  return Math.max(minimumTries, Math.floor(accountsSeen * wrongShare));
}

/** Wrong look-ups made and possible: what is under way counts as wrong until it is known. */
export class LookupBudget {
  private readonly underWay: Record<LookupKind, number> = { email: 0, mobile: 0 };

  /** @param wrong so far, by kind */
  constructor(
    private readonly wrong: Record<LookupKind, number>,
    private readonly limit: LookupLimit,
  ) {}

  /** @returns false when a further wrong one could be one too many */
  take(kind: LookupKind): boolean {
    if (this.wrong[kind] + this.underWay[kind] >= this.allowed) return false;
    this.underWay[kind]++;
    return true;
  }

  /** @param found undefined when there was no answer */
  settle(kind: LookupKind, found: boolean | undefined): void {
    this.underWay[kind]--;
    if (found === false) this.wrong[kind]++;
    if (found) this.limit.accountsSeen++;
  }

  isSpent(kind: LookupKind): boolean {
    return this.wrong[kind] >= this.allowed;
  }

  private get allowed(): number {
    return allowedWrongLookups(this.limit);
  }
}
