import { inOrder } from './in-order';

/** Work that ends when it is told to. */
class Told {
  readonly begun: number[] = [];
  private readonly ends = new Map<number, { resolve: (text: string) => void; reject: (error: Error) => void }>();

  readonly work = (item: number): Promise<string> => {
    this.begun.push(item);
    return new Promise((resolve, reject) => this.ends.set(item, { resolve, reject }));
  };

  end(...items: number[]): void {
    for (const item of items) this.ends.get(item)!.resolve(`item ${item}`);
  }

  fail(item: number): void {
    this.ends.get(item)!.reject(new Error(`no ${item}`));
  }
}

describe('inOrder', () => {
  it('works on some at once, ends in any order, and gives them in theirs', async () => {
    const told = new Told();
    const results = inOrder([1, 2, 3, 4], 2, told.work);
    const first = results.next();
    expect(told.begun).toEqual([1, 2]);
    told.end(2, 1);
    expect(await first).toEqual({ done: false, value: 'item 1' });
    const second = results.next();
    expect(told.begun).toEqual([1, 2, 3]);
    expect(await second).toEqual({ done: false, value: 'item 2' });
    const rest = results.next();
    told.end(4, 3);
    expect(await rest).toEqual({ done: false, value: 'item 3' });
    expect(await results.next()).toEqual({ done: false, value: 'item 4' });
    expect(await results.next()).toEqual({ done: true, value: undefined });
  });

  it('throws an error when its turn comes, and begins nothing after it', async () => {
    const told = new Told();
    const results = inOrder([1, 2, 3], 2, told.work);
    const first = results.next();
    told.fail(2);
    told.end(1);
    expect(await first).toEqual({ done: false, value: 'item 1' });
    await expect(results.next()).rejects.toThrow('no 2');
    expect(await results.next()).toEqual({ done: true, value: undefined });
    expect(told.begun).toEqual([1, 2, 3]);
  });

  it('begins nothing more for whoever leaves', async () => {
    const told = new Told();
    const results = inOrder([1, 2, 3], 1, told.work);
    const first = results.next();
    told.end(1);
    await first;
    await results.return();
    expect(told.begun).toEqual([1]);
  });
});
