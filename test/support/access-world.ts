import { createHmac } from 'node:crypto';
import { RequestMethod, type DynamicModule, type INestApplication } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { Logger as PinoLogger } from 'nestjs-pino';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test, type TestingModule } from '@nestjs/testing';
import request, { type Response } from 'supertest';
import { ApiConfig } from '../../apps/api/src/api.config';
import { ApiModule } from '../../apps/api/src/api.module';
import { configureApp } from '../../apps/api/src/configure-app';
import { SchedulerConfig } from '../../apps/scheduler/src/scheduler.config';
import { SchedulerModule } from '../../apps/scheduler/src/scheduler.module';
import { ContentSource, HostNotices, UserDirectory } from '#bi-host';
import { InMemoryContentSource, InMemoryHostNotices, InMemoryUserDirectory, sampleHost, type InMemoryHost } from '#bi-host/testing';
import { Clock, loadConfig } from '#kernel';
import { createTestDatabase, TestClock, type TestDatabase } from '#kernel/testing';
import { WecomTransport } from '#wecom';
import { APP_SECRET, stubbedWecom } from './test-app';
import { PUSH_TEST_SCHEMA } from './push-schema';

/** Looked for wherever something could leak. */
export const JWT_SECRET = 'access-world-jwt-secret-0123456789abcdef';
export const HOST_SECRET = 'access-world-host-secret-0123456789abcdef';
export const SECRET_KEY = Buffer.alloc(32, 11).toString('base64');

