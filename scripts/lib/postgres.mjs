import { createHash } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync, statfsSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { Client } from 'pg';
import { DATA, ROOT } from './paths.mjs';
import { freePort } from './ports.mjs';
import { mayEnter, postgresAccount } from './postgres-account.mjs';
import { copiedTools, idsOf, installedTools } from './postgres-tools.mjs';
import { postmasterOf } from './postmaster.mjs';
import { line, Problem } from './say.mjs';
import { stopServer } from './will.mjs';

const USER = 'postgres';
const PASSWORD = 'not-for-production'; // the server listens on the loopback address only
const HOST = '127.0.0.1';
const PORT = 54329;
/** Below the ports that Linux gives to outgoing connections (32768 to 60999): nobody takes it while the server is down. */
const PORT_TO_CRASH = 14329;
/** Below this, parallel queries run out of /dev/shm (Docker's default is 64 MB, and a join failed with it). */
const SMALL_SHM_BYTES = 256 * 1024 * 1024;

// Never from the environment: with LANG unset the cluster would be SQL_ASCII, with an unknown one initdb fails. pg_trgm finds
// Chinese only where LC_CTYPE is not C.
const LOCALE = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C',
  `--lc-ctype=${process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8'}`];
const ENV = { PATH: process.env.PATH, LC_ALL: undefined, LANG: 'C', TZ: 'UTC' };

const DURABLE = ['max_connections=200'];
// Data that nobody will miss: no waiting for the disk, and room for many test files at once.
// What was committed outlives every process of the server, though not the machine.
const TO_BE_CRASHED = ['fsync=off', 'full_page_writes=off', 'max_connections=300'];
const THROW_AWAY = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=300'];

const firstOf = (text, pattern) => pattern.exec(text)?.[1];

function sharedMemory() {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm');
    return bavail * bsize < SMALL_SHM_BYTES ? ['dynamic_shared_memory_type=mmap'] : [];
  } catch {
    return process.platform === 'linux' ? ['dynamic_shared_memory_type=mmap'] : [];
  }
}

const urlOf = (port, database) => `postgres://${USER}:${PASSWORD}@${HOST}:${port}/${database}`;

const remedyFor = (folder) =>
  `Nothing in it was changed. If its data is not needed, move it away and start again, a new database is made then:\n  mv '${folder}' '${folder}.broken'`;

/** Refuses a folder that is there but is not ours to use, in one sentence with the remedy. */
function checkFolder(folder, account, version) {
  const { uid, mode } = statSync(folder);
  const wanted = account?.uid ?? process.getuid?.();
  if (wanted !== undefined && uid !== wanted) {
    const name = account?.name ?? 'this user';
    throw new Problem(`The data folder ${folder} belongs to another user (number ${uid}) and PostgreSQL would run as ${name}.\n` +
      `Start as its owner, or give it over: chown -R ${wanted} '${folder}' (as root)`);
  }
  if ((mode & 0o027) !== 0) throw new Problem(`The data folder ${folder} is open to others and PostgreSQL refuses that. Close it: chmod 700 '${folder}'`);
  let found;
  try {
    found = readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim();
  } catch (error) {
    if (error.code === 'EACCES') throw new Problem(`The data folder ${folder} cannot be read by this user. Its owner can mend that: chmod 700 '${folder}'`);
    throw new Problem(`The data folder ${folder} is broken: it holds files but no database (PG_VERSION is missing).\n${remedyFor(folder)}`);
  }
  if (found !== version) {
    throw new Problem(`The data folder ${folder} was written by PostgreSQL ${found}; the embedded one is ${version} and cannot read it.\n${remedyFor(folder)}`);
  }
}

function isEmpty(folder) {
  try {
    return readdirSync(folder).length === 0;
  } catch (error) {
    return error.code === 'ENOENT'; // anything else is for checkFolder to say
  }
}

