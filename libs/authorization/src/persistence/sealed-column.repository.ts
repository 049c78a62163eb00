import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { pushDataSourceOptions, SqlRepository } from '#kernel';
import type { SealedColumn } from '../domain/sealed-column';

export interface SealedText {
  key: string;
  sealed: string;
}

/** Reads and replaces sealed texts. Names of tables and columns come from code, never from outside. */
@Injectable()
export class SealedColumnRepository extends SqlRepository {
  /** Texts that are not under this key, in the order of their rows. @param after key of the last row seen; undefined from the start */
  async notUnder(keyId: string, { table, key, column }: SealedColumn, after: string | undefined, limit: number): Promise<SealedText[]> {
    return this.rows<SealedText>(
      `select ${key}::text as key, ${column} as sealed from ${table}
        where ${column} is not null and split_part(${column}, '.', 2) <> $1 and ($2::text is null or ${key}::text collate "C" > $2)
        order by ${key}::text collate "C" limit $3`,
      [keyId, after ?? null, limit],
    );
  }

  /** Replaces those that are still what was read. @returns how many were */
  async replace({ table, key, column }: SealedColumn, texts: readonly (SealedText & { resealed: string })[]): Promise<number> {
    const rows = await this.rows(
      `update ${table} as row set ${column} = given.resealed
         from unnest($1::text[], $2::text[], $3::text[]) as given (key, sealed, resealed)
        where row.${key}::text = given.key and row.${column} = given.sealed
       returning 1`,
      [texts.map((text) => text.key), texts.map((text) => text.sealed), texts.map((text) => text.resealed)],
    );
    return rows.length;
  }
}

/** Opens a connection of its own for the work, and closes it. */
export async function withSealedColumns<T>(databaseUrl: string, work: (texts: SealedColumnRepository) => Promise<T>): Promise<T> {
  const dataSource = await new DataSource(pushDataSourceOptions({ url: databaseUrl, poolSize: 1 })).initialize();
  try {
    return await work(new SealedColumnRepository(dataSource));
  } finally {
    await dataSource.destroy();
  }
}
