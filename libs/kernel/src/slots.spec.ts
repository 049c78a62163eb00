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

  it('takes heavy work when it fits, the heaviest alone, in the order of asking', async () => {
    const slots = new Slots(3);
    const begun: string[] = [];
    const ends = new Map<string, () => void>();
    const start = (name: string, weight: number): Promise<void> =>
      slots.run(() => {
        begun.push(name);
        return new Promise<void>((end) => ends.set(name, end));
      }, weight);
    const end = async (name: string): Promise<void> => {
      ends.get(name)!();
      for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
    };
    const all = [start('a', 2), start('b', 2), start('c', 1), start('d', 9)];
    expect(begun).toEqual(['a']);
    await end('a');
    expect(begun).toEqual(['a', 'b', 'c']);
    await end('b');
    expect(begun).toHaveLength(3);
    await end('c');
    expect(begun.at(-1)).toBe('d');
    slots.resize(20);
    all.push(start('e', 5));
    expect(begun.at(-1)).toBe('e');
    await end('d');
    await end('e');
    await Promise.all(all);
    expect(slots.idle).toBe(true);
  });

  it('takes back bit by bit what was taken at once', async () => {
    const slots = new Slots(3);
    const giveBack = await slots.take(3);
    let begun = false;
    const work = slots.run(async () => { begun = true; }, 2);
    giveBack(1);
    expect(begun).toBe(false);
    giveBack(1);
    await work;
    expect(begun).toBe(true);
    giveBack(1);
    expect(slots.idle).toBe(true);
  });
});