/** Makes a new cluster beside its place and moves it there when whole: a killed initdb leaves nothing that looks like data. */
async function initialise(session, { folder, account, tools, settings, sync }) {
  const draft = `${folder}.new`;
  const passwordFile = `${folder}.password`;
  for (const left of [draft, passwordFile]) rmSync(left, { recursive: true, force: true });
  if (existsSync(folder)) rmdirSync(folder);
  mkdirSync(draft, { mode: 0o700 });
  writeFileSync(passwordFile, `${PASSWORD}\n`, { mode: 0o600 });
  if (account) for (const path of [draft, passwordFile]) chownSync(path, account.uid, account.gid);
  try {
    const args = ['-D', draft, '-U', USER, `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--no-instructions', ...(sync ? [] : ['--no-sync']),
      ...LOCALE, ...['timezone=UTC', 'log_timezone=UTC', ...settings].flatMap((setting) => ['-c', setting])];
    const { code, output } = await session.run(join(tools.bin, 'initdb'), args, { ...idsOf(account), env: ENV, cwd: '/' });
    if (code !== 0) throw new Problem(`PostgreSQL could not make its data folder ${folder} (initdb, exit code ${code}):\n\n${output}`);
    renameSync(draft, folder);
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(draft, { recursive: true, force: true });
  }
}

/** A start that was killed together with its keeper leaves a server, a killed machine leaves its note. */
async function clearLeftovers(folder) {
  const left = postmasterOf(folder);
  if (!left) return;
  if (left.alive) {
    line(`  ! a PostgreSQL server of an earlier start was still running (process ${left.pid}) and is stopped first`);
    await stopServer(folder);
  } else {
    unlinkSync(join(folder, 'postmaster.pid'));
  }
}

function logTail(file) {
  try {
    return readFileSync(file, 'utf8').trim().split('\n').slice(-15).join('\n');
  } catch {
    return '';
  }
}

async function launch(session, { folder, account, tools, settings, port }) {
  const log = join(folder, 'server.log');
  rmSync(log, { force: true });
  const options = [`listen_addresses=${HOST}`, 'unix_socket_directories=', ...settings].map((setting) => `-c ${setting}`).join(' ');
  const args = ['start', '-D', folder, '-l', log, '-w', '-t', '120', '-s', '-o', `-p ${port} ${options}`];
  const { code, output } = await session.run(join(tools.bin, 'pg_ctl'), args, { ...idsOf(account), env: ENV, cwd: '/' });
  if (code === 0) return;
  const text = logTail(log);
  const reason = firstOf(text, /(?:FATAL|PANIC): {2}(.+)/) ?? output;
  throw new Problem(`PostgreSQL did not start on the data folder ${folder}: ${reason}\n${remedyFor(folder)}\n\n${text}`);
}

async function ensureDatabase(port, database) {
  const client = new Client({ connectionString: urlOf(port, 'postgres') });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [database]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(database)}`);
  } finally {
    await client.end();
  }
}

/** Where root keeps data when the account of the server may not enter the checkout, such as one below /root. */
function homeOutside() {
  const home = join('/var/lib/wecom-bi-push', `${basename(ROOT)}-${createHash('sha256').update(ROOT).digest('hex').slice(0, 8)}`);
  mkdirSync(home, { recursive: true });
  for (const path of [dirname(home), home]) chmodSync(path, 0o755);
  return home;
}

/** Settles who runs the server, where its data is, and with which programs. */
function arrange(wanted, outside) {
  const account = postgresAccount(wanted);
  const tools = installedTools(account);
  if (!account || (tools && mayEnter(account, dirname(wanted)))) return { account, tools, folder: wanted };
  if (existsSync(wanted) && !isEmpty(wanted)) {
    throw new Problem(`PostgreSQL runs as \`${account.name}\` here, who may not enter ${tools ? dirname(wanted) : ROOT}. Make it and every folder above it enterable:\n  chmod o+x <folder>`);
  }
  const home = outside();
  line(`  ! PostgreSQL runs as \`${account.name}\`, who may not enter ${ROOT}: its data is in ${home}`);
  const folder = join(home, basename(wanted));
  return { account: postgresAccount(folder), tools: copiedTools(account, home), folder };
}

async function start(session, { account, tools, folder, settings, sync, from = PORT }) {
  session.ownServer(folder); // before it runs: a kill may come at any time
  if (isEmpty(folder)) await initialise(session, { folder, account, tools, settings: sharedMemory(), sync });
  else checkFolder(folder, account, tools.version);
  await clearLeftovers(folder);
  const port = await freePort(from);
  await launch(session, { folder, account, tools, settings: [...settings, ...sharedMemory()], port });
  return port;
}

/**
 * The database of the quick start: kept in .data/postgres from one start to the next.
 * @param {import('./session.mjs').Session} session stops it at the end
 * @returns {Promise<{ url: string, folder: string }>}
 * @throws Problem
 */
export async function startKeptPostgres(session, database) {
  if (process.getuid?.() === 0) chmodSync(DATA, statSync(DATA).mode | 0o055); // whatever the umask was
  const place = arrange(join(DATA, 'postgres'), homeOutside);
  const port = await start(session, { ...place, settings: DURABLE, sync: true });
  await ensureDatabase(port, database);
  return { url: urlOf(port, database), folder: place.folder };
}

/** Where a server is that goes with its session. */
function placeToRemove(session) {
  const home = mkdtempSync(join(tmpdir(), 'wecom-push-test-'));
  session.ownFolder(home);
  chmodSync(home, 0o755);
  return arrange(join(home, 'postgres'), () => home);
}

/**
 * A server for tests, on a free port, removed at the end with all its data.
 * @param {import('./session.mjs').Session} session
 * @returns {Promise<string>} its address
 * @throws Problem
 */
export async function startThrowAwayPostgres(session) {
  const port = await start(session, { ...placeToRemove(session), settings: THROW_AWAY, sync: false });
  return urlOf(port, 'postgres');
}

/**
 * A server for tests that end it and start it again at the same address; removed at the end with all its data.
 * @param {import('./session.mjs').Session} session
 * @returns its address, and what ends it by a signal (see `stopServer`) and starts it
 * @throws Problem
 */
export async function startPostgresToCrash(session) {
  const place = { ...placeToRemove(session), settings: TO_BE_CRASHED, sync: false, from: PORT_TO_CRASH };
  const port = await start(session, place);
  return {
    url: urlOf(port, 'postgres'),
    stop: (signal) => stopServer(place.folder, signal),
    start: () => launch(session, { ...place, settings: [...place.settings, ...sharedMemory()], port }),
  };
}
