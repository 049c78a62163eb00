import { Client } from 'pg';
import { DAILY_PAGE } from '#bi-host/testing';
import { ADMINISTRATOR, authorizeAndBind, ended, startTestApp, taskOf, type TestApp } from '../support/test-app';

interface Coverage {
  people: number;
  reached: number;
  contents: number;
  missed: { reason: string; count: number; remedy: { action: string; text: Record<string, string> }; people: { hostUserId: string; name: string }[]; nextCursor?: string }[];
}

describe('who would get a task before it is saved', () => {
  let t: TestApp;
  let sql: Client;
  let authorizationId: string;
  beforeEach(async () => {
    t = await startTestApp();
    authorizationId = await authorizeAndBind(t);
    sql = new Client({ connectionString: t.databaseUrl });
    await sql.connect();
  });
  afterEach(async () => {
    await sql.end();
    await t.close();
  });

  const draft = (recipients: object, changes: object = {}) => ({ ...taskOf(authorizationId), recipients, ...changes });
  const coverage = async (recipients: object, query: Record<string, string> = {}): Promise<Coverage> =>
    (await t.as(ADMINISTRATOR).post('/push/tasks/coverage').query(query).send(draft(recipients)).expect(200)).body as Coverage;
  /** Host users `p-0001` and so on, of whom every second one is bound. */
  const crowd = async (count: number, groupId: string): Promise<void> => {
    t.host.setGroup({ id: groupId, name: '全员' });
    for (let n = 1; n <= count; n += 1) t.host.setUser({ id: `p-${String(n).padStart(4, '0')}`, name: `员工${n}`, groupIds: [groupId] });
    await sql.query(
      `insert into wecom_push.push_binding (tenant_id, id, authorization_id, host_user_id, host_user_name, wecom_user_id, wecom_user_key, wecom_name, state, bound_by, bound_at, updated_at)
       select 'default', gen_random_uuid(), $1, 'p-' || lpad(n::text, 4, '0'), n, 'W' || n, 'w' || n, n, 'active', 'u1', now(), now() from generate_series(2, $2::int, 2) as n`,
      [authorizationId, count],
    );
  };

  it('says the same as the run that follows, person by person', async () => {
    t.host.setUser({ id: 'u5', name: '赵敏' }).setUser({ id: 'u6', name: '孙丽' });
    for (const [id, account] of [['u5', 'ZhaoMin'], ['u6', 'SunLi']]) await t.as(ADMINISTRATOR).put(`/push/users/${id}/binding`).send({ authorizationId, wecomUserId: account }).expect(200);
    await sql.query(`update wecom_push.push_binding set state = 'out_of_range' where host_user_id = 'u5'`);
    await sql.query(`update wecom_push.push_binding set state = 'left' where host_user_id = 'u6'`);
    t.host.deny(DAILY_PAGE, 'u2', '没有权限');
    const recipients = { userIds: ['u1', 'u2', 'u3', 'u4', 'u5', 'u6'] };
    const told = await coverage(recipients);
    expect(told).toMatchObject({ people: 6, reached: 1, contents: 1 });
    expect(told.missed.map(({ reason, remedy, people }) => [reason, remedy.action, people])).toEqual([
      ['UNBOUND', 'ask_to_bind', [{ hostUserId: 'u3', name: 'Emily Chen' }]],
      ['OUT_OF_RANGE', 'widen_range', [{ hostUserId: 'u5', name: '赵敏' }]],
      ['LEFT', 'bind_anew', [{ hostUserId: 'u6', name: '孙丽' }]],
      ['NO_RIGHT', 'give_right', [{ hostUserId: 'u2', name: '李娜' }]],
      ['USER_INACTIVE', 'take_out', [{ hostUserId: 'u4', name: '王芳' }]],
    ]);

    const { body: task } = await t.as(ADMINISTRATOR).post('/push/tasks').send(draft(recipients)).expect(201);
    const { body: run } = await t.as(ADMINISTRATOR).post(`/push/tasks/${task.id}/run`).expect(202);
    expect((await ended(t, run.recordId)).counts).toMatchObject({ total: 6, sent: 1, skipped: 5 });
    const { body: deliveries } = await t.as(ADMINISTRATOR).get(`/push/records/${run.recordId}/deliveries?state=skipped`).expect(200);
    const ofRun = (deliveries.items as { hostUserId: string; reason: { code: string } }[]).map(({ hostUserId, reason }) => `${hostUserId} ${reason.code}`);
    expect(ofRun.toSorted()).toEqual(told.missed.flatMap(({ reason, people }) => people.map(({ hostUserId }) => `${hostUserId} ${reason}`)).toSorted());
  });

  it('counts people of groups and departments once, and those excluded not at all', async () => {
    expect(await coverage({ userIds: ['u1'], groupIds: ['g-daily'], departmentIds: ['d-sales'] })).toMatchObject({ people: 3, reached: 2 });
    expect(await coverage({ groupIds: ['g-daily'], departmentIds: ['d-sales'], excludedUserIds: ['u1', 'u3'] })).toMatchObject({ people: 1, reached: 1, missed: [] });
  });

  it('tells of people whom WeCom left out for lack of a licence, until one more message reaches them', async () => {
    const { body: task } = await t.as(ADMINISTRATOR).post('/push/tasks').send(draft({ userIds: ['u1', 'u2'] })).expect(201);
    const run = async (unlicenseduser: string): Promise<void> => {
      t.wecom.answer('message/send', { errcode: 0, errmsg: 'ok', msgid: 'm', unlicenseduser });
      const { body } = await t.as(ADMINISTRATOR).post(`/push/tasks/${task.id}/run`).expect(202);
      await ended(t, body.recordId);
    };
    await run('lina');
    expect(await coverage({ userIds: ['u1', 'u2'] })).toMatchObject({ people: 2, reached: 1, missed: [{ reason: 'UNLICENSED', people: [{ hostUserId: 'u2', name: '李娜' }] }] });
    await run('');
    expect(await coverage({ userIds: ['u1', 'u2'] })).toMatchObject({ reached: 2, missed: [] });
  });

  it('shows a hundred people of a reason, and the others page by page', async () => {
    await crowd(2400, 'g-all');
    const first = await coverage({ groupIds: ['g-all'] });
    expect(first).toMatchObject({ people: 2400, reached: 1200 });
    expect(first.missed).toMatchObject([{ reason: 'UNBOUND', count: 1200 }]);
    const seen = first.missed[0].people.map((person) => person.hostUserId);
    expect(seen).toHaveLength(100);
    for (let cursor = first.missed[0].nextCursor; cursor !== undefined; ) {
      const [group] = (await coverage({ groupIds: ['g-all'] }, { reason: 'UNBOUND', cursor, limit: '1000' })).missed;
      seen.push(...group.people.map((person) => person.hostUserId));
      cursor = group.nextCursor;
    }
    expect([seen.length, new Set(seen).size]).toEqual([1200, 1200]);
  });

  it('names the wrong field of a draft, and saves and sends nothing', async () => {
    const refused = await t.as(ADMINISTRATOR).post('/push/tasks/coverage').send(draft({ userIds: ['nobody'] })).expect(400);
    expect(Object.keys(refused.body.details.fields)).toEqual(['recipients.userIds']);
    await t.as(ADMINISTRATOR).post('/push/tasks/coverage').send(draft({ userIds: ['u1'] }, { pageId: 'draft' })).expect(400);
    await t.as(ADMINISTRATOR).post('/push/tasks/coverage').query({ cursor: 'x' }).send(draft({ userIds: ['u1'] })).expect(400);
    await t.as({ userId: 'u1', projectRoles: { sales: 'viewer' } }).post('/push/tasks/coverage').send(draft({ userIds: ['u1'] })).expect(403);
    await coverage({ userIds: ['u1', 'u2'] });
    expect(t.wecom.callsOf('message/send')).toEqual([]);
    expect((await t.as(ADMINISTRATOR).get('/push/tasks').expect(200)).body.items).toEqual([]);
  });
});
