import { GroupCommit } from './group-commit';
import { Slots } from './slots';

describe('GroupCommit', () => {
  it('writes what comes meanwhile together, in order, at most so many at once', async () => {
    const groups: number[][] = [];
    const commit = new GroupCommit<number>((items) => {
      groups.push(items);
      return Promise.resolve();
    }, 3);
    await Promise.all([1, 2, 3, 4, 5].map((item) => commit.add(item)));
    expect(groups).toEqual([[1, 2, 3], [4, 5]]);
    await commit.add(6);
    expect(groups.at(-1)).toEqual([6]);
  });

  it('tells all of a group that failed, and goes on with the next', async () => {
    const commit = new GroupCommit<number>((items) => (items.includes(2) ? Promise.reject(new Error('no')) : Promise.resolve()), 2);
    const results = await Promise.allSettled([1, 2, 3].map((item) => commit.add(item)));
    expect(results.map((result) => result.status)).toEqual(['rejected', 'rejected', 'fulfilled']);
  });
});

describe('Slots', () => {
  it('runs no more at once than there are slots, also after a failure', async () => {
    const slots = new Slots(2);
    let now = 0;
    let most = 0;
    const work = async (fails: boolean): Promise<void> => {
      now += 1;
      most = Math.max(most, now);
      await Promise.resolve();
      now -= 1;
      if (fails) throw new Error('no');
    };
    const results = await Promise.allSettled([true, false, true, false, false].map((fails) => slots.run(() => work(fails))));
    expect(most).toBe(2);
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(3);
  });
});
