import { DataSource } from 'typeorm';
import { newId, PushDatabase, pushDataSourceOptions } from '#kernel';
import { createTestDatabase, schemaOf, type TestDatabase } from '#kernel/testing';
import type { AlertState } from '#push-task';
import { RECORDS_MIGRATIONS, type TaskRun } from '#records';
import { PUSH_DISPATCH_MIGRATIONS } from './migrations';
import { TaskMemory } from './task-memory';

const AT = new Date('2026-03-02T01:00:00Z');
const FIGURES = { 销售额: { amount: 1200.5, growth: null } };
const alert = (fired: boolean): AlertState => ({ fired, since: AT, toldAt: fired ? AT : null, values: { v: 1 } });
const TASK = newId();
const runOf = (changes: Partial<TaskRun> = {}): TaskRun => ({ id: newId(), tenantId: 'default', taskId: TASK, ...changes }) as TaskRun;

describe('what a task remembers', () => {
  let testDatabase: TestDatabase;
  let source: DataSource;
  let database: PushDatabase;
  let memory: TaskMemory;
  beforeAll(async () => {
    testDatabase = await createTestDatabase(schemaOf([...RECORDS_MIGRATIONS, ...PUSH_DISPATCH_MIGRATIONS]));
    source = await new DataSource(pushDataSourceOptions({ url: testDatabase.url })).initialize();
    database = new PushDatabase(source);
    memory = new TaskMemory(source);
  });
  afterAll(async () => {
    await source.destroy();
    await testDatabase.drop();
  });
  beforeEach(() => source.query('truncate push_last_content, push_alert_state'));

  const show = async (run: TaskRun, digest: string, { at = AT, reached }: { at?: Date; reached?: boolean } = {}): Promise<void> => {
    await source.query(
      `insert into push_run (tenant_id, id, project_id, task_id, trigger, state, planned_at, deadline_at, title, page_id, spec, created_at)
       values ($1, $2, 's', $3, 'test', 'sending', $4, $4, '日报', 'p', '{}', $4)`,
      [run.tenantId, run.id, run.taskId, at],
    );
    await database.transaction((tx) => memory.noteShown([{ run, shown: { contentKey: '华东', digest, figures: FIGURES } }], at, tx));
    if (reached !== undefined) await end(run, reached);
  };
  const end = async (run: TaskRun, reached: boolean): Promise<void> => {
    await source.query(`update push_run set state = $2 where id = $1`, [run.id, reached ? 'sent' : 'failed']);
    await database.transaction((tx) => (reached ? memory.keep([run], tx) : memory.takeBack(run, tx)));
  };
  const lastOf = async (run: TaskRun): Promise<string | undefined> => (await memory.recall(run, ['华东'])).get('华东')?.last?.digest;
  const change = (run: TaskRun, state: AlertState, version: number) => database.transaction((tx) => memory.changeAlerts(run, [{ contentKey: '华东', state, version }], tx));
  const alertOf = async (): Promise<{ alert?: AlertState; version?: number }> => {
    const known = (await memory.recall(runOf(), ['华东'])).get('华东');
    return { alert: known?.alert, version: known?.alertVersion };
  };

  it('counts what was shown once it reached somebody, keeps one row, and forgets what reached nobody', async () => {
    const run = runOf();
    await show(run, 'one');
    expect(await lastOf(run)).toBeUndefined();
    await end(run, true);
    expect((await memory.recall(run, ['华东'])).get('华东')?.last).toEqual({ digest: 'one', figures: FIGURES });
    await show(runOf(), 'refused', { reached: false });
    expect(await lastOf(run)).toBe('one');
    await show(runOf(), 'two', { reached: true });
    expect(await lastOf(run)).toBe('two');
    expect(await source.query('select count(*)::int as rows from push_last_content')).toEqual([{ rows: 1 }]);
  });

  it('keeps what was shown last when a run before it ends later', async () => {
    const [slow, quick] = [runOf(), runOf()];
    await show(slow, 'one');
    await show(quick, 'two', { at: new Date(AT.getTime() + 1000), reached: true });
    await end(slow, true);
    expect(await lastOf(quick)).toBe('two');
  });

  it('never shows one content key, task or tenant what is of another', async () => {
    await show(runOf(), 'one', { reached: true });
    expect((await memory.recall(runOf(), ['华南'])).get('华南')).toEqual({ last: undefined, alert: undefined, alertVersion: 0 });
    expect(await lastOf(runOf({ taskId: newId() }))).toBeUndefined();
    expect(await lastOf(runOf({ tenantId: 'other' }))).toBeUndefined();
  });

  it('lets one of two runs that judged the same alert change it', async () => {
    expect(await change(runOf(), alert(true), 0)).toBe(true);
    expect(await change(runOf(), alert(false), 0)).toBe(false);
    expect(await alertOf()).toEqual({ alert: alert(true), version: 1 });
    const both = await Promise.all([change(runOf(), alert(false), 1), change(runOf(), alert(false), 1)]);
    expect(both.toSorted()).toEqual([false, true]);
  });

  it('takes back what a run changed that reached nobody, unless a later one changed it since', async () => {
    const first = runOf();
    await change(first, alert(true), 0);
    await database.transaction((tx) => memory.takeBack(first, tx));
    expect((await alertOf()).alert).toBeUndefined();
    await change(runOf(), alert(false), 0);
    const second = runOf();
    await change(second, alert(true), 1);
    await database.transaction((tx) => memory.takeBack(second, tx));
    expect((await alertOf()).alert).toEqual(alert(false));
    const third = runOf();
    await change(third, alert(true), 3);
    await change(runOf(), alert(true), 4);
    await database.transaction((tx) => memory.takeBack(third, tx));
    expect((await alertOf()).alert).toEqual(alert(true));
  });
});
