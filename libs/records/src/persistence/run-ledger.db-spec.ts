import { DataSource } from 'typeorm';
import { newId, PushDatabase, pushDataSourceOptions } from '#kernel';
import { createTestDatabase, schemaOf, type TestDatabase } from '#kernel/testing';
import type { PlannedRun, PushSpec } from '../domain/run';
import { RECORDS_MIGRATIONS } from './migrations';
import { RunLedger } from './run-ledger';

const TENANT = 'default';
const AT = new Date('2026-03-02T01:00:00Z');
const AUTHORIZATION = newId();

const run = (state: PlannedRun['state']): PlannedRun => {
  const spec = { title: '日报', pageId: 'p', channel: { kind: 'app', authorizationId: AUTHORIZATION }, zone: 'Asia/Shanghai' } as unknown as PushSpec;
  return { id: newId(), tenantId: TENANT, projectId: 's', taskId: newId(), trigger: 'schedule', state, plannedAt: AT, deadlineAt: AT, spec };
};
const some = (count: number, state: PlannedRun['state'] = 'planned'): PlannedRun[] => Array.from({ length: count }, () => run(state));

describe('RunLedger, at nine', () => {
  let testDatabase: TestDatabase;
  let source: DataSource;
  let runs: RunLedger;
  beforeAll(async () => {
    testDatabase = await createTestDatabase(schemaOf(RECORDS_MIGRATIONS));
    // One connection: what it read is told by itself.
    source = await new DataSource(pushDataSourceOptions({ url: testDatabase.url, poolSize: 1 })).initialize();
    runs = new RunLedger(source);
  });
  afterAll(async () => {
    await source.destroy();
    await testDatabase.drop();
  });

  const insert = (planned: PlannedRun[]) => new PushDatabase(source).transaction((tx) => runs.insert(planned, AT, tx));
  /** Rows of runs that this connection has read so far. */
  const read = async (): Promise<number> => {
    await source.query('select pg_stat_force_next_flush()');
    const [{ rows }] = await source.query<[{ rows: number }]>(`select (seq_tup_read + idx_tup_fetch)::int as rows from pg_stat_user_tables where relname = 'push_run'`);
    return rows;
  };
  const reading = async (work: () => Promise<unknown>): Promise<number> => {
    const before = await read();
    await work();
    return (await read()) - before;
  };

  it('reads the runs that it is asked for, however many are under way and whatever statistics say of a quiet hour', async () => {
    await insert(some(20_000, 'missed'));
    await source.query('vacuum analyze push_run');
    const due = some(1000);
    await insert(due);
    const asked = due.slice(400, 450);

    expect(await reading(() => runs.behind(asked))).toBeLessThan(10 * asked.length);
    expect(await reading(() => runs.beginPreparing(asked, 60_000, AT))).toBeLessThan(10 * asked.length);
    expect(await reading(() => runs.noteReason(TENANT, asked[0].id, { code: 'APP_BEHIND', text: 'behind' }))).toBeLessThan(10);

    const begun = await source.query<{ id: string }[]>(`select id from push_run where state = 'preparing' and reason_code is null order by id`);
    expect(begun.map(({ id }) => id)).toEqual(asked.slice(1).map(({ id }) => id).toSorted());
  });
});
