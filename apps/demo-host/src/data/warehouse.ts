import { DuckDBDateValue, DuckDBInstance, type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api';
import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { CellValue } from '../contract/contract.types';
import { TABLES } from './tables';

function toCell(value: DuckDBValue): CellValue {
  if (value === null || typeof value === 'string') return value;
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (value instanceof DuckDBDateValue) return value.toString();
  throw new Error(`A query gave a value that no cell can hold: ${String(value)}`);
}

/** The data sets in an in-memory DuckDB. Filled at the start; afterwards nothing is read from outside. */
@Injectable()
export class Warehouse implements OnModuleInit, OnApplicationShutdown {
  private readonly log = new Logger(Warehouse.name);
  private instance: DuckDBInstance;
  private connection: DuckDBConnection;

  async onModuleInit(): Promise<void> {
    const start = performance.now();
    this.instance = await DuckDBInstance.create(':memory:', { threads: '2', memory_limit: '512MB' });
    this.connection = await this.instance.connect();
    for (const sql of TABLES) await this.connection.run(sql);
    await this.connection.run('set enable_external_access = false');
    await this.connection.run('set lock_configuration = true');
    this.log.log({ ms: Math.round(performance.now() - start) }, 'data sets loaded');
  }

  /** Runs a prepared query. @param params bound by name to `$name` */
  async rows(sql: string, params?: Record<string, string | null>): Promise<CellValue[][]> {
    const reader = await this.connection.runAndReadAll(sql, params);
    return reader.getRows().map((row) => row.map(toCell));
  }

  onApplicationShutdown(): void {
    this.connection.closeSync();
    this.instance.closeSync();
  }
}
