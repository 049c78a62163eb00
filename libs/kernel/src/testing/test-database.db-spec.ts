import { Client } from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTestDatabase, schemaOf, type TestDatabase, type TestSchema } from './test-database';

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const NOTES: TestSchema = {
  key: 'the notes of test-database.db-spec',
  build: async (url) => void (await query(url, 'create table note (text text)')),
};

describe('createTestDatabase', () => {
  const made: TestDatabase[] = [];
  afterEach(async () => {
    for (const database of made.splice(0)) await database.drop();
  });

  it('gives each caller a database of its own, also when they ask at once', async () => {
    made.push(...(await Promise.all([createTestDatabase(NOTES), createTestDatabase(NOTES), createTestDatabase(NOTES)])));
    await query(made[0].url, `insert into note values ('只在这里')`);
    const texts = await Promise.all(made.map(({ url }) => query(url, 'select text from note')));
    expect(texts).toEqual([[{ text: '只在这里' }], [], []]);
  });

  it('leaves nothing behind when it is dropped, even while somebody is connected', async () => {
    const database = await createTestDatabase(NOTES);
    const client = new Client({ connectionString: database.url });
    client.on('error', () => {}); // the server ends this connection
    await client.connect();
    await database.drop();
    await expect(query(database.url, 'select 1')).rejects.toThrow('does not exist');
    await client.end();
  });

  it('builds anew for an edited migration', () => {
    class Before {
      async up(runner: QueryRunner): Promise<void> {
        await runner.query('create table note (text text)');
      }
      async down(): Promise<void> {}
    }
    class After {
      async up(runner: QueryRunner): Promise<void> {
        await runner.query('create table note (text text not null)');
      }
      async down(): Promise<void> {}
    }
    const named = (migration: new () => MigrationInterface) => Object.defineProperty(migration, 'name', { value: 'CreateNote1763800000001' });
    expect(schemaOf([named(Before)]).key).not.toBe(schemaOf([named(After)]).key);
  });
});
