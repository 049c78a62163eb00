import { ALARMS_MIGRATIONS } from '#alarms';
import { AUTHORIZATION_MIGRATIONS } from '#authorization';
import { BI_HOST_MIGRATIONS } from '#bi-host';
import { ERASURE_MIGRATIONS } from '#erasure';
import { runMigrations, type MigrationClass } from '#kernel';
import { installQueue, PUSH_DISPATCH_MIGRATIONS } from '#push-dispatch';
import { PUSH_TASK_MIGRATIONS } from '#push-task';
import { RECORDS_MIGRATIONS } from '#records';
import { ROBOTS_MIGRATIONS } from '#robots';
import { TEMPLATING_MIGRATIONS } from '#templating';
import { USER_BINDING_MIGRATIONS } from '#user-binding';

/** All migrations of the product. TypeORM runs them by the time in their names. */
export const PUSH_MIGRATIONS: readonly MigrationClass[] = [
  ...BI_HOST_MIGRATIONS,
  ...ALARMS_MIGRATIONS,
  ...AUTHORIZATION_MIGRATIONS,
  ...USER_BINDING_MIGRATIONS,
  ...ROBOTS_MIGRATIONS,
  ...TEMPLATING_MIGRATIONS,
  ...PUSH_TASK_MIGRATIONS,
  ...RECORDS_MIGRATIONS,
  ...PUSH_DISPATCH_MIGRATIONS,
  ...ERASURE_MIGRATIONS,
];

/**
 * Brings tables and queue up to date; does nothing when they are. Run it in one step before the processes start; several
 * starters may call it at once.
 * @returns names of the migrations that were run now
 */
export async function migrateDatabase(databaseUrl: string): Promise<string[]> {
  const done = await runMigrations({ url: databaseUrl }, PUSH_MIGRATIONS);
  await installQueue(databaseUrl);
  return done;
}
