import { Inject, Injectable } from '@nestjs/common';
import { getDataSourceToken } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { askingDatabase } from './database-unavailable';
import { PUSH_DATA_SOURCE, type Tx } from './push-database';

/** What a class in `persistence/` extends to write its SQL; nothing else holds SQL. */
@Injectable()
export abstract class SqlRepository {
  constructor(@Inject(getDataSourceToken(PUSH_DATA_SOURCE)) private readonly dataSource: DataSource) {}

  /** @returns the rows of a select, or of the RETURNING clause of a write. @throws DatabaseUnavailableError */
  protected async rows<T>(sql: string, parameters: readonly unknown[] = [], tx?: Tx): Promise<T[]> {
    const result: unknown = await askingDatabase(() => (tx ?? this.dataSource).query(sql, [...parameters]));
    // TypeORM gives [rows, count] for UPDATE and DELETE and bare rows for all else.
    const [first, second] = result as unknown[];
    return Array.isArray(first) && typeof second === 'number' ? (first as T[]) : (result as T[]);
  }

  protected async row<T>(sql: string, parameters: readonly unknown[] = [], tx?: Tx): Promise<T | undefined> {
    return (await this.rows<T>(sql, parameters, tx))[0];
  }
}
