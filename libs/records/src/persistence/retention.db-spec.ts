import { Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { PushDatabase, pushDataSourceOptions } from '#kernel';
import { createTestDatabase, schemaOf, type TestDatabase } from '#kernel/testing';
import { RecordRemoval } from '../application/record-removal';
import { RECORDS_MIGRATIONS } from './migrations';
import { RecordPartitions } from './record-partitions';
import { isLockTimeout, RetentionRepository } from './retention.repository';

/** Long after the months that migrations made; the night in China. */
const NOW = new Date('2031-06-10T18:00:00Z');
const TABLES = ['push_message', 'push_call', 'push_recipient', 'push_open', 'push_run_event', 'push_recall'];

describe('records that are not kept any longer', () => {
  let testDatabase: TestDatabase;
  let sources: DataSource[];
  let sql: DataSource;
  beforeAll(async () => {
    Logger.overrideLogger(false);
    testDatabase = await createTestDatabase(schemaOf(RECORDS_MIGRATIONS));
    sources = await Promise.all([1, 2, 3].map(() => new DataSource(pushDataSourceOptions({ url: testDatabase.url })).initialize()));
    sql = sources[0];
  });
  afterAll(async () => {
    for (const source of sources) await source.destroy();
    await testDatabase.drop();
  });
  beforeEach(async () => {
    await sql.query(`truncate push_run, push_message, push_call, push_recipient, push_open, push_run_event, push_recall, push_series, push_retention, push_run_tally, push_task_day, push_project_day`);
    await sql.query(`select push_make_partitions('2031-01-01', 7)`);
  });

  let runs = 0;
  /** A run of this time with so many people, and all that belongs to it. @returns its id */
  async function run(tenantId: string, time: string, { people = 2, ended = time, title = '日报', replayOf }: { people?: number; ended?: string | null; title?: string; replayOf?: string } = {}): Promise<string> {
    const [{ id }] = await sql.query<[{ id: string }]>(`select (left(push_uuid_from($1)::text, 23) || '-' || lpad(to_hex($2::int), 12, '0'))::uuid as id`, [time, (runs += 1)]);
    await sql.query(
      `insert into push_run (tenant_id, id, project_id, task_id, trigger, state, planned_at, deadline_at, title, page_id, spec, created_at, finished_at, replay_of)
       values ($1, $2, 's', gen_random_uuid(), case when $6::uuid is null then 'manual' else 'replay' end, case when $4::timestamptz is null then 'sending' else 'sent' end,
               $3, $3, $5, 'p', '{"channel":{"kind":"app"}}', $3, $4, $6)`,
      [tenantId, id, time, ended, title, replayOf ?? null],
    );
    await sql.query(`insert into push_message (tenant_id, run_id, id, msgtype, content, content_key, template, cut, created_at) values ($1, $2, $2, 'text', '{}', 'k', 't', '[]', $3)`, [tenantId, id, time]);
    await sql.query(
      `insert into push_call (tenant_id, run_id, id, message_id, channel, target_id, state, body, recipients, created_at) values ($1, $2, $2, $2, 'app', $2, 'sent', '{}', $3, $4)`,
      [tenantId, id, people, time],
    );
    await sql.query(`insert into push_recipient (tenant_id, run_id, host_user_id, host_user_name, call_id, link_number) select $1, $2, 'u' || n, '张伟', $2::uuid, n from generate_series(1, $3::int) as n`, [tenantId, id, people]);
    await sql.query(`insert into push_open (tenant_id, run_id, host_user_id, part, opens, first_opened_at, last_opened_at) values ($1, $2, 'u1', 0, 1, $3, $3)`, [tenantId, id, time]);
    await sql.query(`insert into push_run_event (tenant_id, run_id, id, kind, at) values ($1, $2, $2, 'recall_asked', $3)`, [tenantId, id, time]);
    await sql.query(
      `insert into push_recall (tenant_id, run_id, call_id, request_id, target_id, wecom_msgid, people, state, over_at) values ($1, $2, $2, $2, $2, 'm', $3, 'recalled', $4)`,
      [tenantId, id, people, time],
    );
    return id;
  }
  const keep = (tenantId: string, months: number): Promise<unknown> =>
    sql.query(`insert into push_retention (tenant_id, months) values ($1, $2) on conflict (tenant_id) do update set months = $2`, [tenantId, months]);

  /** What a process does in the night, until nothing is left to do. */
  async function removeAll(now = NOW, source = sql): Promise<void> {
    const [database, removal] = [new PushDatabase(source), new RecordRemoval(new RetentionRepository(source))];
    const step = async (): Promise<boolean> => {
      for (const due of await removal.due(now)) {
        const worked = await database.transaction(async (tx) => {
          if (!(await removal.claim(due, tx))) return false;
          if (!(await removal.removeSome(due, now, tx))) await removal.finish(due, tx);
          return true;
        });
        if (worked) return true;
      }
      return removal.cleanUp(now);
    };
    while (await step());
  }
  const left = async (table: string): Promise<string[]> =>
    (await sql.query<{ text: string }[]>(`select distinct tenant_id || ' ' || ${table === 'push_run' ? 'id' : 'run_id'} as text from ${table} order by 1`)).map(({ text }) => text);
  const expectLeft = async (...kept: [tenantId: string, id: string][]): Promise<void> => {
    const texts = kept.map((one) => one.join(' ')).toSorted();
    for (const table of ['push_run', ...TABLES]) expect([table, ...(await left(table))]).toEqual([table, ...texts]);
  };
  const monthsOf = async (parent: string): Promise<string[]> =>
    (await sql.query<{ part: string }[]>(`select right(part, 6) as part from push_record_table where parent = $1 and month between '2031-01-01' and '2031-12-31' order by 1`, [parent])).map(({ part }) => part);

  it('go tenant by tenant, each after its own months, with everything that belongs to them', async () => {
    await keep('short', 1);
    await keep('long', 4);
    await run('short', '2031-04-30T23:59:59.999Z');
    await run('long', '2031-01-31T23:59:59Z');
    const shortKept = await run('short', '2031-05-01T00:00:00Z');
    const longKept = await run('long', '2031-02-01T00:00:00Z');
    const undecided = await run('undecided', '2031-01-15T00:00:00Z');
    await removeAll();
    await expectLeft(['short', shortKept], ['long', longKept], ['undecided', undecided]);
  });

  it('take the tables of a month with them once nobody keeps a record of it', async () => {
    await keep('short', 1);
    await keep('long', 3);
    const [old, kept] = [await run('long', '2031-02-10T00:00:00Z'), await run('long', '2031-03-01T00:00:00Z')];
    await run('short', '2031-02-10T00:00:00Z');
    await removeAll();
    expect(old).not.toBe(kept);
    await expectLeft(['long', kept]);
    for (const table of TABLES) expect([table, ...(await monthsOf(table))]).toEqual([table, '203103', '203104', '203105', '203106', '203107', '203108']);
    // A month later there is nobody who keeps anything of before.
    await removeAll(new Date('2031-07-02T18:00:00Z'));
    await expectLeft();
    for (const table of TABLES) expect((await monthsOf(table))[0]).toBe('203106');
  });

  it('are not left in a month that somebody decides to keep just before it is dropped', async () => {
    await keep('a', 1);
    await keep('b', 1);
    await run('a', '2031-02-10T00:00:00Z');
    const kept = await run('b', '2031-02-10T00:00:00Z');
    const [database, removal] = [new PushDatabase(sql), new RecordRemoval(new RetentionRepository(sql))];
    const [due] = await removal.due(NOW);
    await database.transaction(async (tx) => {
      await removal.claim(due, tx);
      while (await removal.removeSome(due, NOW, tx));
      await removal.finish(due, tx);
    });
    expect(await left('push_recipient')).toHaveLength(2); // to go with the table
    await keep('b', 6);
    await removeAll();
    await expectLeft(['b', kept]);
  });

  it('are removed in steps of bounded size, by several processes at once, and wherever one is killed another goes on', async () => {
    await keep('a', 1);
    await keep('b', 1);
    await keep('keeps months', 12);
    await run('keeps months', '2031-01-01T00:00:00Z', { people: 1 });
    for (const tenantId of ['a', 'b']) await run(tenantId, '2031-02-10T00:00:00Z', { people: 25_000 });
    const removal = new RecordRemoval(new RetentionRepository(sql));
    const counts = async (): Promise<number> => Number((await sql.query<[{ count: string }]>(`select count(*) from push_recipient where tenant_id = 'a'`))[0].count);
    const [due] = await removal.due(NOW);
    expect(due.tenantId).toBe('a');
    const database = new PushDatabase(sql);
    const step = (fails = false): Promise<void> =>
      database.transaction(async (tx) => {
        expect(await removal.claim(due, tx)).toBe(true);
        await removal.removeSome(due, NOW, tx);
        if (fails) throw new Error('killed');
      });
    await step(); // the run
    expect(await left('push_run')).not.toContainEqual(expect.stringMatching(/^a /));
    await step();
    const afterTwo = await counts();
    expect(afterTwo).toBeGreaterThanOrEqual(15_000);
    expect(afterTwo).toBeLessThan(25_000);
    await expect(step(true)).rejects.toThrow('killed');
    expect(await counts()).toBe(afterTwo);
    await Promise.all(sources.map((source) => removeAll(NOW, source)));
    expect(await counts()).toBe(0);
    expect(await sql.query(`select distinct tenant_id from push_recipient`)).toEqual([{ tenant_id: 'keeps months' }]);
    expect(await sql.query(`select tenant_id from push_retention where removed_before = '2031-05-01' order by 1`)).toEqual([{ tenant_id: 'a' }, { tenant_id: 'b' }]);
  });

  it('stay while their run is under way, ended so lately that it may be recalled, or is being sent again, and hold their month', async () => {
    await keep('t', 1);
    const underWay = await run('t', '2031-03-10T00:00:00Z', { ended: null });
    const justEnded = await run('t', '2031-03-11T00:00:00Z', { ended: '2031-06-09T18:00:01Z' });
    await run('t', '2031-03-12T00:00:00Z', { ended: '2031-06-09T17:59:59Z' });
    const sentAgain = await run('t', '2031-03-13T00:00:00Z');
    const replay = await run('t', '2031-06-10T17:59:00Z', { ended: null, replayOf: sentAgain });
    await removeAll();
    expect(await left('push_run')).toEqual([underWay, justEnded, sentAgain, replay].map((id) => `t ${id}`));
    for (const table of TABLES) expect((await left(table)).filter((one) => [underWay, justEnded, sentAgain].some((id) => one.endsWith(id)))).toHaveLength(3);
    expect(await monthsOf('push_recipient')).toContain('203103');
  });

  it('go from the table for all other times as well', async () => {
    await keep('t', 1);
    await run('t', '2029-03-10T00:00:00Z');
    expect(await sql.query(`select distinct tableoid::regclass::text as name from push_recipient`)).toEqual([{ name: 'push_recipient_other' }]);
    await removeAll();
    await expectLeft();
  });

  it('leave the sums of statistics, which name nobody', async () => {
    await keep('t', 1);
    await run('t', '2031-03-10T00:00:00Z');
    const before = await sql.query(`select day::text as day, named from push_run_tally`);
    await removeAll();
    expect(before).toHaveLength(1);
    expect(await sql.query(`select day::text as day, named from push_run_tally`)).toEqual(before);
  });

  it('take their series with them, but none of which a run is being written just then', async () => {
    await keep('t', 1);
    await run('t', '2031-03-10T00:00:00Z', { title: '没有记录的系列' });
    await run('t', '2031-06-01T00:00:00Z', { title: '还有记录的系列' });
    const writing = sources[1].createQueryRunner();
    await writing.startTransaction();
    // As a run of the same series that began to be written and is not committed: it holds what an insert into series holds.
    await writing.query(`insert into push_series (tenant_id, id, project_id, page_id, trigger, channel, target_ids, title) values ('other', gen_random_uuid(), 's', 'p', 'manual', 'app', '{}', '正在写入')`);
    await removeAll().then(() => { throw new Error('nobody waited'); }, (error: unknown) => expect(isLockTimeout(error)).toBe(true));
    await writing.commitTransaction();
    await writing.release();
    await removeAll();
    expect(await sql.query(`select title from push_series where tenant_id = 't'`)).toEqual([{ title: '还有记录的系列' }]);
  });

  it('keep nobody waiting who reads: a table that is in use is dropped at a later look', async () => {
    await keep('t', 1);
    await run('t', '2031-03-10T00:00:00Z');
    const reading = sources[1].createQueryRunner();
    await reading.startTransaction();
    await reading.query('select count(*) from push_recipient');
    await removeAll().then(() => { throw new Error('it was dropped under a reader'); }, (error: unknown) => expect(isLockTimeout(error)).toBe(true));
    await reading.rollbackTransaction();
    await reading.release();
    await removeAll();
    expect(await monthsOf('push_recipient')).toEqual(['203105', '203106', '203107', '203108']);
  });

  it('include a table by month that came later', async () => {
    await sql.query(`create table push_later (tenant_id text not null, run_id uuid not null, constraint pk_push_later primary key (tenant_id, run_id)) partition by range (run_id)`);
    await sql.query(`create table push_later_other partition of push_later default`);
    try {
      await new RecordPartitions(sql).makeAhead(new Date('2031-02-01T00:00:00Z'));
      expect(await monthsOf('push_later')).toEqual(['203102', '203103', '203104']);
      await keep('t', 1);
      const id = await run('t', '2031-03-10T00:00:00Z');
      await sql.query(`insert into push_later values ('t', $1)`, [id]);
      await removeAll();
      expect(await monthsOf('push_later')).toEqual([]);
    } finally {
      await sql.query('drop table push_later');
    }
  });
});
