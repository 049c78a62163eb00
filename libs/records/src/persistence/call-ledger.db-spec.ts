import { DataSource } from 'typeorm';
import { newId, PushDatabase, pushDataSourceOptions, type Tx } from '#kernel';
import { createTestDatabase, schemaOf, type TestDatabase } from '#kernel/testing';
import type { CallToSend, PreparedCall } from '../domain/prepared';
import type { PushSpec } from '../domain/run';
import { CallLedger } from './call-ledger';
import { DeliveryLedger } from './delivery-ledger';
import { RECORDS_MIGRATIONS } from './migrations';
import { RunLedger } from './run-ledger';

const TENANT = 'default';
const AT = new Date('2026-03-02T01:00:00Z');
const LATER = new Date('2026-03-02T02:00:00Z');
const MONTHS_KEPT = 3;
const WAIT = { code: 'APP_BEHIND', text: '前面还有很多消息' };

describe('CallLedger, beside months that are kept', () => {
  let testDatabase: TestDatabase;
  let source: DataSource;
  let removing: DataSource;
  let database: PushDatabase;
  let runs: RunLedger;
  let deliveries: DeliveryLedger;
  let calls: CallLedger;
  beforeAll(async () => {
    testDatabase = await createTestDatabase(schemaOf(RECORDS_MIGRATIONS));
    // Whoever waits for a lock fails, and the test with it.
    const options = pushDataSourceOptions({ url: testDatabase.url });
    source = await new DataSource({ ...options, extra: { options: '-c search_path=wecom_push -c lock_timeout=100' } }).initialize();
    removing = await new DataSource(options).initialize();
    await source.query(`select push_make_partitions(date_trunc('month', now()) - make_interval(months => $1), $1 - 1)`, [MONTHS_KEPT]);
    database = new PushDatabase(source);
    [runs, deliveries, calls] = [new RunLedger(source), new DeliveryLedger(source), new CallLedger(source)];
  });
  afterAll(async () => {
    await source.destroy();
    await removing.destroy();
    await testDatabase.drop();
  });

  const call = (people: readonly string[]): PreparedCall =>
    ({ id: newId(), channel: 'app', targetId: newId(), body: '{"touser":"zhangwei"}', recipients: people.map((id) => ({ hostUserId: id, hostUserName: '张伟', wecomUserId: id })) });

  /** A run whose messages are written, each with one call. */
  async function prepared(tx: Tx, made: readonly PreparedCall[]): Promise<string> {
    const id = newId();
    const spec = { title: '日报', pageId: 'p', channel: { kind: 'app', authorizationId: newId() }, zone: 'Asia/Shanghai' } as unknown as PushSpec;
    await runs.insert([{ id, tenantId: TENANT, projectId: 's', taskId: newId(), trigger: 'schedule', state: 'planned', plannedAt: AT, deadlineAt: LATER, spec }], AT, tx);
    const messages = made.map((one) => ({ id: newId(), msgtype: 'text' as const, content: { msgtype: 'text', text: { content: '营收' } } as never, contentKey: 'k', template: 't@1', cut: [], calls: [one] }));
    await deliveries.writePrepared([{ run: { tenantId: TENANT, id }, messages, skipped: [] }], AT, tx);
    return id;
  }

  /** Takes all earlier months for itself, as whoever removes one does, while `work` runs. */
  async function whileEarlierAreRemoved(work: () => Promise<void>): Promise<void> {
    await removing.transaction(async (tx) => {
      const earlier: { name: string }[] = await tx.query(
        `select inhrelid::regclass::text as name from pg_inherits
          where inhparent in ('push_message'::regclass, 'push_call'::regclass, 'push_recipient'::regclass)
            and substring(inhrelid::regclass::text from '[0-9]{6}$') < to_char(now() at time zone 'UTC', 'YYYYMM')`,
      );
      expect(earlier.length).toBeGreaterThanOrEqual(3 * MONTHS_KEPT);
      await tx.query(`lock table ${earlier.map(({ name }) => name).join(', ')} in access exclusive mode`);
      await work();
    });
  }

  it('sends and settles while an earlier month is removed', async () => {
    const [some, others] = [call(['zhangwei', 'wangfang']), call(['liuyang'])];
    const runId = await database.transaction((tx) => prepared(tx, [some, others]));
    const keys = [some, others].map(({ id }) => ({ tenantId: TENANT, runId, id }));
    await source.query(`update push_run set state = 'sending', open_calls = 2, total = 3 where id = $1`, [runId]);
    await whileEarlierAreRemoved(async () => {
      const open = await database.transaction((tx) => calls.open(keys, tx));
      expect(open.map(({ id }) => id).toSorted()).toEqual(keys.map(({ id }) => id).toSorted());
      await database.transaction((tx) => calls.noteWait(open.map((one) => ({ call: one, reason: WAIT })), tx));
      const begun = await database.transaction((tx) => calls.begin(open, AT, tx));
      expect(begun.map(({ attempts }) => attempts)).toEqual([1, 1]);
      const exceptionsOf = ({ id }: CallToSend) => (id === some.id ? [{ wecomUserId: 'WangFang', reason: WAIT }] : []);
      const outcomes = begun.map((one) => ({ call: one, outcome: { call: 'sent' as const, deliveries: 'sent' as const, exceptions: exceptionsOf(one) } }));
      const ended = await database.transaction((tx) => calls.settle(outcomes, AT, tx));
      expect(ended.map(({ end }) => end.state)).toEqual(['partly_sent']);
    });
    const people = await source.query<{ id: string; state: string }[]>(`select host_user_id as id, state from push_delivery where run_id = $1 order by host_user_id`, [runId]);
    expect(people.map(({ id, state }) => `${id} ${state}`)).toEqual(['liuyang sent', 'wangfang rejected', 'zhangwei sent']);
  });

  it('prepares a run anew while an earlier month is removed', async () => {
    const kept = call(['zhangwei']);
    const keptId = await database.transaction((tx) => prepared(tx, [kept]));
    const runId = await database.transaction((tx) => prepared(tx, [call(['wangfang'])]));
    await whileEarlierAreRemoved(() => database.transaction((tx) => deliveries.removePrepared([{ tenantId: TENANT, id: runId }], tx)));
    const left = await source.query<{ id: string }[]>(`select run_id as id from push_message where run_id = any($1) union all select run_id from push_call where run_id = any($1) union all select run_id from push_recipient where run_id = any($1)`, [[keptId, runId]]);
    expect(left.map(({ id }) => id)).toEqual([keptId, keptId, keptId]);
  });
});
