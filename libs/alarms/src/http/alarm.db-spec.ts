import { Global, Module, type INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { getDataSourceToken, TypeOrmModule } from '@nestjs/typeorm';
import request from 'supertest';
import type { DataSource } from 'typeorm';
import { HostAccess } from '#bi-host';
import { asCaller, TestHostAccess } from '#bi-host/testing';
import { Clock, PUSH_DATA_SOURCE, PushDatabase, pushDataSourceOptions } from '#kernel';
import { createTestDatabase, schemaOf, TestClock, type TestDatabase } from '#kernel/testing';
import { ALARMS_MIGRATIONS, Alarms, AlarmsModule, type AlarmKey, type NewAlarm } from '..';

const ADMINISTRATOR = { userId: 'u1', administrator: true };
const clock = new TestClock();

@Global()
@Module({
  providers: [{ provide: Clock, useValue: clock }, { provide: HostAccess, useClass: TestHostAccess }, PushDatabase],
  exports: [Clock, HostAccess, PushDatabase],
})
class WorldModule {}

const key = (subjectId: string, cause = 'TASK_STOPPED'): AlarmKey => ({ tenantId: 'default', cause, subject: { type: 'push_task', id: subjectId } });
const alarm = (subjectId: string, more: Partial<NewAlarm> = {}): NewAlarm => ({
  ...key(subjectId),
  subject: { type: 'push_task', id: subjectId, name: '每日销售日报' },
  audience: { kind: 'owner', userId: 'u1', projectId: 'sales' },
  language: 'zh-CN',
  text: '任务连续失败三次，已被停止',
  remedy: '请打开任务查看原因',
  path: `/tasks/${subjectId}`,
  ...more,
});

interface Item {
  cause: string;
  subject: { id: string };
  state: string;
  count: number;
  telling: { state: string };
}

describe('alarms', () => {
  let database: TestDatabase;
  let app: INestApplication;

  beforeEach(async () => {
    clock.set('2026-03-02T01:00:00Z');
    database = await createTestDatabase(schemaOf(ALARMS_MIGRATIONS));
    const typeorm = TypeOrmModule.forRoot({ name: PUSH_DATA_SOURCE, ...pushDataSourceOptions({ url: database.url, poolSize: 4 }), retryAttempts: 0 });
    const module = await Test.createTestingModule({ imports: [typeorm, WorldModule, AlarmsModule.register({ http: true })] }).compile();
    app = await module.createNestApplication({ logger: ['fatal'] }).init();
  });
  afterEach(async () => {
    await app.close();
    await database.drop();
  });

  const raise = (one: NewAlarm) => app.get(PushDatabase).transaction((tx) => app.get(Alarms).raise(one, tx));
  const clear = (one: AlarmKey) => app.get(PushDatabase).transaction((tx) => app.get(Alarms).clear(one, tx));
  const read = (query = '', caller: Parameters<typeof asCaller>[0] = ADMINISTRATOR) => request(app.getHttpServer()).get(`/push/alarms${query}`).set(asCaller(caller));
  const items = async (query = '', caller?: Parameters<typeof asCaller>[0]): Promise<Item[]> => ((await read(query, caller).expect(200)).body as { items: Item[] }).items;
  const dueAt = async (): Promise<Date | null> => (await app.get<DataSource>(getDataSourceToken(PUSH_DATA_SOURCE)).query('select due_at from push_alarm'))[0].due_at as Date | null;
  const told = () => app.get<DataSource>(getDataSourceToken(PUSH_DATA_SOURCE)).query(`update push_alarm set telling = 'told', told_at = $1, due_at = null`, [clock.now()]);

  it('collects the same cause of the same subject into one with a count', async () => {
    await Promise.all([raise(alarm('a')), raise(alarm('a')), raise(alarm('a')), raise(alarm('b')), raise(alarm('a', { cause: 'TASK_FAILED_ONCE' }))]);
    expect((await items()).map(({ cause, subject, count }) => `${cause} ${subject.id} ${count}`).toSorted()).toEqual(['TASK_FAILED_ONCE a 1', 'TASK_STOPPED a 3', 'TASK_STOPPED b 1']);
  });

  it('is to be told at once, then at most once an hour, also when it comes and goes', async () => {
    await raise(alarm('a'));
    expect(await dueAt()).toEqual(clock.now());
    await told();
    clock.advance({ minutes: 10 });
    await raise(alarm('a'));
    expect(await dueAt()).toEqual(new Date('2026-03-02T02:00:00Z'));
    await clear(key('a'));
    clock.advance({ minutes: 10 });
    await raise(alarm('a'));
    expect(await dueAt()).toEqual(new Date('2026-03-02T02:00:00Z'));
    expect(await items()).toEqual([expect.objectContaining({ state: 'open', count: 1 })]);
  });

  it('tells that it is over only to people who heard of it', async () => {
    await raise(alarm('a'));
    await clear(key('a'));
    expect(await dueAt()).toBeNull();
    expect((await items())[0]).toMatchObject({ state: 'cleared', telling: { state: 'none' } });
    await raise(alarm('a'));
    await told();
    await clear(key('a'));
    expect(await dueAt()).toEqual(clock.now());
  });

  it('comes page by page, open ones first, none lost or doubled', async () => {
    for (const id of ['a', 'b', 'c', 'd', 'e']) await raise(alarm(id));
    await clear(key('e'));
    clock.advance({ minutes: 1 });
    await raise(alarm('a'));
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await read(`?limit=2${cursor ? `&cursor=${cursor}` : ''}`).expect(200);
      seen.push(...(body as { items: Item[] }).items.map(({ subject }) => subject.id));
      cursor = (body as { nextCursor?: string }).nextCursor;
    } while (cursor);
    expect(seen).toEqual(['a', 'd', 'c', 'b', 'e']);
    expect((await items('?state=cleared')).map(({ subject }) => subject.id)).toEqual(['e']);
    expect((await read('?cursor=x').expect(400)).body.details.fields).toHaveProperty('cursor');
  });

  it('shows people those of their projects, administrators all of their tenant, nobody those of another', async () => {
    await raise(alarm('a'));
    await raise(alarm('x', { cause: 'AUTHORIZATION_BROKEN', audience: { kind: 'administrators' } }));
    expect(await items()).toHaveLength(2);
    expect((await items('', { projectRoles: { sales: 'viewer' } })).map(({ subject }) => subject.id)).toEqual(['a']);
    expect(await items('', { projectRoles: { hr: 'editor' } })).toEqual([]);
    await read('?projectId=sales', { projectRoles: { hr: 'editor' } }).expect(403);
    expect(await items('', { ...ADMINISTRATOR, tenantId: 't2' })).toEqual([]);
  });
});
