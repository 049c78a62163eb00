import { Client } from 'pg';
import type { CallerFacts } from '#bi-host';
import { DAILY_PAGE } from '#bi-host/testing';
import { ErasureWorker } from '#erasure';
import { everyRow } from '../support/every-row';
import { ADMINISTRATOR, authorizeAndBind, ended, startTestApp, taskOf, type RecordJson, type TestApp } from '../support/test-app';
import { waitFor } from '../support/wait-for';

interface ErasureJson {
  id: string;
  state: string;
  pseudonym: string;
  hostUserId: string | null;
  names: string[];
  accounts: string[];
  found: Record<string, number>;
  erased: Record<string, number>;
  waiting: boolean;
  atHost?: string;
}
interface DeliveryJson {
  hostUserId: string;
  hostUserName: string;
  wecomUserId: string | null;
  state: string;
  erased: boolean;
}

/** Told apart from everything else by each of these. */
const PERSON = { id: 'host-user-4711', name: '欧阳明月', account: 'ouyang.mingyue', email: 'ouyang@example.com', mobile: '13987654321' };
const ACCOUNT = 'OuYangMingYue';
const SAYS_SO = [PERSON.id, PERSON.name, PERSON.account, PERSON.email, PERSON.mobile, ACCOUNT];
const WEBHOOK = 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa';
const PHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 wxwork/4.1.30';

