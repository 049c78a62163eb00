import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, realpathSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Client } from 'pg';
import { freePorts } from '../support/free-ports';

const ROOT = resolve(__dirname, '../..');
const RUNNING = 'Stop everything with Ctrl-C';

/** A checkout of its own, as far as the quick start sees: what is installed and built is shared, `.data` is not. */
function checkout(): string {
  const house = realpathSync(mkdtempSync(join(tmpdir(), 'quick-start-')));
  chmodSync(house, 0o755); // root's PostgreSQL runs as another account
  for (const copied of ['scripts', 'package.json', 'package-lock.json']) cpSync(join(ROOT, copied), join(house, copied), { recursive: true });
  for (const shared of ['node_modules', 'dist', 'apps', 'libs', 'tsconfig.json', 'tsconfig.build.json', 'nest-cli.json']) symlinkSync(join(ROOT, shared), join(house, shared));
  return house;
}

const listen = (port: number): Promise<Server> =>
  new Promise((done, fail) => {
    const server = createServer().once('error', fail);
    server.listen(port, '127.0.0.1', () => done(server));
  });

async function until(what: string, isSo: () => boolean | Promise<boolean>, withinMs = 60_000): Promise<void> {
  for (const end = Date.now() + withinMs; !(await isSo()); ) {
    if (Date.now() > end) throw new Error(`waited ${withinMs} ms in vain until ${what}`);
    await new Promise((next) => setTimeout(next, 50));
  }
}

interface Start {
  child: ChildProcess;
  output: () => string;
  exit: Promise<number | NodeJS.Signals>;
  hasEnded: () => boolean;
}

describe('npm start', () => {
  let house: string;
  let base: number;
  let started: Start | undefined;

  function start(env: Record<string, string> = {}): Start {
    const { PATH, HOME } = process.env;
    const child = spawn(process.execPath, ['scripts/start.mjs'], { cwd: house, env: { PATH, HOME, PORT_BASE: String(base), ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const exit = new Promise<number | NodeJS.Signals>((done) => child.once('close', (code, signal) => done(code ?? signal!)));
    return { child, output: () => output, exit, hasEnded: () => child.exitCode !== null || child.signalCode !== null };
  }

  async function running(env?: Record<string, string>): Promise<Start> {
    const own = start(env);
    started = own;
    await until('it runs', () => own.hasEnded() || own.output().includes(RUNNING), 120_000);
    if (own.hasEnded()) throw new Error(`it ended:\n${own.output()}`);
    return own;
  }

  /** Every process that belongs to this checkout: its scripts, apps and PostgreSQL all carry the path. */
  const processes = (): string[] => spawnSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' }).stdout.split('\n').filter((row) => row.includes(house));
  const databaseUrl = (output: string): string => /postgres:\/\/\S+/.exec(output)![0];

  async function query(url: string, sql: string): Promise<unknown[]> {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await client.end();
    }
  }

  beforeAll(async () => {
    house = checkout();
    base = await freePorts(4);
  });
  afterEach(async () => {
    started?.child.kill('SIGTERM');
    await started?.exit;
  });
  afterAll(() => rmSync(house, { recursive: true, force: true }));

  it('starts everything from an empty folder, says where to click, and survives being killed', async () => {
    const first = await running();
    for (const port of [base, base + 1, base + 2, base + 3]) expect((await fetch(`http://127.0.0.1:${port}/health/ready`)).status).toBe(200);
    for (const address of [`http://127.0.0.1:${base}/push/docs`, `http://127.0.0.1:${base + 2}/phone`]) {
      expect(first.output()).toContain(address);
      expect((await fetch(address)).status).toBe(200);
    }
    await query(databaseUrl(first.output()), `create table kept as select '保留' as text`);

    const second = start();
    expect(await second.exit).toBe(1);
    expect(second.output()).toContain(`already runs`);
    expect(second.output()).toContain(`kill ${first.child.pid}`);

    first.child.kill('SIGKILL');
    await until('nothing of it is left', () => processes().length === 0);
  });

  it('keeps the data for the next start, and on Ctrl-C stops in order and leaves nothing', async () => {
    const { child, output, exit } = await running();
    expect(await query(databaseUrl(output()), 'select text from kept')).toEqual([{ text: '保留' }]);
    child.kill('SIGINT');
    expect(await exit).toBe(0);
    const order = ['scheduler stopped', 'api stopped', 'demo-host stopped', 'sandbox stopped', 'PostgreSQL stopped'];
    expect(order.map((text) => output().indexOf(text)).every((at, index, all) => at > (all[index - 1] ?? 0))).toBe(true);
    await until('nothing of it is left', () => processes().length === 0);
  });

  it('ends with the last words of a process that ends by itself', async () => {
    const { output, exit } = await running();
    const api = processes().find((row) => row.includes('/apps/api/'))!;
    process.kill(Number.parseInt(api, 10), 'SIGKILL');
    expect(await exit).toBe(1);
    expect(output()).toContain('api ended by itself (signal SIGKILL)');
    await until('nothing of it is left', () => processes().length === 0);
  });

  it('names a port that is in use, and the variable to change', async () => {
    const other = await listen(base + 2);
    const { output, exit } = start();
    expect(await exit).toBe(1);
    other.close();
    expect(output()).toContain(`Port ${base + 2} (sandbox) is in use`);
    expect(output()).toContain('PORT_BASE=');
  });

  it('names a broken data folder and the remedy, and leaves it as it is', async () => {
    const folder = join(house, '.data/postgres');
    renameSync(join(folder, 'PG_VERSION'), join(house, 'PG_VERSION'));
    const { output, exit } = start();
    expect(await exit).toBe(1);
    expect(output()).toContain(`The data folder ${folder} is broken`);
    expect(output()).toContain(`mv '${folder}'`);

    renameSync(join(house, 'PG_VERSION'), join(folder, 'PG_VERSION'));
    const { child, exit: stopped } = await running();
    child.kill('SIGTERM');
    expect(await stopped).toBe(0);
  });

  it('says that the database of DATABASE_URL cannot be used, without its password', async () => {
    const { output, exit } = start({ DATABASE_URL: 'postgres://push:geheim@127.0.0.1:1/push' });
    expect(await exit).toBe(1);
    expect(output()).toContain('The database of DATABASE_URL cannot be used');
    expect(output()).not.toContain('geheim');
  });
});
