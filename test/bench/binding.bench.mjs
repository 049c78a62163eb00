// Binds 10,000 people by e-mail against the sandbox, over HTTP: time, calls made, memory. The process that looks them up is
// killed by SIGKILL on the way, and another one goes on. Needs `npm run build` and TEST_DATABASE_URL, a PostgreSQL server.
// The last line is one JSON object.
import { fork } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createBenchDatabase } from './bench-database.mjs';

const PEOPLE = Number(process.env.PEOPLE ?? 10_000);
const WRONG = PEOPLE / 20;
// In the middle of a turn: while the lease is held and look-ups are under way.
const KILL_AT = PEOPLE * 0.4 + 30;
const CORP_ID = 'ww0123456789abcdef';

if (process.argv[2] === 'worker') await work();
else await bench();

/** The product in a process of its own, with a host of so many people. */
async function work() {
  await import('reflect-metadata');
  const { NestFactory } = await import('@nestjs/core');
  const { WecomPushModule } = await import('#push-module');
  const { InMemoryHost, inMemoryHostPorts } = await import('#bi-host/testing');
  const host = new InMemoryHost();
  // One in twenty has an address that WeCom does not know.
  for (let i = 1; i <= PEOPLE; i++) host.setUser({ id: `h${i}`, name: `员工${i}`, email: i % 20 === 0 ? `nobody${i}@corp.example` : `p${i}@corp.example` });
  const push = WecomPushModule.forRoot({
    databaseUrl: process.env.DATABASE_URL,
    secretKeys: `bench:${Buffer.alloc(32, 3).toString('base64')}`,
    wecom: { baseUrl: process.env.SANDBOX_URL },
    host: inMemoryHostPorts(host),
  });
  const app = await NestFactory.create({ module: class BenchModule {}, imports: [push] }, { logger: ['error', 'warn'] });
  await app.listen(0, '127.0.0.1');
  process.send({ port: app.getHttpServer().address().port });
  let peak = 0;
  setInterval(() => {
    const { rss } = process.memoryUsage();
    if (rss > peak) process.send({ peakRssMiB: Math.round((peak = rss) / 2 ** 20) });
  }, 100).unref();
  process.on('disconnect', () => process.exit(0));
}

async function bench() {
  const { migrateDatabase } = await import('#push-module');
  const { asCaller } = await import('#bi-host/testing');
  const database = await createBenchDatabase();
  const children = [];
  const start = async (file, args, env) => {
    const child = fork(file, args, { env: { ...process.env, ...env } });
    children.push(child);
    return child;
  };
  try {
    await migrateDatabase(database.url);
    const port = 20_000 + Math.floor(Math.random() * 20_000);
    const sandbox = `http://127.0.0.1:${port}`;
    await start(fileURLToPath(new URL('../../dist/apps/sandbox/src/main.js', import.meta.url)), [], { PORT: String(port), SEED: 'empty', LOG_LEVEL: 'warn' });
    const post = async (address, body, headers = {}) => {
      const response = await fetch(address, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });
      const reply = await response.json();
      if (!response.ok) throw new Error(`${address}: ${response.status} ${JSON.stringify(reply)}`);
      return reply;
    };
    for (let tries = 0; !(await fetch(`${sandbox}/sandbox/corps`).then((response) => response.ok, () => false)); tries++) {
      if (tries > 300) throw new Error('the sandbox does not start');
      await sleep(100);
    }
    const corp = await post(`${sandbox}/sandbox/corps`, { corpId: CORP_ID, name: '万人集团', members: 0, accountCap: PEOPLE, app: 'BI 报表' });
    for (let first = 1; first <= PEOPLE; first += 50) {
      const members = Array.from({ length: Math.min(50, PEOPLE - first + 1) }, (_, i) => first + i);
      await Promise.all(members.map((i) => post(`${sandbox}/sandbox/corps/${CORP_ID}/members`, { userId: `P${i}`, name: `成员 ${i}`, email: `p${i}@corp.example`, departments: [1] })));
    }

    let peakRssMiB = 0;
    const startWorker = async () => {
      const child = await start(fileURLToPath(import.meta.url), ['worker'], { DATABASE_URL: database.url, SANDBOX_URL: sandbox });
      const base = await new Promise((resolve, reject) => {
        child.on('message', (message) => {
          if (message.port) resolve(`http://127.0.0.1:${message.port}/push`);
          if (message.peakRssMiB) peakRssMiB = Math.max(peakRssMiB, message.peakRssMiB);
        });
        child.once('exit', (code) => reject(new Error(`the worker ended with ${code}`)));
      });
      return { child, base };
    };
    const headers = asCaller({ administrator: true });
    const get = async (address) => (await fetch(address, { headers })).json();
    let { child, base } = await startWorker();
    const { id: authorizationId } = await post(`${base}/authorizations`, { corpId: CORP_ID, agentId: corp.agentId, secret: corp.secret }, headers);
    const began = performance.now();
    const { id } = await post(`${base}/bindings/matches`, { authorizationId, by: ['email'], accountCap: PEOPLE }, headers);
    const batch = () => get(`${base}/bindings/batches/${id}`);
    while ((await batch()).lookups < KILL_AT) await sleep(20);
    child.kill('SIGKILL');
    const killed = performance.now();
    ({ child, base } = await startWorker());
    const atRestart = await batch();
    let current = atRestart;
    let resumed;
    while (current.state === 'checking') {
      await sleep(100);
      current = await batch();
      if (resumed === undefined && current.lookups > atRestart.lookups) resumed = performance.now();
    }
    const looked = performance.now();
    const { counts } = await post(`${base}/bindings/batches/${id}/apply`, {}, headers);
    const applied = performance.now();
    const { calls } = await get(`${sandbox}/sandbox/journal/counts`);
    const lookups = JSON.stringify(calls).includes('get_userid_by_email') ? calls : [];
    const seconds = (from, to) => Math.round((to - from) / 100) / 10;
    console.log(
      JSON.stringify({
        people: PEOPLE,
        state: current.state,
        stopReason: current.stopReason,
        found: counts.applied,
        notFound: counts.error,
        expectedNotFound: WRONG,
        writtenAtKill: atRestart.lookups,
        callsAtSandbox: lookups,
        secondsToKill: seconds(began, killed),
        secondsUntilResumed: seconds(killed, resumed ?? looked),
        secondsOfRest: seconds(resumed ?? looked, looked),
        secondsToApply: seconds(looked, applied),
        peakRssMiB,
      }),
    );
  } finally {
    for (const child of children) child.kill('SIGKILL');
    await database.drop();
  }
}
