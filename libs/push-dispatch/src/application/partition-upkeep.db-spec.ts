import { Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { pushDataSourceOptions } from '#kernel';
import { createTestDatabase, schemaOf, TestClock, type TestDatabase } from '#kernel/testing';
import { RecordPartitions, RECORDS_MIGRATIONS } from '#records';
import { PartitionUpkeep } from './partition-upkeep';

/** Long after the months that migrations made. */
const JANUARY = new Date('2031-01-31T23:50:00Z');
const FEBRUARY = new Date('2031-02-01T00:00:00Z');

describe('tables by month in processes that work', () => {
  let testDatabase: TestDatabase;
  let clock: TestClock;
  let sql: DataSource;
  let running: { source: DataSource; upkeep: PartitionUpkeep }[];
  beforeAll(() => Logger.overrideLogger(false));
  beforeEach(async () => {
    testDatabase = await createTestDatabase(schemaOf(RECORDS_MIGRATIONS));
    clock = new TestClock(JANUARY);
    sql = await connect();
    running = [];
  });
  afterEach(async () => {
    await stop();
    await sql.destroy();
    await testDatabase.drop();
  });

  const connect = (): Promise<DataSource> => new DataSource(pushDataSourceOptions({ url: testDatabase.url, poolSize: 1 })).initialize();
  const start = async (processes: number): Promise<void> => {
    for (let n = 0; n < processes; n += 1) {
      const source = await connect();
      running.push({ source, upkeep: new PartitionUpkeep(new RecordPartitions(source), clock, { databaseUrl: testDatabase.url, workers: true }) });
    }
    for (const { upkeep } of running) upkeep.onApplicationBootstrap();
    // The looks have begun when the timers of this moment have run; stopping waits for them.
    await new Promise((done) => setTimeout(done, 0));
  };
  const stop = async (): Promise<void> => {
    for (const { upkeep, source } of running.splice(0)) {
      await upkeep.beforeApplicationShutdown();
      await source.destroy();
    }
  };
  const months = async (): Promise<string[]> =>
    (await sql.query<{ text: string }[]>(`select distinct right(part, 6) || ' ' || count(*) as text from push_record_table where month >= '2031-01-01' group by right(part, 6) order by 1`)).map(({ text }) => text);

  it('are there two months ahead, once, in however many processes, and again at the change of the month', async () => {
    await start(4);
    await stop();
    expect(await months()).toEqual(['203101 6', '203102 6', '203103 6']);
    clock.set(FEBRUARY);
    await start(4);
    await stop();
    expect(await months()).toEqual(['203101 6', '203102 6', '203103 6', '203104 6']);
  });

  it('are made whole or not at all, and by the next look, when a process dies while it makes them', async () => {
    const reading = await connect();
    const reader = reading.createQueryRunner();
    await reader.startTransaction();
    await reader.query('select count(*) from push_open'); // reached after other tables of the month were made
    const dying = await connect();
    const [{ pid }] = await dying.query<[{ pid: number }]>('select pg_backend_pid() as pid');
    const making = new RecordPartitions(dying).makeAhead(JANUARY).then(() => 'made', () => 'died');
    await sql.query('select pg_terminate_backend($1)', [pid]);
    expect(await making).toBe('died');
    expect(await months()).toEqual([]);
    await reader.rollbackTransaction();
    await reader.release();
    await reading.destroy();
    await dying.destroy().catch(() => undefined);
    await start(1);
    await stop();
    expect(await months()).toEqual(['203101 6', '203102 6', '203103 6']);
  });

  it('keep nobody waiting for long: a look that comes upon a slow reader gives way', async () => {
    const reading = await connect();
    const reader = reading.createQueryRunner();
    await reader.startTransaction();
    await reader.query('select count(*) from push_call');
    await start(1);
    await stop(); // after half a second, and not when the reader is done
    expect(await months()).toEqual([]);
    await reader.rollbackTransaction();
    await reader.release();
    await reading.destroy();
    await start(1);
    await stop();
    expect(await months()).toHaveLength(3);
  });
});
