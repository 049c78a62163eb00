// A database of its own for one benchmark, on the server of TEST_DATABASE_URL.
import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** @returns its address, and what takes it away again, with whoever is still connected to it */
export async function createBenchDatabase() {
  const server = process.env.TEST_DATABASE_URL;
  if (!server) throw new Error('TEST_DATABASE_URL is not set');
  const database = `push_bench_${randomBytes(6).toString('hex')}`;
  const url = new URL(server);
  url.pathname = `/${database}`;
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  await admin.query(`create database ${database}`);
  return {
    url: url.toString(),
    drop: async () => {
      await admin.query(`drop database if exists ${database} with (force)`);
      await admin.end();
    },
  };
}
