import { AppPlaces } from './app-places';
import type { LiveWorkers } from './live-workers';

/** Takes places for jobs of an app; each call lasts until the test ends it. */
function jobsOn(callsAtOnce: number, processes: { count: number }) {
  const places = new AppPlaces(processes as LiveWorkers, { limits: { callsAtOnce }, databaseUrl: '', workers: true });
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  let most = 0;
  return {
    begun,
    get most() { return most; },
    start: (app: string, name: string, calls: number): Promise<void> =>
      places.take(app, calls, (atOnce) => {
        begun.push(name);
        most = Math.max(most, atOnce);
        return new Promise<void>((end) => ends.set(name, end));
      }),
    end: async (name: string): Promise<void> => {
      ends.get(name)!();
      for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
    },
  };
}

describe('AppPlaces', () => {
  it('gives each process its part of what an app may do at once, and each app its own', async () => {
    const jobs = jobsOn(8, { count: 2 });
    const all = [jobs.start('a', 'a1', 3), jobs.start('a', 'a2', 3), jobs.start('a', 'a3', 1), jobs.start('b', 'b1', 4)];
    expect(jobs.begun).toEqual(['a1', 'b1']);
    await jobs.end('a1');
    expect(jobs.begun).toEqual(['a1', 'b1', 'a2', 'a3']);
    for (const name of ['a2', 'a3', 'b1']) await jobs.end(name);
    await Promise.all(all);
  });

  it('lets a job of more calls make no more at once than there are places, and at least one', async () => {
    const jobs = jobsOn(8, { count: 20 });
    const all = [jobs.start('a', 'a1', 25), jobs.start('a', 'a2', 25)];
    expect([jobs.begun, jobs.most]).toEqual([['a1'], 1]);
    await jobs.end('a1');
    await jobs.end('a2');
    await Promise.all(all);
  });

  it('knows of a process that came or went with the next job', async () => {
    const processes = { count: 4 };
    const jobs = jobsOn(8, processes);
    const all = [jobs.start('a', 'a1', 2), jobs.start('a', 'a2', 2)];
    expect(jobs.begun).toEqual(['a1']);
    processes.count = 1;
    all.push(jobs.start('a', 'a3', 4));
    await Promise.resolve();
    expect(jobs.begun.toSorted()).toEqual(['a1', 'a2', 'a3']);
    for (const name of ['a1', 'a2', 'a3']) await jobs.end(name);
    await Promise.all(all);
  });
});
