import { callsAtOnce, slower } from './calls-at-once';

const NINE = new Date('2026-03-02T01:00:00Z');
const after = (minutes: number): Date => new Date(NINE.getTime() + 60_000 * minutes);

describe('calls at once of an app', () => {
  it('are half as many after WeCom said that there were too many, and one at least', () => {
    let slowed = slower(100, undefined, NINE);
    expect(callsAtOnce(100, slowed, after(4))).toBe(50);
    slowed = slower(100, slowed, after(4));
    expect(callsAtOnce(100, slowed, after(8))).toBe(25);
    for (let time = 0; time < 10; time += 1) slowed = slower(100, slowed, after(8));
    expect(callsAtOnce(100, slowed, after(8))).toBe(1);
  });

  it('double every five minutes, up to the usual number', () => {
    const slowed = slower(100, undefined, NINE);
    expect([0, 5, 60, 60_000].map((minutes) => callsAtOnce(80, slowed, after(minutes)))).toEqual([50, 80, 80, 80]);
    expect(callsAtOnce(100, { atOnce: 10, since: NINE }, after(12))).toBe(40);
    // The clock of another process may be a little ahead.
    expect(callsAtOnce(100, slowed, after(-1))).toBe(50);
  });
});
