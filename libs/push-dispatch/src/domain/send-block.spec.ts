import { blockAfter, blocks, type SendBlock } from './send-block';

const NINE = new Date('2026-03-02T01:00:00Z');
const after = (block: SendBlock, seconds: number): Date => new Date(block.until.getTime() + 1000 * seconds);

describe('blocks of an app', () => {
  it('grow from a minute over an hour to the next day in China', () => {
    const first = blockAfter(undefined, 45009, NINE);
    expect(first.until.toISOString()).toBe('2026-03-02T01:01:00.000Z');
    const second = blockAfter(first, 45009, after(first, 1));
    expect(second.until.toISOString()).toBe('2026-03-02T02:01:01.000Z');
    const third = blockAfter(second, 45009, after(second, 1));
    expect(third.until.toISOString()).toBe('2026-03-02T16:01:00.000Z');
  });

  it('do not grow by calls that were under way when they began', () => {
    const first = blockAfter(undefined, 45009, NINE);
    expect(blockAfter(first, 45009, NINE)).toEqual(first);
  });

  it('begin anew when the last one is long over', () => {
    const first = blockAfter(undefined, 45009, NINE);
    expect(blockAfter(first, 45009, after(first, 3 * 3600)).strikes).toBe(1);
  });

  it('are short when there were only too many calls at once', () => {
    expect(blockAfter(undefined, 45033, NINE).until.toISOString()).toBe('2026-03-02T01:00:05.000Z');
  });

  it('come from frequency and concurrency codes only', () => {
    expect([45009, 45033, -1, 40014, undefined].map((code) => blocks(code))).toEqual([true, true, false, false, false]);
  });
});
