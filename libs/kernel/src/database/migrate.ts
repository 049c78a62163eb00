import { DataSource, type MigrationInterface } from 'typeorm';
import { PUSH_SCHEMA, pushDataSourceOptions, type DatabaseOptions } from './push-database';

export type MigrationClass = new () => MigrationInterface;

// Any number: the same for all starters of this product, unlikely for anybody else's.
const MIGRATION_LOCK = 7_316_200_419;

/**
 * Brings the schema up to date. Several starters may call it at once: an advisory lock lets one work and the others wait,
 * since TypeORM's runner takes no lock of its own.
 * @returns names of the migrations that were run now
 */
export async function runMigrations(options: DatabaseOptions, migrations: readonly MigrationClass[]): Promise<string[]> {
  // Two connections: one holds the lock while the other works.
  const dataSource = await new DataSource({ ...pushDataSourceOptions({ ...options, poolSize: 2 }), migrations: [...migrations] }).initialize();
  try {
    const lock = dataSource.createQueryRunner();
    try {
      await lock.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
      // Asked first: `if not exists` wants the right to create one even where an administrator already has.
      const [{ missing }] = await lock.query('select to_regnamespace($1) is null as missing', [PUSH_SCHEMA]);
      if (missing) await lock.query(`create schema ${PUSH_SCHEMA}`);
      const done = await dataSource.runMigrations({ transaction: 'each' });
      return done.map((migration) => migration.name);
    } finally {
      // The lock is the session's: closing the data source below gives it back even if this fails.
      await lock.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]);
      await lock.release();
    }
  } finally {
    await dataSource.destroy();
  }
}
