import type { PushDatabase, Tx } from '#kernel';
import type { PushQueue } from '../../persistence/push-queue';
import { reason } from '../../domain/reasons';
import type { Backpressure, PlannedWait } from './backpressure';
import { RunsPutOff } from './runs-put-off';

const NOW = new Date('2026-03-03T01:00:00Z');
const RUNS = ['run-1', 'run-2', 'run-3', 'run-4'];

describe('RunsPutOff', () => {
  let behind: boolean;
  let woken: string[][];
  let failing: Error | undefined;
  let runs: RunsPutOff;

  beforeEach(async () => {
    behind = false;
    woken = [];
    failing = undefined;
    const wait: PlannedWait = { until: new Date(NOW.getTime() + 10_000), reason: reason('APP_BEHIND'), targetId: 'app' };
    const backpressure = { waitOf: async () => (behind ? wait : undefined) } as unknown as Backpressure;
    const database = { transaction: <T>(work: (tx: Tx) => Promise<T>) => work({} as Tx) } as unknown as PushDatabase;
    const queue = {
      enqueue: async (_queue: string, [{ runId }]: { runId: string }[]) => [`job of ${runId}`],
      wakeJobs: async (_queue: string, jobs: string[]) => {
        if (failing) throw failing;
        woken.push(jobs);
      },
    } as unknown as PushQueue;
    runs = new RunsPutOff(backpressure, database, queue, { now: () => NOW }, { databaseUrl: '', workers: false });
    for (const id of RUNS) await runs.add({ tenantId: 'tenant', id }, wait);
  });

  it('wakes one run, then twice as many each time, as long as their app has less to send', async () => {
    for (let look = 0; look < 4; look += 1) await runs.look();
    expect(woken).toEqual([['job of run-1'], ['job of run-2', 'job of run-3'], ['job of run-4']]);
  });

  it('wakes none while the app is behind, and then one again', async () => {
    await runs.look();
    behind = true;
    await runs.look();
    behind = false;
    await runs.look();
    expect(woken).toEqual([['job of run-1'], ['job of run-2']]);
  });

  it('wakes those that it could not wake with the next look', async () => {
    await runs.look();
    failing = new Error('deadlock detected');
    await expect(runs.look()).rejects.toThrow('deadlock detected');
    failing = undefined;
    for (let look = 0; look < 2; look += 1) await runs.look();
    expect(woken.flat()).toEqual(RUNS.map((id) => `job of ${id}`));
  });
});
