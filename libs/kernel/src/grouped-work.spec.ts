import { GroupedWork } from './grouped-work';

describe('GroupedWork', () => {
  const recorded = (groups: number[][]) => (items: number[]) => {
    groups.push(items);
    return items.includes(13) ? Promise.reject(new Error('no 13')) : Promise.resolve(items.map((item) => item * 10));
  };

  it('does what comes meanwhile together, in order, so many at once at most, and gives each its own result', async () => {
    const groups: number[][] = [];
    const work = new GroupedWork(recorded(groups), { items: 3 });
    expect(await Promise.all([1, 2, 3, 4, 5].map((item) => work.add(item)))).toEqual([10, 20, 30, 40, 50]);
    expect(groups).toEqual([[1, 2, 3], [4, 5]]);
    expect(await work.add(6)).toBe(60);
    expect(groups.at(-1)).toEqual([6]);
  });

  it('keeps a group below its weight; an item that is heavier goes alone', async () => {
    const groups: number[][] = [];
    const work = new GroupedWork(recorded(groups), { items: 10, weight: { most: 10, of: (item) => item } });
    await Promise.all([4, 5, 2, 20, 1, 1].map((item) => work.add(item)));
    expect(groups).toEqual([[4, 5], [2], [20], [1, 1]]);
  });

  it('lets an item that cannot be done fail alone, and goes on', async () => {
    const work = new GroupedWork(recorded([]), { items: 10 });
    const results = await Promise.allSettled([1, 13, 2].map((item) => work.add(item)));
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await work.add(3)).toBe(30);
  });

  it('waits a moment for more while groups of several follow each other, and for nobody before', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick'] });
    try {
      const groups: number[][] = [];
      const work = new GroupedWork(recorded(groups), { items: 3, gatherMs: 20 });
      await work.add(1);
      await Promise.all([work.add(2), work.add(3)]);
      const all = [work.add(4)];
      await jest.advanceTimersByTimeAsync(15);
      all.push(work.add(5));
      expect(groups).toEqual([[1], [2, 3]]);
      await jest.advanceTimersByTimeAsync(5);
      await Promise.all(all);
      expect(groups.at(-1)).toEqual([4, 5]);
      await jest.advanceTimersByTimeAsync(20);
      await work.add(6);
      expect(groups.at(-1)).toEqual([6]);
    } finally {
      jest.useRealTimers();
    }
  });
});
