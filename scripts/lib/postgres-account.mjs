import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { ROOT } from './paths.mjs';
import { line, Problem } from './say.mjs';

const NAME = 'postgres';

/** @typedef {{ name: string, uid: number, gid: number }} Account an account of this machine that is not root */

function accounts() {
  const rows = readFileSync('/etc/passwd', 'utf8').split('\n').map((row) => row.split(':'));
  return rows.filter((row) => row.length > 3).map(([name, , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
}

function ownerOf(path) {
  try {
    const { uid } = statSync(path);
    return uid === 0 ? undefined : accounts().find((account) => account.uid === uid);
  } catch {
    return undefined;
  }
}

/**
 * PostgreSQL refuses to run as root. The account that it runs as then: whoever owns the data folder already, the owner of
 * the checkout (so that a start with sudo and one without are the same), or `postgres`, which is made when missing.
 * @returns {Account | undefined} undefined when we are not root: it runs as ourselves
 * @throws Problem
 */
export function postgresAccount(folder) {
  if (process.getuid?.() !== 0) return undefined;
  const named = () => accounts().find((account) => account.name === NAME);
  const found = ownerOf(folder) ?? ownerOf(ROOT) ?? named();
  if (found) return found;
  const made = spawnSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', NAME], { encoding: 'utf8' });
  const account = named();
  if (account) {
    line(`  ! PostgreSQL does not run as root: the system account \`${NAME}\` was made for it`);
    return account;
  }
  throw new Problem('PostgreSQL does not run as root, and no account could be made for it ' +
    `(useradd: ${made.error?.code ?? made.stderr.trim()}).\nRun as another user, or set DATABASE_URL to a PostgreSQL 15 or newer.`);
}

/** Whether an account may enter a folder: every folder above it counts. */
export function mayEnter(account, folder) {
  return spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', folder], { uid: account.uid, gid: account.gid, cwd: '/' }).status === 0;
}
