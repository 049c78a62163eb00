import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import request, { type Response } from 'supertest';
import { Clock, loadConfig, signRequest } from '#kernel';
import { configureApp } from '../configure-app';
import { Pause } from '../content/pause';
import { DemoHostConfig } from '../demo-host.config';
import { DemoHostModule } from '../demo-host.module';

export const SECRET = 'a-shared-secret-of-the-tests-0123456789';

/** A clock that the test moves. */
class MovableClock extends Clock {
  private ahead = 0;

  override now(): Date {
    return new Date(Date.parse('2026-03-02T01:00:00Z') + this.ahead);
  }

  advanceSeconds(seconds: number): void {
    this.ahead += seconds * 1000;
  }
}

/** Waits for nothing and remembers how long it was to wait. */
class RecordingPause extends Pause {
  readonly waits: number[] = [];

  override async wait(milliseconds: number): Promise<void> {
    this.waits.push(milliseconds);
  }
}

export interface Call {
  tenant?: string;
  secret?: string;
  body?: object;
  signedAt?: Date;
}

/** The app as it runs, but for clock and waiting, and a caller that signs its requests. */
export class DemoHostUnderTest {
  private constructor(
    readonly app: NestExpressApplication,
    readonly clock: MovableClock,
    readonly pause: RecordingPause,
  ) {}

  static async start(): Promise<DemoHostUnderTest> {
    const config = loadConfig(DemoHostConfig, { HOST_SHARED_SECRET: SECRET, LOG_LEVEL: 'silent', PUBLIC_URL: 'https://bi.example/', SLOW_PAGE_MS: '2500' });
    const clock = new MovableClock();
    const pause = new RecordingPause();
    const module = await Test.createTestingModule({ imports: [DemoHostModule.with(config)] })
      .overrideProvider(Clock)
      .useValue(clock)
      .overrideProvider(Pause)
      .useValue(pause)
      .compile();
    const app = module.createNestApplication<NestExpressApplication>({ rawBody: true, logger: false });
    configureApp(app);
    await app.init();
    return new DemoHostUnderTest(app, clock, pause);
  }

  async stop(): Promise<void> {
    await this.app.close();
  }

  /** A signed call of the host contract. */
  call(method: 'get' | 'post', path: string, { tenant = 'demo', secret = SECRET, body, signedAt = this.clock.now() }: Call = {}): Promise<Response> {
    const { pathname, search } = new URL(`/bi/v1/${path}`, 'http://host');
    const pathWithQuery = pathname + search;
    const text = body === undefined ? '' : JSON.stringify(body);
    const headers = signRequest(secret, { method, pathWithQuery, tenantId: tenant, body: text }, signedAt);
    const sending = request(this.app.getHttpServer())[method](pathWithQuery).set(headers);
    return Promise.resolve(text ? sending.set('content-type', 'application/json').send(text) : sending);
  }

  /** The pages as a person's browser asks for them. */
  browser(): ReturnType<typeof request> {
    return request(this.app.getHttpServer());
  }
}
