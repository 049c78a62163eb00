import { stuckMoves, type Move } from './stuck-moves';

const move = (rowNumber: number, holds: string | null, wants: string | null, stuck = false): Move => ({ rowNumber, holds, wants, stuck });

describe('moves between accounts', () => {
  it('all happen in a circle, and towards a free account', () => {
    expect(stuckMoves([move(1, 'a', 'b'), move(2, 'b', 'a'), move(3, 'c', 'free'), move(4, null, 'c')]).size).toBe(0);
  });

  it('none happens in a chain whose end stays', () => {
    expect(stuckMoves([move(1, null, 'a'), move(2, 'a', 'b'), move(3, 'b', 'c', true), move(4, 'x', 'y')])).toEqual(new Set([1, 2, 3]));
  });

  it('are found in a chain of 50,000 as fast as one by one', () => {
    const chain = Array.from({ length: 50_000 }, (_, i) => move(i, `a${i}`, `a${i + 1}`, i === 49_999));
    expect(stuckMoves(chain).size).toBe(50_000);
  });
});
