import { Module, type DynamicModule, type INestApplication, type Type } from '@nestjs/common';
import { getDataSourceToken, TypeOrmModule } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { Clock, PUSH_DATA_SOURCE, PushDatabase, pushDataSourceOptions } from '#kernel';
import type { TestClock } from '#kernel/testing';
import { ApiKeyAccess } from '../application/api-key-access';
import { ApiKeys } from '../application/api-keys.service';
import { BiHostBaseModule } from '../bi-host-base.module';
import { HostAccess } from '../ports/host-access.port';
import { startApp } from './http-app';
import { TestHostAccess } from './test-host-access';

@Module({})
class WorldModule {}

/** The base module with its endpoints on a database, callers by `asCaller` or an API key. */
export async function startDatabaseApp(
  adapter: 'express' | 'fastify',
  databaseUrl: string,
  clock: TestClock,
  controllers: Type[] = [],
): Promise<{ app: INestApplication; query: (sql: string, parameters?: unknown[]) => Promise<Record<string, unknown>[]> }> {
  const database = TypeOrmModule.forRoot({ name: PUSH_DATA_SOURCE, ...pushDataSourceOptions({ url: databaseUrl, poolSize: 4 }), retryAttempts: 0 });
  const world: DynamicModule = {
    module: WorldModule,
    global: true,
    providers: [
      { provide: Clock, useValue: clock },
      PushDatabase,
      TestHostAccess,
      { provide: HostAccess, inject: [ApiKeys, TestHostAccess], useFactory: (keys: ApiKeys, own: TestHostAccess) => new ApiKeyAccess(keys, own) },
    ],
    exports: [Clock, PushDatabase, HostAccess],
  };
  const app = await startApp(adapter, [database, world, BiHostBaseModule.register({ http: true })], clock, controllers);
  const dataSource = app.get<DataSource>(getDataSourceToken(PUSH_DATA_SOURCE));
  return { app, query: async (sql, parameters) => dataSource.query(sql, parameters) };
}
