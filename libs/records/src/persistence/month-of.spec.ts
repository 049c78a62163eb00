import { monthOf } from './month-of';

const at = (time: string, rest: string): string => {
  const hex = Date.parse(time).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-${rest}`;
};

describe('monthOf', () => {
  it('begins at the first moment of the oldest month in UTC, whatever order the rows are in', () => {
    const first = at('2026-02-01T00:00:00Z', '0000-0000-000000000000');
    expect(monthOf([at('2026-03-02T01:00:00Z', '7000-8000-000000000001'), at('2026-02-28T23:59:59.999Z', '7fff-bfff-ffffffffffff'), at('2026-04-01T00:00:00Z', '7000-8000-000000000000')])).toBe(first);
    expect(monthOf([at('2026-02-01T00:00:00Z', '7000-8000-000000000000')])).toBe(first);
  });
});
