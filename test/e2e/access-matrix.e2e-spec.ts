import { readFileSync } from 'node:fs';
import { Client } from 'pg';
import { newId } from '#kernel';
import { authorizeCorp, AccessWorld, newCorpId, tokenOf, type Call, type Claims } from '../support/access-world';
import { APP_SECRET, taskOf } from '../support/test-app';

const COLUMNS = ['nobody', 'member', 'viewer', 'editor', 'administrator', 'API key'] as const;
type Column = (typeof COLUMNS)[number];
type Role = Exclude<Column, 'API key' | 'nobody'>;
type Row = { endpoint: string } & Record<Column, string>;

/** The table of libs/bi-host/README.md is the expectation. */
function tableOfReadme(): Row[] {
  const section = readFileSync('libs/bi-host/README.md', 'utf8').split('## Who may\n')[1]?.split('\n## ')[0] ?? '';
  const [head = [], , ...rows] = section.split('\n').filter((line) => line.startsWith('|')).map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim()));
  expect(head).toEqual(['endpoint', ...COLUMNS]);
  return rows.map(([endpoint = '', ...cells]) => ({ endpoint: endpoint.replaceAll('`', ''), ...(Object.fromEntries(COLUMNS.map((column, index) => [column, cells[index]])) as Record<Column, string>) }));
}

const ROWS = tableOfReadme();
const ROLES: Record<Role, Omit<Claims, 'tenant'>> = {
  member: {},
  viewer: { push_projects: { sales: 'viewer' } },
  editor: { push_projects: { sales: 'editor' } },
  administrator: { push_administrator: true },
};
const REFUSED = [401, 403, 404];
const OURS = 'tenant-of-ours';
const WEBHOOK = 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa';
const TITLE = '每日销售日报';

