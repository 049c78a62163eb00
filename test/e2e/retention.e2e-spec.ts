import { Client } from 'pg';
import { RetentionUpkeep } from '#push-dispatch';
import { ADMINISTRATOR, authorizeAndBind, ended, startTestApp, taskOf, type TestApp } from '../support/test-app';
import { waitFor } from '../support/wait-for';

interface RetentionJson {
  months: number;
  keptSince: string;
  removing: boolean;
  oldestRecordAt: string | null;
  kept: { records: number; deliveries: number };
  estimatedBytes: number | null;
  next: { at: string; before: string; records: number; deliveries: number };
}

const START = new Date('2031-01-31T23:59:00Z');

describe('records over the months', () => {
  let t: TestApp;
  let sql: Client;
  let taskId: string;
  const systemNow = Date.now;
  /** Ids of runs carry the time of the system: it must agree with the clock, and run on. */
  const setSystem = (time: Date): void => {
    const ahead = time.getTime() - systemNow();
    jest.spyOn(Date, 'now').mockImplementation(() => systemNow() + ahead);
  };
  const setTime = (time: string): void => {
    t.clock.set(new Date(time));
    setSystem(new Date(time));
  };
  const administrator = () => t.as(ADMINISTRATOR);
  const push = async (): Promise<string> => {
    const { body } = await administrator().post(`/push/tasks/${taskId}/run`).expect(202);
    return (await ended(t, (body as { recordId: string }).recordId)).id;
  };
  const retention = async (): Promise<RetentionJson> => (await administrator().get('/push/retention').expect(200)).body as RetentionJson;
  const listed = async (query: object = {}): Promise<string[]> => ((await administrator().get('/push/records').query(query).expect(200)).body as { items: { id: string }[] }).items.map(({ id }) => id);
  const tables = async (): Promise<string[]> =>
    (await sql.query<{ part: string }>(`select part from wecom_push.push_record_table where parent = 'push_recipient' and month >= '2031-01-01' order by 1`)).rows.map(({ part }) => part);
  const removeAll = async (): Promise<void> => {
    while (await t.app.get(RetentionUpkeep, { strict: false }).removeSome());
  };

  beforeEach(async () => {
    setSystem(START);
    t = await startTestApp({ publicUrl: 'https://push.example.com' }, undefined, START);
    sql = new Client({ connectionString: t.databaseUrl });
    await sql.connect();
    await waitFor('the tables of the coming months', async () => (await tables()).length === 3);
    taskId = ((await administrator().post('/push/tasks').send(taskOf(await authorizeAndBind(t), { countOpens: true, templateKey: 'text-short' })).expect(201)).body as { id: string }).id;
  });
  afterEach(async () => {
    await sql.end();
    await t.close();
    jest.restoreAllMocks();
  });

  it('lie in the table of their month, are found over its end, and go with their links when their time is over', async () => {
    const january = await push();
    const link = /https:\/\/push\.example\.com(\/push\/o\/[\w-]+)/.exec((t.wecom.callsOf('message/send')[0].input as { body: string }).body)![1];
    setTime('2031-02-01T00:01:00Z');
    const february = await push();
    expect((await sql.query(`select distinct tableoid::regclass::text as part from wecom_push.push_recipient order by 1`)).rows).toEqual([{ part: 'wecom_push.push_recipient_203101' }, { part: 'wecom_push.push_recipient_203102' }]);
    expect(await listed()).toEqual([february, january]);
    expect(await listed({ hostUserId: 'u2' })).toEqual([february, january]);
    await administrator().get(link).set('user-agent', 'Mozilla/5.0').expect(302);

    expect(await retention()).toMatchObject({ months: 13, keptSince: '2030-01-01T00:00:00.000Z', removing: false, oldestRecordAt: '2031-01-31T23:59:00.000Z', kept: { records: 2, deliveries: 4 }, next: { at: '2031-03-01T17:00:00.000Z', records: 0 } });
    setTime('2031-03-01T16:59:00Z');
    const { body: effects } = await administrator().get('/push/retention/effects').query({ months: 1 }).expect(200);
    expect(effects).toEqual({ keptSince: '2031-02-01T00:00:00.000Z', records: 0, deliveries: 0 });
    setTime('2031-03-01T17:00:00Z');
    expect((await administrator().put('/push/retention').send({ months: 1 }).expect(200)).body).toMatchObject({ months: 1, removing: true, next: { before: '2031-03-01T00:00:00.000Z', records: 2 } });
    await removeAll();
    expect(await listed()).toEqual([february]);
    await administrator().get(`/push/records/${january}`).expect(404);
    await administrator().get(link).set('user-agent', 'Mozilla/5.0').expect(410);
    expect(await tables()).not.toContain('push_recipient_203101');
    expect(await retention()).toMatchObject({ removing: false, oldestRecordAt: '2031-02-01T00:01:00.000Z' });
    // The sums stay.
    const { body } = await administrator().get('/push/statistics/daily').query({ from: '2031-01-01', to: '2031-03-01' }).expect(200);
    expect((body as { days: { runs: number; peopleReached: number }[] }).days.reduce((sum, { runs, peopleReached }) => sum + runs * 100 + peopleReached, 0)).toBe(204);
  });

  it('go at night only, with posts of robots, messages about alarms and what tasks compare with, and the audit log stays', async () => {
    const OLD = '2030-10-10T00:00:00Z';
    await sql.query('set search_path = wecom_push');
    await sql.query(`insert into push_retention (tenant_id, months) values ('default', 3)`);
    await sql.query(`insert into push_robot (tenant_id, id, name, key_sealed, key_end, state, created_at, created_by, updated_at, updated_by) values ('default', gen_random_uuid(), '群', 'x', 'x', 'enabled', now(), 'u1', now(), 'u1')`);
    await sql.query(
      `insert into push_alarm (tenant_id, id, cause, subject_type, subject_id, subject_name, audience, language, text, remedy, path, tell_recovery, state, count, opened_at, last_at, telling)
       select 'default', gen_random_uuid(), state, 'x', 'x', 'x', 'administrators', 'zh-CN', 'x', 'x', '/', false, state, 1, $1, $1, 'told' from unnest(array['open', 'cleared']) as state`,
      [OLD],
    );
    for (const [at, title] of [[OLD, '旧'], ['2030-12-01T00:00:00Z', '新']]) {
      await sql.query(`insert into push_robot_message (tenant_id, id, robot_id, kind, title, state, sent_at) select tenant_id, gen_random_uuid(), id, 'task', $2, 'sent', $1 from push_robot`, [at, title]);
      await sql.query(`insert into push_alarm_message (tenant_id, id, alarm_id, channel, target_id, title, body, state, created_at) select tenant_id, gen_random_uuid(), id, 'app', id, $2, '{}', 'sent', $1 from push_alarm where state = 'open'`, [at, title]);
      await sql.query(`insert into push_last_content (tenant_id, task_id, content_key, run_id, digest, figures, shown_at) values ('default', $3, $2, gen_random_uuid(), 'x', '{}', $1)`, [at, title, taskId]);
    }
    const titles = async (): Promise<string[]> =>
      (await sql.query<{ text: string }>(`select 'robot ' || title as text from push_robot_message union all select 'alarm ' || title from push_alarm_message
        union all select 'content ' || content_key from push_last_content union all select 'alarm ' || state from push_alarm order by 1`)).rows.map(({ text }) => text);
    const lines = async (): Promise<unknown> => (await sql.query('select count(*) from push_audit')).rows[0];
    const [all, audit] = [await titles(), await lines()];
    expect(all).toHaveLength(8);
    await removeAll(); // eight in the morning in China
    expect(await titles()).toEqual(all);
    setTime('2031-02-01T17:00:00Z');
    await removeAll();
    expect((await titles()).toSorted()).toEqual(['alarm open', 'alarm 新', 'content 新', 'robot 新'].toSorted());
    expect(await lines()).toEqual(audit);
  });

  it('are counted at once, also where the day of the task has begun and that of UTC has not', async () => {
    setTime('2031-02-03T17:30:00Z'); // 01:30 of the 4th in Shanghai
    await push();
    expect((await retention()).kept).toEqual({ records: 1, deliveries: 2 });
  });

  it('are kept as long as an administrator says, within bounds, and the audit log has it', async () => {
    for (const months of [0, 121, 1.5, '6', null]) await administrator().put('/push/retention').send({ months }).expect(400);
    await administrator().put('/push/retention').send({ months: 6 }).expect(200);
    await administrator().put('/push/retention').send({ months: 6 }).expect(200);
    const { body } = await administrator().get('/push/audit').query({ action: 'retention' }).expect(200);
    expect((body as { items: object[] }).items).toMatchObject([{ action: 'retention.update', before: { months: 13 }, after: { months: 6 } }]);
    expect((await retention()).months).toBe(6);
  });
});
