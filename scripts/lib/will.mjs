import { rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { runningServer } from './postmaster.mjs';

const POLL_MS = 50;

async function gone(isThere, withinMs) {
  for (const end = Date.now() + withinMs; isThere(); await delay(POLL_MS)) if (Date.now() > end) return false;
  return true;
}

/** Sends a signal to a process group. @returns {boolean} false when there is none */
export function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Ends a process group: SIGTERM, and SIGKILL for what is still there after ten seconds. */
export async function endGroup(pid, withinMs = 10_000) {
  if (!signalGroup(pid, 'SIGTERM')) return;
  if (!(await gone(() => signalGroup(pid, 0), withinMs))) signalGroup(pid, 'SIGKILL');
}

/**
 * Stops the PostgreSQL server of a data folder, whoever started it.
 * @param {NodeJS.Signals} first SIGINT, PostgreSQL's fast shutdown: connections are closed, data is written. SIGQUIT, its immediate one, and
 * SIGKILL leave that to the recovery of the next start
 */
export async function stopServer(folder, first = 'SIGINT') {
  const server = runningServer(folder);
  if (!server) return;
  const signal = (name) => {
    try {
      process.kill(server.pid, name);
    } catch {
      // ended meanwhile
    }
  };
  signal(first);
  if (await gone(() => runningServer(folder), 30_000)) return;
  signal('SIGQUIT'); // immediate; the next start recovers from the log
  await gone(() => runningServer(folder), 5_000);
}

/**
 * Ends what a session started, in this order: processes, then database servers, then folders that were only for it.
 * @param {{ groups: number[], servers: string[], folders: string[] }} will
 */
export async function carryOut(will) {
  await Promise.all(will.groups.map((pid) => endGroup(pid)));
  await Promise.all(will.servers.map((folder) => stopServer(folder)));
  for (const folder of will.folders) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
