import { Slots } from './slots';

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
