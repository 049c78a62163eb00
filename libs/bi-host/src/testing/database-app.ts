import { Module, type DynamicModule, type INestApplication, type Type } from '@nestjs/common';
import { getDataSourceToken, TypeOrmModule } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { Clock, PUSH_DATA_SOURCE, PushDatabase, pushDataSourceOptions } from '#kernel';
import type { TestClock } from '#kernel/testing';
import { BiHostBaseModule } from '../bi-host-base.module';
import { globalPorts, startApp } from './http-app';
import { inMemoryHostPorts } from './in-memory-host.module';
import { sampleHost } from './sample-host';

@Module({})
class WorldModule {}

/** The base module with its endpoints on a database, callers by `asCaller`. */
export async function startDatabaseApp(
  adapter: 'express' | 'fastify',
  databaseUrl: string,
  clock: TestClock,
  controllers: Type[] = [],
): Promise<{ app: INestApplication; query: (sql: string, parameters?: unknown[]) => Promise<Record<string, unknown>[]> }> {
  const database = TypeOrmModule.forRoot({ name: PUSH_DATA_SOURCE, ...pushDataSourceOptions({ url: databaseUrl, poolSize: 4 }), retryAttempts: 0 });
  const world: DynamicModule = { module: WorldModule, global: true, providers: [{ provide: Clock, useValue: clock }, PushDatabase], exports: [Clock, PushDatabase] };
  const app = await startApp(adapter, [database, world, globalPorts(inMemoryHostPorts(sampleHost())), BiHostBaseModule.register({ http: true })], clock, controllers);
  const dataSource = app.get<DataSource>(getDataSourceToken(PUSH_DATA_SOURCE));
  return { app, query: async (sql, parameters) => dataSource.query(sql, parameters) };
}
