import { newId } from '#kernel';
import { nextNight, stateBySight } from './drift';

describe('what a binding becomes by what WeCom says', () => {
  it.each([
    ['active', 'found', false, 'active'],
    ['active', 'not_found', false, 'out_of_range'],
    ['active', 'not_found', true, 'left'],
    ['active', 'left', false, 'left'],
    ['out_of_range', 'found', false, 'active'],
    ['out_of_range', 'not_found', false, 'out_of_range'],
    ['out_of_range', 'not_found', true, 'left'],
    // WeCom no more says that somebody left once the account is gone.
    ['left', 'not_found', false, 'left'],
    ['left', 'found', true, 'active'],
  ] as const)('%s, seen as %s, deleted %s: %s', (before, sight, deleted, after) => {
    expect(stateBySight(before, sight, deleted)).toBe(after);
  });
});

describe('the time of the nightly check', () => {
  it('lies between 1 and 5 in Shanghai, within the coming day, spread evenly', () => {
    const now = new Date('2026-03-02T01:00:00Z');
    const hours = Array.from({ length: 400 }, () => {
      const next = nextNight(now, newId());
      expect(next.getTime() - now.getTime()).toBeGreaterThan(0);
      expect(next.getTime() - now.getTime()).toBeLessThanOrEqual(24 * 3_600_000);
      return (next.getUTCHours() + 8) % 24;
    });
    for (const hour of [1, 2, 3, 4]) expect(hours.filter((h) => h === hour).length).toBeGreaterThan(50);
    expect(hours.every((hour) => hour >= 1 && hour < 5)).toBe(true);
  });

  it('is the same for the same binding, and tomorrow when tonight is over', () => {
    const id = '01900000-0000-7000-8000-0000ffffffff';
    const first = nextNight(new Date('2026-03-02T01:00:00Z'), id);
    expect(nextNight(new Date(first.getTime() - 1), id)).toEqual(first);
    expect(nextNight(first, id).getTime()).toBe(first.getTime() + 24 * 3_600_000);
  });
});
