import { HOUR_WINDOW, MINUTE_WINDOW } from './app-pace';
import { memberKey, MemberWindow } from './member-window';

const NOW = Date.UTC(2026, 2, 2, 1, 0, 0);
const people = (count: number, from = 0): number[] => Array.from({ length: count }, (_none, index) => memberKey(`用户${from + index}`));

describe('MemberWindow', () => {
  it('knows who got how many within a sliding minute, and until when somebody must wait', () => {
    const window = new MemberWindow(MINUTE_WINDOW);
    const [boss, clerk] = people(2);
    for (let second = 0; second < 29; second += 1) window.add([boss], NOW + 1000 * second);
    window.add([clerk], NOW + 28_000);
    expect(window.freeAt(clerk, 29, NOW + 30_000)).toBe(NOW + 30_000);
    const free = window.freeAt(boss, 29, NOW + 30_000);
    // The ten of the first ten seconds are over then, and more than a minute old.
    expect(free).toBe(NOW + 80_000);
    expect(window.freeAt(boss, 29, free)).toBe(free);
    expect(window.freeAt(boss, 19, free)).toBeGreaterThan(free);
  });

  it('forgets nobody while it grows, and everybody after the window', () => {
    const window = new MemberWindow(MINUTE_WINDOW);
    const many = people(20_000);
    for (let part = 0; part < 3; part += 1) window.add(many, NOW + 1000 * part);
    expect(many.filter((one) => window.freeAt(one, 3, NOW + 5000) === NOW + 5000)).toEqual([]);
    expect(many.filter((one) => window.freeAt(one, 4, NOW + 5000) !== NOW + 5000)).toEqual([]);
    const later = NOW + 120_000;
    expect(many.filter((one) => window.freeAt(one, 1, later) !== later)).toEqual([]);
    window.add(people(20_000, 50_000), later);
    expect(window.freeAt(many[0], 1, later)).toBe(later);
  });

  it('takes what comes in late from another process, unless it is over', () => {
    const window = new MemberWindow(HOUR_WINDOW);
    const [one] = people(1);
    window.add([one], NOW);
    window.add([one], NOW - 1_800_000);
    window.add([one], NOW - 10_000_000);
    expect(window.freeAt(one, 3, NOW)).toBe(NOW);
    expect(window.freeAt(one, 2, NOW)).toBeGreaterThan(NOW);
  });

  it('takes a userid for the same in any case', () => {
    expect(memberKey('ZhangWei')).toBe(memberKey('zhangwei'));
    expect(memberKey('ZhangWei')).not.toBe(memberKey('张伟'));
  });
});
