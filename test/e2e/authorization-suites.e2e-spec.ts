import { AuthorizationEndings } from '#authorization';
import { agentGet, userGet } from '#wecom';
import { DEMO_CORP_ID } from '../../apps/sandbox/src/seed/demo-corp';
import { DEMO_PROVIDER_CORP_ID, DEMO_SUITE_ID, DEMO_TEMPLATE_ID } from '../../apps/sandbox/src/seed/demo-suites';
import { ProviderWorld } from './authorization/provider-world';

describe('a corp authorizes an app of the provider', () => {
  let w: ProviderWorld;
  let secondCorpId: string;

  beforeAll(async () => {
    w = await ProviderWorld.start();
  });
  afterAll(() => w.close());
  beforeEach(async () => {
    await w.reset();
    secondCorpId = [...w.sandbox.platform.corps.keys()].find((corpId) => corpId !== DEMO_CORP_ID) ?? '';
  });

  /** As an administrator would: by the link, from the CorpID to active. */
  const authorize = async (mode: 'customized' | 'third_party', tenantId = 'default'): Promise<string> => {
    const link = await w.begin(mode, DEMO_CORP_ID, tenantId);
    const redirect = await w.confirm(link.url);
    if (redirect) await w.http.get(new URL(redirect).pathname).query(Object.fromEntries(new URL(redirect).searchParams)).expect(200);
    await w.deliverAll();
    return link.id;
  };

  it('passes the check of its callback address, which WeCom makes with the corpid of the provider', async () => {
    const { callbacks } = w.sandbox.platform;
    await w.process.app.listen(0, '127.0.0.1');
    const { port } = w.process.app.getHttpServer().address() as { port: number };
    for (const channel of [`suite-${DEMO_TEMPLATE_ID}`, `data-${DEMO_SUITE_ID}`]) {
      const settings = { url: `http://127.0.0.1:${port}/push/callbacks/${channel}`, token: 'hJ3kQz7TestToken01', encodingAesKey: 'BiPushDemoKey0123456789abcdefghijklmnopqrst' };
      expect(await callbacks.verify(settings, DEMO_PROVIDER_CORP_ID)).toBe('');
    }
  });

  describe.each(['customized', 'third_party'] as const)('%s', (mode) => {
    it('from the CorpID by a link and QR pictures to an app that may be called', async () => {
      const link = await w.begin(mode);
      expect(link).toMatchObject({
        expired: false,
        authorization: { mode, corpId: DEMO_CORP_ID, state: 'pending', agentId: null, trouble: null },
        qrPng: expect.stringMatching(/^data:image\/png;base64,/),
        qrSvg: expect.stringContaining('<svg'),
      });
      const redirect = await w.confirm(link.url);
      if (redirect) {
        const page = await w.http.get(new URL(redirect).pathname).query(Object.fromEntries(new URL(redirect).searchParams));
        expect(page).toMatchObject({ status: 200, type: 'text/plain', text: expect.stringContaining('授权成功') });
      }
      await w.deliverAll();
      const app = w.truth(mode);
      expect(await w.stateOf(link.id)).toMatchObject({ state: 'active', agentId: app?.agentId, agentName: app?.data.name, visibleRange: { departmentIds: [1] }, trouble: null });
      expect(await w.client.call(link.id, agentGet, { agentId: app?.agentId ?? 0 })).toMatchObject({ name: app?.data.name });
      const [member] = app?.visible.members ?? [];
      expect(await w.client.call(link.id, userGet, { userId: member && app ? app.idOf(member) : '' })).toBeDefined();
      const health = (await w.api('get', `/push/authorizations/${link.id}/health`).expect(200)).body;
      expect(health.checks.map((check: { name: string; status: string }) => [check.name, check.status])).toContainEqual(['suite_ticket', 'ok']);
      expect(w.process.audit.entries.map(({ action }) => action)).toEqual(['authorization.create', 'authorization.active']);
    });

    it('takes the same confirmation twice for one', async () => {
      const link = await w.begin(mode);
      const redirect = await w.confirm(link.url);
      const come = async (): Promise<void> => {
        if (redirect) await w.http.get(new URL(redirect).pathname).query(Object.fromEntries(new URL(redirect).searchParams)).expect(200);
      };
      await Promise.all([come(), come()]);
      const mail = await w.takeMail();
      for (const one of [...mail, ...mail]) await w.deliver(one);
      expect(await w.stateOf(link.id)).toMatchObject({ state: 'active' });
      expect((await w.api('get', '/push/authorizations')).body.items).toHaveLength(1);
    });

    it('refuses another corp than the one that was typed, clearly, and keeps nothing of it', async () => {
      const link = await w.begin(mode);
      const redirect = await w.confirm(link.url, secondCorpId);
      if (redirect) {
        const page = await w.http.get(new URL(redirect).pathname).query(Object.fromEntries(new URL(redirect).searchParams));
        expect(page.text).toContain('授权未被接受');
      }
      await w.deliverAll();
      expect(await w.stateOf(link.id)).toMatchObject({ state: 'pending', trouble: { reason: 'corp_mismatch', remedy: { 'zh-CN': expect.stringContaining('CorpID') }, actor: 'bi_admin' } });
      expect(await w.codeOf(link.id)).toBeUndefined();
      // The right one may still come.
      const again = (await w.api('post', `/push/authorizations/${link.id}/link`).expect(200)).body;
      const back = await w.confirm(again.url);
      if (back) await w.http.get(new URL(back).pathname).query(Object.fromEntries(new URL(back).searchParams)).expect(200);
      await w.deliverAll();
      expect(await w.stateOf(link.id)).toMatchObject({ state: 'active', trouble: null });
    });

    it('refuses a corp that another tenant holds, without disturbing that one', async () => {
      const first = await authorize(mode);
      const second = await authorize(mode, 'other');
      expect(await w.stateOf(second, 'other')).toMatchObject({ state: 'pending', trouble: { reason: 'corp_claimed' } });
      expect(await w.stateOf(first)).toMatchObject({ state: 'active' });
      expect((await w.api('get', `/push/authorizations/${first}/link`, 'other')).status).toBe(404);
      expect((await w.api('post', `/push/authorizations/${first}/link`, 'other')).status).toBe(404);
    });

    it('ends when the corp cancels: the code is destroyed, and the corp may authorize anew', async () => {
      const id = await authorize(mode);
      const left: string[] = [];
      w.process.app.get(AuthorizationEndings).on(async ({ authorizationId }) => void left.push(authorizationId));
      const app = w.truth(mode);
      if (app) w.administration.cancelAuthorization(app);
      await w.deliverAll();
      expect(await w.stateOf(id)).toMatchObject({ state: 'revoked', visibleRange: { userIds: [], departmentIds: [], tagIds: [] } });
      // Whoever holds data of the corp deletes it.
      expect(left).toEqual([id]);
      expect(await w.codeOf(id)).toBeUndefined();
      const next = await authorize(mode);
      expect(next).not.toBe(id);
      expect(await w.stateOf(next)).toMatchObject({ state: 'active' });
    });

    it('finds a cancellation that was never told by the next day, or when the corp is to be authorized anew', async () => {
      const id = await authorize(mode);
      const app = w.truth(mode);
      if (app) w.administration.cancelAuthorization(app);
      await w.takeMail();
      await w.nextDay();
      expect(await w.stateOf(id)).toMatchObject({ state: 'revoked' });

      const second = await authorize(mode);
      const again = w.truth(mode);
      if (again) w.administration.cancelAuthorization(again);
      await w.takeMail();
      const third = await authorize(mode);
      expect(await w.stateOf(second)).toMatchObject({ state: 'revoked' });
      expect(await w.stateOf(third)).toMatchObject({ state: 'active' });
    });

    it('is not ended by a cancellation that comes after the corp has authorized anew', async () => {
      await authorize(mode);
      const app = w.truth(mode);
      if (app) w.administration.cancelAuthorization(app);
      const late = await w.takeMail();
      const next = await authorize(mode);
      for (const mail of late) await w.deliver(mail);
      expect(await w.stateOf(next)).toMatchObject({ state: 'active' });
    });

    it('follows the visible range and the switch of the app', async () => {
      const id = await authorize(mode);
      const app = w.truth(mode);
      if (!app) throw new Error('no app');
      w.administration.setRange(app, { users: [], parties: [2], tags: [] });
      await w.deliverAll();
      expect(await w.stateOf(id)).toMatchObject({ state: 'active', visibleRange: { departmentIds: [2] } });
      w.administration.setEnabled(app, false);
      await w.deliverAll();
      expect(await w.stateOf(id)).toMatchObject({ state: 'broken' });
      w.administration.setEnabled(app, true);
      await w.deliverAll();
      expect(await w.stateOf(id)).toMatchObject({ state: 'active' });
    });

    it('refuses to begin for a corp that works, and gives no link to one that is revoked', async () => {
      const id = await authorize(mode);
      expect(await w.api('post', '/push/authorizations/links').send({ mode, corpId: DEMO_CORP_ID.toUpperCase() })).toMatchObject({ status: 409, body: { code: 'AUTHORIZATION_EXISTS', details: { authorizationId: id } } });
      expect((await w.api('put', `/push/authorizations/${id}/secret`).send({ secret: 'x' })).status).toBe(409);
      expect((await w.api('put', `/push/authorizations/${id}/callback`)).status).toBe(409);
      await w.api('delete', `/push/authorizations/${id}`).expect(204);
      expect((await w.api('post', `/push/authorizations/${id}/link`)).body).toMatchObject({ code: 'AUTHORIZATION_NOT_USABLE' });
    });

    it('lets a link expire and be renewed; beginning twice goes on with the same authorization', async () => {
      const first = await w.begin(mode);
      expect((await w.begin(mode)).id).toBe(first.id);
      w.clock.advance({ days: 11 });
      await w.pushTickets();
      const old = (await w.api('get', `/push/authorizations/${first.id}/link`).expect(200)).body;
      expect(old.expired).toBe(true);
      const renewed = (await w.api('post', `/push/authorizations/${first.id}/link`).expect(200)).body;
      expect(renewed.expired).toBe(false);
      expect(renewed.url).not.toBe(old.url);
      const redirect = await w.confirm(renewed.url);
      if (redirect) await w.http.get(new URL(redirect).pathname).query(Object.fromEntries(new URL(redirect).searchParams)).expect(200);
      await w.deliverAll();
      expect(await w.stateOf(first.id)).toMatchObject({ state: 'active' });
    });
  });

  it('takes a new permanent code from its callback, and finds by itself that one was lost', async () => {
    const id = await authorize('customized');
    const app = w.truth('customized');
    if (!app) throw new Error('no app');
    w.administration.resetSecret(app);
    await w.deliverAll();
    expect(await w.codeOf(id)).toBe(app.data.secret);
    expect(await w.stateOf(id)).toMatchObject({ state: 'active' });

    w.administration.resetSecret(app);
    await w.takeMail();
    await w.nextDay();
    expect(await w.stateOf(id)).toMatchObject({ state: 'broken', trouble: { reason: 'secret_refused', remedy: { 'en-US': expect.stringContaining('authorization') } } });
    // It is mended in place: tasks go on naming it.
    const link = (await w.api('post', `/push/authorizations/${id}/link`).expect(200)).body;
    await w.confirm(link.url);
    await w.deliverAll();
    expect(await w.stateOf(id)).toMatchObject({ state: 'active', trouble: null });
  });

  it('goes on with a confirmation that WeCom did not let us finish', async () => {
    const link = await w.begin('customized');
    await w.confirm(link.url);
    w.sandbox.platform.faults.add({ kind: 'errcode', api: 'service/corpid_to_opencorpid', errcode: -1, times: 1 });
    await w.deliverAll();
    expect(await w.stateOf(link.id)).toMatchObject({ state: 'pending' });
    w.clock.advance({ seconds: 5 });
    await w.work();
    expect(await w.stateOf(link.id)).toMatchObject({ state: 'active' });
  });

  it('leaves out a corp that installed without a link: it belongs to no tenant', async () => {
    const corp = w.sandbox.platform.corp(DEMO_CORP_ID);
    const suite = w.sandbox.platform.suites.suites.get(DEMO_SUITE_ID);
    if (!corp || !suite) throw new Error('no such corp or suite');
    w.administration.authorize(suite, corp, { adminUserId: 'x', range: { users: [], parties: [1], tags: [] }, state: '', callback: true });
    await w.deliverAll();
    expect(await w.process.query('select 1 from push_authorization')).toEqual([]);
  });

  it('says that no ticket has come, and asks WeCom nothing', async () => {
    await w.process.query('truncate push_suite_ticket, push_access_token');
    expect(await w.api('post', '/push/authorizations/links').send({ mode: 'third_party', corpId: DEMO_CORP_ID })).toMatchObject({ status: 503, body: { code: 'SUITE_TICKET_MISSING' } });
  });

  it('keeps the newest ticket, however they come', async () => {
    const { platform } = w.sandbox;
    const suite = platform.suites.suites.get(DEMO_SUITE_ID);
    if (!suite) throw new Error('no such suite');
    w.clock.advance({ minutes: 10 });
    platform.events.suiteTicket(suite);
    w.clock.advance({ minutes: 10 });
    platform.events.suiteTicket(suite);
    for (const mail of (await w.takeMail()).toReversed()) await w.deliver(mail);
    w.clock.advance({ minutes: 25 });
    await w.process.query('truncate push_access_token');
    await w.begin('third_party'); // refused by WeCom, were it the older one
  });

  it('stores no code, ticket or token in clear, and answers none', async () => {
    const ids = [await authorize('customized'), await authorize('third_party')];
    const secrets = [w.truth('customized')?.data.secret, w.truth('third_party')?.data.secret, ...[...w.sandbox.platform.suites.suites.values()].flatMap((suite) => suite.tickets.map(({ ticket }) => ticket))];
    const tables = ['push_authorization', 'push_access_token', 'push_wecom_event', 'push_suite_ticket', 'push_authorization_link', 'push_authorization_change'];
    const rows = JSON.stringify(await Promise.all(tables.map((table) => w.process.query(`select * from ${table}`))));
    const answers = JSON.stringify(await Promise.all(ids.map((id) => w.stateOf(id))));
    for (const secret of secrets) {
      expect(secret).toMatch(/.{20}/);
      expect(rows).not.toContain(secret);
      expect(answers).not.toContain(secret);
    }
  });
});
