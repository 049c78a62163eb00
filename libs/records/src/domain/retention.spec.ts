import { dueRetentions, isQuietTime, keptSince, nextRemoval, wholeMonthsUntil, type TenantRetention } from './retention';

const at = (time: string): Date => new Date(time);
const tenant = (tenantId: string, months: number | null, removedBefore: string | null = null, inUse = true): TenantRetention => {
  const time = removedBefore === null ? null : at(removedBefore);
  return { tenantId, months, removedBefore: time, wholeUntil: time && at('2025-01-01T00:00:00Z'), inUse };
};

describe('how long records are kept', () => {
  it('is whole months of UTC beside the one under way, over the end of a year and of February', () => {
    expect(keptSince(at('2026-03-31T23:59:59.999Z'), 1)).toEqual(at('2026-02-01T00:00:00Z'));
    expect(keptSince(at('2026-04-01T00:00:00Z'), 1)).toEqual(at('2026-03-01T00:00:00Z'));
    expect(keptSince(at('2026-03-02T01:00:00Z'), 13)).toEqual(at('2025-02-01T00:00:00Z'));
    expect(keptSince(at('2026-03-02T01:00:00Z'), 120)).toEqual(at('2016-03-01T00:00:00Z'));
  });

  it('ends in the first night in China after the month', () => {
    const next = nextRemoval(at('2026-12-15T12:00:00Z'));
    expect(next).toEqual(at('2027-01-01T17:00:00Z')); // one o'clock on the 2nd
    expect(isQuietTime(next)).toBe(true);
    expect(isQuietTime(at('2027-01-01T16:59:59Z'))).toBe(false);
    expect(isQuietTime(at('2027-01-01T21:59:59Z'))).toBe(true);
    expect(isQuietTime(at('2027-01-01T22:00:00Z'))).toBe(false); // six o'clock: the first reports
  });

  it('drops months whole that nobody keeps, whoever decided nothing included, and whoever has no records left out', () => {
    const now = at('2026-03-02T01:00:00Z');
    expect(wholeMonthsUntil([tenant('a', 2), tenant('b', 6)], now)).toEqual(at('2025-09-01T00:00:00Z'));
    expect(wholeMonthsUntil([tenant('a', 2), tenant('b', null)], now)).toEqual(at('2025-02-01T00:00:00Z'));
    expect(wholeMonthsUntil([tenant('a', 2), tenant('b', 120, null, false)], now)).toEqual(at('2026-01-01T00:00:00Z'));
  });

  it('is due once a month for each tenant, and again when somebody shortens it', () => {
    const now = at('2026-03-02T01:00:00Z');
    const due = (...tenants: TenantRetention[]): string[] => dueRetentions(tenants, now).map(({ tenantId }) => tenantId);
    expect(due(tenant('new', null), tenant('done', 2, '2026-01-01T00:00:00Z'), tenant('shortened', 1, '2026-01-01T00:00:00Z'), tenant('widened', 6, '2026-01-01T00:00:00Z'))).toEqual(['new', 'shortened']);
  });

  it('is due again where rows were left to be dropped with a table that somebody keeps by now', () => {
    const now = at('2026-03-02T01:00:00Z');
    const left = { ...tenant('left', 1, '2026-02-01T00:00:00Z'), wholeUntil: at('2025-02-01T00:00:00Z') };
    expect(dueRetentions([left, tenant('b', 13, '2025-02-01T00:00:00Z')], now)).toEqual([]);
    expect(dueRetentions([left, tenant('b', 14, '2025-02-01T00:00:00Z')], now)).toMatchObject([{ tenantId: 'left', wholeUntil: at('2025-01-01T00:00:00Z') }]);
  });
});
