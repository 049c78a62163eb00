import type { INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import request, { type Test as PendingRequest } from 'supertest';
import type { CallerFacts } from '#bi-host';
import { asCaller, inMemoryHostPorts, sampleHost, type InMemoryHost } from '#bi-host/testing';
import { Clock } from '#kernel';
import { createTestDatabase, TestClock } from '#kernel/testing';
import { WecomPushModule, type WecomPushOptions } from '#push-module';
import { WecomTransport } from '#wecom';
import { StubWecomTransport } from '#wecom/testing';
import { PUSH_TEST_SCHEMA } from './push-schema';
import { waitFor } from './wait-for';

export const CORP_ID = 'ww5a9d0c2b7e41f386';
export const AGENT_ID = 1_000_002;
/** Looked for in every response and row by tests that nothing leaks. */
export const APP_SECRET = 'test-secret-of-the-app-0123456789';
const SECRET_KEYS = `test:${Buffer.alloc(32, 7).toString('base64')}`;

export const ADMINISTRATOR: Partial<CallerFacts> = { userId: 'u1', name: '张伟', administrator: true };

export interface RecordJson {
  id: string;
  state: string;
  late: boolean;
  plannedAt: string;
  reason: { code: string; text: string } | null;
  counts: { total: number; sent: number; rejected: number; skipped: number; expired: number; unknown: number };
  messages: { id: string; msgtype: string; content: Record<string, { content?: string; title?: string; url?: string }> }[];
  calls: { state: string; attempts: number; wecomMessageId: string | null }[];
}

/** The clock stands still, or goes back: all that a test file sends to a person comes within one minute. */
const STANDING_STILL = { memberPerMinute: 10_000, memberPerHour: 10_000 };

/** The whole product in one process, with a host in memory, a stubbed WeCom and a clock that the test sets. */
export interface TestApp {
  app: INestApplication;
  host: InMemoryHost;
  wecom: StubWecomTransport;
  clock: TestClock;
  databaseUrl: string;
  /** A request as this caller. */
  as(caller: Partial<CallerFacts>): { get(path: string): PendingRequest; post(path: string): PendingRequest; put(path: string): PendingRequest; delete(path: string): PendingRequest };
  close(): Promise<void>;
}

/**
 * @param options the database of whoever names one is theirs to drop; else the app has one of its own
 * @param transport in place of the stub, such as one that leads to a sandbox
 * @param now what the clock says at the start
 */
export async function startTestApp(options: Partial<WecomPushOptions> = {}, transport?: WecomTransport, now?: Date): Promise<TestApp> {
  const database = options.databaseUrl === undefined ? await createTestDatabase(PUSH_TEST_SCHEMA) : { url: options.databaseUrl, drop: () => Promise.resolve() };
  const host = sampleHost();
  const wecom = stubbedWecom();
  const clock = new TestClock(now);
  const { dispatch = { planningIntervalMs: 50, queueConnections: 4 }, ...others } = options;
  const push = WecomPushModule.forRoot({
    databaseUrl: database.url,
    secretKeys: SECRET_KEYS,
    wecom: { baseUrl: 'http://127.0.0.1:9' }, // nobody listens there: a call past the stub fails
    dispatch: { limits: STANDING_STILL, ...dispatch },
    ...others,
    host: inMemoryHostPorts(host),
  });
  const module = await Test.createTestingModule({ imports: [push] })
    .overrideProvider(WecomTransport)
    .useValue(transport ?? wecom)
    .overrideProvider(Clock)
    .useValue(clock)
    .compile();
  const app = await module.createNestApplication({ logger: ['fatal'] }).init();
  return {
    app,
    host,
    wecom,
    clock,
    databaseUrl: database.url,
    as: (caller) => requestsOf(app, caller),
    close: async () => {
      await app.close();
      await database.drop();
    },
  };
}

function requestsOf(app: INestApplication, caller: Partial<CallerFacts>): ReturnType<TestApp['as']> {
  const server = app.getHttpServer() as Parameters<typeof request>[0];
  const headers = asCaller(caller);
  return {
    get: (path) => request(server).get(path).set(headers),
    post: (path) => request(server).post(path).set(headers),
    put: (path) => request(server).put(path).set(headers),
    delete: (path) => request(server).delete(path).set(headers),
  };
}

/** A WeCom in which everything works: every account exists, every message is taken. */
export function stubbedWecom(): StubWecomTransport {
  let sent = 0;
  return new StubWecomTransport()
    .answer('gettoken', { errcode: 0, errmsg: 'ok', access_token: 'stub-token', expires_in: 7200 })
    .answer('agent/get', { errcode: 0, errmsg: 'ok', agentid: AGENT_ID, name: 'BI 报表', close: 0, allow_userinfos: { user: [] }, allow_partys: { partyid: [1] } })
    .answer('user/get', (input: unknown) => ({ errcode: 0, errmsg: 'ok', userid: (input as { userId: string }).userId, name: '某人', department: [1], status: 1 }))
    .answer('message/send', () => ({ errcode: 0, errmsg: 'ok', msgid: `stub-msg-${(sent += 1)}` }));
}

/** Authorizes the corp, binds u1 and u2 (not u3), as an administrator would. @returns id of the authorization */
export async function authorizeAndBind(t: TestApp): Promise<string> {
  const administrator = t.as(ADMINISTRATOR);
  const { body } = await administrator.post('/push/authorizations').send({ corpId: CORP_ID, agentId: AGENT_ID, secret: APP_SECRET }).expect(201);
  const authorizationId = (body as { id: string }).id;
  for (const [userId, wecomUserId] of [['u1', 'ZhangWei'], ['u2', 'LiNa']] as const) {
    await administrator.put(`/push/users/${userId}/binding`).send({ authorizationId, wecomUserId }).expect(200);
  }
  return authorizationId;
}

/** A task of 销售日报 to u1 and u2, only by hand unless said otherwise. */
export function taskOf(authorizationId: string, changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    projectId: 'sales',
    pageId: 'daily',
    title: '每日销售日报',
    channel: { kind: 'app', authorizationId },
    templateKey: 'markdown-digest',
    beginning: '各位早上好',
    ending: '有问题请找张伟',
    schedule: { kind: 'none', zone: 'Asia/Shanghai' },
    toleranceMinutes: 0,
    recipients: { userIds: ['u1', 'u2'] },
    ...changes,
  };
}

const FINAL = new Set(['sent', 'partly_sent', 'failed', 'held', 'missed', 'cancelled']);

/** The record, once its run has ended. */
export function ended(t: TestApp, recordId: string): Promise<RecordJson> {
  return waitFor(`the end of run ${recordId}`, async () => {
    const { body } = await t.as(ADMINISTRATOR).get(`/push/records/${recordId}`).expect(200);
    const record = body as RecordJson;
    return FINAL.has(record.state) && record;
  });
}
