import type { INestApplication } from '@nestjs/common';
import request, { type Test as Call } from 'supertest';
import { BiHostModule } from '../bi-host.module';
import { HostUnavailableError } from '../domain/bi-host.errors';
import { asCaller, DAILY_PAGE, inMemoryHostPorts, sampleHost, type InMemoryHost } from '../testing';
import { globalPorts, startApp } from '../testing/http-app';

describe.each(['express', 'fastify'] as const)('browsing the host on %s', (adapter) => {
  let app: INestApplication;
  let host: InMemoryHost;
  const get = (path: string, caller?: Parameters<typeof asCaller>[0]): Call => request(app.getHttpServer()).get(`/push/host/${path}`).set(caller ? asCaller(caller) : {});

  beforeEach(async () => {
    host = sampleHost().setProject({ id: 'hr', name: '人力资源' });
    app = await startApp(adapter, [globalPorts(inMemoryHostPorts(host)), BiHostModule]);
  });
  afterEach(() => app.close());

  it('shows people, groups and departments to administrators', async () => {
    const found = await get(`users?query=${encodeURIComponent('张')}&groupId=g-daily&limit=1`, { administrator: true }).expect(200);
    expect(found.body.items).toEqual([expect.objectContaining({ id: 'u1', name: '张伟', active: true })]);
    const first = await get('users?limit=3', { administrator: true }).expect(200);
    const second = await get(`users?limit=3&cursor=${first.body.nextCursor}`, { administrator: true }).expect(200);
    expect([...first.body.items, ...second.body.items].map((user: { id: string }) => user.id)).toEqual(['u1', 'u2', 'u3', 'u4']);
    expect(second.body).not.toHaveProperty('nextCursor');
    expect((await get('groups', { administrator: true }).expect(200)).body).toEqual({ items: [{ id: 'g-daily', name: '日报订阅' }] });
    expect((await get('departments', { administrator: true }).expect(200)).body.items).toHaveLength(2);
  });

  it.each(['users', 'groups', 'departments'])('shows %s to nobody but administrators and editors', async (path) => {
    expect((await get(path).expect(401)).body).toMatchObject({ code: 'NOT_AUTHENTICATED' });
    for (const caller of [{}, { projectRoles: { sales: 'viewer' } }] satisfies Parameters<typeof asCaller>[0][]) expect((await get(path, caller).expect(403)).body).toMatchObject({ code: 'FORBIDDEN' });
    expect(host.calls).toEqual([]);
    await get(path, { projectRoles: { sales: 'editor' } }).expect(200);
  });

  it('names people by id to every member, without how they are reached', async () => {
    host.setUser({ id: 'u9', name: '赵六', email: 'zhao@example.com', mobile: '13800000009', active: false });
    const { body } = await get('people?ids=u9,nobody,u1', { projectRoles: { sales: 'viewer' } }).expect(200);
    expect(body.items).toEqual(expect.arrayContaining([{ id: 'u9', name: '赵六', account: expect.any(String), active: false }, { id: 'u1', name: '张伟', account: expect.any(String), active: true }]));
    expect(body.items).toHaveLength(2);
    const many = Array.from({ length: 101 }, (_, index) => `u${index}`).join(',');
    expect((await get(`people?ids=${many}`, { administrator: true }).expect(400)).body).toMatchObject({ code: 'INVALID_INPUT', details: { fields: { ids: [expect.any(String)] } } });
    await get('people?ids=u1').expect(401);
  });

  it('shows how people are reached to administrators only', async () => {
    host.setUser({ id: 'u9', name: '赵六', email: 'zhao@example.com', mobile: '13800000009' });
    const ofU9 = async (caller: Parameters<typeof asCaller>[0]) => (await get(`users?query=${encodeURIComponent('赵六')}`, caller).expect(200)).body.items[0];
    expect(await ofU9({ administrator: true })).toMatchObject({ email: 'zhao@example.com', mobile: '13800000009' });
    const seen = await ofU9({ projectRoles: { sales: 'editor' } });
    expect(seen).toMatchObject({ id: 'u9', name: '赵六' });
    expect(Object.keys(seen)).not.toEqual(expect.arrayContaining(['email']));
    expect(JSON.stringify(seen)).not.toMatch(/zhao@|138/);
  });

  it('shows members the projects in which they have a role, administrators all', async () => {
    expect((await get('projects', { projectRoles: { sales: 'viewer' } }).expect(200)).body.items).toEqual([{ id: 'sales', name: '销售分析' }]);
    expect((await get('projects', {}).expect(200)).body.items).toEqual([]);
    expect((await get('projects', { administrator: true }).expect(200)).body.items).toHaveLength(2);
    await get('projects').expect(401);
  });

  it('shows the pages of a project to who has a role in it', async () => {
    const daily = `projects/${DAILY_PAGE.projectId}/pages`;
    const { body } = await get(`${daily}?query=${encodeURIComponent('日报')}`, { projectRoles: { sales: 'viewer' } }).expect(200);
    expect(body.items).toEqual([expect.objectContaining({ id: 'daily', title: '销售日报', published: true, sharing: true })]);
    expect((await get(daily, { projectRoles: { hr: 'editor' } }).expect(403)).body.details).toEqual({ role: 'viewer', projectId: 'sales' });
    await get(daily).expect(401);
  });

  it.each([
    ['limit=201', 'limit'],
    ['limit=0', 'limit'],
    ['limit=many', 'limit'],
    [`query=${'x'.repeat(101)}`, 'query'],
    ['groupId=a&groupId=b', 'groupId'],
    ['sort=name', 'sort'],
  ])('names what is wrong in ?%s', async (query, field) => {
    const { body } = await get(`users?${query}`, { administrator: true }).expect(400);
    expect(body.code).toBe('INVALID_INPUT');
    expect(Object.keys(body.details.fields)).toEqual([field]);
  });

  it('says that the host is down', async () => {
    host.failNext(new HostUnavailableError('The BI host did not answer within 10 s'));
    const { body } = await get('groups', { administrator: true }).expect(503);
    expect(body).toEqual({ code: 'HOST_UNAVAILABLE', message: 'The BI host did not answer within 10 s', details: {} });
  });

  it('keeps tenants apart', async () => {
    await get('groups', { administrator: true, tenantId: 't2' }).expect(200);
    expect(host.calls).toEqual([{ tenantId: 't2', method: 'listGroups' }]);
  });
});
