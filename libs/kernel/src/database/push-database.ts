import { Inject, Injectable } from '@nestjs/common';
import { getDataSourceToken } from '@nestjs/typeorm';
import { DataSource, type DataSourceOptions, type EntityManager } from 'typeorm';
import { askingDatabase } from './database-unavailable';

/** Name of our data source; a host's default one is never touched. */
export const PUSH_DATA_SOURCE = 'wecom_push';
/** All our tables live in this schema; the connection's search_path names it, so SQL does not. */
export const PUSH_SCHEMA = 'wecom_push';

/** The transaction under way. Passed on as last argument; there is no hidden context. */
export type Tx = EntityManager;

export interface DatabaseOptions {
  /** `postgres://user:password@host:port/database`, PostgreSQL 15 or newer. */
  url: string;
  /** Connections of this process, at most. Default 10. */
  poolSize?: number;
}

/** Options of our TypeORM data source, without entities and migrations. */
export function pushDataSourceOptions(options: DatabaseOptions): DataSourceOptions & { type: 'postgres' } {
  return {
    type: 'postgres',
    url: options.url,
    schema: PUSH_SCHEMA,
    synchronize: false,
    poolSize: options.poolSize ?? 10,
    migrationsTableName: 'push_migration',
    applicationName: 'wecom-push',
    extra: { options: `-c search_path=${PUSH_SCHEMA}`, connectionTimeoutMillis: 5000 },
  };
}

/** Opens transactions for services, which own them but hold no SQL. */
@Injectable()
export class PushDatabase {
  constructor(@Inject(getDataSourceToken(PUSH_DATA_SOURCE)) private readonly dataSource: DataSource) {}

  /** Runs `work` in one transaction; a throw rolls all of it back. No network call belongs inside. @throws DatabaseUnavailableError */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return askingDatabase(() => this.dataSource.transaction(work));
  }

  /** @throws when the database does not answer */
  async ping(): Promise<void> {
    await this.dataSource.query('select 1');
  }
}
