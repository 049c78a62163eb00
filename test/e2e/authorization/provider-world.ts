import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import request, { type Test } from 'supertest';
import { ALARMS_MIGRATIONS } from '#alarms';
import { AUTHORIZATION_MIGRATIONS, WecomAppClient } from '#authorization';
import { startTestProcess, type TestProcess } from '#authorization/testing';
import { asCaller } from '#bi-host/testing';
import { SecretBox } from '#kernel';
import { createTestDatabase, schemaOf, TestClock, type TestDatabase } from '#kernel/testing';
import { HttpWecomTransport } from '#wecom';
import { Administration } from '../../../apps/sandbox/src/domain/administration';
import type { App } from '../../../apps/sandbox/src/domain/app';
import { DEMO_CORP_ID } from '../../../apps/sandbox/src/seed/demo-corp';
import {
  DEMO_PROVIDER_CORP_ID,
  DEMO_PROVIDER_SECRET,
  DEMO_SUITE_ID,
  DEMO_SUITE_SECRET,
  DEMO_TEMPLATE_ID,
  DEMO_TEMPLATE_SECRET,
} from '../../../apps/sandbox/src/seed/demo-suites';
import { SandboxUnderTest } from '../../../apps/sandbox/src/testing/sandbox-under-test';

const TOKEN = 'hJ3kQz7TestToken01';
const AES_KEY = 'BiPushDemoKey0123456789abcdefghijklmnopqrst';
const PUBLIC_URL = 'https://push.example.com';

/** A callback as the sandbox sent it, not handed on yet. */
export interface Mail {
  /** With the query that WeCom signed. */
  path: string;
  body: string;
}

/** A provider's system against the sandbox, with a letter box between them that the test empties as it likes. */
export class ProviderWorld {
  readonly administration: Administration;
  readonly mail: Mail[] = [];
  private readonly ended: (() => Promise<unknown>)[] = [];

  private constructor(
    readonly sandbox: SandboxUnderTest,
    readonly process: TestProcess,
    readonly clock: TestClock,
  ) {
    this.administration = new Administration(sandbox.platform);
  }

  static async start(): Promise<ProviderWorld> {
    const clock = new TestClock();
    const sandbox = await SandboxUnderTest.start({ clock });
    const database: TestDatabase = await createTestDatabase(schemaOf([...ALARMS_MIGRATIONS, ...AUTHORIZATION_MIGRATIONS]));
    const transport = new HttpWecomTransport({ baseUrl: sandbox.url, timeoutMs: 30_000 });
    const keys = { token: TOKEN, encodingAesKey: AES_KEY };
    const provider = {
      corpId: DEMO_PROVIDER_CORP_ID,
      secret: DEMO_PROVIDER_SECRET,
      customized: { suiteId: DEMO_TEMPLATE_ID, secret: DEMO_TEMPLATE_SECRET, ...keys },
      thirdParty: { suiteId: DEMO_SUITE_ID, secret: DEMO_SUITE_SECRET, ...keys },
      installUrl: `${sandbox.url}/3rdapp/install`,
    };
    const process = await startTestProcess({ databaseUrl: database.url, wecom: transport, clock, authorization: { provider, publicUrl: PUBLIC_URL } });
    const world = new ProviderWorld(sandbox, process, clock);
    world.ended.push(() => process.close(), () => transport.onApplicationShutdown(), () => sandbox.close(), () => database.drop());
    await world.setCallbacks();
    return world;
  }

  async close(): Promise<void> {
    await this.sandbox.platform.callbacks.settled();
    for (const end of this.ended) await end();
  }

  /** Both sides as at the start. */
  async reset(): Promise<void> {
    await this.sandbox.platform.callbacks.settled();
    this.sandbox.platform.reset();
    this.mail.length = 0;
    await this.process.query(
      'truncate push_authorization, push_access_token, push_wecom_event, push_authorization_link, push_suite_ticket, push_authorization_change, push_authorization_health',
    );
    this.process.audit.entries.length = 0;
    for (const suite of this.sandbox.platform.suites.suites.values()) suite.callback = { url: this.urlOf(`suite-${suite.suiteId}`), token: TOKEN, encodingAesKey: AES_KEY };
    await this.pushTickets();
  }

