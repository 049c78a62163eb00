import request from 'supertest';
import { ALARMS_MIGRATIONS } from '#alarms';
import { AUTHORIZATION_MIGRATIONS, AuthorizationsService } from '#authorization';
import { refusal, startTestProcess, stubCorp, TEST_CORP, type TestProcess } from '#authorization/testing';
import { HostUnavailableError } from '#bi-host';
import { asCaller } from '#bi-host/testing';
import { createTestDatabase, schemaOf, type TestDatabase } from '#kernel/testing';
import { StubWecomTransport } from '#wecom/testing';
import { BatchChecker } from '../application/batch-checker.service';
import { USER_BINDING_MIGRATIONS } from '../persistence/migrations';
import { usesOf } from '../testing/known-uses';
import { UserBindingModule } from '../user-binding.module';

interface RowJson {
  rowNumber: number;
  hostUserId: string;
  hostUserName: string;
  wecomUserId: string | null;
  wecomName: string | null;
  matchedBy: string | null;
  outcome: string;
  problem: { code: string; column: string; text: Record<string, string>; details: Record<string, unknown> } | null;
  previous: { wecomUserId: string } | null;
}

describe('many bindings at once', () => {
  let database: TestDatabase;
  let process: TestProcess;
  let wecom: StubWecomTransport;
  let authorizationId: string;
  const admin = asCaller({ administrator: true });

  const api = (method: 'get' | 'put' | 'post' | 'delete', path: string, headers = admin) => request(process.app.getHttpServer())[method](`/push${path}`).set(headers);
  const upload = (file: string | Buffer) => api('post', '/bindings/imports').query({ authorizationId, fileName: '销售部.csv' }).set('content-type', 'text/csv').send(file);
  const work = async (): Promise<void> => {
    while (await process.app.get(BatchChecker).workOnce(new AbortController().signal));
  };
  const get = async (id: string) => (await api('get', `/bindings/batches/${id}`).expect(200)).body;
  const rowsOf = async (id: string, query = {}): Promise<RowJson[]> => (await api('get', `/bindings/batches/${id}/rows`).query(query).expect(200)).body.items;
  /** An import that has been looked up: `u1=ZhangWei` and so on. */
  const imported = async (...pairs: string[]): Promise<string> => {
    const { body } = await upload(`user_id,wecom_user_id\n${pairs.map((pair) => pair.replace('=', ',')).join('\n')}`).expect(201);
    await work();
    return body.id;
  };
  const matched = async (fields: Record<string, unknown> = {}): Promise<string> => {
    const { body } = await api('post', '/bindings/matches').send({ authorizationId, by: ['email', 'mobile'], ...fields }).expect(201);
    await work();
    return body.id;
  };
  const act = (verb: string, id: string, body: Record<string, unknown> = {}) => api('post', `/bindings/batches/${id}/${verb}`).send(body);
  const bind = (hostUserId: string, wecomUserId: string) => api('put', `/users/${hostUserId}/binding`).send({ authorizationId, wecomUserId }).expect(200);
  const bindings = async (): Promise<Record<string, string>> => {
    const rows = await process.query('select host_user_id, wecom_user_id from push_binding order by host_user_id');
    return Object.fromEntries(rows.map((row) => [row['host_user_id'], row['wecom_user_id']]));
  };
  const problems = async (id: string): Promise<Record<number, string | undefined>> => Object.fromEntries((await rowsOf(id)).map((row) => [row.rowNumber, row.problem?.code ?? row.outcome]));

  beforeAll(async () => {
    database = await createTestDatabase(schemaOf([...ALARMS_MIGRATIONS, ...AUTHORIZATION_MIGRATIONS, ...USER_BINDING_MIGRATIONS]));
  });
  afterAll(() => database.drop());

  beforeEach(async () => {
    wecom = stubCorp()
      // Accounts are written with capitals, and found in any case.
      .answer('user/get', (input: unknown) => {
        const { userId } = input as { userId: string };
        return userId.startsWith('no-') ? refusal('user/get', 60111, 'recipient') : { userid: `${userId.slice(0, 1).toUpperCase()}${userId.slice(1)}`, name: `名${userId}`, status: 1 };
      })
      .answer('user/get_userid_by_email', (input: unknown) => {
        const { email } = input as { email: string };
        return email.startsWith('no-') ? refusal('user/get_userid_by_email', 46004, 'recipient') : { userid: email.split('@')[0] };
      })
      .answer('user/getuserid', (input: unknown) => {
        const { mobile } = input as { mobile: string };
        return mobile.endsWith('0') ? refusal('user/getuserid', 46004, 'recipient') : { userid: `m${mobile}` };
      });
    process = await startTestProcess({
      databaseUrl: database.url,
      wecom,
      beside: (authorization) => [UserBindingModule.register({ http: true, imports: [authorization, usesOf()] })],
    });
    await process.query('truncate push_authorization, push_access_token, push_binding, push_binding_batch, push_binding_batch_row, push_binding_lookup_day');
    authorizationId = (await process.app.get(AuthorizationsService).authorize({ tenantId: 'default', userId: 'u1' }, TEST_CORP)).id;
  });
  afterEach(() => process.close());

  it('agrees with the migrations about tables, columns and names', async () => {
    expect(await process.drift()).toEqual([]);
  });

  describe('a file', () => {
    it('is looked up first, and binds nobody until it is applied', async () => {
      const { body } = await upload('user_id,wecom_user_id\nu1,zhangWei\nu2,LiNa\n').expect(201);
      expect(body).toMatchObject({ state: 'checking', source: 'csv', fileName: '销售部.csv', createdBy: 'u1', counts: { total: 2, pending: 2 } });
      await work();
      expect(await get(body.id)).toMatchObject({ state: 'previewed', lookups: 2, counts: { total: 2, pending: 0, ok: 2, error: 0, applied: 0 } });
      expect(await rowsOf(body.id)).toMatchObject([
        { rowNumber: 2, hostUserId: 'u1', hostUserName: '张伟', wecomUserId: 'ZhangWei', wecomName: '名zhangWei', outcome: 'ok', problem: null, previous: null },
        { rowNumber: 3, hostUserId: 'u2', hostUserName: '李娜', wecomUserId: 'LiNa', outcome: 'ok' },
      ]);
      expect(await bindings()).toEqual({});
      expect((await act('apply', body.id).expect(200)).body).toMatchObject({ state: 'applied', appliedBy: 'u1', counts: { applied: 2 } });
      expect(await bindings()).toEqual({ u1: 'ZhangWei', u2: 'LiNa' });
    });

    it('has every error named with its row, column and what to do, in both languages; the other rows are good', async () => {
      await bind('u3', 'Taken');
      const id = await imported('u1=Good', 'nobody=A', '=B', 'u2=no-such', 'u4=taken', 'u1=Again', `${'x'.repeat(129)}=C`, 'u2=a b');
      expect(await problems(id)).toEqual({ 2: 'user_twice', 3: 'user_unknown', 4: 'user_missing', 5: 'account_not_found', 6: 'account_taken', 7: 'user_twice', 8: 'user_unknown', 9: 'account_malformed' });
      const rows = await rowsOf(id, { outcome: 'error' });
      for (const row of rows) expect(row.problem).toMatchObject({ column: expect.stringMatching(/^(user_id|wecom_user_id)$/), text: { 'zh-CN': expect.stringMatching(/[：，]/), 'en-US': expect.stringContaining(': ') } });
      expect(rows[0]?.problem).toMatchObject({ column: 'user_id', details: { row: 7 } });
      expect(rows[5]?.problem?.details).toEqual({ row: 2 });
      expect(rows[4]?.problem?.text['zh-CN']).toContain('Emily Chen');
    });

    it('applies the good rows and leaves the others alone', async () => {
      const id = await imported('u1=A', 'u2=no-such', 'u3=C');
      await act('apply', id).expect(200);
      expect(await bindings()).toEqual({ u1: 'A', u3: 'C' });
      expect((await act('apply', id).expect(409)).body).toMatchObject({ code: 'BINDING_BATCH_STATE', details: { state: 'applied' } });
    });

    it('asks WeCom nothing about people who have the account already, or are given none', async () => {
      await bind('u1', 'A');
      const asked = wecom.callsOf('user/get').length;
      const id = await imported('u1=a', 'u2=', 'nobody=');
      expect(await problems(id)).toEqual({ 2: 'unchanged', 3: 'unchanged', 4: 'unchanged' });
      expect(wecom.callsOf('user/get')).toHaveLength(asked);
      expect((await act('apply', id).expect(400)).body.details.fields).toHaveProperty('rows');
    });

    it('names an account that two people are to have', async () => {
      const id = await imported('u1=Same', 'u2=same', 'u3=Other');
      expect(await problems(id)).toEqual({ 2: 'account_twice', 3: 'account_twice', 4: 'ok' });
    });

    it('lets people exchange their accounts, in a circle too', async () => {
      await bind('u1', 'A');
      await bind('u2', 'B');
      await bind('u3', 'C');
      const id = await imported('u1=B', 'u2=C', 'u3=A');
      expect((await rowsOf(id)).map((row) => row.previous?.wecomUserId)).toEqual(['A', 'B', 'C']);
      await act('apply', id).expect(200);
      expect(await bindings()).toEqual({ u1: 'B', u2: 'C', u3: 'A' });
      await act('undo', id).expect(200);
      expect(await bindings()).toEqual({ u1: 'A', u2: 'B', u3: 'C' });
    });

    it('refuses a whole chain when its end stays where it is', async () => {
      await bind('u1', 'A');
      await bind('u2', 'B');
      await bind('u3', 'C');
      const id = await imported('u1=B', 'u2=C', 'u3=no-such');
      expect(await problems(id)).toEqual({ 2: 'account_taken', 3: 'account_taken', 4: 'account_not_found' });
    });

    it('applies nothing when a binding changed since the preview; a refresh shows what is so now', async () => {
      await bind('u1', 'A');
      const id = await imported('u1=B', 'u2=C', 'u3=D');
      await bind('u1', 'Z');
      await bind('u4', 'C');
      const { body } = await act('apply', id).expect(409);
      expect(body).toMatchObject({ code: 'BINDING_BATCH_OUTDATED', details: { rows: [{ rowNumber: 2, hostUserName: '张伟' }, { rowNumber: 3, hostUserName: '李娜' }] } });
      expect(await bindings()).toEqual({ u1: 'Z', u4: 'C' });
      await act('refresh', id).expect(200);
      expect(await problems(id)).toEqual({ 2: 'ok', 3: 'account_taken', 4: 'ok' });
      await act('apply', id).expect(200);
      expect(await bindings()).toEqual({ u1: 'B', u3: 'D', u4: 'C' });
    });

    it('refuses to apply a part of a chain that cannot be without the rest', async () => {
      await bind('u1', 'A');
      await bind('u2', 'B');
      const id = await imported('u1=B', 'u2=A');
      expect((await act('apply', id, { rows: [2] }).expect(409)).body.code).toBe('BINDING_BATCH_OUTDATED');
      expect(await bindings()).toEqual({ u1: 'A', u2: 'B' });
    });

    it('cannot be applied twice, nor half, however many try at once', async () => {
      const one = await imported('u1=A', 'u2=B');
      const other = await imported('u3=B', 'u4=D');
      const answers = await Promise.all([act('apply', one), act('apply', one), act('apply', other), act('apply', other)]);
      const winners = answers.filter((answer) => answer.status === 200).map((answer) => answer.body.id as string);
      expect(winners).toHaveLength(1);
      expect(await bindings()).toEqual(winners[0] === one ? { u1: 'A', u2: 'B' } : { u3: 'B', u4: 'D' });
    });

    it('is undone where nobody changed the binding since', async () => {
      await bind('u1', 'A');
      const id = await imported('u1=X', 'u2=Y', 'u3=Z', 'u4=W');
      await act('apply', id).expect(200);
      process.clock.advance({ seconds: 1 });
      await bind('u3', 'Later');
      await bind('u2', 'Y');
      const { body } = await act('undo', id).expect(200);
      expect(body).toMatchObject({ state: 'undone', undoneBy: 'u1', counts: { applied: 4, undone: 2 } });
      expect(await bindings()).toEqual({ u1: 'A', u2: 'Y', u3: 'Later' });
      await act('undo', id).expect(409);
    });

    it('keeps a binding that it cannot give its earlier account back', async () => {
      await bind('u1', 'A');
      await bind('u2', 'B');
      const id = await imported('u1=X', 'u2=A');
      await act('apply', id).expect(200);
      // u2 was changed since and holds nothing of the import; u3 got u1's earlier account.
      await bind('u2', 'Q');
      await bind('u3', 'A');
      expect((await act('undo', id).expect(200)).body.counts).toMatchObject({ applied: 2, undone: 0 });
      expect(await bindings()).toEqual({ u1: 'X', u2: 'Q', u3: 'A' });
    });

    it('is undone only as the last one, and then the one before it may be', async () => {
      const first = await imported('u1=A');
      await act('apply', first).expect(200);
      process.clock.advance({ seconds: 1 });
      const second = await imported('u1=B');
      await act('apply', second).expect(200);
      expect((await act('undo', first).expect(409)).body).toMatchObject({ code: 'BINDING_BATCH_NOT_LAST', details: { lastBatchId: second } });
      await act('undo', second).expect(200);
      expect(await bindings()).toEqual({ u1: 'A' });
      await act('undo', first).expect(200);
      expect(await bindings()).toEqual({});
    });

    it('comes back from the export: who was added is bound, everything else is unchanged', async () => {
      process.host.setUser({ id: '=1+1', name: '=HYPERLINK("http://x")', account: '公式' });
      await bind('u1', 'ZhangWei');
      const { text, headers } = await api('get', '/bindings/export').query({ authorizationId }).expect(200);
      expect(headers['content-type']).toBe('text/csv; charset=utf-8');
      expect(headers['content-disposition']).toContain('.csv');
      const lines = text.replace(/^\uFEFF/, '').trimEnd().split('\r\n');
      expect(lines[0]).toBe('用户ID,姓名,登录账号,企业微信账号,企业微信姓名,绑定状态');
      expect(lines[1]).toBe('u1,张伟,zhangwei,ZhangWei,名ZhangWei,正常');
      expect(lines[5]).toBe(`'=1+1,"'=HYPERLINK(""http://x"")",公式,,,`);
      const { body } = await upload(text.replace("公式,,", '公式,Formula,')).expect(201);
      await work();
      expect(await problems(body.id)).toEqual({ 2: 'unchanged', 3: 'unchanged', 4: 'unchanged', 5: 'unchanged', 6: 'ok' });
    });

    it('is taken in on Fastify too', async () => {
      const other = await startTestProcess({
        databaseUrl: database.url,
        wecom,
        adapter: 'fastify',
        beside: (authorization) => [UserBindingModule.register({ http: true, imports: [authorization, usesOf()] })],
      });
      const post = () => request(other.app.getHttpServer()).post('/push/bindings/imports').query({ authorizationId }).set(admin);
      const { body } = await post().set('content-type', 'text/csv').send('用户ID,企业微信账号\nu1,A\n').expect(201);
      expect(body.counts).toMatchObject({ total: 1 });
      expect((await post().send({ file: 'x' }).expect(400)).body.message).toContain('text/csv');
      const { text } = await request(other.app.getHttpServer()).get('/push/bindings/export').query({ authorizationId, language: 'en-US' }).set(admin).expect(200);
      expect(text).toContain('user_id,name,account,wecom_user_id,wecom_name,state');
      await other.close();
    });

    it('is refused as a whole when it is no such file', async () => {
      for (const file of ['', 'a,b\n1,2\n', Buffer.alloc(5_000_001, 'a')]) {
        expect((await upload(file).expect(400)).body).toMatchObject({ code: 'INVALID_INPUT', details: { fields: { file: expect.anything() } } });
      }
      expect((await api('post', '/bindings/imports').query({ authorizationId }).send({ file: 'x' }).expect(400)).body.message).toContain('text/csv');
    });

    it('of 5000 rows is applied and undone at once', async () => {
      const count = 5000;
      const { body } = await upload('user_id,wecom_user_id\nu1,a\n').expect(201);
      await work();
      await process.query(
        `insert into push_binding (tenant_id, id, authorization_id, host_user_id, host_user_name, wecom_user_id, wecom_user_key, wecom_name, state, bound_by, bound_at, updated_at)
         select 'default', gen_random_uuid(), $1, 'p-' || n, n, 'W' || n, 'w' || n, n, 'active', 'u1', '2026-03-02', '2026-03-02' from generate_series(1, $2::int) as n`,
        [authorizationId, count],
      );
      // Everybody gets the account of the next one: nothing is free until all have moved.
      await process.query(
        `insert into push_binding_batch_row (tenant_id, batch_id, row_number, host_user_id, host_user_name, wecom_user_id, wecom_user_key, wecom_name, outcome)
         select 'default', $1, n + 2, 'p-' || n, n, 'W' || n % $2::int + 1, 'w' || n % $2::int + 1, n, 'ok' from generate_series(1, $2::int) as n`,
        [body.id, count],
      );
      expect((await act('refresh', body.id).expect(200)).body.counts).toMatchObject({ ok: count + 1, error: 0 });
      await act('apply', body.id).expect(200);
      expect(await process.query(`select wecom_user_id from push_binding where host_user_id = 'p-5000'`)).toEqual([{ wecom_user_id: 'W1' }]);
      expect((await act('undo', body.id).expect(200)).body.counts).toMatchObject({ undone: count + 1 });
      expect(await process.query(`select wecom_user_id from push_binding where host_user_id in ('u1', 'p-5000')`)).toEqual([{ wecom_user_id: 'W5000' }]);
    });
  });

  describe('a match', () => {
    const people = (count: number, email: (i: number) => string | undefined) => {
      process.host.users.clear();
      for (let i = 0; i < count; i++) process.host.setUser({ id: `p-${i}`, name: `员工${i}`, email: email(i) });
    };

    it('finds people by e-mail, then by mobile, and proposes what an administrator may choose from', async () => {
      process.host.users.clear();
      process.host.setUser({ id: 'a', name: '甲', email: 'jia@example.com', mobile: '13800000001' });
      process.host.setUser({ id: 'b', name: '乙', email: 'no-yi@example.com', mobile: '13800000001' });
      process.host.setUser({ id: 'c', name: '丙', email: 'no-bing@example.com', mobile: '13800000000' });
      process.host.setUser({ id: 'd', name: '丁', email: '没有' });
      process.host.setUser({ id: 'e', name: '戊', email: 'wu@example.com', active: false });
      process.host.setUser({ id: 'f', name: '己', email: 'ji@example.com' });
      process.host.setUser({ id: 'g', name: '庚', email: 'geng@example.com' });
      await bind('f', 'Ji');
      const id = await matched();
      expect(await get(id)).toMatchObject({ state: 'previewed', by: ['email', 'mobile'], lookups: 6, wrongLookups: 3, counts: { total: 6, ok: 3, unchanged: 1, error: 2 } });
      expect((await rowsOf(id)).map(({ hostUserId, outcome, wecomUserId, matchedBy, problem }) => [hostUserId, outcome, wecomUserId, matchedBy, problem?.code])).toEqual([
        ['a', 'ok', 'jia', 'email', undefined],
        ['b', 'ok', 'm13800000001', 'mobile', undefined],
        ['c', 'error', null, null, 'contact_not_found'],
        ['d', 'error', null, null, 'contact_missing'],
        ['f', 'unchanged', null, null, undefined],
        ['g', 'ok', 'geng', 'email', undefined],
      ]);
      await act('apply', id, { rows: [1, 2] }).expect(200);
      expect(await bindings()).toEqual({ a: 'jia', b: 'm13800000001', f: 'Ji' });
      await act('undo', id).expect(200);
      expect(await bindings()).toEqual({ f: 'Ji' });
    });

    it('looks only at whom it is told to', async () => {
      const id = await matched({ by: ['email'], groupId: 'g-daily' });
      expect((await rowsOf(id)).map((row) => row.hostUserId)).toEqual(['u1', 'u2']);
    });

    it('is one at a time in an authorization', async () => {
      const { body } = await api('post', '/bindings/matches').send({ authorizationId, by: ['email'] }).expect(201);
      expect((await api('post', '/bindings/matches').send({ authorizationId, by: ['mobile'] }).expect(409)).body).toMatchObject({ code: 'BINDING_BATCH_UNDER_WAY', details: { batchId: body.id } });
      expect((await act('stop', body.id).expect(200)).body).toMatchObject({ state: 'stopped', stopReason: 'person' });
      await api('post', '/bindings/matches').send({ authorizationId, by: ['mobile'] }).expect(201);
      expect((await act('resume', body.id).expect(409)).body.code).toBe('BINDING_BATCH_UNDER_WAY');
    });

    it('stops after a few look-ups in vain while the account cap is unknown', async () => {
      people(300, (i) => `no-${i}@example.com`);
      const id = await matched({ by: ['email'] });
      expect(await get(id)).toMatchObject({ state: 'stopped', stopReason: 'wrong_lookups', wrongLookups: 10, lookups: 10, counts: { error: 10, pending: 190 } });
    });

    it('stops at a tenth of the account cap, counts all matches of two days together, and goes on without repeating a look-up', async () => {
      people(150, (i) => (i % 2 ? `no-${i}@example.com` : `p${i}@example.com`));
      const id = await matched({ by: ['email'], accountCap: 400 });
      expect(await get(id)).toMatchObject({ state: 'stopped', wrongLookups: 40 });
      await act('apply', await matched({ by: ['email'], accountCap: 400 })).expect(400);
      expect((await get(id)).wrongLookups).toBe(40);
      process.clock.advance({ days: 1 });
      await act('resume', id).expect(200);
      await work();
      expect(await get(id)).toMatchObject({ state: 'stopped', wrongLookups: 40 });
      process.clock.advance({ days: 1 });
      await act('resume', id).expect(200);
      await work();
      expect(await get(id)).toMatchObject({ state: 'previewed', stopReason: null, lookups: 150, wrongLookups: 75, counts: { ok: 75, error: 75, pending: 0 } });
      const asked = wecom.callsOf('user/get_userid_by_email').map((call) => (call.input as { email: string }).email);
      expect(new Set(asked).size).toBe(asked.length);
    });

    it('never has one look-up in vain too many, also with the last ones under way at once', async () => {
      people(100, (i) => `no-${i}@example.com`);
      const id = await matched({ by: ['email'], accountCap: 34 });
      expect(await get(id)).toMatchObject({ state: 'stopped', wrongLookups: 3, lookups: 3 });
    });

    it('is gone on with by another process when one dies, without repeating a look-up that was written', async () => {
      people(450, (i) => `p${i}@example.com`);
      const { body } = await api('post', '/bindings/matches').send({ authorizationId, by: ['email'] }).expect(201);
      const checker = process.app.get(BatchChecker);
      const dying = new AbortController();
      // The work ends in the middle, and what it leaves looks like what a killed process leaves: the lease is still there.
      wecom.answer('user/get_userid_by_email', (input: unknown) => {
        if (wecom.callsOf('user/get_userid_by_email').length === 235) dying.abort();
        return { userid: (input as { email: string }).email.split('@')[0] };
      });
      await checker.workOnce(dying.signal);
      const left = await get(body.id);
      expect(left).toMatchObject({ state: 'checking', lookups: 240 });
      await process.query(`update push_binding_batch set leased_by = 'dead', leased_until = $1`, [new Date(process.clock.now().getTime() + 60_000)]);
      expect(await checker.workOnce(new AbortController().signal)).toBe(false);
      process.clock.advance({ seconds: 61 });
      await work();
      expect(await get(body.id)).toMatchObject({ state: 'previewed', lookups: 450, counts: { total: 450, ok: 450 } });
      const asked = wecom.callsOf('user/get_userid_by_email').map((call) => (call.input as { email: string }).email);
      expect(new Set(asked).size).toBe(450);
      expect(asked).toHaveLength(450);
    });

    it('waits when WeCom or the host does not answer, longer each time, and stops after six times', async () => {
      people(3, (i) => `p${i}@example.com`);
      wecom.answer('user/get_userid_by_email', refusal('user/get_userid_by_email', 45009, 'busy'));
      const id = await matched({ by: ['email'] });
      for (const minutes of [1, 2, 4, 8, 16]) {
        expect(await get(id)).toMatchObject({ state: 'checking', counts: { pending: 3 } });
        process.clock.advance({ minutes: minutes - 1, seconds: 59 });
        await work();
        process.clock.advance({ seconds: 1 });
        await work();
      }
      expect(await get(id)).toMatchObject({ state: 'stopped', stopReason: 'wecom_unavailable' });
      wecom.answer('user/get_userid_by_email', (input: unknown) => ({ userid: (input as { email: string }).email }));
      await act('resume', id).expect(200);
      process.host.failNext(new HostUnavailableError('no answer'));
      await work();
      expect(await get(id)).toMatchObject({ state: 'checking', stopReason: null });
      process.clock.advance({ minutes: 1 });
      await work();
      expect(await get(id)).toMatchObject({ state: 'previewed', counts: { ok: 3 } });
    });

    it('stops at once when WeCom refuses the app', async () => {
      people(3, (i) => `p${i}@example.com`);
      wecom.answer('user/get_userid_by_email', refusal('user/get_userid_by_email', 48002, 'app'));
      expect(await get(await matched({ by: ['email'] }))).toMatchObject({ state: 'stopped', stopReason: 'authorization' });
    });

    it('finds one account for two people of the same address', async () => {
      people(2, () => 'same@example.com');
      expect(await problems(await matched({ by: ['email'] }))).toEqual({ 1: 'account_twice', 2: 'account_twice' });
    });
  });

  describe('lists and access', () => {
    it('leaves who did what with a batch in the audit log', async () => {
      const id = await imported('u1=A');
      await act('apply', id).expect(200);
      await act('undo', id).expect(200);
      expect(process.audit.entries.slice(-3)).toMatchObject([
        { action: 'binding_batch.start', actor: { kind: 'user', id: 'u1' }, subject: { type: 'binding_batch', id, name: '销售部.csv' } },
        { action: 'binding_batch.apply', after: { authorizationId, counts: { applied: 1 } } },
        { action: 'binding_batch.undo', after: { counts: { applied: 1, undone: 1 } } },
      ]);
    });

    it('pages through batches and rows', async () => {
      const ids: string[] = [];
      for (let i = 0; i < 3; i++) ids.unshift(await imported('u1=A', 'u2=B', 'u3=C'));
      const { body: first } = await api('get', '/bindings/batches').query({ authorizationId, limit: 2 }).expect(200);
      const { body: second } = await api('get', '/bindings/batches').query({ authorizationId, limit: 2, cursor: first.nextCursor }).expect(200);
      expect([...first.items, ...second.items].map((batch: { id: string }) => batch.id)).toEqual(ids);
      expect(second.nextCursor).toBeUndefined();
      const { body: rows } = await api('get', `/bindings/batches/${ids[0]}/rows`).query({ limit: 2 }).expect(200);
      const { body: more } = await api('get', `/bindings/batches/${ids[0]}/rows`).query({ limit: 2, cursor: rows.nextCursor }).expect(200);
      expect([...rows.items, ...more.items].map((row: RowJson) => row.rowNumber)).toEqual([2, 3, 4]);
      for (const path of ['/bindings/batches', `/bindings/batches/${ids[0]}/rows`]) expect((await api('get', path).query({ authorizationId, cursor: 'made-up' })).status).toBe(400);
    });

    it("is for administrators, and shows nothing of another tenant's", async () => {
      const id = await imported('u1=A');
      const calls = (headers: Record<string, string>) => [
        api('get', '/bindings/export', headers).query({ authorizationId }),
        api('get', '/bindings/batches', headers).query({ authorizationId }),
        api('post', '/bindings/imports', headers).query({ authorizationId }).set('content-type', 'text/csv').send('user_id,wecom_user_id\nu1,A'),
        api('post', '/bindings/matches', headers).send({ authorizationId, by: ['email'] }),
        api('get', `/bindings/batches/${id}`, headers),
        api('get', `/bindings/batches/${id}/rows`, headers),
        ...['apply', 'undo', 'refresh', 'stop', 'resume'].map((verb) => api('post', `/bindings/batches/${id}/${verb}`, headers).send({})),
      ];
      for (const call of calls(asCaller({ administrator: true, tenantId: 'other' }))) expect((await call).status).toBe(404);
      for (const call of calls(asCaller({ projectRoles: { sales: 'editor' } }))) expect((await call).status).toBe(403);
      for (const call of calls({})) expect((await call).status).toBe(401);
      expect(await bindings()).toEqual({});
    });
  });
});
