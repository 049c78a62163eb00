import { createHash, randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { runMigrations, type MigrationClass } from '../database/migrate';

export interface TestDatabase {
  url: string;
  drop(): Promise<void>;
}

/** How an empty database gets its tables. */
export interface TestSchema {
  /** Changes whenever `build` would build something else. */
  key: string;
  build(url: string): Promise<void>;
}

/** The tables of these migrations; the text of each is part of the key, so an edited one builds anew. */
export function schemaOf(migrations: readonly MigrationClass[]): TestSchema {
  return {
    key: migrations.map((migration) => migration.name + String(migration.prototype.up)).join(),
    build: async (url) => void (await runMigrations({ url }, migrations)),
  };
}

const TEMPLATE_LOCK = 7_316_200_420;

function urlOf(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.toString();
}

/**
 * A database of its own for one test file. It is a copy of a template database that the first caller builds, so that a
 * file pays milliseconds and not a migration run. The server is `TEST_DATABASE_URL`, which `npm test` sets.
 */
export async function createTestDatabase(schema: TestSchema): Promise<TestDatabase> {
  const server = process.env.TEST_DATABASE_URL;
  if (!server) throw new Error('TEST_DATABASE_URL is not set: run the tests with `npm test`, which brings its own PostgreSQL');
  const template = `push_template_${createHash('sha256').update(schema.key).digest('hex').slice(0, 16)}`;
  const name = `push_test_${randomBytes(6).toString('hex')}`;
  const admin = new Client({ connectionString: server });
  await admin.connect();
  try {
    await admin.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const { rowCount } = await admin.query('select from pg_database where datname = $1', [template]);
    if (rowCount === 0) {
      // Built under another name and renamed when whole: a killed run leaves no half template behind.
      const draft = `${template}_draft`;
      await admin.query(`drop database if exists ${draft} with (force)`);
      await admin.query(`create database ${draft}`);
      await schema.build(urlOf(server, draft));
      await admin.query(`alter database ${draft} rename to ${template}`);
    }
    await admin.query(`create database ${name} template ${template}`);
  } finally {
    await admin.end(); // gives the lock back
  }
  return {
    url: urlOf(server, name),
    drop: async () => {
      const client = new Client({ connectionString: server });
      await client.connect();
      try {
        await client.query(`drop database if exists ${name} with (force)`);
      } finally {
        await client.end();
      }
    },
  };
}
