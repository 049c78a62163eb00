import { Module, type DynamicModule, type INestApplication, type ModuleMetadata } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { getDataSourceToken, TypeOrmModule } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { AlarmsModule } from '#alarms';
import { AuditTrail, HostAccess, HostNotices, UserDirectory } from '#bi-host';
import { InMemoryHost, InMemoryHostNotices, InMemoryUserDirectory, RecordedAudit, sampleHost, TestHostAccess } from '#bi-host/testing';
import { Clock, PUSH_DATA_SOURCE, pushDataSourceOptions } from '#kernel';
import { TestClock } from '#kernel/testing';
import { WecomTransport } from '#wecom';
import { AuthorizationUpkeep } from '../application/authorization-upkeep.service';
import { WecomEvents } from '../application/wecom-events.service';
import { AuthorizationModule } from '../authorization.module';
import type { AuthorizationOptions } from '../authorization.options';

/** Two keys as configuration gives them; the first one seals. */
export const TEST_SECRET_KEYS = `k2:${Buffer.alloc(32, 2).toString('base64')},k1:${Buffer.alloc(32, 1).toString('base64')}`;

export interface TestProcessOptions {
  databaseUrl: string;
  /** Several processes may share one WeCom, or have one each. */
  wecom: WecomTransport;
  clock?: TestClock;
  host?: InMemoryHost;
  poolSize?: number;
  /** Default {@link TEST_SECRET_KEYS}. */
  secretKeys?: string;
  /** Default Express. */
  adapter?: 'express' | 'fastify';
  /** Options of the module beside its keys. */
  authorization?: Partial<AuthorizationOptions>;
  /** Modules to load beside the authorization module. */
  beside?: (authorization: DynamicModule) => NonNullable<ModuleMetadata['imports']>;
}

export interface TestProcess {
  app: INestApplication;
  clock: TestClock;
  host: InMemoryHost;
  /** What went to the audit log. */
  audit: RecordedAudit;
  /** Works on all callbacks that are due. */
  work(): Promise<void>;
  /** Looks at all authorizations that are due. */
  upkeep(): Promise<void>;
  /** Rows of a query, for looking where no endpoint looks. */
  query(sql: string, parameters?: unknown[]): Promise<Record<string, unknown>[]>;
  /** SQL that would bring the tables to what the entities say; none when both agree. */
  drift(): Promise<string[]>;
  close(): Promise<void>;
}

@Module({})
class TestWorldModule {}

@Module({})
class TestProcessModule {}

/** The authorization module with a data source of its own, as one process of several on one database; its app listens nowhere. */
export async function startTestProcess(options: TestProcessOptions): Promise<TestProcess> {
  const { databaseUrl, wecom, clock = new TestClock(), host = sampleHost(), poolSize = 5, secretKeys = TEST_SECRET_KEYS, adapter = 'express', beside = () => [] } = options;
  const audit = new RecordedAudit();
  const world: DynamicModule = {
    module: TestWorldModule,
    global: true,
    providers: [
      { provide: Clock, useValue: clock },
      { provide: WecomTransport, useValue: wecom },
      { provide: InMemoryHost, useValue: host },
      { provide: UserDirectory, useClass: InMemoryUserDirectory },
      { provide: HostNotices, useClass: InMemoryHostNotices },
      { provide: HostAccess, useClass: TestHostAccess },
      { provide: AuditTrail, useValue: audit },
    ],
    exports: [Clock, WecomTransport, UserDirectory, HostNotices, HostAccess, AuditTrail],
  };
  const authorization = AuthorizationModule.forRoot({ ...options.authorization, secretKeys });
  const database = TypeOrmModule.forRootAsync({
    name: PUSH_DATA_SOURCE,
    useFactory: () => ({ ...pushDataSourceOptions({ url: databaseUrl, poolSize }), autoLoadEntities: true, retryAttempts: 0 }),
  });
  const root: DynamicModule = { module: TestProcessModule, imports: [database, world, AlarmsModule.register({ http: false }), authorization, ...beside(authorization)] };
  const app = await NestFactory.create(root, adapter === 'fastify' ? new FastifyAdapter() : new ExpressAdapter(), { logger: false, abortOnError: false });
  await app.init();
  if (adapter === 'fastify') await (app as NestFastifyApplication).getHttpAdapter().getInstance().ready();
  const dataSource = app.get<DataSource>(getDataSourceToken(PUSH_DATA_SOURCE));
  return {
    app,
    clock,
    host,
    audit,
    work: () => app.get(WecomEvents).work(),
    upkeep: () => app.get(AuthorizationUpkeep).runOnce(),
    query: async (sql, parameters) => dataSource.query(sql, parameters),
    drift: async () => (await dataSource.driver.createSchemaBuilder().log()).upQueries.map((query) => query.query),
    close: () => app.close(),
  };
}
