/** Months that records are kept, whole months of UTC: what was made in the month before the oldest one kept is removed. */
export const RETENTION_MONTHS = { least: 1, most: 120, default: 13 } as const;

/** How long WeCom lets a message be recalled, in milliseconds; a run that ended since then is kept whatever its age. */
export const RECALLABLE_MS = 86_400_000;

const HOUR_MS = 3_600_000;
/** China keeps no summer time. */
const CHINA_OFFSET_MS = 8 * HOUR_MS;
/** Hours of the day in China in which records are removed: reports are for the morning. */
const QUIET = { from: 1, until: 6 } as const;

/** How long a tenant keeps records, and how far removing has come. */
export interface TenantRetention {
  tenantId: string;
  /** Null: the tenant decided nothing. */
  months: number | null;
  /** Records of before this time are gone; null: none were removed yet. */
  removedBefore: Date | null;
  /** Of months that ended by this time, rows were left to be dropped with their table. */
  wholeUntil: Date | null;
  /** Whether it has any records. */
  inUse: boolean;
}

/** A tenant of which something is to be removed. */
export interface DueRetention {
  tenantId: string;
  keptSince: Date;
  /** Months that ended by this time are kept by nobody: their tables are dropped whole. */
  wholeUntil: Date;
}

/** The beginning of the oldest month that is kept. */
export function keptSince(now: Date, months: number): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months, 1));
}

/** When the next month is removed, at the earliest. */
export function nextRemoval(now: Date): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1) + QUIET.from * HOUR_MS + 24 * HOUR_MS - CHINA_OFFSET_MS);
}

export function isQuietTime(now: Date): boolean {
  const hour = new Date(now.getTime() + CHINA_OFFSET_MS).getUTCHours();
  return hour >= QUIET.from && hour < QUIET.until;
}

/** Months that ended by this time are kept by nobody. */
export function wholeMonthsUntil(tenants: readonly TenantRetention[], now: Date): Date {
  const kept = tenants.filter(({ inUse }) => inUse).map(({ months }) => keptSince(now, months ?? RETENTION_MONTHS.default).getTime());
  return new Date(Math.min(keptSince(now, RETENTION_MONTHS.least).getTime(), ...kept));
}

/** Whose records have become too old since they were last removed, or lie in months that somebody keeps by now. */
export function dueRetentions(tenants: readonly TenantRetention[], now: Date): DueRetention[] {
  const wholeUntil = wholeMonthsUntil(tenants, now);
  return tenants.flatMap(({ tenantId, months, removedBefore, wholeUntil: left }) => {
    const since = keptSince(now, months ?? RETENTION_MONTHS.default);
    const done = removedBefore !== null && removedBefore >= since && left !== null && left <= wholeUntil;
    return done ? [] : [{ tenantId, keptSince: since, wholeUntil }];
  });
}
