import type { NestExpressApplication } from '@nestjs/platform-express';
import { loadConfig } from '#kernel';
import { TestClock } from '#kernel/testing';
import request, { type Test } from 'supertest';
import { createSandbox } from '../create-sandbox';
import { Platform } from '../domain/platform';
import { SandboxConfig } from '../sandbox.config';
import type { SandboxOverrides } from '../sandbox.module';
import { DEMO_AGENT_ID, DEMO_APP_SECRET, DEMO_CORP_ID } from '../seed/demo-corp';

export interface Reply {
  errcode: number;
  errmsg: string;
  [field: string]: unknown;
}

/** Loading a whole app may take long on a busy machine. */
export const START_TIMEOUT_MS = 60_000;

const STARTED = '2026-03-02T01:00:00Z';

/** A sandbox in this process, with a clock that stands still, reached over HTTP. */
export class SandboxUnderTest {
  readonly platform: Platform;

  private constructor(
    readonly app: NestExpressApplication,
    readonly clock: TestClock,
  ) {
    this.platform = app.get(Platform);
  }

  static async start(overrides: SandboxOverrides = {}, env: Record<string, string> = {}): Promise<SandboxUnderTest> {
    const clock = new TestClock(new Date(STARTED));
    const app = await createSandbox(loadConfig(SandboxConfig, { LOG_LEVEL: 'silent', ...env }), { clock, ...overrides });
    await app.listen(0, '127.0.0.1');
    return new SandboxUnderTest(app, clock);
  }

  /** As freshly started, for the next test. */
  reset(): void {
    this.clock.set(STARTED);
    this.platform.reset();
  }

  get url(): string {
    const { port } = this.app.getHttpServer().address() as { port: number };
    return `http://127.0.0.1:${port}`;
  }

  get http(): ReturnType<typeof request> {
    return request(this.app.getHttpServer());
  }

  /** One call of the platform's API. */
  async call(path: string, query: Record<string, string | number> = {}, body?: unknown): Promise<Reply> {
    const asked: Test = body === undefined ? this.http.get(`/cgi-bin/${path}`) : this.http.post(`/cgi-bin/${path}`).send(body as object);
    const response = await asked.query(query).expect(200);
    return response.body as Reply;
  }

  async token(corpId = DEMO_CORP_ID, secret = DEMO_APP_SECRET): Promise<string> {
    const reply = await this.call('gettoken', { corpid: corpId, corpsecret: secret });
    return String(reply['access_token']);
  }

  /** message/send of the demo app. */
  async send(fields: object, token?: string): Promise<Reply> {
    return this.call('message/send', { access_token: token ?? (await this.token()) }, { agentid: DEMO_AGENT_ID, ...fields });
  }

  async get(path: string, query: object = {}): Promise<Record<string, unknown>> {
    const response = await this.http.get(`/sandbox/${path}`).query(query).expect(200);
    return response.body as Record<string, unknown>;
  }

  async close(): Promise<void> {
    await this.app.close();
  }
}
