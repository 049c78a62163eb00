import { DataSource } from 'typeorm';
import { pushDataSourceOptions } from '#kernel';
import { createTestDatabase, schemaOf, type TestDatabase } from '#kernel/testing';
import { RECORDS_MIGRATIONS } from './migrations';
import { RecordPartitions } from './record-partitions';

/** Long after the months that migrations made. */
const NOW = new Date('2031-11-30T23:59:59Z');
const MONTHS = ['203111', '203112', '203201'];

describe('tables of records by month', () => {
  let testDatabase: TestDatabase;
  let sources: DataSource[];
  let partitions: RecordPartitions[];
  beforeAll(async () => {
    testDatabase = await createTestDatabase(schemaOf(RECORDS_MIGRATIONS));
    sources = await Promise.all([1, 2, 3].map(() => new DataSource(pushDataSourceOptions({ url: testDatabase.url })).initialize()));
    partitions = sources.map((source) => new RecordPartitions(source));
  });
  afterAll(async () => {
    for (const source of sources) await source.destroy();
    await testDatabase.drop();
  });

  const tablesOf = async (parent: string): Promise<string[]> =>
    (await sources[0].query<{ name: string }[]>(`select inhrelid::regclass::text as name from pg_inherits where inhparent = $1::regclass order by 1`, [parent])).map(({ name }) => name);
  /** An id that was made at this time. */
  const idAt = async (time: string): Promise<string> => (await sources[0].query<[{ id: string }]>('select push_uuid_from($1) as id', [time]))[0].id;

  it('makes this month and the two after it, once, though several processes ask at once', async () => {
    const made = await Promise.all(partitions.map((each) => each.makeAhead(NOW)));
    expect(made.filter((count) => count > 0)).toHaveLength(1);
    for (const table of ['push_message', 'push_call', 'push_recipient']) {
      expect(await tablesOf(table)).toEqual(expect.arrayContaining(MONTHS.map((month) => `${table}_${month}`)));
    }
    expect(await partitions[0].makeAhead(NOW)).toBe(0);
  });

  it('puts each row into the month of its run, to the millisecond, and keeps rows of months that nobody made', async () => {
    const times = ['2031-11-30T23:59:59.999Z', '2031-12-01T00:00:00Z', '2040-01-01T00:00:00Z'];
    const places: string[] = [];
    for (const time of times) {
      const [{ place }] = await sources[0].query<[{ place: string }]>(
        `insert into push_recipient (tenant_id, run_id, host_user_id, host_user_name, state) values ('default', $1, 'u1', '张伟', 'skipped') returning tableoid::regclass::text as place`,
        [await idAt(time)],
      );
      places.push(place);
    }
    expect(places).toEqual(['push_recipient_203111', 'push_recipient_203112', 'push_recipient_other']);
  });

  it('are months of UTC in whatever zone the session is', async () => {
    await sources[0].transaction(async (tx) => {
      await tx.query(`set local timezone = 'America/New_York'`);
      // There, a month after the evening of the 28th of February is not the end of March.
      await tx.query(`select push_make_partitions('2033-02-27T12:00:00Z', 3)`);
    });
    for (const [time, month] of [['2033-03-31T23:59:59.999Z', '203303'], ['2033-04-01T00:00:00Z', '203304']]) {
      const [{ place }] = await sources[0].query<[{ place: string }]>(
        `insert into push_recipient (tenant_id, run_id, host_user_id, host_user_name, state) values ('default', $1, 'u1', '张伟', 'skipped') returning tableoid::regclass::text as place`,
        [await idAt(time)],
      );
      expect(place).toBe(`push_recipient_${month}`);
    }
  });

  it('are made for the months to come although rows of one came before its table', async () => {
    await sources[0].query(`insert into push_recipient (tenant_id, run_id, host_user_id, host_user_name, state) values ('default', $1, 'u1', '张伟', 'skipped')`, [await idAt('2034-05-15T00:00:00Z')]);
    expect(await partitions[0].makeAhead(new Date('2034-05-20T00:00:00Z'))).toBe(17);
    expect(await tablesOf('push_recipient')).not.toContain('push_recipient_203405');
    expect(await tablesOf('push_recipient')).toEqual(expect.arrayContaining(['push_recipient_203406', 'push_recipient_203407']));
    expect(await partitions[0].makeAhead(new Date('2034-05-20T00:10:00Z'))).toBe(0);
  });
});
