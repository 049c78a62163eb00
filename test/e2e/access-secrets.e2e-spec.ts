import fs from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Client } from 'pg';
import { AccessWorld, authorizeCorp, HOST_SECRET, JWT_SECRET, newCorpId, SECRET_KEY, tokenOf, type Call } from '../support/access-world';
import { APP_SECRET, taskOf } from '../support/test-app';
import { everyRow } from '../support/every-row';
import { waitFor } from '../support/wait-for';

const NEW_SECRET = 'the-second-secret-of-the-app-0123456789';
const WRONG_SECRET = 'a-mistyped-secret-of-the-app-0123456789';
const ACCESS_TOKEN = 'wecom-access-token-0123456789-abcdef';
const PASSWORD = 'password-of-a-person-0123456789';

/** The fields of answers that the way needs. */
interface AnswerJson {
  id: string;
  recordId: string;
  state: string;
  key: string;
}

/** A WeCom on a loopback port, reached through our real transport, so that addresses with tokens in them exist. */
class LoopbackWecom {
  /** What becomes of calls: a good answer, a refusal, or none. */
  mood: 'fine' | 'refusing' | 'broken' | 'gone' = 'fine';
  private sent = 0;

  private constructor(private readonly server: Server) {
    server.on('request', (request, response) => {
      request.resume();
      request.on('end', () => {
        if (this.mood === 'gone') return void request.socket.destroy();
        if (this.mood === 'broken') return void response.writeHead(500, { 'content-type': 'text/html' }).end(`<h1>Bad gateway</h1>`);
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(this.answer(request.url ?? '')));
      });
    });
  }

  static async start(): Promise<LoopbackWecom> {
    const server = createServer();
    await new Promise<void>((listening) => {
      server.listen(0, '127.0.0.1', listening);
    });
    return new LoopbackWecom(server);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private answer(url: string): object {
    const ok = { errcode: 0, errmsg: 'ok' };
    if (this.mood === 'refusing' || url.includes(WRONG_SECRET)) return { errcode: 40001, errmsg: 'invalid credential, hint: [1], from ip: 203.0.113.7' };
    if (url.includes('/gettoken')) return { ...ok, access_token: ACCESS_TOKEN, expires_in: 7200 };
    if (url.includes('/agent/get')) return { ...ok, agentid: 1_000_002, name: 'BI 报表', close: 0, allow_userinfos: { user: [] }, allow_partys: { partyid: [1] } };
    if (url.includes('/user/get')) return { ...ok, userid: new URL(url, 'http://x').searchParams.get('userid'), name: '某人', department: [1], status: 1 };
    return { ...ok, msgid: `msg-${(this.sent += 1)}` };
  }
}

/** Takes down what this process writes to its output, instead of writing it. */
function captureOutput(): { text: () => string; stop: () => void } {
  const chunks: string[] = [];
  const take = (data: unknown): number => {
    const text = Buffer.isBuffer(data) ? data.toString() : String(data);
    chunks.push(text);
    return Buffer.byteLength(text);
  };
  const writeSync = fs.writeSync.bind(fs) as (fd: number, ...rest: unknown[]) => number;
  const spies = [
    jest.spyOn(fs, 'writeSync').mockImplementation((fd: number, data: unknown, ...rest: unknown[]) => (fd <= 2 ? take(data) : writeSync(fd, data, ...rest))),
    ...[process.stdout, process.stderr].map((stream) => jest.spyOn(stream, 'write').mockImplementation((data) => take(data) > 0)),
  ];
  return { text: () => chunks.join(''), stop: () => spies.forEach((spy) => spy.mockRestore()) };
}

