import { AppPlaces } from './app-places';
import type { SendBlocks } from '../send-blocks';
import type { LiveWorkers } from './live-workers';

/** Takes places for jobs of an app; each call lasts until the test ends it. */
function jobsOn(callsAtOnce: number, processes: { count: number }) {
  const places = new AppPlaces(processes as LiveWorkers, { callsAtOnce: () => callsAtOnce } as unknown as SendBlocks);
  /** Calls under way, each as often as it is. */
  const underWay = new Map<string, (() => void)[]>();
  return {
    get begun() { return Object.fromEntries([...underWay].map(([name, ends]) => [name, ends.length])); },
    start: (app: string, name: string, calls: number): Promise<unknown> =>
      places.take(app, calls, (held) => {
        underWay.set(name, []);
        return Promise.all(Array.from({ length: calls }, () => held.call(() => new Promise<void>((end) => underWay.get(name)!.push(end)))));
      }),
    end: async (name: string, calls: number): Promise<void> => {
      for (const end of underWay.get(name)!.splice(0, calls)) end();
      for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
    },
  };
}
const begin = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
};

describe('AppPlaces', () => {
  it('gives each process its part of what an app may do at once, and each app its own', async () => {
    const jobs = jobsOn(8, { count: 2 });
    const all = [jobs.start('a', 'a1', 3), jobs.start('a', 'a2', 3), jobs.start('a', 'a3', 1), jobs.start('b', 'b1', 4)];
    await begin();
    expect(jobs.begun).toEqual({ a1: 3, a2: 1, a3: 0, b1: 4 });
    await jobs.end('a1', 3);
    expect(jobs.begun).toEqual({ a1: 0, a2: 3, a3: 1, b1: 4 });
    for (const name of ['a2', 'a3', 'b1']) await jobs.end(name, 4);
    await Promise.all(all);
  });

  it('lets out as many calls again as there are places, which go as soon as others are over', async () => {
    const jobs = jobsOn(8, { count: 2 });
    const all = [jobs.start('a', 'a1', 4), jobs.start('a', 'a2', 4), jobs.start('a', 'a3', 3)];
    await begin();
    expect(jobs.begun).toEqual({ a1: 4, a2: 0 });
    await jobs.end('a1', 2);
    expect(jobs.begun).toEqual({ a1: 2, a2: 2 });
    await jobs.end('a1', 1);
    expect(jobs.begun).toEqual({ a1: 1, a2: 3, a3: 0 });
    await jobs.end('a1', 1);
    await jobs.end('a2', 4);
    expect(jobs.begun).toEqual({ a1: 0, a2: 0, a3: 3 });
    await jobs.end('a3', 3);
    await Promise.all(all);
  });

  it('lets a job of more calls make no more at once than there are places, and at least one', async () => {
    const jobs = jobsOn(8, { count: 20 });
    const all = [jobs.start('a', 'a1', 3), jobs.start('a', 'a2', 1)];
    await begin();
    for (let call = 0; call < 3; call += 1) {
      expect(jobs.begun).toEqual(call < 2 ? { a1: 1 } : { a1: 1, a2: 0 });
      await jobs.end('a1', 1);
    }
    expect(jobs.begun).toEqual({ a1: 0, a2: 1 });
    await jobs.end('a2', 1);
    await Promise.all(all);
  });

  it('knows of a process that came or went with the next job', async () => {
    const processes = { count: 4 };
    const jobs = jobsOn(8, processes);
    const all = [jobs.start('a', 'a1', 2), jobs.start('a', 'a2', 2)];
    await begin();
    expect(jobs.begun).toEqual({ a1: 2, a2: 0 });
    processes.count = 1;
    all.push(jobs.start('a', 'a3', 4));
    await begin();
    expect(jobs.begun).toEqual({ a1: 2, a2: 2, a3: 4 });
    for (const name of ['a1', 'a2', 'a3']) await jobs.end(name, 4);
    await Promise.all(all);
  });
});
