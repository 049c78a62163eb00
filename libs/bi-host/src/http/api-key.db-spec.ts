import { Get, Post, type INestApplication } from '@nestjs/common';
import request from 'supertest';
import { PushController } from '#kernel';
import { createTestDatabase, schemaOf, TestClock, type TestDatabase } from '#kernel/testing';
import { AuditTrail, BI_HOST_MIGRATIONS, Caller } from '..';
import { asCaller } from '../testing';
import { startDatabaseApp } from '../testing/database-app';
import { Allow, CurrentCaller } from './access.guard';

const ADMINISTRATOR = { userId: 'u1', name: '张伟', administrator: true };

@PushController('things')
class ThingController {
  constructor(private readonly audit: AuditTrail) {}

  @Get()
  @Allow('member')
  who(@CurrentCaller() { tenantId, userId, name, administrator, roles }: Caller): object {
    return { tenantId, userId, name, administrator, roles };
  }

  @Post()
  @Allow('administrator')
  async change(@CurrentCaller() caller: Caller): Promise<void> {
    await this.audit.record(caller.actor, { tenantId: caller.tenantId, action: 'thing.change', subject: { type: 'thing', id: '1' } });
  }
}

interface Created {
  id: string;
  prefix: string;
  key: string;
}

describe.each(['express', 'fastify'] as const)('API keys on %s', (adapter) => {
  let database: TestDatabase;
  let app: INestApplication;
  let query: Awaited<ReturnType<typeof startDatabaseApp>>['query'];
  let clock: TestClock;

  beforeEach(async () => {
    clock = new TestClock();
    database = await createTestDatabase(schemaOf(BI_HOST_MIGRATIONS));
    ({ app, query } = await startDatabaseApp(adapter, database.url, clock, [ThingController]));
  });
  afterEach(async () => {
    await app.close();
    await database.drop();
  });

  const http = () => request(app.getHttpServer());
  const make = (more: object = {}, caller: Parameters<typeof asCaller>[0] = ADMINISTRATOR) =>
    http().post('/push/api-keys').set(asCaller(caller)).send({ name: '夜间同步', expiresAt: '2026-04-01T00:00:00Z', ...more });
  const made = async (more: object = {}): Promise<Created> => (await make(more).expect(201)).body as Created;
  const callAs = (key: string) => http().get('/push/things').set('authorization', `Bearer ${key}`);
  const list = async () => (await http().get('/push/api-keys').set(asCaller(ADMINISTRATOR)).expect(200)).body as { items: (Created & { lastUsedAt: string | null; revokedAt: string | null })[] };

  it('is shown once and lets a machine in with what it was given', async () => {
    const response = await make({ projectRoles: { sales: 'viewer' } }).expect(201);
    const created = response.body as Created;
    expect(response.headers['cache-control']).toBe('no-store');
    expect(created.key).toMatch(/^wbp_[0-9a-f]{32}_[\w-]{43}$/);
    expect(created.key.startsWith(`${created.prefix}_`)).toBe(true);
    expect((await callAs(created.key).expect(200)).body).toEqual({ tenantId: 'default', userId: `api-key:${created.id}`, name: '夜间同步', administrator: false, roles: { sales: 'viewer' } });
    const shown = await list();
    expect(shown.items).toEqual([expect.objectContaining({ id: created.id, prefix: created.prefix, createdBy: 'u1', revokedAt: null })]);
    expect(JSON.stringify(shown)).not.toContain(created.key.slice(-43));
    expect(JSON.stringify([await query('select * from push_api_key'), await query('select * from push_audit')])).not.toContain(created.key.slice(-43));
  });

  it('ends when it says, and at once when revoked', async () => {
    const [ending, revoked] = [await made({ expiresAt: '2026-03-02T02:00:00Z' }), await made()];
    await callAs(ending.key).expect(200);
    clock.set('2026-03-02T02:00:00Z');
    expect((await callAs(ending.key).expect(401)).body).toMatchObject({ code: 'NOT_AUTHENTICATED' });
    await http().delete(`/push/api-keys/${revoked.id}`).set(asCaller(ADMINISTRATOR)).expect(204);
    await callAs(revoked.key).expect(401);
    await http().delete(`/push/api-keys/${revoked.id}`).set(asCaller(ADMINISTRATOR)).expect(204);
    expect((await query(`select action from push_audit order by at, id`)).map(({ action }) => action)).toEqual(['api_key.create', 'api_key.create', 'api_key.revoke']);
  });

  it('lets nobody in with a key that was changed, cut or made up', async () => {
    const { key } = await made();
    const { key: other } = await made();
    const wrong = key.endsWith('A') ? `${key.slice(0, -1)}E` : `${key.slice(0, -1)}A`;
    for (const forged of [wrong, key.slice(0, -1), `${key}x`, `${key.slice(0, 36)}${other.slice(36)}`, 'wbp_', `wbp_${'0'.repeat(32)}_${'A'.repeat(43)}`, key.toUpperCase()]) {
      await callAs(forged).expect(401);
    }
  });

  it('does not ask the host about a key of ours, and leaves all else to the host', async () => {
    await callAs('wbp_made-up').set(asCaller(ADMINISTRATOR)).expect(401);
    expect((await callAs('a.b.c').set(asCaller(ADMINISTRATOR)).expect(200)).body).toMatchObject({ userId: 'u1' });
  });

  it('says when it was last used, with one write a minute', async () => {
    const { key } = await made();
    expect((await list()).items[0]?.lastUsedAt).toBeNull();
    const steps: [seconds: number, at: string][] = [[0, '01:00:00'], [59, '01:00:00'], [1, '01:01:00']];
    for (const [seconds, at] of steps) {
      clock.advance({ seconds });
      await callAs(key).expect(200);
      expect((await list()).items[0]?.lastUsedAt).toBe(`2026-03-02T${at}.000Z`);
    }
  });

  it('is what the audit log names for what it did', async () => {
    const { key, id } = await made({ administrator: true });
    await http().post('/push/things').set('authorization', `bearer ${key}`).expect(201);
    const { body } = await http().get('/push/audit?actorKind=api_key').set(asCaller(ADMINISTRATOR)).expect(200);
    expect((body as { items: unknown[] }).items).toEqual([expect.objectContaining({ action: 'thing.change', actor: { kind: 'api_key', id, name: '夜间同步' } })]);
  });

  it('makes no other keys, whatever it may do: a stolen one must not outlive its end', async () => {
    const { key } = await made({ administrator: true });
    await http().post('/push/api-keys').set('authorization', `Bearer ${key}`).send({ name: 'heir', expiresAt: '2026-04-01T00:00:00Z' }).expect(403);
  });

  it('belongs to its tenant and is for administrators to manage', async () => {
    const { id, key } = await made();
    const foreign = { ...ADMINISTRATOR, tenantId: 't2' };
    expect((await http().delete(`/push/api-keys/${id}`).set(asCaller(foreign)).expect(404)).body).toMatchObject({ code: 'API_KEY_NOT_FOUND' });
    expect((await http().get('/push/api-keys').set(asCaller(foreign)).expect(200)).body).toEqual({ items: [] });
    await callAs(key).expect(200);
    await make({}, { projectRoles: { sales: 'editor' } }).expect(403);
  });

  it('comes page by page', async () => {
    for (const name of ['a', 'b', 'c']) await made({ name });
    const page = async (parameters: string) =>
      (await http().get(`/push/api-keys?limit=2${parameters}`).set(asCaller(ADMINISTRATOR)).expect(200)).body as { items: { name: string }[]; nextCursor?: string };
    const first = await page('');
    const second = await page(`&cursor=${first.nextCursor}`);
    expect([...first.items, ...second.items].map(({ name }) => name)).toEqual(['c', 'b', 'a']);
    expect(second.nextCursor).toBeUndefined();
    const forged = Buffer.from('["1"]').toString('base64url');
    await http().get(`/push/api-keys?cursor=${forged}`).set(asCaller(ADMINISTRATOR)).expect(400);
  });

  it.each<[object, string]>([
    [{ name: '' }, 'name'],
    [{ expiresAt: '2026-03-02T01:00:00Z' }, 'expiresAt'],
    [{ expiresAt: '2027-03-04T00:00:00Z' }, 'expiresAt'],
    [{ expiresAt: 'soon' }, 'expiresAt'],
    [{ expiresAt: undefined }, 'expiresAt'],
    [{ projectRoles: { sales: 'owner' } }, 'projectRoles'],
    [{ projectRoles: ['sales'] }, 'projectRoles'],
    [{ administrator: 'false' }, 'administrator'],
    [{ tenantId: 't2' }, 'tenantId'],
  ])('names what is wrong in %j', async (more, field) => {
    expect(Object.keys((await make(more).expect(400)).body.details.fields)).toEqual([field]);
  });
});
