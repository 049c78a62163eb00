import { Client } from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../testing';
import { runMigrations } from './migrate';

// Not idempotent on purpose: run twice, each of them fails.
class CreateThing1763800000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table push_thing (id int constraint pk_push_thing primary key)');
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table push_thing');
  }
}

class FillThing1763800000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('insert into push_thing select generate_series(1, 1000)');
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('delete from push_thing');
  }
}

class BreakThing1763800000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('delete from push_thing');
    await runner.query('select * from no_such_table');
  }
  async down(): Promise<void> {}
}

const BOTH = [CreateThing1763800000001, FillThing1763800000002];

describe('runMigrations', () => {
  let database: TestDatabase;
  let client: Client;

  beforeEach(async () => {
    database = await createTestDatabase({ key: 'empty', build: async () => {} });
    client = new Client({ connectionString: database.url });
    await client.connect();
  });
  afterEach(async () => {
    await client.end();
    await database.drop();
  });

  const run = (migrations = BOTH, url = database.url) => runMigrations({ url }, migrations);
  const numbers = async (sql: string): Promise<number> => Number((await client.query(sql)).rows[0].count);

  it('runs each migration once, however many starters there are', async () => {
    const done = await Promise.all([run(), run(), run(), run()]);
    expect(done.flat()).toEqual(['CreateThing1763800000001', 'FillThing1763800000002']);
    expect(await numbers('select count(*) from wecom_push.push_thing')).toBe(1000);
    expect(await numbers('select count(*) from wecom_push.push_migration')).toBe(2);
  });

  it('runs only what is new, and nothing the next time', async () => {
    expect(await run([CreateThing1763800000001])).toEqual(['CreateThing1763800000001']);
    expect(await run()).toEqual(['FillThing1763800000002']);
    expect(await run()).toEqual([]);
  });

  it('puts everything into its own schema', async () => {
    await run();
    expect(await numbers(`select count(*) from information_schema.tables where table_schema = 'public'`)).toBe(0);
  });

  it('takes a failed migration back, keeps those before it, and lets the next starter try again', async () => {
    const log = jest.spyOn(console, 'log').mockImplementation(); // TypeORM says it there as well
    await expect(run([...BOTH, BreakThing1763800000003])).rejects.toThrow('no_such_table');
    log.mockRestore();
    expect(await numbers('select count(*) from wecom_push.push_thing')).toBe(1000);
    expect(await run()).toEqual([]);
    expect(await numbers(`select count(*) from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`)).toBe(0);
  });

  it('needs no right to create schemas where an administrator made ours', async () => {
    const role = `push_migrator_${database.url.slice(-12)}`;
    await client.query(`create role ${role} login password 'p'`);
    try {
      await client.query(`create schema wecom_push authorization ${role}`);
      const url = new URL(database.url);
      url.username = role;
      url.password = 'p';
      expect(await run(BOTH, url.toString())).toHaveLength(2);
    } finally {
      await client.query(`drop owned by ${role} cascade`);
      await client.query(`drop role ${role}`);
    }
  });

  it('says so when the database does not answer', async () => {
    const url = new URL(database.url);
    url.pathname = '/no_such_database';
    await expect(run(BOTH, url.toString())).rejects.toThrow('database "no_such_database" does not exist');
  });
});
