// A database of its own for one benchmark, on the server of TEST_DATABASE_URL.
import { randomBytes } from 'node:crypto';
import pg from 'pg';

/**
 * @param kept name of a database that stays, made when it is not there
 * @returns its address, and what takes it away again, with whoever is still connected to it; one that is kept stays
 */
export async function createBenchDatabase(kept) {
  const server = process.env.TEST_DATABASE_URL;
  if (!server) throw new Error('TEST_DATABASE_URL is not set');
  const database = kept ?? `push_bench_${randomBytes(6).toString('hex')}`;
  const url = new URL(server);
  url.pathname = `/${database}`;
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  const { rowCount: there } = await admin.query('select from pg_database where datname = $1', [database]);
  if (!there) await admin.query(`create database ${admin.escapeIdentifier(database)}`);
  return {
    url: url.toString(),
    drop: async () => {
      if (!kept) await admin.query(`drop database if exists ${database} with (force)`);
      await admin.end();
    },
  };
}
