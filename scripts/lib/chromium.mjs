import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { line, step } from './say.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
// Without it Chinese text is boxes, in the screenshots too.
const PACKAGES = ['chromium', 'fonts-wqy-microhei'];

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function onPath(names) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin', '/snap/bin'];
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find(isProgram);
}

/**
 * A Chromium for the browser tests: `CHROME_PATH`, one that is installed, or, as root on Debian and its kin, installed now.
 * @param {import('./session.mjs').Session} session
 * @returns {Promise<{ CHROME_PATH: string } | { BROWSER_TESTS_LEFT_OUT: string }>} environment of the tests; the second
 * says in one sentence why there is none
 */
export async function ensureChromium(session) {
  const given = process.env.CHROME_PATH;
  if (given) {
    return isProgram(given) ? { CHROME_PATH: given } : { BROWSER_TESTS_LEFT_OUT: `CHROME_PATH names ${given}, which cannot be run` };
  }
  let found = onPath(NAMES);
  const apt = onPath(['apt-get']);
  if (!found && apt && process.getuid?.() === 0) {
    await step(`install Chromium for the browser tests (apt-get install ${PACKAGES.join(' ')})`, async (note) => {
      let last = '';
      note(() => last.slice(0, 60));
      const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, onLine: (text) => (last = text) };
      const update = await session.run(apt, ['update', '-q'], options);
      const install = await session.run(apt, ['install', '-y', '-q', '--no-install-recommends', ...PACKAGES], options);
      if (install.code !== 0) line(`${update.code === 0 ? '' : `${update.output}\n`}${install.output}`);
    });
    found = onPath(NAMES);
  }
  if (found && existsSync(found)) return { CHROME_PATH: found };
  const reason = 'no Chromium was found; install one, or set CHROME_PATH';
  line(`  ! browser tests are left out: ${reason}`);
  return { BROWSER_TESTS_LEFT_OUT: reason };
}
