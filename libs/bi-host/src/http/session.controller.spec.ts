import type { INestApplication } from '@nestjs/common';
import request, { type Test as Call } from 'supertest';
import { TestClock } from '#kernel/testing';
import { BiHostHttpModule, BiHostModule, HttpContentSource, HttpHostModule, HttpUserDirectory, JwtHostAccess, UserDirectory, type HttpHostOptions } from '..';
import { globalPorts, startApp } from '../testing/http-app';
import { json, LoopbackHost, LOOPBACK_SECRET } from '../testing/loopback-host';

describe.each(['express', 'fastify'] as const)('signing in on %s', (adapter) => {
  const clock = new TestClock();
  const signedIn = { userId: 'u2', name: '李娜', administrator: false, projectRoles: { sales: 'editor' } };
  const me = { id: 'u2', name: '李娜', administrator: false, projectRoles: { sales: 'editor' } };
  let bi: LoopbackHost;
  let app: INestApplication;

  async function startWith(more: Partial<HttpHostOptions> = {}): Promise<void> {
    const key = { algorithm: 'HS256', secret: 'a-shared-secret-of-at-least-32-bytes!' } as const;
    const options: HttpHostOptions = { baseUrl: bi.url, secret: LOOPBACK_SECRET, access: { issuer: 'wecom-push', audience: 'wecom-push', key }, ...more };
    const httpHost = HttpHostModule.forRootAsync({ useFactory: () => options });
    const ports = { imports: [httpHost], userDirectory: HttpUserDirectory, contentSource: HttpContentSource, access: JwtHostAccess };
    app = await startApp(adapter, [globalPorts(ports), BiHostModule, BiHostHttpModule.with(httpHost)], clock);
  }
  const signIn = (body: object): Call => request(app.getHttpServer()).post('/push/sessions').send(body);
  const getAs = (path: string, token: string): Call => request(app.getHttpServer()).get(path).set('authorization', `Bearer ${token}`);

  beforeEach(async () => {
    clock.set('2026-03-02T01:00:00Z');
    bi = await LoopbackHost.start(() => clock.now());
    bi.answer = json(signedIn);
  });
  afterEach(async () => {
    await app.close();
    await bi.stop();
  });

  it('gives a token that works for 8 hours', async () => {
    await startWith();
    const { body, headers } = await signIn({ account: 'lina', password: '密码 1' }).expect(201);
    expect(body).toEqual({ token: expect.any(String), expiresAt: '2026-03-02T09:00:00.000Z', user: me });
    expect(headers['cache-control']).toBe('no-store');
    expect(bi.requests).toEqual([{ method: 'POST', target: '/bi/v1/sign-in', tenantId: 'default', body: { account: 'lina', password: '密码 1' } }]);
    clock.advance({ hours: 8 });
    expect((await getAs('/push/sessions/me', body.token).expect(200)).body).toEqual({ tenantId: 'default', ...me });
    clock.advance({ minutes: 1 });
    await getAs('/push/sessions/me', body.token).expect(401);
  });

  it('signs in to the tenant that is named, else to the one configured', async () => {
    await startWith({ defaultTenantId: 'acme' });
    const other = await signIn({ tenantId: 't2', account: 'lina', password: 'p' }).expect(201);
    expect((await getAs('/push/sessions/me', other.body.token)).body).toMatchObject({ tenantId: 't2' });
    await signIn({ account: 'lina', password: 'p' }).expect(201);
    expect(bi.requests.map(({ tenantId }) => tenantId)).toEqual(['t2', 'acme']);
  });

  it('keeps the token of an administrator short: roles say nothing more', async () => {
    await startWith();
    bi.answer = json({ ...signedIn, administrator: true });
    const { body } = await signIn({ account: 'lina', password: 'p' }).expect(201);
    expect((await getAs('/push/sessions/me', body.token).expect(200)).body).toMatchObject({ administrator: true, projectRoles: {} });
    await getAs('/push/host/users', body.token).expect(503); // let in; this host answers nothing that fits
  });

  it('says that account or password are wrong', async () => {
    await startWith();
    bi.answer = json({ code: 'WRONG_CREDENTIALS', message: '账号或密码错误' }, 401);
    const { body } = await signIn({ account: 'lina', password: 'wrong-password' }).expect(401);
    expect(body).toEqual({ code: 'WRONG_CREDENTIALS', message: 'Account or password is wrong', details: {} });
  });

  it('says when the host takes no more passwords for a while', async () => {
    await startWith();
    bi.answer = json({ code: 'TOO_MANY_ATTEMPTS', message: 'locked' }, 429);
    expect((await signIn({ account: 'lina', password: 'p' }).expect(429)).body).toMatchObject({ code: 'TOO_MANY_ATTEMPTS' });
  });

  it('does not blame the person for a wrong shared secret', async () => {
    await startWith({ secret: `${LOOPBACK_SECRET}!` });
    const { body } = await signIn({ account: 'lina', password: 'p' }).expect(503);
    expect(body.message).toContain('the shared secret differs');
  });

  it.each([
    [{ password: 'p' }, 'account'],
    [{ account: 'lina', password: '' }, 'password'],
    [{ account: 'lina', password: 'x'.repeat(257) }, 'password'],
    [{ account: 'lina', password: { $ne: '' } }, 'password'],
    [{ account: 'lina', password: 'p', tenantId: 'a\nb' }, 'tenantId'],
    [{ account: 'lina', password: 'p', administrator: true }, 'administrator'],
  ])('does not ask the host with %j', async (input, field) => {
    await startWith();
    const { body } = await signIn(input).expect(400);
    expect(Object.keys(body.details.fields)).toEqual([field]);
    expect(bi.requests).toEqual([]);
  });

  it('issues nothing where an identity provider does', async () => {
    await startWith({ access: { issuer: 'i', audience: 'a', key: { algorithm: 'RS256', jwksUrl: `${bi.url}/jwks.json` } } });
    expect((await signIn({ account: 'lina', password: 'p' }).expect(409)).body).toMatchObject({ code: 'SIGN_IN_ELSEWHERE' });
    expect(bi.requests).toEqual([]);
  });

  it('works with forRoot as with forRootAsync', async () => {
    await startWith();
    const key = { algorithm: 'HS256', secret: 'a-shared-secret-of-at-least-32-bytes!' } as const;
    const httpHost = HttpHostModule.forRoot({ baseUrl: bi.url, secret: LOOPBACK_SECRET, access: { issuer: 'i', audience: 'a', key } });
    const ports = { imports: [httpHost], userDirectory: HttpUserDirectory, contentSource: HttpContentSource, access: JwtHostAccess };
    const other = await startApp(adapter, [globalPorts(ports)], clock);
    bi.answer = json({ items: [] });
    expect(await other.get(UserDirectory).listGroups('t1')).toEqual([]);
    await other.close();
  });
});
