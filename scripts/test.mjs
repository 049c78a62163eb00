// All tests from a fresh clone: installs, brings its own PostgreSQL and browser, builds, runs Jest with the arguments given
// here, leaves nothing running. TEST_DATABASE_URL set means: use that server.
import { checkNode, ensureInstalled } from './lib/install.mjs';
import { explain, step } from './lib/say.mjs';

async function databaseServer(session) {
  if (process.env.TEST_DATABASE_URL) return process.env.TEST_DATABASE_URL;
  const { startThrowAwayPostgres } = await import('./lib/postgres.mjs');
  return step('start a PostgreSQL for the tests', () => startThrowAwayPostgres(session));
}

async function test(session) {
  const { ROOT } = await import('./lib/paths.mjs');
  await ensureInstalled(session);
  const { buildConsole, buildServer } = await import('./lib/build.mjs');
  await buildServer(session); // the tests of real processes run what is built
  await buildConsole(session);
  const { ensureChromium } = await import('./lib/chromium.mjs');
  const browser = await ensureChromium(session);
  const env = { ...process.env, ...browser, TEST_DATABASE_URL: await databaseServer(session) };
  const { code } = await session.run(process.execPath, ['node_modules/jest/bin/jest.js', ...process.argv.slice(2)], { cwd: ROOT, env, show: true });
  return code;
}

try {
  checkNode();
  const { Session } = await import('./lib/session.mjs');
  const session = new Session();
  await session.main(() => test(session));
} catch (error) {
  explain(error);
  process.exit(1);
}
