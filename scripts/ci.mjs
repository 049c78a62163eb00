// What .ci/run runs: the checks one after the other, then all tests; one closing line that counts both.
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkNode, ensureInstalled } from './lib/install.mjs';
import { ROOT } from './lib/paths.mjs';
import { explain, line } from './lib/say.mjs';
import { Session } from './lib/session.mjs';

const CHECKS = ['check:types:server', 'check:types:console', 'check:lint', 'check:deps'];

/** @returns {{ passed: number, failed: number, skipped: number }} a file that could not be run counts as one failure */
function countTests(report) {
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0 };
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites, numPendingTests, numTodoTests } = JSON.parse(readFileSync(report, 'utf8'));
  return { passed: numPassedTests, failed: numFailedTests + numRuntimeErrorTestSuites, skipped: numPendingTests + numTodoTests };
}

async function check(session, name) {
  line(`\n== npm run ${name}`);
  const npm = process.env.npm_execpath;
  const { code } = await session.run(...(npm ? [process.execPath, [npm, 'run', '--silent', name]] : ['npm', ['run', '--silent', name]]), { cwd: ROOT, show: true });
  line(`== ${name}: ${code === 0 ? 'passed' : `failed (exit code ${code})`}`);
  return code === 0;
}

async function ci(session) {
  await ensureInstalled(session);
  const results = [];
  for (const name of CHECKS) results.push(await check(session, name));

  const folder = mkdtempSync(join(tmpdir(), 'wecom-push-ci-'));
  session.ownFolder(folder);
  const report = join(folder, 'jest.json');
  line('\n== npm test');
  const { code } = await session.run(process.execPath, ['scripts/test.mjs', '--json', `--outputFile=${report}`, ...process.argv.slice(2)], { cwd: ROOT, show: true });
  if (session.ending) return code; // interrupted: there is nothing to count
  const tests = countTests(report);
  if (code !== 0 && tests.failed === 0) tests.failed = 1; // it ended badly after the last test

  const passed = tests.passed + results.filter(Boolean).length;
  const failed = tests.failed + results.filter((result) => !result).length;
  line(`\n${passed} passed, ${failed} failed${tests.skipped > 0 ? `, ${tests.skipped} skipped` : ''}`);
  return failed === 0 ? 0 : 1;
}

try {
  checkNode();
  const session = new Session();
  await session.main(() => ci(session));
} catch (error) {
  explain(error);
  process.exit(1);
}
