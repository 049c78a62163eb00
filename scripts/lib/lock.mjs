import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DATA } from './paths.mjs';
import { isAlive } from './postmaster.mjs';
import { Problem } from './say.mjs';

const FILE = join(DATA, 'start.lock');

function holder() {
  try {
    const { pid, since, console: address } = JSON.parse(readFileSync(FILE, 'utf8'));
    return isAlive(pid) && isOurs(pid) ? { pid, since, address } : undefined;
  } catch {
    return undefined; // missing, or half written by a start that was killed
  }
}

// A process number is used again after a restart of the machine.
function isOurs(pid) {
  try {
    return pid !== process.pid && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('start.mjs');
  } catch (error) {
    return error.code !== 'ENOENT' || process.platform !== 'linux';
  }
}

/**
 * Makes this the only start of the checkout, for as long as it lives.
 * @param {string} address where the running one is found, for whoever comes second
 * @throws Problem when another one runs, or .data cannot be written
 */
export function lockCheckout(address) {
  try {
    mkdirSync(DATA, { recursive: true });
    const text = JSON.stringify({ pid: process.pid, since: new Date().toISOString(), console: address });
    try {
      writeFileSync(FILE, text, { flag: 'wx' });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      const other = holder();
      if (other) {
        throw new Problem(
          `This checkout already runs, since ${other.since} (process ${other.pid}): ${other.address}\n` +
            `Press Ctrl-C in its terminal to stop it, or type: kill ${other.pid}`,
        );
      }
      writeFileSync(FILE, text);
    }
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem(`${DATA} cannot be written (${error.code}): it holds the data of the quick start.\n` +
      'Run as the user who owns that folder, or give it to this user: chown -R "$(id -un)" .data');
  }
  process.on('exit', () => rmSync(FILE, { force: true }));
}
