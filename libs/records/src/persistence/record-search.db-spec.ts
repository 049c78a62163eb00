import { DataSource } from 'typeorm';
import { newId, PushDatabase, pushDataSourceOptions } from '#kernel';
import { createTestDatabase, schemaOf, type TestDatabase } from '#kernel/testing';
import type { RecordFilter } from '../domain/record-filter';
import type { PlannedRun, PushSpec } from '../domain/run';
import type { PushRunState, RunTrigger } from '../domain/states';
import { RECORDS_MIGRATIONS } from './migrations';
import { RecordSearchRepository, type FoundRecord } from './record-search.repository';
import { RunLedger } from './run-ledger';

const TENANT = 'default';
const NOW = new Date('2026-03-02T01:00:00Z');
const AUTHORIZATIONS = ['a1', 'a2'];

/** What a record is looked for by, besides its place in time. */
const WORDS = ['销售日报', '库存周报', 'Ａnomaly 华东区', '熔断', '100% 达成_率'];

describe('finding records', () => {
  let testDatabase: TestDatabase;
  let source: DataSource;
  let database: PushDatabase;
  let search: RecordSearchRepository;
  let runs: RunLedger;
  beforeAll(async () => {
    testDatabase = await createTestDatabase(schemaOf(RECORDS_MIGRATIONS));
    source = await new DataSource(pushDataSourceOptions({ url: testDatabase.url })).initialize();
    database = new PushDatabase(source);
    search = new RecordSearchRepository(source);
    runs = new RunLedger(source);
    await fill();
  });
  afterAll(async () => {
    await source.destroy();
    await testDatabase.drop();
  });

  /** 12,000 runs of 600 tasks; the tasks of project `ended` ran only long ago; every third went through two robots. */
  async function fill(): Promise<void> {
    await source.query(
      `insert into push_run (tenant_id, id, project_id, task_id, trigger, state, planned_at, deadline_at, title, page_id, spec, created_at)
       select $1, (lpad(to_hex(1700000000000 + i * 60000), 12, '0') || '7000' || '8000' || lpad(to_hex(i), 12, '0'))::uuid,
              case when i <= 4000 then 'ended' else 'p' || i % 3 end, ('00000000-0000-4000-8000-' || lpad((i % 600)::text, 12, '0'))::uuid,
              case when i % 41 = 0 then 'manual' when i % 97 = 0 then 'test' else 'schedule' end,
              case when i % 50 = 0 then 'failed' when i % 333 = 0 then 'held' else 'sent' end,
              to_timestamp(1700000000 + (i / 3) * 60), to_timestamp(1700000000 + i * 60), ($2::text[])[1 + (i % 600) % 5] || ' ' || i % 7, 'page' || i % 5,
              jsonb_build_object('channel', case when i % 3 = 0 then '{"kind":"robots","robotIds":["r1","r2"]}'::jsonb
                                                 else jsonb_build_object('kind', 'app', 'authorizationId', ($3::text[])[1 + i % 2]) end), now()
         from generate_series(1, 12000) as i order by i desc`,
      [TENANT, WORDS, AUTHORIZATIONS],
    );
    await source.query(
      `insert into push_recipient (tenant_id, run_id, host_user_id, part, host_user_name, state)
       select tenant_id, id, person, part, person, 'skipped' from push_run, unnest(array['u1', 'u2']) as person, generate_series(0, 1) as part
        where extract(epoch from planned_at)::bigint / 60 % case person when 'u1' then 2 else 100 end = 0`,
    );
    await source.query('vacuum analyze');
  }

  /** The same by going through everything. */
  async function expected(filter: RecordFilter): Promise<FoundRecord[]> {
    return source.query(
      `select id, planned_at as "plannedAt" from push_run as run
        where tenant_id = $1 and ($2::text[] is null or project_id = any($2)) and ($3::text[] is null or state = any($3)) and ($4::uuid is null or task_id = $4)
          and ($5::text is null or page_id = $5) and ($6::text is null or (spec->'channel'->>'kind' = 'robots') = ($6 = 'robot'))
          and ($7::text[] is null or array[spec->'channel'->>'authorizationId'] && $7 or spec->'channel'->'robotIds' ?| $7)
          and ($8::text is null or exists (select 1 from push_recipient as person where person.run_id = run.id and person.host_user_id = $8))
          and ($9::text[] is null or trigger = any($9)) and ($10::timestamptz is null or planned_at >= $10) and ($11::timestamptz is null or planned_at < $11)
          and not exists (select 1 from unnest($12::text[]) as word where strpos(lower(normalize(title, NFKC)), lower(normalize(word, NFKC))) = 0)
        order by ${filter.hostUserId === undefined ? 'planned_at desc, id desc' : 'id desc'}`,
      [
        filter.tenantId, filter.projectIds ?? null, filter.states ?? null, filter.taskId ?? null, filter.pageId ?? null, filter.channel ?? null, filter.targetIds ?? null,
        filter.hostUserId ?? null, filter.triggers ?? null, filter.from ?? null, filter.to ?? null, filter.titleWords ?? [],
      ],
    );
  }

  const at = (minutes: number): Date => new Date(1000 * (1_700_000_000 + minutes * 60));
  const CHOICES: { [K in keyof Omit<RecordFilter, 'tenantId'>]-?: readonly NonNullable<RecordFilter[K]>[] } = {
    projectIds: [['p1'], ['ended'], ['p0', 'p2'], []],
    states: [['failed'], ['held'], ['failed', 'held'], ['sent', 'held'], ['planned']],
    titleWords: [['日报'], ['anomaly'], ['东区', 'ＡＮＯ'], ['熔断', '3'], ['火星'], ['0%'], ['_'], ['%销']],
    taskId: ['00000000-0000-4000-8000-000000000007', newId()],
    pageId: ['page1'],
    channel: ['app', 'robot'],
    targetIds: [['a1'], ['r2'], ['a2', 'r1'], []],
    hostUserId: ['u1', 'u2', 'u3'],
    triggers: [['manual'], ['manual', 'test'], ['test', 'schedule']],
    from: [at(3000), at(500)],
    to: [at(3500), at(1000)],
  };
  const named: Partial<RecordFilter>[] = Object.entries(CHOICES).flatMap(([name, values]) => values.map((value) => ({ [name]: value })));

  async function check(filter: RecordFilter): Promise<void> {
    const all = await expected(filter);
    const ids = all.map(({ id }) => id);
    const first = await search.newest(filter, undefined, 51);
    expect(first.map(({ id }) => id)).toEqual(ids.slice(0, 51));
    // A page from the middle on.
    const middle = all[Math.floor(all.length / 2)];
    if (middle) {
      const next = await search.newest(filter, { at: middle.plannedAt, id: middle.id }, 20);
      expect(next.map(({ id }) => id)).toEqual(ids.slice(Math.floor(all.length / 2) + 1).slice(0, 20));
    }
    expect(await search.count(filter)).toEqual({ count: Math.min(all.length, 1000), exact: all.length <= 1000 });
  }

  it.each(named)('finds the same, in the same order, as going through everything: %j', (choice) => check({ tenantId: TENANT, ...choice }));

  it('finds the same by any combination of filters', async () => {
    let seed = 7;
    const pick = <T>(values: readonly T[]): T => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return values[seed % values.length];
    };
    for (let i = 0; i < 150; i += 1) await check(Object.assign({ tenantId: TENANT }, pick(named), pick(named), pick(named), pick([{}, ...named])));
  });

  it('finds nothing of another tenant', async () => {
    expect(await search.newest({ tenantId: 'other', titleWords: ['日报'] }, undefined, 10)).toEqual([]);
    expect(await search.newest({ tenantId: 'other', hostUserId: 'u1' }, undefined, 10)).toEqual([]);
    expect(await search.count({ tenantId: 'other' })).toEqual({ count: 0, exact: true });
  });

  const planned = (title: string, trigger: RunTrigger = 'test', state: PushRunState & PlannedRun['state'] = 'planned'): PlannedRun => ({
    id: newId(),
    tenantId: 'writers',
    projectId: 's',
    taskId: newId(),
    trigger,
    state,
    plannedAt: NOW,
    deadlineAt: NOW,
    spec: { title, pageId: 'p', channel: { kind: 'app', authorizationId: 'a' } } as unknown as PushSpec,
  });

  it('lets many write new titles at once, in any order, and finds each', async () => {
    const titles = Array.from({ length: 200 }, (_, index) => `并发 ${index}`);
    const tasks = new Map(titles.map((title) => [title, newId()]));
    const some = (order: string[]): PlannedRun[] => order.map((title) => ({ ...planned(title), taskId: tasks.get(title)! }));
    await Promise.all([some(titles), some(titles.toReversed()), some(titles)].map((set) => database.transaction((tx) => runs.insert(set, NOW, tx))));
    expect(await search.count({ tenantId: 'writers', titleWords: ['并发'] })).toEqual({ count: 600, exact: true });
    expect(await source.query(`select count(*)::int as count from push_series where tenant_id = 'writers'`)).toEqual([{ count: 200 }]);
  });

  it('forgets the series of what was not committed', async () => {
    const failed = database.transaction(async (tx) => {
      await runs.insert([planned('回滚')], NOW, tx);
      throw new Error('rolled back');
    });
    await expect(failed).rejects.toThrow('rolled back');
    expect(await source.query(`select 1 from push_series where title = '回滚'`)).toEqual([]);
  });
});
