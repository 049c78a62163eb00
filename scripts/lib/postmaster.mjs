import { readFileSync } from 'node:fs';
import { join } from 'node:path';

// Name and state of a process, from Linux's /proc; undefined on systems without it.
function processOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const nameEnd = stat.lastIndexOf(')');
    return { name: stat.slice(stat.indexOf('(') + 1, nameEnd), state: stat[nameEnd + 2] };
  } catch {
    return undefined;
  }
}

function isPostgres(pid) {
  const found = processOf(pid);
  return !found || (found.name === 'postgres' && found.state !== 'Z');
}

/** @returns {boolean} whether the process exists, ours or not */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/**
 * What a data folder's postmaster.pid says.
 * @returns {{ pid: number, port: number, alive: boolean } | undefined} `alive` is false when the process is gone, or when
 * its number now belongs to another program, as happens after a restart of a machine or container
 */
export function postmasterOf(folder) {
  let text;
  try {
    text = readFileSync(join(folder, 'postmaster.pid'), 'utf8');
  } catch {
    return undefined;
  }
  const lines = text.split('\n');
  const pid = Number.parseInt(lines[0], 10);
  if (!Number.isInteger(pid) || pid <= 1) return undefined;
  return { pid, port: Number.parseInt(lines[3], 10), alive: isAlive(pid) && isPostgres(pid) };
}

/** The live PostgreSQL server of a data folder, if there is one. */
export function runningServer(folder) {
  const postmaster = postmasterOf(folder);
  return postmaster?.alive ? postmaster : undefined;
}
