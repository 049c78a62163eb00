import { Client } from 'pg';
import { Problem, step } from './say.mjs';

const OLDEST = 15;

/**
 * Checks a database that somebody else runs, before anything is built on it.
 * @param {string} url never shown: it carries a password
 * @throws Problem
 */
export async function checkDatabase(url) {
  await step('reach the database of DATABASE_URL', async () => {
    let client;
    try {
      client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
      await client.connect();
      const { rows } = await client.query(`select current_setting('server_version_num')::int / 10000 as version`);
      if (rows[0].version < OLDEST) throw new Problem(`DATABASE_URL leads to PostgreSQL ${rows[0].version}; ${OLDEST} or newer is needed.`);
    } catch (error) {
      if (error instanceof Problem) throw error;
      throw new Problem(`The database of DATABASE_URL cannot be used: ${error.message || error.code}.\nMend the address, or unset DATABASE_URL to use the embedded PostgreSQL.`);
    } finally {
      await client?.end().catch(() => {});
    }
  });
}
