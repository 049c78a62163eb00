// Runs before anything is installed: only what Node brings may be imported here.
import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './paths.mjs';
import { Problem, step } from './say.mjs';

const NEEDED = [20, 19];
const SHOWN_ERRORS = 20;

/** @throws Problem when this Node is older than the packages can run on */
export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1])) return;
  throw new Problem(`Node ${process.versions.node} is too old: Node ${NEEDED.join('.')} or newer is needed. Install it from https://nodejs.org/ and start again.`);
}

const packagesOf = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;

/** Whether node_modules holds what package-lock.json names, as npm itself noted at the end of its last installation. */
function isInstalled() {
  const noted = join(ROOT, 'node_modules/.package-lock.json');
  if (!existsSync(noted)) return false;
  const installed = packagesOf(noted);
  return Object.entries(packagesOf(join(ROOT, 'package-lock.json'))).every(
    ([path, wanted]) => path === '' || wanted.optional || (installed[path] && installed[path].version === wanted.version),
  );
}

const REMEDIES = [
  [/EACCES|EPERM|EROFS/, () => `This user may not write into ${ROOT}. Run as the owner of that folder, or clone into a folder of your own.`],
  [/ENOSPC/, () => 'The disk is full: about 1 GB is needed.'],
  [/ENOTFOUND|ECONNREFUSED|ETIMEDOUT|ECONNRESET|EAI_AGAIN|ENETUNREACH|network/i, () => 'The npm registry could not be reached. Check the network, or the registry and proxy that `npm config list` shows.'],
  [/EUSAGE|in sync/, () => 'package.json and package-lock.json do not fit together. Run `npm install` and look at the change.'],
];

/**
 * Installs the packages when they are missing or package-lock.json has changed since.
 * @param {import('./session.mjs').Session} session
 * @throws Problem
 */
export async function ensureInstalled(session) {
  if (isInstalled()) return;
  const folder = join(ROOT, 'node_modules');
  // npm ci would empty the folder that the link leads to, and it is somebody else's.
  if (lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink()) {
    throw new Problem(`${folder} is a link, and what it leads to is not what package-lock.json names. Install there, or remove the link.`);
  }
  await step('install the packages (npm ci; 1 to 3 minutes the first time)', async (note) => {
    let downloads = 0;
    const errors = [];
    const onLine = (text) => {
      if (text.startsWith('npm http fetch')) downloads++;
      else if (text.startsWith('npm error') && errors.length < SHOWN_ERRORS) errors.push(text);
    };
    note(() => `${downloads} downloads`);
    const args = ['ci', '--no-audit', '--no-fund', '--loglevel=http'];
    const npm = process.env.npm_execpath; // the very npm that was typed
    const command = npm ? [process.execPath, [npm, ...args]] : ['npm', args];
    const { code } = await session.run(...command, { cwd: ROOT, onLine }).catch((error) => {
      throw new Problem(`npm could not be run (${error.code ?? error.message}). It comes with Node: check that \`npm --version\` works.`);
    });
    if (code === 0) return;
    const output = errors.join('\n');
    const remedy = REMEDIES.find(([pattern]) => pattern.test(output))?.[1]() ?? 'Run `npm ci` to see its whole output.';
    throw new Problem(`npm ci failed (exit code ${code}). ${remedy}\n\n${output}`);
  });
}