describe('a person who is erased', () => {
  let t: TestApp;
  let sql: Client;
  let authorizationId: string;
  const administrator = () => t.as(ADMINISTRATOR);
  /** The person as an administrator, so that the person's traces are everywhere. */
  const person: Partial<CallerFacts> = { userId: PERSON.id, name: PERSON.name, administrator: true };
  const make = async (path: string, body: object, caller: Partial<CallerFacts> = ADMINISTRATOR): Promise<string> => {
    const { body: made } = await t.as(caller).post(path).send(body).expect(201);
    return (made as { id: string }).id;
  };
  const push = async (taskId: string, caller: Partial<CallerFacts> = ADMINISTRATOR): Promise<RecordJson> => {
    const { body } = await t.as(caller).post(`/push/tasks/${taskId}/run`).expect(202);
    return ended(t, (body as { recordId: string }).recordId);
  };
  const record = async (id: string): Promise<RecordJson> => (await administrator().get(`/push/records/${id}`).expect(200)).body as RecordJson;
  const deliveries = async (id: string): Promise<DeliveryJson[]> => ((await administrator().get(`/push/records/${id}/deliveries`).expect(200)).body as { items: DeliveryJson[] }).items;
  const request = async (more: object = {}): Promise<ErasureJson> => (await administrator().post('/push/erasures').send({ hostUserId: PERSON.id, ...more }).expect(201)).body as ErasureJson;
  const confirm = async ({ id }: ErasureJson, hostUserId = PERSON.id): Promise<void> => void (await administrator().post(`/push/erasures/${id}/confirm`).send({ hostUserId }).expect(202));
  const erasure = async ({ id }: ErasureJson): Promise<ErasureJson> => (await administrator().get(`/push/erasures/${id}`).expect(200)).body as ErasureJson;
  const done = (one: ErasureJson): Promise<ErasureJson> => waitFor('the end of the erasure', async () => {
    // The scheduler's loop works on it as well; here a step that fails would be seen.
    await t.app.get(ErasureWorker, { strict: false }).workOnce();
    const now = await erasure(one);
    return now.state === 'done' && now;
  });
  /** Rows in which something of the person stands. */
  const traces = async (): Promise<string[]> => {
    const { text } = await everyRow(sql);
    return text.split('\n').filter((row) => SAYS_SO.some((says) => row.toLowerCase().includes(says.toLowerCase())));
  };

  async function startWith(options: Parameters<typeof startTestApp>[0] = {}): Promise<void> {
    // Ids of runs carry the time of the system: the clock must agree.
    t = await startTestApp({ publicUrl: 'https://push.example.com', ...options }, undefined, new Date());
    sql = new Client({ connectionString: t.databaseUrl });
    await sql.connect();
    t.host.setUser({ ...PERSON, departmentIds: ['d-sales'], groupIds: ['g-daily'] });
    authorizationId = await authorizeAndBind(t);
    await administrator().put(`/push/users/${PERSON.id}/binding`).send({ authorizationId, wecomUserId: ACCOUNT }).expect(200);
  }
  afterEach(async () => {
    await sql.end();
    await t.close();
  });

  it('is named in no row of any table any more, and all counts, and all others, stay as they were', async () => {
    await startWith({ dispatch: { planningIntervalMs: 50, queueConnections: 4, workers: true } });
    t.wecom.answer('webhook/send', () => ({ errcode: 0, errmsg: 'ok' }));
    // Own content: the page shows the viewer's own figures.
    t.host.setContent(DAILY_PAGE, (viewerId) => ({ dataTime: null, filters: [{ name: '查看者', value: viewerId === PERSON.id ? PERSON.name : '其他人' }], charts: t.host.find(DAILY_PAGE)!.offers.charts!.map((chart) => ({ ...chart, state: 'ok', columns: [{ key: 'x', title: 'x', type: 'number' }], rows: [[1]] })) as never }));
    const people = { userIds: ['u1', 'u2', PERSON.id] };
    const shared = await push(await make('/push/tasks', taskOf(authorizationId, { recipients: people, pageId: 'daily', ownerUserId: PERSON.id, schedule: { kind: 'daily', times: ['09:00'], zone: 'Asia/Shanghai' } }), person), person);
    expect(shared).toMatchObject({ state: 'sent', counts: { total: 3, sent: 3 } });
    t.host.setPage({ projectId: 'sales', id: 'same' });
    const one = { id: 'x', title: 'x', kind: 'number', state: 'ok', columns: [{ key: 'x', title: 'x', type: 'number' }], rows: [[1]] };
    t.host.setContent({ projectId: 'sales', pageId: 'same' }, { dataTime: null, filters: [], charts: [one as never] });
    const counted = await push(await make('/push/tasks', taskOf(authorizationId, { pageId: 'same', recipients: people, countOpens: true, templateKey: 'text-short' })));
    const together = await push(await make('/push/tasks', taskOf(authorizationId, { pageId: 'same', recipients: { ...people, excludedUserIds: [] } })));
    await make('/push/tasks', taskOf(authorizationId, { recipients: { groupIds: ['g-daily'], excludedUserIds: [PERSON.id] } }));
    const own = t.wecom.callsOf('message/send').map(({ input }) => (input as { body: string }).body).find((body) => body.includes(ACCOUNT) && body.includes('/push/o/'))!;
    const link = /https:\/\/push\.example\.com(\/push\/o\/[\w-]+)/.exec(own)![1];
    await administrator().get(link).set('user-agent', PHONE).expect(302);
    // Groups, deputies, calendars, templates, keys, questions, imports.
    const robotId = await make('/push/robots', { name: '经营日报群', webhook: WEBHOOK, mention: { authorizationId, userIds: [PERSON.id] } }, person);
    const posted = await push(await make('/push/tasks', taskOf(authorizationId, { pageId: 'same', channel: { kind: 'robots', robotIds: [robotId], mention: { authorizationId, userIds: [PERSON.id, 'u2'] } }, recipients: {} })));
    expect(posted.state).toBe('sent');
    await administrator().put('/push/projects/sales/deputies').send({ userIds: [PERSON.id, 'u1'] }).expect(200);
    await make('/push/calendars', { name: '工厂日历' }, person);
    await make('/push/templates', { from: 'text-short', name: '副本' }, person);
    await t.as(person).post('/push/api-keys').send({ name: '同步', administrator: true, expiresAt: new Date(Date.now() + 86_400_000).toISOString() }).expect(201);
    await administrator().post('/push/bindings/asks').send({ authorizationId, userIds: [PERSON.id] });
    await t.as(person).put('/push/retention').send({ months: 12 }).expect(200);
    const file = `user_id,wecom_user_id\n${PERSON.id},${ACCOUNT}\nu3,${ACCOUNT}\n`;
    const { body: batch } = await t.as(person).post('/push/bindings/imports').query({ authorizationId, fileName: '销售部.csv' }).set('content-type', 'text/csv').send(file).expect(201);
    const batchPath = `/push/bindings/batches/${(batch as { id: string }).id}`;
    const counts = async (): Promise<unknown> => ((await administrator().get(batchPath).expect(200)).body as { counts: unknown }).counts;
    await waitFor('the import', async () => ((await administrator().get(batchPath)).body as { state: string }).state === 'previewed');
    await make('/push/bindings/matches', { authorizationId, by: ['mobile'], query: PERSON.mobile });
    // What only happens over time, as it is written then.
    await sql.query('set search_path = wecom_push');
    await sql.query(`insert into push_binding_change select tenant_id, authorization_id, gen_random_uuid(), host_user_id, host_user_name, 'active', 'left', wecom_user_id, wecom_user_id, 'nightly', now() from push_binding where host_user_id = $1`, [PERSON.id]);
    await sql.query(`insert into push_self_binding values ('default', $1, $2, $3, 'x', now())`, [authorizationId, PERSON.id, PERSON.name]);
    await sql.query(`update push_authorization set visible_range = jsonb_set(visible_range, '{userIds}', $1)`, [JSON.stringify(['LiNa', ACCOUNT.toLowerCase()])]);
    await sql.query(
      `insert into push_alarm (tenant_id, id, cause, subject_type, subject_id, subject_name, audience, project_id, owner_user_id, language, text, remedy, path, tell_recovery, state, count, opened_at, last_at, telling)
       select 'default', gen_random_uuid(), cause, subject, subject_id, $2, 'owner', 'sales', $1, 'zh-CN', words, 'x', '/', false, 'open', 1, now(), now(), 'told'
         from (values ('TASK_FAILING', 'push_task', 'a', 'x'), ('TASK_OWNER_GONE', 'task_owner', $1, $2 || ' 已离开'), ('TASKS_HANDED_OVER', 'task_owner', 'u9/sales/' || $1, 'x')) as alarm(cause, subject, subject_id, words)`,
      [PERSON.id, PERSON.name],
    );
    await sql.query(`update push_alarm set subject_name = '日报' where subject_id = 'a'`);
    await sql.query(`insert into push_alarm_message (tenant_id, id, alarm_id, channel, target_id, title, body, state, created_at) select 'default', gen_random_uuid(), id, 'app', id, 'x', $1, 'sent', now() from push_alarm where subject_id = 'a'`, [JSON.stringify({ touser: `LiNa|${ACCOUNT}`, msgtype: 'text' })]);
    await sql.query(`insert into push_run_event (tenant_id, run_id, id, kind, at, actor_user_id, details) values ('default', $1, $1, 'recall_asked', now(), $2, $3)`, [together.id, PERSON.id, JSON.stringify({ userIds: [PERSON.id, 'u2'] })]);

    // Each of these is somewhere, or the search would be an empty one.
    const before = await traces();
    for (const table of ['push_binding', 'push_binding_change', 'push_binding_batch_row', 'push_self_binding', 'push_task', 'push_task_owner', 'push_project_deputies', 'push_robot', 'push_calendar', 'push_template', 'push_api_key',
      'push_authorization', 'push_alarm', 'push_alarm_message', 'push_audit', 'push_run', 'push_retention']) {
      expect([table, before.some((row) => row.startsWith(`wecom_push.${table} `))]).toEqual([table, true]);
    }
    for (const table of ['push_recipient', 'push_call', 'push_message', 'push_open', 'push_run_event']) expect([table, before.some((row) => row.startsWith(`wecom_push.${table}_`))]).toEqual([table, true]);
    const countsBefore = await counts();
    const records = [shared, counted, together, posted].map(({ id }) => id);
    const recordsBefore = await Promise.all(records.map(record));

    t.host.users.delete(PERSON.id); // gone from the host as well
    const asked = await request({ knownAs: [PERSON.mobile] }); // nobody tells the number any more
    expect(asked).toMatchObject({ state: 'requested', atHost: 'absent', names: expect.arrayContaining([PERSON.name]) as unknown, accounts: [ACCOUNT], found: { bindings: 1, tasks: 5, records: 3 } });
    await confirm(asked);
    const end = await done(asked);
    expect(end).toMatchObject({ hostUserId: null, names: [], accounts: [] });
    expect(end.erased.records).toBeGreaterThan(3);

    expect(await traces()).toEqual([]);
    expect(await counts()).toEqual(countsBefore);
    for (const [at, id] of records.entries()) {
      const { messages: _before, ...factsBefore } = recordsBefore[at] as RecordJson & { ownerUserId: string; actorUserId: string; events?: unknown };
      const { messages: _after, ...facts } = (await record(id)) as typeof factsBefore & { messages: unknown };
      expect(JSON.parse(JSON.stringify(facts).replaceAll(end.pseudonym, PERSON.id))).toEqual(factsBefore);
    }
    const rows = await deliveries(shared.id);
    expect(Object.fromEntries(rows.map(({ hostUserId, state }) => [hostUserId, state]))).toEqual({ [end.pseudonym]: 'sent', u1: 'sent', u2: 'sent' });
    expect(rows.find(({ erased }) => erased)).toMatchObject({ hostUserId: end.pseudonym, hostUserName: '', wecomUserId: null });
    // What others were sent is still there, word for word.
    expect((await record(together.id)).messages[0].content).toEqual((recordsBefore[2]).messages[0].content);
    const { rows: [{ body }] } = await sql.query<{ body: string }>(`select body from push_call where run_id = $1`, [together.id]);
    expect(JSON.parse(body)).toMatchObject({ touser: expect.stringMatching(/^ZhangWei\|LiNa\|erased-/) as string });
    // So are the words of a message of which each had a request of his own: a replay to others reads any of these.
    const requests = (await sql.query<{ body: string }>(`select body from push_call where run_id = $1`, [counted.id])).rows.map((row) => JSON.parse(row.body) as { touser: string });
    expect(requests.map(({ touser }) => touser).toSorted()).toEqual(['LiNa', 'ZhangWei', end.pseudonym].toSorted());
    for (const one of requests) expect(JSON.stringify(one)).toContain('/push/o/');
    expect((await sql.query(`select body from push_call where run_id = $1 and body like '%' || $2 || '%'`, [shared.id, end.pseudonym])).rows).toEqual([{ body: `{"touser":"${end.pseudonym}"}` }]);
    await administrator().get(link).set('user-agent', PHONE).expect(410);
    // Found by everything that found them before, also the post that mentioned the person.
    const { body: found } = await administrator().get('/push/records').query({ robotId }).expect(200);
    expect((found as { items: { id: string }[] }).items.map(({ id }) => id)).toEqual([posted.id]);
    // The log says that it was done, by whom, and not to whom.
    const { body: log } = await administrator().get('/push/audit').query({ action: 'erasure' }).expect(200);
    expect((log as { items: object[] }).items).toMatchObject([
      { action: 'erasure.finish', actor: { kind: 'system' }, subject: { type: 'erasure', id: asked.id, name: end.pseudonym } },
      { action: 'erasure.confirm', actor: { id: 'u1' } },
      { action: 'erasure.request', actor: { id: 'u1' } },
    ]);
  });

  it('takes the pictures of messages for the person alone, and leaves those of others', async () => {
    await startWith({ dispatch: { planningIntervalMs: 50, queueConnections: 4, workers: true } });
    let uploads = 0;
    t.wecom.answer('media/upload', () => ({ errcode: 0, type: 'image', media_id: `picture-of-number-${(uploads += 1)}-`, created_at: '1760000000' }));
    t.host.setContent(DAILY_PAGE, (viewerId) => ({ dataTime: null, filters: [], charts: [{ id: 'x', title: 'x', kind: 'number', state: 'ok', columns: [{ key: 'x', title: 'x', type: 'number' }], rows: [[viewerId === PERSON.id ? 7 : 1]] } as never] }));
    await push(await make('/push/tasks', taskOf(authorizationId, { recipients: { userIds: ['u1', PERSON.id] }, pageId: 'daily', templateKey: 'image-page' })));
    const kept = async (): Promise<string[]> => (await sql.query<{ name: string }>(`select unnest(names) as name from wecom_push.push_media_file`)).rows.map(({ name }) => name);
    expect(await kept()).toHaveLength(2);
    const toPerson = t.wecom.callsOf('message/send').map(({ input }) => JSON.parse((input as { body: string }).body) as { touser: string; image: { media_id: string } }).find(({ touser }) => touser === ACCOUNT)!;
    const asked = await request();
    await confirm(asked);
    await done(asked);
    const left = await kept();
    expect(left).toHaveLength(1);
    expect(left).not.toContain(toPerson.image.media_id);
  });

  it('is reached by no replay, which others of the same record still get', async () => {
    await startWith({ dispatch: { planningIntervalMs: 50, queueConnections: 4, workers: true } });
    t.wecom.answer('message/send', () => ({ errcode: 0, errmsg: 'ok', msgid: 'm', invaliduser: `LiNa|${ACCOUNT}` }));
    const first = await push(await make('/push/tasks', taskOf(authorizationId, { recipients: { userIds: ['u1', 'u2', PERSON.id] }, countOpens: true, templateKey: 'text-short' })));
    expect(first).toMatchObject({ state: 'partly_sent', counts: { sent: 1, rejected: 2 } });
    const asked = await request();
    await confirm(asked);
    await done(asked);
    t.wecom.answer('message/send', () => ({ errcode: 0, errmsg: 'ok', msgid: 'm2' }));
    const sent = t.wecom.callsOf('message/send').length;
    const { body } = await administrator().post(`/push/records/${first.id}/replay`).send({}).expect(202);
    const again = await ended(t, (body as { recordId: string }).recordId);
    expect(again.counts.sent).toBe(1);
    const bodies = t.wecom.callsOf('message/send').slice(sent).map(({ input }) => JSON.parse((input as { body: string }).body) as { touser: string });
    expect(bodies.map(({ touser }) => touser)).toEqual(['LiNa']);
    expect(await traces()).toEqual([]);
  });

  describe('step by step', () => {
    const step = (): Promise<boolean> => t.app.get(ErasureWorker, { strict: false }).workOnce();
    const work = async (): Promise<void> => {
      while (await step());
    };
    const rowsOf = async (statement: string, parameters: unknown[] = []): Promise<Record<string, unknown>[]> => (await sql.query<Record<string, unknown>>(statement, parameters)).rows;
    /** Records of before, without sending them. */
    const keepRecords = async (runs: number, hostUserId: string, name: string, account: string): Promise<void> => {
      await sql.query(
        `with made as (
           insert into push_run (tenant_id, id, project_id, task_id, trigger, state, planned_at, deadline_at, title, page_id, spec, created_at, finished_at)
           select 'default', (left(push_uuid_from(now() - n * interval '1 minute')::text, 15) || substr(md5($1 || n), 1, 3) || '-8000-' || substr(md5($1 || n), 4, 12))::uuid, 'sales', gen_random_uuid(), 'manual', 'sent',
                  now(), now(), '日报', 'daily', '{"channel":{"kind":"app","authorizationId":"a"},"ownerUserId":"u1","zone":"UTC"}', now(), now()
             from generate_series(1, $4::int) as n returning id),
         calls as (
           insert into push_call (tenant_id, run_id, id, message_id, channel, target_id, state, body, recipients, created_at)
           select 'default', id, id, id, 'app', id, 'sent', '{"touser":"LiNa|' || $3 || '|ZhangWei","agentid":1}', 3, now() from made)
         insert into push_recipient (tenant_id, run_id, host_user_id, host_user_name, wecom_user_id, call_id) select 'default', id, $1, $2, $3, id from made`,
        [hostUserId, name, account, runs],
      );
    };
    beforeEach(async () => {
      await startWith({ dispatch: { workers: false, queueConnections: 2 } });
      await sql.query('set search_path = wecom_push');
    });

    it('is asked for, shown and confirmed by the id once more; nothing is touched before, and a request that nobody confirms is forgotten', async () => {
      const asked = await request();
      expect(asked).toMatchObject({ state: 'requested', atHost: 'active', hostUserId: PERSON.id, names: expect.arrayContaining([PERSON.name, PERSON.email, PERSON.mobile]) as unknown, accounts: [ACCOUNT], found: { bindings: 1 } });
      expect((await request()).id).toBe(asked.id);
      await administrator().post(`/push/erasures/${asked.id}/confirm`).send({ hostUserId: 'u2' }).expect(400);
      await work();
      expect(await rowsOf(`select host_user_id from push_binding where host_user_id = $1`, [PERSON.id])).toHaveLength(1);
      await administrator().delete(`/push/erasures/${asked.id}`).expect(200);
      await administrator().post(`/push/erasures/${asked.id}/confirm`).send({ hostUserId: PERSON.id }).expect(409);
      const again = await request();
      expect(again.id).not.toBe(asked.id);
      t.clock.advance({ hours: 24 });
      await work();
      for (const one of [asked, again]) expect(await erasure(one)).toMatchObject({ state: 'cancelled', hostUserId: null, names: [], accounts: [] });
      const third = await request();
      await confirm(third);
      await confirm(third); // pressed twice
      await administrator().delete(`/push/erasures/${third.id}`).expect(409);
      await work();
      expect(await erasure(third)).toMatchObject({ state: 'done' });
      await administrator().post(`/push/erasures/${third.id}/confirm`).send({ hostUserId: PERSON.id }).expect(409);
      expect(((await administrator().get('/push/erasures').query({ limit: 2 }).expect(200)).body as { items: ErasureJson[] }).items.map(({ state }) => state)).toEqual(['done', 'cancelled']);
    });

    it('goes on where it was when a process dies, whichever goes on, and does nothing twice', async () => {
      await keepRecords(2500, PERSON.id, PERSON.name, ACCOUNT);
      const asked = await request();
      expect(asked.found.records).toBe(2500);
      await confirm(asked);
      while ((await rowsOf(`select area from push_erasure where id = $1`, [asked.id]))[0].area !== 'records') await step();
      await step();
      const before = await erasure(asked);
      expect(before.erased.records).toBe(500);
      // Dies when all of a step is done but for the end of its transaction: nothing of the step is left.
      const worker = t.app.get<{ step: (...given: unknown[]) => Promise<void> }>(ErasureWorker, { strict: false });
      const real = worker.step.bind(worker);
      jest.spyOn(worker, 'step').mockImplementationOnce(async (...given) => {
        await real(...given);
        throw new Error('killed');
      });
      await expect(step()).rejects.toThrow('killed');
      jest.restoreAllMocks();
      expect((await erasure(asked)).erased.records).toBe(500);
      await Promise.all([work(), work(), work()]);
      expect(await erasure(asked)).toMatchObject({ state: 'done', erased: { records: 2500, bindings: 1 } });
      expect(await rowsOf(`select distinct body from push_call`)).toEqual([{ body: `{"touser":"LiNa|${asked.pseudonym}|ZhangWei","agentid":1}` }]);
      expect(await rowsOf(`select count(*)::int as count, count(distinct run_id)::int as runs from push_recipient where host_user_id = $1`, [asked.pseudonym])).toEqual([{ count: 2500, runs: 2500 }]);
      expect(await traces()).toEqual([]);
    });

    it('waits for a run under way, whose people must stay as they are until it ended', async () => {
      const taskId = await make('/push/tasks', taskOf(authorizationId));
      const { body } = await administrator().post(`/push/tasks/${taskId}/run`).expect(202);
      const { recordId } = body as { recordId: string };
      await sql.query(`insert into push_recipient (tenant_id, run_id, host_user_id, host_user_name, state) values ('default', $1, $2, $3, 'skipped')`, [recordId, PERSON.id, PERSON.name]);
      const asked = await request();
      await confirm(asked);
      await work();
      expect(await erasure(asked)).toMatchObject({ state: 'running', waiting: true, area: 'records' });
      expect(await rowsOf(`select 1 from push_recipient where host_user_id = $1`, [PERSON.id])).toHaveLength(1);
      await sql.query(`update push_run set state = 'failed', finished_at = now() where id = $1`, [recordId]);
      t.clock.advance({ seconds: 30 });
      await work();
      expect(await erasure(asked)).toMatchObject({ state: 'done', waiting: false });
      expect(await traces()).toEqual([]);
    });

    it('leaves a namesake, and an account that belongs to somebody else by now, as they are', async () => {
      const other = { hostUserId: 'host-user-9', name: PERSON.name };
      t.host.setUser({ id: other.hostUserId, name: other.name });
      await keepRecords(3, other.hostUserId, other.name, 'Another');
      await keepRecords(3, PERSON.id, PERSON.name, ACCOUNT);
      await administrator().delete(`/push/users/${PERSON.id}/binding`).query({ authorizationId }).expect(204);
      await administrator().put(`/push/users/${other.hostUserId}/binding`).send({ authorizationId, wecomUserId: ACCOUNT }).expect(200);
      const asked = await request();
      expect(asked.accounts).toEqual([]);
      await confirm(asked);
      await work();
      expect(await erasure(asked)).toMatchObject({ state: 'done' });
      expect(await rowsOf(`select host_user_name, wecom_user_id from push_binding where host_user_id = $1`, [other.hostUserId])).toEqual([{ host_user_name: other.name, wecom_user_id: ACCOUNT }]);
      expect(await rowsOf(`select distinct host_user_name from push_recipient where host_user_id = $1`, [other.hostUserId])).toEqual([{ host_user_name: other.name }]);
      expect((await traces()).filter((row) => row.includes(PERSON.id))).toEqual([]);
      // His own records do not tell the account any more, whoever has it now.
      expect(await rowsOf(`select distinct wecom_user_id from push_recipient where host_user_id = $1`, [asked.pseudonym])).toEqual([{ wecom_user_id: null }]);
      expect(await rowsOf(`select count(*)::int as count from push_call where body like '%' || $1 || '%'`, [ACCOUNT])).toEqual([{ count: 0 }]);
    });

    it('opens neither the log nor ended records to any other change', async () => {
      await keepRecords(1, PERSON.id, PERSON.name, ACCOUNT);
      for (const change of [`update push_audit set action = 'x'`, `update push_audit set at = now()`, `delete from push_audit`, `truncate push_audit`, `update push_run set state = 'failed'`, `update push_run set sent = 7`]) {
        await sql.query('begin');
        await sql.query(`select set_config('wecom_push.erasing', 'on', true)`);
        await expect(sql.query(change)).rejects.toMatchObject({ code: '23001' });
        await sql.query('rollback');
      }
      await expect(sql.query(`update push_audit set actor_name = 'x'`)).rejects.toMatchObject({ code: '23001' });
      await expect(sql.query(`update push_run set spec = '{}'`)).rejects.toMatchObject({ code: '23001' });
    });

    it('finds the rows of a person by index in the tables of all months', async () => {
      await keepRecords(50, 'u1', '张伟', 'ZhangWei');
      await sql.query('begin');
      await sql.query('set local enable_seqscan = off');
      const plan = (await rowsOf(`explain update push_recipient set link_number = null where tenant_id = 'default' and run_id > $1 and run_id <= $2 and host_user_id = 'u1'`, ['00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff'])).map((line) => Object.values(line)[0] as string).join('\n');
      await sql.query('rollback');
      expect(plan).not.toContain('Seq Scan');
      expect(plan).toMatch(/Index Cond: \(\(tenant_id = 'default'::text\) AND \(host_user_id = 'u1'::text\) AND \(run_id > /);
    });
  });
});
