import { DataSource } from 'typeorm';
import { newId, PushDatabase, pushDataSourceOptions } from '#kernel';
import { createTestDatabase, schemaOf, type TestDatabase } from '#kernel/testing';
import type { PlannedRun, PushSpec } from '../domain/run';
import type { PushRunState } from '../domain/states';
import type { DayStatistics } from '../domain/statistics';
import { RECORDS_MIGRATIONS } from './migrations';
import { RunLedger } from './run-ledger';
import { StatisticsRepository } from './statistics.repository';

const TENANT = 'default';
const TASKS = [newId(), newId(), newId()];
const ENDS: PushRunState[] = ['held', 'failed', 'missed', 'cancelled'];

describe('statistics', () => {
  let testDatabase: TestDatabase;
  let source: DataSource;
  let database: PushDatabase;
  let runs: RunLedger;
  let statistics: StatisticsRepository;
  beforeAll(async () => {
    testDatabase = await createTestDatabase(schemaOf(RECORDS_MIGRATIONS));
    source = await new DataSource(pushDataSourceOptions({ url: testDatabase.url })).initialize();
    database = new PushDatabase(source);
    runs = new RunLedger(source);
    statistics = new StatisticsRepository(source);
  });
  afterAll(async () => {
    await source.destroy();
    await testDatabase.drop();
  });
  beforeEach(() => source.query('truncate push_run, push_recipient, push_open, push_open_tally, push_run_tally, push_task_day, push_project_day'));

  const planned = (changes: Partial<PlannedRun> = {}, zone = 'Asia/Shanghai'): PlannedRun => {
    const plannedAt = changes.plannedAt ?? new Date('2026-03-02T01:00:00Z');
    const spec = { title: '日报', pageId: 'p', channel: { kind: 'app', authorizationId: 'a' }, zone } as unknown as PushSpec;
    return { id: newId(), tenantId: TENANT, projectId: 's', taskId: TASKS[0], trigger: 'schedule', state: 'planned', plannedAt, deadlineAt: plannedAt, spec, ...changes };
  };
  const insert = (some: PlannedRun[]) => database.transaction((tx) => runs.insert(some, some[0].plannedAt, tx));
  const end = async (run: PlannedRun, state: PushRunState): Promise<void> => {
    await runs.beginPreparing([run], 60_000, run.plannedAt);
    const begun = (await runs.find(TENANT, run.id))!;
    await database.transaction(async (tx) => {
      await runs.lock([run], tx);
      await runs.end(begun, { state }, run.plannedAt, tx);
    });
  };
  const add = (): Promise<boolean> => database.transaction((tx) => statistics.addTallies(tx));
  const ofProject = (projectId = 's'): Promise<DayStatistics[]> => statistics.ofProjects(TENANT, [projectId], '2026-01-01', '2026-12-31');
  const brief = (days: DayStatistics[]): string[] => days.map(({ day, runs: count, held, failed }) => `${day} ${count} ${held} ${failed}`);

  it('counts a run on the day of its planned time in the zone of its task', async () => {
    const at = new Date('2026-03-02T16:30:00Z'); // 00:30 on the 3rd in Shanghai
    const [shanghai, london, nowhere] = [planned({ plannedAt: at }), planned({ plannedAt: at, taskId: TASKS[1] }, 'Europe/London'), planned({ plannedAt: at, taskId: TASKS[2] }, 'Mars/Olympus')];
    await insert([shanghai, london, nowhere]);
    for (const run of [shanghai, london, nowhere]) await end(run, 'held');
    expect(brief(await ofProject())).toEqual(['2026-03-03 1 1 0', '2026-03-02 2 2 0']);
  });

  it('counts a run once it ended, before and after it is added to the sums, and no test', async () => {
    const [ends, runsOn, test] = [planned(), planned({ taskId: TASKS[1] }), planned({ trigger: 'test', taskId: TASKS[2] })];
    await insert([ends, runsOn, test]);
    expect(await ofProject()).toEqual([]);
    await end(ends, 'failed');
    await end(test, 'failed');
    expect(brief(await ofProject())).toEqual(['2026-03-02 1 0 1']);
    await add();
    await add();
    expect(brief(await ofProject())).toEqual(['2026-03-02 1 0 1']);
    expect(brief(await statistics.ofTask(TENANT, TASKS[0], '2026-03-02', '2026-03-02'))).toEqual(['2026-03-02 1 0 1']);
    expect(await statistics.ofTask(TENANT, TASKS[0], '2026-03-03', '2026-03-09')).toEqual([]);
    expect(await statistics.ofTask('other', TASKS[0], '2026-03-02', '2026-03-02')).toEqual([]);
  });

  it('equals the records after any sequence, with processes that add at once, and can be made anew from them', async () => {
    let seed = 11;
    const pick = <T>(values: readonly T[]): T => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return values[seed % values.length];
    };
    const waiting: PlannedRun[] = [];
    for (let i = 0; i < 300; i += 1) {
      const step = pick(['plan', 'plan', 'end', 'end', 'add'] as const);
      if (step === 'plan') {
        const trigger = pick(['schedule', 'test', 'replay'] as const);
        const run = planned({ projectId: pick(['s', 't']), taskId: pick(TASKS), trigger, replayOf: trigger === 'replay' ? newId() : undefined, state: pick(['planned', 'missed'] as const), plannedAt: new Date(Date.UTC(2026, 2, 1 + pick([0, 1, 2]), i % 24, i % 60, i)) });
        await insert([run]);
        if (run.state === 'planned') waiting.push(run);
      }
      const next = step === 'end' ? waiting.shift() : undefined;
      if (next) {
        await source.query(
          `insert into push_recipient (tenant_id, run_id, host_user_id, host_user_name, state) select $1, $2, 'u' || i, '', (array['rejected', 'skipped'])[1 + i % 2] from generate_series(0, $3) as i`,
          [TENANT, next.id, pick([0, 1, 6])],
        );
        await end(next, pick(ENDS));
      }
      if (step === 'add') await Promise.all([add(), add()]);
    }
    const recounted = (key: string): Promise<DayStatistics[]> =>
      source.query(
        `select push_day_of(planned_at, 'Asia/Shanghai')::text as day, count(*)::float8 as runs, 0::float8 as sent, 0::float8 as "partlySent",
                ${['failed', 'held', 'missed', 'cancelled'].map((state) => `count(*) filter (where state = '${state}')::float8 as ${state}`).join(', ')},
                sum(total)::float8 as "peopleNamed", sum(sent)::float8 as "peopleReached", sum(rejected)::float8 as "peopleRejected", sum(skipped)::float8 as "peopleSkipped",
                sum(expired)::float8 as "peopleExpired", sum(unknown)::float8 as "peopleUnknown", 0::float8 as "peopleOpened"
           from push_run where trigger <> 'test' and finished_at is not null and $1 in (project_id, task_id::text) group by 1 order by 1 desc`,
        [key],
      );
    const check = async (): Promise<void> => {
      for (const project of ['s', 't']) expect(await ofProject(project)).toEqual(await recounted(project));
      for (const task of TASKS) expect(await statistics.ofTask(TENANT, task, '2026-03-01', '2026-03-31')).toEqual(await recounted(task));
    };
    await check();
    await add();
    await check();
    await source.query('select push_recount_statistics($1)', [TENANT]);
    await check();
    await add();
    await check();
    expect((await ofProject()).reduce((sum, day) => sum + day.peopleRejected, 0)).toBeGreaterThan(10);
  });

  it('counts whoever opened once in a run, however many links at once, before and after it is added, and in no test', async () => {
    const [run, test] = [planned(), planned({ trigger: 'test' })];
    await insert([run, test]);
    await end(run, 'failed');
    const open = (runId: string, person: string, part: number) => source.query(`insert into push_open values ($1, $2, $3, $4, 1, now(), now()) on conflict do nothing`, [TENANT, runId, person, part]);
    await Promise.all([open(run.id, 'u1', 0), open(run.id, 'u1', 1), open(run.id, 'u1', 0), open(run.id, '张伟', 0), open(test.id, 'u1', 0)]);
    const opened = async (): Promise<number[][]> => [(await ofProject()), (await statistics.ofTask(TENANT, TASKS[0], '2026-03-02', '2026-03-02'))].map((days) => days.map(({ peopleOpened, runs: count }) => peopleOpened * 10 + count).flat());
    expect(await opened()).toEqual([[21], [21]]);
    await add();
    await open(run.id, 'u3', 0);
    expect(await opened()).toEqual([[31], [31]]);
    await source.query('select push_recount_statistics($1)', [TENANT]);
    expect(await opened()).toEqual([[31], [31]]);
    await add();
    expect(await opened()).toEqual([[31], [31]]);
  });

  it('keeps a record as it ended, whoever wants to change it', async () => {
    const run = planned();
    await insert([run]);
    await end(run, 'held');
    for (const change of [`state = 'sent'`, `title = '改'`, 'sent = 5', 'finished_at = null']) {
      await expect(source.query(`update push_run set ${change} where id = $1`, [run.id])).rejects.toThrow('a record is not changed after its end');
    }
    expect(await runs.beginPreparing([run], 60_000, run.plannedAt)).toEqual([]);
    await runs.noteReason(TENANT, run.id, { code: 'WECOM_BUSY', text: 'late' });
    expect(await source.query('select state, reason_code, sent from push_run')).toEqual([{ state: 'held', reason_code: null, sent: 0 }]);
  });
});