describe('who may call what', () => {
  let world: AccessWorld;
  let sql: Client;
  let administrator: string;
  let things: { authorizationId: string; taskId: string; recordId: string; keyId: string; batchId: string; robotId: string };
  /** Bearers by who shows them; those of `keys` are API keys. */
  let tokens: Record<Role, string>;
  let keys: Record<Role, string>;
  let worthless: Record<string, string | undefined>;
  let foreign: Record<string, string>;

  const make = async <T extends object>(path: string, body: object, bearer = administrator): Promise<T> => world.must<T>({ method: 'POST', path, body }, bearer);
  let robots = 0;
  const newRobot = async (): Promise<string> => (await make<{ id: string }>('/push/robots', { name: `群 ${(robots += 1)}`, webhook: WEBHOOK })).id;
  const newTemplate = async (): Promise<string> => (await make<{ id: string }>('/push/templates', { from: 'text-short', name: '副本' })).id;
  const newTask = async (): Promise<string> => (await make<{ id: string }>('/push/tasks', taskOf(things.authorizationId, { title: TITLE }))).id;
  /** A record as a run leaves it that reached u1 and not u2; nobody works off the queue here. */
  const newEndedMessage = async (): Promise<{ id: string; messageId: string }> => {
    const [id, messageId, sent, refused] = [newId(), newId(), newId(), newId()];
    const now = world.clock.now();
    await sql.query(
      `insert into wecom_push.push_run (tenant_id, id, project_id, task_id, trigger, state, planned_at, deadline_at, title, page_id, spec, total, sent, rejected, created_at, prepared_at, finished_at)
       select tenant_id, $2, project_id, task_id, 'manual', 'partly_sent', $3, $3::timestamptz + interval '1 hour', title, page_id, spec, 2, 1, 1, $3, $3, $3 from wecom_push.push_run where id = $1`,
      [things.recordId, id, now],
    );
    await sql.query(
      `insert into wecom_push.push_message (tenant_id, run_id, id, msgtype, content, content_key, template, cut, created_at) values ($1, $2, $3, 'text', '{}', 'all', 'text-short@1', '[]', $4)`,
      [OURS, id, messageId, now],
    );
    for (const [callId, state, userId, wecomUserId] of [[sent, 'sent', 'u1', 'ZhangWei'], [refused, 'refused', 'u2', 'LiNa']]) {
      const body = JSON.stringify({ touser: wecomUserId, agentid: 1_000_002, msgtype: 'text', text: { content: TITLE } });
      await sql.query(
        `insert into wecom_push.push_call (tenant_id, run_id, id, message_id, channel, target_id, state, body, recipients, wecom_msgid, created_at, settled_at)
         values ($1, $2, $3, $4, 'app', $5, $6, $7, 1, 'msg', $8, $8)`,
        [OURS, id, callId, messageId, things.authorizationId, state, body, now],
      );
      await sql.query(
        `insert into wecom_push.push_recipient (tenant_id, run_id, host_user_id, host_user_name, wecom_user_id, call_id) values ($1, $2, $3, $3, $4, $5)`,
        [OURS, id, userId, wecomUserId, callId],
      );
    }
    return { id, messageId };
  };
  const newEndedRecord = async (): Promise<string> => (await newEndedMessage()).id;
  let calendars = 0;
  const newCalendar = async (): Promise<string> => (await make<{ id: string }>('/push/calendars', { name: `日历 ${(calendars += 1)}` })).id;
  let erased = 0;
  const newErasure = async (): Promise<{ id: string; hostUserId: string }> => {
    const hostUserId = `gone-${(erased += 1)}`;
    return { id: (await make<{ id: string }>('/push/erasures', { hostUserId })).id, hostUserId };
  };
  const newKey = async (role: Role, bearer = administrator): Promise<{ id: string; key: string }> =>
    make('/push/api-keys', { name: role, expiresAt: '2026-03-03T00:00:00Z', administrator: role === 'administrator', projectRoles: ROLES[role].push_projects }, bearer);
  const keysOf = async (bearer: string): Promise<Record<Role, string>> => {
    const made = {} as Record<Role, string>;
    for (const role of Object.keys(ROLES) as Role[]) made[role] = (await newKey(role, bearer)).key;
    return made;
  };
  const tokensOf = (tenant: string): Record<Role, string> =>
    Object.fromEntries(Object.entries(ROLES).map(([role, claims]) => [role, tokenOf({ ...claims, tenant, sub: 'u1' }, world.clock)])) as Record<Role, string>;

  beforeAll(async () => {
    world = await AccessWorld.start();
    sql = new Client({ connectionString: world.database.url });
    await sql.connect();
    await sql.query(`set search_path to wecom_push`);
    tokens = tokensOf(OURS);
    administrator = tokens.administrator;
    const authorizationId = await authorizeCorp(world, administrator);
    things = { authorizationId, taskId: '', recordId: '', keyId: '', batchId: '', robotId: await newRobot() };
    for (const [user, wecomUserId] of [['u1', 'ZhangWei'], ['u2', 'LiNa']]) {
      await world.must({ method: 'PUT', path: `/push/users/${user}/binding`, body: { authorizationId, wecomUserId } }, administrator);
    }
    things.taskId = await newTask();
    things.recordId = (await make<{ recordId: string }>(`/push/tasks/${things.taskId}/run`, {})).recordId;
    things.keyId = (await newKey('viewer')).id;
    if (ROWS.some(({ endpoint }) => ON_A_BATCH.test(endpoint))) things.batchId = (await make<{ id: string }>('/push/bindings/matches', { authorizationId, by: ['email'] })).id;
    keys = await keysOf(administrator);
    const ofNobodyElse = { tenant: OURS, ...ROLES.administrator };
    const { id: revokedId, key: revoked } = await newKey('administrator');
    await world.must({ method: 'DELETE', path: `/push/api-keys/${revokedId}` }, administrator);
    const { key: ended } = await newKey('administrator');
    await sql.query(`update wecom_push.push_api_key set expires_at = '2026-03-02T00:59:59Z' where hash = sha256($1)`, [Buffer.from(ended.slice(-43))]);
    worthless = {
      'nobody': undefined,
      'an ended token': tokenOf({ ...ofNobodyElse, exp: Math.floor(world.clock.now().getTime() / 1000) - 31 }, world.clock),
      'a forged token': tokenOf(ofNobodyElse, world.clock, { secret: 'another-secret-of-at-least-32-bytes!!' }),
      'an unsigned token': tokenOf(ofNobodyElse, world.clock, { alg: 'none' }),
      'an ended key': ended,
      'a revoked key': revoked,
      'a forged key': `${keys.administrator.slice(0, -6)}AAAAAA`,
    };
    const theirs = tokensOf('another-tenant');
    const theirKeys = await keysOf(theirs.administrator);
    foreign = { ...theirs, ...Object.fromEntries(Object.entries(theirKeys).map(([role, key]) => [`${role} by API key`, key])) };
    for (const key of [...Object.values(keys), ...Object.values(theirKeys)]) await world.send({ method: 'GET', path: '/push/sessions/me' }, key); // writes when it was used
  });
  afterAll(async () => {
    await sql.end();
    await world.stop();
  });

  /** How an endpoint is called so that it does its work; without a line here it is called with made-up ids and no body. */
  const WORKING: Record<string, () => Promise<Omit<Call, 'method' | 'path'> & { ids?: Record<string, string> }>> = {
    'GET /push/host/people': async () => ({ query: { ids: 'u1' } }),
    'GET /push/host/projects/:projectId/pages': async () => ({ ids: { projectId: 'sales' } }),
    'GET /push/host/projects/:projectId/rules': async () => ({ ids: { projectId: 'sales' } }),
    'GET /push/host/projects/:projectId/pages/:pageId': async () => ({ ids: { projectId: 'sales', pageId: 'daily' } }),
    'POST /push/api-keys': async () => ({ body: { name: '夜间同步', expiresAt: '2026-03-03T00:00:00Z' } }),
    'DELETE /push/api-keys/:id': async () => ({ ids: { id: (await newKey('viewer')).id } }),
    'POST /push/authorizations': async () => ({ body: { corpId: newCorpId(), agentId: 1_000_002, secret: APP_SECRET } }),
    'GET /push/authorizations/:id': async () => ({ ids: { id: things.authorizationId } }),
    'GET /push/authorizations/:id/health': async () => ({ ids: { id: things.authorizationId } }),
    'GET /push/authorizations/:id/effects': async () => ({ ids: { id: things.authorizationId } }),
    'GET /push/authorizations/:id/forecast': async () => ({ ids: { id: things.authorizationId } }),
    'PUT /push/authorizations/:id/secret': async () => ({ ids: { id: things.authorizationId }, body: { secret: APP_SECRET } }),
    'PUT /push/authorizations/:id/callback': async () => ({ ids: { id: things.authorizationId } }),
    'POST /push/authorizations/:id/check': async () => ({ ids: { id: things.authorizationId } }),
    'DELETE /push/authorizations/:id': async () => ({ ids: { id: await authorizeCorp(world, administrator) } }),
    'GET /push/users': async () => ({ query: { authorizationId: things.authorizationId } }),
    'PUT /push/users/:hostUserId/binding': async () => ({ ids: { hostUserId: 'u1' }, body: { authorizationId: things.authorizationId, wecomUserId: 'ZhangWei' } }),
    'DELETE /push/users/:hostUserId/binding': async () => {
      await world.must({ method: 'PUT', path: '/push/users/u3/binding', body: { authorizationId: things.authorizationId, wecomUserId: 'Emily' } }, administrator);
      return { ids: { hostUserId: 'u3' }, query: { authorizationId: things.authorizationId } };
    },
    'GET /push/users/:hostUserId/binding/effects': async () => ({ ids: { hostUserId: 'u1' }, query: { authorizationId: things.authorizationId } }),
    'GET /push/bindings/changes': async () => ({ query: { authorizationId: things.authorizationId } }),
    'GET /push/wecom-accounts': async () => ({ query: { authorizationId: things.authorizationId, userId: 'ZhangWei' } }),
    'POST /push/bindings/self': async () => ({ body: { authorizationId: things.authorizationId } }),
    'POST /push/bindings/asks': async () => ({ body: { authorizationId: things.authorizationId, hostUserIds: ['u3'] } }),
    'GET /push/bindings/export': async () => ({ query: { authorizationId: things.authorizationId } }),
    'POST /push/bindings/matches': async () => ({ body: { authorizationId: await authorizeCorp(world, administrator), by: ['email'] } }),
    'GET /push/bindings/batches': async () => ({ query: { authorizationId: things.authorizationId } }),
    'GET /push/bindings/batches/:id': async () => ({ ids: { id: things.batchId } }),
    'GET /push/bindings/batches/:id/rows': async () => ({ ids: { id: things.batchId } }),
    'POST /push/robots': async () => ({ body: { name: `群 ${(robots += 1)}`, webhook: WEBHOOK } }),
    'PUT /push/robots/notifications/:projectId': async () => ({ ids: { projectId: 'sales' }, body: { robotId: things.robotId } }),
    'GET /push/robots/:id': async () => ({ ids: { id: things.robotId } }),
    'DELETE /push/robots/:id': async () => ({ ids: { id: await newRobot() } }),
    'POST /push/robots/:id/enable': async () => ({ ids: { id: things.robotId } }),
    'POST /push/robots/:id/disable': async () => ({ ids: { id: things.robotId } }),
    'GET /push/robots/:id/effects': async () => ({ ids: { id: things.robotId } }),
    'GET /push/robots/:id/records': async () => ({ ids: { id: things.robotId } }),
    'POST /push/templates': async () => ({ body: { from: 'text-short', name: '副本' } }),
    'POST /push/templates/preview': async () => ({ body: { projectId: 'sales', pageId: 'daily', templateKey: 'text-short', language: 'zh-CN', title: TITLE } }),
    'POST /push/templates/check': async () => ({ body: { templateKey: 'text-short', sources: { 'zh-CN': { content: '{{title}}' }, 'en-US': { content: '{{title}}' } } } }),
    'GET /push/templates/built-in/:key': async () => ({ ids: { key: 'text-short' } }),
    'GET /push/templates/own/:id/versions': async () => ({ ids: { id: await newTemplate() } }),
    'GET /push/templates/own/:id': async () => ({ ids: { id: await newTemplate() } }),
    'PUT /push/templates/own/:id': async () => {
      const { id, name, sources, version } = await make<{ id: string; name: string; sources: object; version: number }>('/push/templates', { from: 'text-short', name: '副本' });
      return { ids: { id }, body: { name, sources, version } };
    },
    'POST /push/templates/own/:id/archive': async () => ({ ids: { id: await newTemplate() } }),
    'POST /push/templates/own/:id/restore': async () => ({ ids: { id: await newTemplate() } }),
    'POST /push/calendars': async () => ({ body: { name: `日历 ${(calendars += 1)}`, weeklyDaysOff: [6, 7] } }),
    'POST /push/calendars/read': async () => ({ body: { format: 'csv', text: 'date\n2026-05-01' } }),
    'GET /push/calendars/:id': async () => ({ ids: { id: await newCalendar() } }),
    'GET /push/calendars/:id/effects': async () => ({ ids: { id: await newCalendar() } }),
    'PUT /push/calendars/:id': async () => ({ ids: { id: await newCalendar() }, body: { name: `日历 ${(calendars += 1)}`, version: 1 } }),
    'DELETE /push/calendars/:id': async () => ({ ids: { id: await newCalendar() } }),
    'POST /push/tasks': async () => ({ body: taskOf(things.authorizationId, { title: TITLE }) }),
    'POST /push/tasks/schedule-preview': async () => ({ body: { schedule: { kind: 'daily', times: ['09:00'], zone: 'Asia/Shanghai' } } }),
    'POST /push/tasks/coverage': async () => ({ body: taskOf(things.authorizationId, { title: TITLE }) }),
    'POST /push/tasks/forecast': async () => ({ body: taskOf(things.authorizationId, { title: TITLE }) }),
    'GET /push/tasks/next': async () => ({}),
    'GET /push/tasks/:id': async () => ({ ids: { id: things.taskId } }),
    'GET /push/tasks/:id/days/:day': async () => ({ ids: { id: things.taskId, day: '2026-03-02' } }),
    'GET /push/tasks/:id/statistics': async () => ({ ids: { id: things.taskId }, query: { from: '2026-03-01', to: '2026-03-02' } }),
    'GET /push/statistics/daily': async () => ({ query: { from: '2026-03-01', to: '2026-03-02' } }),
    'PUT /push/tasks/:id': async () => ({ ids: { id: await newTask() }, body: { ...taskOf(things.authorizationId, { title: TITLE }), version: 1 } }),
    'GET /push/tasks/failing': async () => ({}),
    'GET /push/tasks/ownerless': async () => ({}),
    'GET /push/projects/:projectId/deputies': async () => ({ ids: { projectId: 'sales' } }),
    'PUT /push/projects/:projectId/deputies': async () => ({ ids: { projectId: 'sales' }, body: { userIds: ['u1'] } }),
    'POST /push/tasks/export': async () => ({ body: { taskIds: [things.taskId] } }),
    'POST /push/tasks/import': async () => ({ body: { yaml: (await make<{ yaml: string }>('/push/tasks/export', { projectId: 'sales' })).yaml } }),
    'POST /push/tasks/bulk': async () => ({ body: { action: 'disable', taskIds: [await newTask()] } }),
    'POST /push/tasks/test': async () => ({ body: taskOf(things.authorizationId, { title: TITLE }) }),
    'POST /push/tasks/:id/copy': async () => ({ ids: { id: things.taskId }, body: { title: TITLE } }),
    'GET /push/tasks/:id/history': async () => ({ ids: { id: things.taskId } }),
    'POST /push/tasks/:id/enable': async () => ({ ids: { id: things.taskId } }),
    'POST /push/tasks/:id/disable': async () => ({ ids: { id: things.taskId } }),
    'DELETE /push/tasks/:id': async () => ({ ids: { id: await newTask() } }),
    'POST /push/tasks/:id/run': async () => ({ ids: { id: await newTask() } }),
    'POST /push/tasks/:id/test': async () => ({ ids: { id: things.taskId } }),
    'POST /push/erasures': async () => ({ body: { hostUserId: `gone-${(erased += 1)}` } }),
    'GET /push/erasures': async () => ({}),
    'GET /push/erasures/:id': async () => ({ ids: { id: (await newErasure()).id } }),
    'POST /push/erasures/:id/confirm': async () => {
      const { id, hostUserId } = await newErasure();
      return { ids: { id }, body: { hostUserId } };
    },
    'DELETE /push/erasures/:id': async () => ({ ids: { id: (await newErasure()).id } }),
    'GET /push/retention': async () => ({}),
    'GET /push/retention/effects': async () => ({ query: { months: '6' } }),
    'PUT /push/retention': async () => ({ body: { months: 6 } }),
    'GET /push/records/:id': async () => ({ ids: { id: things.recordId } }),
    'GET /push/records/:id/messages/:messageId/files': async () => ({ ids: await newEndedMessage() }),
    'GET /push/records/:id/deliveries': async () => ({ ids: { id: things.recordId } }),
    'GET /push/records/:id/events': async () => ({ ids: { id: things.recordId } }),
    // A stream of a run that is over ends by itself.
    'GET /push/records/progress': async () => ({ query: { ids: await newEndedRecord() } }),
    'GET /push/records/:id/progress': async () => ({ ids: { id: await newEndedRecord() } }),
    'GET /push/records/export': async () => ({ query: { format: 'csv' } }),
    'GET /push/records/:id/deliveries/export': async () => ({ ids: { id: things.recordId }, query: { format: 'csv' } }),
    'GET /push/records/:id/replay': async () => ({ ids: { id: await newEndedRecord() } }),
    'GET /push/records/:id/replay/people': async () => ({ ids: { id: await newEndedRecord() } }),
    'POST /push/records/:id/replay': async () => ({ ids: { id: await newEndedRecord() } }),
    'GET /push/records/:id/recall': async () => ({ ids: { id: await newEndedRecord() } }),
    'POST /push/records/:id/recall': async () => ({ ids: { id: await newEndedRecord() }, body: { reason: '数据有误' } }),
  };
  /** What these do depends on the state of the batch: they must let in, not succeed. */
  const ON_A_BATCH = /^POST \/push\/bindings\/batches\/:id\//;
  /** Answers for each thing named alone; that nothing of ours is shown or changed is asked of it as of all others. */
  const ANSWERS_EACH = new Set(['POST /push/tasks/bulk', 'POST /push/tasks/import']);
  const ID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/;
  const MADE_UP_ID = '019ab3c4-d5e6-7f80-91a2-b3c4d5e6f708';

  async function callOf(endpoint: string): Promise<Call> {
    const [method = '', pattern = ''] = endpoint.split(' ');
    const { ids = {}, ...rest } = (await WORKING[endpoint]?.()) ?? (ON_A_BATCH.test(endpoint) ? { ids: { id: things.batchId } } : {});
    return { method, path: pattern.replaceAll(/:(\w+)/g, (_place, name: string) => ids[name] ?? MADE_UP_ID), ...rest };
  }

  /** A number for all that the tenant has: another one when anything changed. */
  async function stateOf(tenant: string): Promise<string> {
    const { rows } = await sql.query<{ name: string }>(
      `select table_name as name from information_schema.columns where table_schema = 'wecom_push' and column_name = 'tenant_id' order by 1`,
    );
    expect(rows.length).toBeGreaterThan(8);
    const parts = rows.map(({ name }) => `select '${name}' as name, md5(string_agg(t::text, '|' order by t::text)) as hash from wecom_push.${name} t where tenant_id = $1`);
    return JSON.stringify((await sql.query(parts.join(' union all '), [tenant])).rows);
  }

  /** What only somebody of our tenant may ever see, but for what the call itself says. */
  const markers = (call: Call): string[] => {
    const said = JSON.stringify(call);
    return [...Object.values(things), 'ZhangWei', 'LiNa', TITLE, OURS].filter((marker) => marker !== '' && !said.includes(marker));
  };

  const isAllowed = (row: Row, role: Role, byKey: boolean): boolean => (row[role] === 'yes' || row[role] === 'any') && (!byKey || row['API key'] === 'yes');

  it('has a line in the table for every endpoint, and no line for none', () => {
    expect(ROWS.map(({ endpoint }) => endpoint).toSorted()).toEqual(world.endpoints());
  });

  it.each(ROWS)('$endpoint refuses whoever may not, and does nothing for them', async (row) => {
    const refused: Record<string, string | undefined> = {};
    if (row.nobody !== 'yes') Object.assign(refused, worthless);
    for (const role of Object.keys(ROLES) as Role[]) {
      if (!isAllowed(row, role, false)) refused[role] = tokens[role];
      if (!isAllowed(row, role, true)) refused[`${role} by API key`] = keys[role];
    }
    // With a role, but in another project.
    if (row.member !== 'yes' && row.editor !== 'any') refused['editor elsewhere'] = tokenOf({ tenant: OURS, push_projects: { hr: 'editor' } }, world.clock);
    const call = await callOf(row.endpoint);
    const before = await stateOf(OURS);
    const answers: Record<string, number> = {};
    for (const [who, bearer] of Object.entries(refused)) {
      const { status, text } = await world.send(call, bearer);
      answers[who] = status;
      expect(markers(call).filter((marker) => text.includes(marker))).toEqual([]);
      if (who in worthless && row.nobody !== 'signature') expect([who, status]).toEqual([who, 401]);
    }
    expect(Object.entries(answers).filter(([, status]) => !REFUSED.includes(status))).toEqual([]);
    expect(await stateOf(OURS)).toBe(before);
  });

  it.each(ROWS)('$endpoint shows and does nothing of ours for another tenant', async (row) => {
    const call = await callOf(row.endpoint);
    const namesOurs = (row.endpoint in WORKING || ON_A_BATCH.test(row.endpoint)) && ID.test(JSON.stringify(call)) && !ANSWERS_EACH.has(row.endpoint);
    const before = await stateOf(OURS);
    world.host.calls.length = 0;
    for (const [who, bearer] of Object.entries(foreign)) {
      const { status, text } = await world.send(call, bearer);
      if (namesOurs) expect([who, REFUSED.includes(status) ? 'refused' : status]).toEqual([who, 'refused']);
      expect([who, status < 500 || (row.nobody === 'yes' && status === 503)]).toEqual([who, true]);
      expect(markers(call).filter((marker) => text.includes(marker))).toEqual([]);
    }
    expect(await stateOf(OURS)).toBe(before);
    expect(world.host.calls.filter(({ tenantId }) => tenantId === OURS)).toEqual([]);
  });

  it.each(ROWS)('$endpoint lets in whoever may', async (row) => {
    const allowed: Record<string, string | undefined> = row.nobody === 'yes' ? { ...worthless } : {};
    for (const role of Object.keys(ROLES) as Role[]) {
      if (isAllowed(row, role, false)) allowed[role] = tokens[role];
      if (isAllowed(row, role, true)) allowed[`${role} by API key`] = keys[role];
    }
    for (const [who, bearer] of Object.entries(allowed)) {
      const call = await callOf(row.endpoint);
      // A machine is nobody's user: it must say whose the task is.
      if (call.body && 'recipients' in call.body) call.body = { ...call.body, ownerUserId: 'u1' };
      const { status, text } = await world.send(call, bearer);
      if (row.endpoint in WORKING) expect([who, status, status < 300 ? '' : text]).toEqual([who, expect.any(Number), '']);
      expect([who, [401, 403].includes(status) || status >= 500 ? `${status} ${text}` : 'let in']).toEqual([who, 'let in']);
    }
  });
});