export interface Claims {
  sub?: string;
  tenant: string;
  name?: string;
  push_administrator?: boolean;
  push_projects?: Record<string, 'editor' | 'viewer'>;
  exp?: number;
}

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A bearer token as an identity provider makes it; written out here, so that ours is not checked against itself. */
export function tokenOf(claims: Claims, clock: Clock, { secret = JWT_SECRET, alg = 'HS256' }: { secret?: string; alg?: 'HS256' | 'none' } = {}): string {
  const issuedAt = Math.floor(clock.now().getTime() / 1000);
  const payload = { iss: 'wecom-push', aud: 'wecom-push', sub: 'u1', name: '张伟', iat: issuedAt, exp: issuedAt + 3600, ...claims };
  const signed = `${part({ alg, typ: 'JWT' })}.${part(payload)}`;
  return `${signed}.${alg === 'none' ? '' : createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

/** One call of an endpoint. */
export interface Call {
  method: string;
  path: string;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: object;
}

export interface WorldOptions {
  /** Default `silent`. */
  logLevel?: string;
  /** Where WeCom answers; a stub without it. */
  wecomUrl?: string;
  /** Default none. */
  trustProxy?: string;
}

const environment = (database: TestDatabase, { logLevel = 'silent', wecomUrl = 'http://127.0.0.1:9' }: WorldOptions): NodeJS.ProcessEnv => ({
  LOG_LEVEL: logLevel,
  DATABASE_URL: database.url,
  SECRET_KEYS: `test:${SECRET_KEY}`,
  WECOM_BASE_URL: wecomUrl,
  PUBLIC_URL: 'https://push.example.com',
  HOST_BASE_URL: 'http://127.0.0.1:9',
  HOST_SHARED_SECRET: HOST_SECRET,
  JWT_SECRET,
});

async function compile(root: DynamicModule, host: InMemoryHost, clock: TestClock, { wecomUrl }: WorldOptions): Promise<TestingModule> {
  const builder = Test.createTestingModule({ imports: [root] })
    .overrideProvider(UserDirectory)
    .useValue(new InMemoryUserDirectory(host))
    .overrideProvider(ContentSource)
    .useValue(new InMemoryContentSource(host))
    .overrideProvider(HostNotices)
    .useValue(new InMemoryHostNotices(host))
    .overrideProvider(Clock)
    .useValue(clock);
  return (wecomUrl === undefined ? builder.overrideProvider(WecomTransport).useValue(stubbedWecom()) : builder).compile();
}

/** The API app as it is served, with a host in memory, a stubbed WeCom and bearer tokens that are really checked. */
export class AccessWorld {
  private scheduler: INestApplication | undefined;

  private constructor(
    readonly app: NestExpressApplication,
    readonly host: InMemoryHost,
    readonly clock: TestClock,
    readonly database: TestDatabase,
    private readonly options: WorldOptions,
  ) {}

  static async start(options: WorldOptions = {}): Promise<AccessWorld> {
    const database = await createTestDatabase(PUSH_TEST_SCHEMA);
    const [host, clock] = [sampleHost(), new TestClock()];
    const module = await compile(ApiModule.with(loadConfig(ApiConfig, environment(database, options))), host, clock, options);
    const app = configureApp(module.createNestApplication<NestExpressApplication>({ bufferLogs: true }), { consoleFolder: '/nowhere', trustProxy: options.trustProxy });
    app.useLogger(app.get(PinoLogger));
    await app.init();
    return new AccessWorld(app, host, clock, database, options);
  }

  /** Plans and sends from now on, as the scheduler app does. */
  async startScheduler(): Promise<void> {
    const config = loadConfig(SchedulerConfig, environment(this.database, this.options));
    const module = await compile(SchedulerModule.with(config), this.host, this.clock, this.options);
    this.scheduler = module.createNestApplication({ bufferLogs: true });
    this.scheduler.useLogger(this.scheduler.get(PinoLogger)); // for the whole process: compiling a testing module sets a silent one
    await this.scheduler.init();
  }

  async stop(): Promise<void> {
    await this.scheduler?.close();
    await this.app.close();
    await this.database.drop();
  }

  /** @param bearer token or API key; nothing for nobody */
  async send(call: Call, bearer?: string): Promise<Response> {
    const method = call.method.toLowerCase() as 'get' | 'post' | 'put' | 'patch' | 'delete';
    const pending = request(this.app.getHttpServer())[method](call.path).query(call.query ?? {}).set({ accept: 'application/json', ...call.headers });
    if (bearer !== undefined) void pending.set('authorization', `Bearer ${bearer}`);
    return call.body === undefined ? pending : pending.send(call.body);
  }

  /** As {@link send}, for what must succeed. @returns the body */
  async must<T>(call: Call, bearer: string): Promise<T> {
    const response = await this.send(call, bearer);
    if (response.status >= 300) throw new Error(`${call.method} ${call.path}: HTTP ${response.status} ${response.text}`);
    return response.body as T;
  }

  /** Every endpoint that the app serves, as `GET /push/tasks/:id`, found where Nest found it. */
  endpoints(): string[] {
    const scanner = this.app.get(MetadataScanner, { strict: false });
    const found = this.app.get(DiscoveryService, { strict: false }).getControllers().flatMap(({ metatype }) => {
      if (typeof metatype !== 'function') return [];
      const prototype = metatype.prototype as Record<string, object>;
      const base = pathsOf(metatype);
      return scanner.getAllMethodNames(prototype).flatMap((name) => {
        const method: unknown = Reflect.getMetadata('method', prototype[name]);
        if (typeof method !== 'number') return [];
        return base.flatMap((head) => pathsOf(prototype[name]).map((tail) => `${RequestMethod[method]} /${[head, tail].filter(Boolean).join('/')}`));
      });
    });
    return [...new Set(found)].toSorted();
  }
}

function pathsOf(target: object): string[] {
  const path: unknown = Reflect.getMetadata('path', target);
  const paths = Array.isArray(path) ? (path as string[]) : [String(path)];
  return paths.map((one) => one.replace(/^\/+|\/+$/g, ''));
}

let corps = 0;
/** A CorpID that no other call uses. */
export const newCorpId = (): string => `ww${(corps += 1).toString(16).padStart(16, 'a')}`;

export async function authorizeCorp(world: AccessWorld, administrator: string, corpId = newCorpId()): Promise<string> {
  const body = { corpId, agentId: 1_000_002, secret: APP_SECRET };
  return (await world.must<{ id: string }>({ method: 'POST', path: '/push/authorizations', body }, administrator)).id;
}
