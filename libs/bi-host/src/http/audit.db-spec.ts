import { Body, Post, type INestApplication } from '@nestjs/common';
import { IsArray } from 'class-validator';
import request from 'supertest';
import { PushController, PushDatabase } from '#kernel';
import { createTestDatabase, schemaOf, TestClock, type TestDatabase } from '#kernel/testing';
import { AuditTrail, BI_HOST_MIGRATIONS, Caller, systemActor, type AuditEntry } from '..';
import { asCaller } from '../testing';
import { startDatabaseApp } from '../testing/database-app';
import { Allow, CurrentCaller } from './access.guard';

const ADMINISTRATOR = { userId: 'u1', name: '张伟', administrator: true };

class ChangesDto {
  @IsArray() entries: AuditEntry[];
}

/** A subject of some lib, whose changes are audited. */
@PushController('things')
@Allow('member')
class ThingController {
  constructor(private readonly audit: AuditTrail) {}

  @Post()
  async change(@CurrentCaller() caller: Caller, @Body() { entries }: ChangesDto): Promise<void> {
    for (const entry of entries) await this.audit.record(caller.actor, { ...entry, tenantId: caller.tenantId });
  }
}

const entry = (more: Partial<AuditEntry> = {}): AuditEntry => ({ tenantId: 'default', action: 'thing.update', subject: { type: 'thing', id: '1', name: '第一个' }, ...more });

interface Line {
  id: string;
  at: string;
  actor: { kind: string; id: string; name: string };
  action: string;
  subject: { id: string };
  before: unknown;
  after: unknown;
  remoteAddress: string | null;
  requestId: string | null;
}

describe.each(['express', 'fastify'] as const)('the audit log on %s', (adapter) => {
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

  const change = (entries: Partial<AuditEntry>[], caller: Parameters<typeof asCaller>[0] = ADMINISTRATOR) =>
    request(app.getHttpServer()).post('/push/things').set(asCaller(caller)).set('x-request-id', 'req-42').send({ entries: entries.map(entry) }).expect(201);
  const read = (parameters = '', caller: Parameters<typeof asCaller>[0] = ADMINISTRATOR) => request(app.getHttpServer()).get(`/push/audit${parameters}`).set(asCaller(caller));
  const lines = async (parameters = ''): Promise<Line[]> => ((await read(parameters).expect(200)).body as { items: Line[] }).items;

  it('says who did what, from where and when, before and after', async () => {
    await change([{ before: { title: '旧' }, after: { title: '新' } }]);
    expect(await lines()).toEqual([
      {
        id: expect.any(String),
        at: '2026-03-02T01:00:00.000Z',
        actor: { kind: 'user', id: 'u1', name: '张伟' },
        action: 'thing.update',
        subject: { type: 'thing', id: '1', name: '第一个' },
        before: { title: '旧' },
        after: { title: '新' },
        remoteAddress: expect.stringMatching(/127\.0\.0\.1$/),
        requestId: expect.any(String),
      },
    ]);
  });

  it('stores no secret, however deep it lies', async () => {
    await change([{ before: { secret: 'hush-1', list: [{ accessToken: 'hush-2' }] }, after: { aesKey: { inner: 'hush-3' }, newPassword: 'hush-4', hasSecret: true, secretNote: null, title: '新' } }]);
    const rows = JSON.stringify(await query('select * from push_audit'));
    expect(rows).not.toContain('hush');
    expect((await lines())[0]).toMatchObject({ before: { secret: '***', list: [{ accessToken: '***' }] }, after: { aesKey: '***', newPassword: '***', hasSecret: true, secretNote: null, title: '新' } });
  });

  it('finds by actor, action, subject and time, newest first', async () => {
    await change([{ action: 'thing.create', subject: { type: 'thing', id: 'a' } }]);
    clock.advance({ hours: 1 });
    await change([{ action: 'thing.delete', subject: { type: 'thing', id: 'b' } }], { userId: 'u2', name: '李娜' });
    clock.advance({ hours: 1 });
    await app.get(AuditTrail).record(systemActor('reconciliation'), entry({ action: 'things.move', subject: { type: 'other', id: 'a' } }));
    const ids = async (parameters: string): Promise<string[]> => (await lines(parameters)).map(({ action }) => action);
    expect(await ids('')).toEqual(['things.move', 'thing.delete', 'thing.create']);
    expect(await ids('?action=thing')).toEqual(['thing.delete', 'thing.create']);
    expect(await ids('?action=thing.delete')).toEqual(['thing.delete']);
    expect(await ids('?actorId=u2')).toEqual(['thing.delete']);
    expect(await ids('?actorKind=system')).toEqual(['things.move']);
    expect(await ids('?subjectType=thing&subjectId=a')).toEqual(['thing.create']);
    expect(await ids('?from=2026-03-02T02:00:00Z&to=2026-03-02T03:00:00Z')).toEqual(['thing.delete']);
  });

  it('comes page by page, lines of one moment neither lost nor doubled', async () => {
    await change(Array.from({ length: 7 }, (_none, index) => ({ subject: { type: 'thing', id: String(index) } })));
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await read(`?limit=3${cursor ? `&cursor=${cursor}` : ''}`).expect(200);
      seen.push(...(body as { items: Line[] }).items.map(({ subject }) => subject.id));
      cursor = (body as { nextCursor?: string }).nextCursor;
    } while (cursor);
    expect(seen).toEqual(['6', '5', '4', '3', '2', '1', '0']);
    for (const wrong of ['x', Buffer.from('["a","b"]').toString('base64url')]) expect((await read(`?cursor=${wrong}`).expect(400)).body.details.fields).toHaveProperty('cursor');
  });

  it('is for administrators, each of the own tenant', async () => {
    await change([{}]);
    await read('', { projectRoles: { sales: 'editor' } }).expect(403);
    await request(app.getHttpServer()).get('/push/audit').expect(401);
    expect((await read('', { ...ADMINISTRATOR, tenantId: 't2' }).expect(200)).body).toEqual({ items: [] });
  });

  it('goes with the change or not at all', async () => {
    const work = app.get(PushDatabase).transaction(async (tx) => {
      await app.get(AuditTrail).record(systemActor('test'), entry(), tx);
      throw new Error('the change failed');
    });
    await expect(work).rejects.toThrow('the change failed');
    expect(await lines()).toEqual([]);
  });

  it.each(["update push_audit set actor_id = 'u9'", 'delete from push_audit', 'truncate push_audit'])('cannot be changed by: %s', async (sql) => {
    await change([{}]);
    await expect(query(sql)).rejects.toThrow('push_audit is append-only');
    expect(await lines()).toHaveLength(1);
  });
});