describe('secrets', () => {
  let wecom: LoopbackWecom;
  let world: AccessWorld;
  let output: ReturnType<typeof captureOutput>;
  let sql: Client;
  /** Headers and bodies of all answers. */
  const answers: string[] = [];

  beforeAll(async () => {
    output = captureOutput();
    wecom = await LoopbackWecom.start();
    world = await AccessWorld.start({ logLevel: 'trace', wecomUrl: wecom.url });
    await world.startScheduler();
    sql = new Client({ connectionString: world.database.url });
    await sql.connect();
  });
  afterAll(async () => {
    await sql.end();
    await world.stop();
    wecom.stop();
    output.stop();
  });

  it('stand in no row, no line of the log and no answer, whatever happens', async () => {
    const administrator = tokenOf({ tenant: 'default', push_administrator: true }, world.clock);
    const call = async (one: Call, bearer: string | undefined = administrator): Promise<{ status: number; body: AnswerJson }> => {
      const response = await world.send(one, bearer);
      answers.push(JSON.stringify(response.headers), response.text);
      return { status: response.status, body: response.body as AnswerJson };
    };
    const send = (method: string, path: string, body?: object, bearer?: string) => call({ method, path, body }, bearer);
    const recordOf = async (taskId: string): Promise<AnswerJson> => {
      const { body } = await send('POST', `/push/tasks/${taskId}/run`);
      return waitFor('the end of the run', async () => {
        const { body: record } = await send('GET', `/push/records/${body.recordId}`);
        return ['sent', 'failed', 'partly_sent'].includes(record.state) && record;
      });
    };

    // A push the whole way.
    expect((await send('POST', '/push/authorizations', { corpId: newCorpId(), agentId: 1_000_002, secret: WRONG_SECRET })).status).toBeGreaterThanOrEqual(400);
    const authorizationId = await authorizeCorp(world, administrator);
    await send('PUT', `/push/authorizations/${authorizationId}/secret`, { secret: NEW_SECRET });
    for (const [user, wecomUserId] of [['u1', 'ZhangWei'], ['u2', 'LiNa']]) await send('PUT', `/push/users/${user}/binding`, { authorizationId, wecomUserId });
    const { body: task } = await send('POST', '/push/tasks', taskOf(authorizationId));
    expect((await recordOf(task.id)).state).toBe('sent');

    // Keys: the one answer that shows one is taken out.
    const { body: key } = await send('POST', '/push/api-keys', { name: '夜间同步', administrator: true, expiresAt: '2026-03-03T00:00:00Z' });
    const keySecret = key.key.slice(-43);
    expect(answers.filter((answer) => answer.includes(keySecret))).toHaveLength(1);
    answers.splice(answers.findIndex((answer) => answer.includes(keySecret)), 1);
    expect((await send('PUT', `/push/tasks/${task.id}`, { ...taskOf(authorizationId, { title: '周报', ownerUserId: 'u1' }), version: 1 }, key.key)).status).toBe(200);
    await send('GET', '/push/audit', undefined, `${key.key}x`);

    // What goes wrong: people, hosts and WeCom.
    await send('POST', '/push/sessions', { account: 'zhangwei', password: PASSWORD });
    await send('POST', '/push/sessions', { account: 'zhangwei', password: PASSWORD, administrator: true });
    await send('POST', '/push/authorizations', { corpId: '', agentId: 'x', secret: APP_SECRET });
    await send('PUT', `/push/authorizations/${authorizationId}/secret`, { secret: WRONG_SECRET });
    for (const mood of ['gone', 'broken', 'refusing'] as const) {
      wecom.mood = mood;
      await send('POST', `/push/authorizations/${authorizationId}/check`);
      await send('PUT', `/push/authorizations/${authorizationId}/secret`, { secret: NEW_SECRET });
      await send('POST', '/push/authorizations', { corpId: newCorpId(), agentId: 1_000_002, secret: APP_SECRET });
      await call({ method: 'GET', path: '/push/wecom-accounts', query: { authorizationId, userId: 'ZhangWei' } });
    }
    for (const path of ['/push/authorizations', `/push/authorizations/${authorizationId}`, '/push/api-keys', '/push/audit', '/push/records', '/push/tasks', '/push/openapi.json']) {
      await send('GET', path);
    }

    const signature = (bearer: string): string => bearer.slice(bearer.lastIndexOf('.') + 1);
    const secrets = { APP_SECRET, NEW_SECRET, WRONG_SECRET, ACCESS_TOKEN, PASSWORD, JWT_SECRET, HOST_SECRET, SECRET_KEY, keySecret, bearer: signature(administrator) };
    const { tables, text } = await everyRow(sql);
    const log = output.text();
    const said = answers.join('\n');
    // What is searched holds what it should: the search is no empty one.
    expect(tables.length).toBeGreaterThan(15);
    for (const proof of ['push_audit', 'push_api_key', 'push_access_token', 'push_recipient', 'wecom_push_queue.']) expect(text).toContain(proof);
    expect(log).toContain('"level":20');
    expect(log).toContain('/push/authorizations');
    expect(log).toContain('"context":"DomainErrorFilter"'); // lines of our own classes too, not only of requests
    expect(said).toContain(key.id);
    const forms = (secret: string): string[] => [...new Set([secret, encodeURIComponent(secret), Buffer.from(secret).toString('hex'), Buffer.from(secret).toString('base64').replace(/=+$/, '')])];
    const found = Object.entries(secrets).flatMap(([name, secret]) =>
      Object.entries({ rows: text, log, answers: said }).flatMap(([place, content]) =>
        forms(secret).filter((form) => content.includes(form)).map((form) => `${name} in ${place}: …${content.slice(Math.max(0, content.indexOf(form) - 150), content.indexOf(form))}`)));
    expect(found).toEqual([]);
  });
});