  api(method: 'get' | 'post' | 'put' | 'delete', path: string, tenantId = 'default'): Test {
    return request(this.process.app.getHttpServer())[method](path).set(asCaller({ administrator: true, tenantId }));
  }

  /** Without signing in, as WeCom and browsers come. */
  get http(): ReturnType<typeof request> {
    return request(this.process.app.getHttpServer());
  }

  /** What the sandbox has sent and nobody has handed on, oldest first; takes it out of the letter box. */
  async takeMail(): Promise<Mail[]> {
    await this.sandbox.platform.callbacks.settled();
    return this.mail.splice(0);
  }

  /** Hands a callback on, and waits until it was worked on. */
  async deliver({ path, body }: Mail): Promise<void> {
    await this.http.post(path).set('content-type', 'text/xml').send(body).expect(200, 'success');
    await this.work();
  }

  async deliverAll(): Promise<void> {
    for (const mail of await this.takeMail()) await this.deliver(mail);
  }

  /** All callbacks that are due are worked on; one that failed is due again 5 seconds later. */
  async work(): Promise<void> {
    await this.process.work();
  }

  /** A day later: what is looked at daily was looked at. */
  async nextDay(): Promise<void> {
    this.clock.advance({ days: 1 });
    await this.pushTickets();
    await this.process.upkeep();
  }

  async pushTickets(): Promise<void> {
    const { platform } = this.sandbox;
    const before = await this.takeMail();
    for (const suite of platform.suites.suites.values()) platform.events.suiteTicket(suite);
    await this.deliverAll();
    this.mail.push(...before);
  }

  async begin(mode: 'customized' | 'third_party', corpId = DEMO_CORP_ID, tenantId = 'default'): Promise<{ id: string; url: string; qrPng: string; qrSvg: string }> {
    const { body } = await this.api('post', '/push/authorizations/links', tenantId).send({ mode, corpId }).expect(201);
    return { ...body, id: body.authorization.id };
  }

  /** The corp's administrator opens the link and confirms. @returns where his browser goes, if anywhere */
  async confirm(link: string, corpId = DEMO_CORP_ID): Promise<string | null> {
    const query = new URL(link).searchParams;
    const answer = await this.sandbox.http.post('/sandbox/suites/installation').send({
      corpId,
      ...(query.has('link')
        ? { link: query.get('link') }
        : { suiteId: query.get('suite_id'), preAuthCode: query.get('pre_auth_code'), redirectUri: query.get('redirect_uri'), state: query.get('state') }),
    });
    if (answer.status !== 200) throw new Error(`the sandbox refuses: ${answer.text}`);
    return (answer.body as { redirect: string | null }).redirect;
  }

  /** The app a corp has of a mode, as WeCom has it. */
  truth(mode: 'customized' | 'third_party', corpId = DEMO_CORP_ID): App | undefined {
    return [...(this.sandbox.platform.corp(corpId)?.apps.values() ?? [])].find((app) => app.data.kind === mode);
  }

  async stateOf(id: string, tenantId = 'default') {
    return (await this.api('get', `/push/authorizations/${id}`, tenantId).expect(200)).body;
  }

  /** The permanent code that we hold. */
  async codeOf(id: string): Promise<string | undefined> {
    const [row] = await this.process.query('select secret_sealed from push_authorization where id = $1', [id]);
    return typeof row?.secret_sealed === 'string' ? this.process.app.get(SecretBox).open(row.secret_sealed, `push_authorization.secret:${id}`) : undefined;
  }

  get client(): WecomAppClient {
    return this.process.app.get(WecomAppClient);
  }

  private urlOf(channel: string): string {
    return `http://127.0.0.1:${(this.letterBox.address() as AddressInfo).port}/push/callbacks/${channel}`;
  }

  private letterBox: Server;

  private async setCallbacks(): Promise<void> {
    this.letterBox = createServer((incoming, response) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', () => {
        this.mail.push({ path: incoming.url ?? '', body: Buffer.concat(chunks).toString('utf8') });
        response.end('success');
      });
    });
    await once(this.letterBox.listen(0, '127.0.0.1'), 'listening');
    this.ended.unshift(async () => void this.letterBox.close());
  }
}
