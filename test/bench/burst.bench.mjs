// Nine o'clock: tasks that fall due at one moment, from due to the last settled row. An API process, scheduler processes, a WeCom
// that answers after 50 ms, and one PostgreSQL. Beside it, one job a recipient on the same queue engine.
// Needs `npm run build` and TEST_DATABASE_URL. Options (defaults): --tasks 200 --deliveries 100000 --corps 4 --schedulers 2
// --latency 50 --calls 128 --own-content --count-opens --fairness --queue-jobs 20000 (0: none) --timeout 300
// --warm-up 1000 (0: none) --months 13. The last line is one JSON object.
// --months: months of records that are kept, empty ones here. Each is a table that statements of a push may have to do with.
// --warm-up: tasks of another tenant, 10 people each, that are pushed before. Schedulers run for weeks, not since two seconds: without it
// V8 compiles the way of a push while it is measured, which took a third of node's CPU in a burst of 2,000 small runs.
// --fairness: 10 people of another tenant are due when all of the burst is queued; it says when they have theirs.
import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { createBenchDatabase } from './bench-database.mjs';

const text = (value) => ({ type: 'string', default: String(value) });
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    tasks: text(200), deliveries: text(100_000), corps: text(4), schedulers: text(2), latency: text(50), calls: text(128),
    'queue-jobs': text(20_000), timeout: text(300), 'own-content': { type: 'boolean', default: false }, 'count-opens': { type: 'boolean', default: false },
    fairness: { type: 'boolean', default: false }, 'warm-up': text(1000), months: text(13),
  },
});
const TASKS = Number(options.tasks);
const TIMEOUT_SECONDS = Number(options.timeout);
const PER_TASK = Math.ceil(Number(options.deliveries) / TASKS);
const AGENT_ID = 1_000_002;
const SECONDS_PER_TICK = 0.01;
const BURST = 'burst';
const SMALL_TENANT = { tenantId: 'small', tasks: 1, people: 10 };
const WARM_UP = { tenantId: 'warm-up', tasks: Number(options['warm-up']), people: 10 };

const roles = { product, wecom };
await (roles[positionals[0]] ?? bench)();

/** Tells the parent what this process costs, whenever it asks. */
function accountable() {
  let peak = 0;
  setInterval(() => { peak = Math.max(peak, process.memoryUsage().rss); }, 100).unref();
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    process.send({ cpuSeconds: (user + system) / 1e6, peakRssMiB: Math.round(peak / 2 ** 20) });
  });
  process.on('disconnect', () => process.exit(0));
}

function wecom() {
  let sent = 0;
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      const answer = (reply) => response.setHeader('content-type', 'application/json').end(JSON.stringify({ errcode: 0, errmsg: 'ok', ...reply }));
      if (request.url.startsWith('/cgi-bin/message/send')) setTimeout(() => answer({ msgid: `m${(sent += 1)}` }), Number(options.latency));
      else if (request.url.startsWith('/cgi-bin/gettoken')) answer({ access_token: 'bench-token', expires_in: 7200 });
      else answer({ agentid: AGENT_ID, name: 'BI', close: 0, allow_userinfos: { user: [] }, allow_partys: { partyid: [1] } });
    });
  });
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
  accountable();
}

/** The product in a process of its own, with a host in memory: what the host itself costs is not measured. */
async function product() {
  await import('reflect-metadata');
  const { NestFactory } = await import('@nestjs/core');
  const { keepHeapSmall } = await import('#kernel');
  const { WecomPushModule } = await import('#push-module');
  const { InMemoryHost, inMemoryHostPorts, sampleHost, InMemoryUserDirectory, InMemoryContentSource } = await import('#bi-host/testing');
  const ports = inMemoryHostPorts(sampleHost() ?? new InMemoryHost());
  class Users extends InMemoryUserDirectory {
    async findUsers(tenantId, ids) {
      const own = await super.findUsers(tenantId, ids);
      return [...own, ...ids.filter((id) => id.startsWith('h')).map((id) => ({ id, name: `员工${id}`, account: id, departmentIds: [], groupIds: [], active: true }))];
    }
  }
  class Content extends InMemoryContentSource {
    async groupViewers(_tenantId, _ref, viewerIds) {
      const groups = options['own-content'] ? viewerIds.map((id) => ({ contentKey: id, viewerIds: [id] })) : [{ contentKey: 'all', viewerIds: [...viewerIds] }];
      return { groups, denied: [] };
    }
    // Made once: what a host does for it is its own affair.
    takeSnapshot(tenantId, request) {
      return (this.snapshot ??= super.takeSnapshot(tenantId, { ...request, viewerId: 'u1' }));
    }
  }
  for (const [port, original] of [[Users, InMemoryUserDirectory], [Content, InMemoryContentSource]]) {
    Reflect.defineMetadata('design:paramtypes', Reflect.getMetadata('design:paramtypes', original), port);
  }
  // As our apps do when they start.
  keepHeapSmall();
  const workers = process.env.WORKERS === '1';
  const push = WecomPushModule.forRoot({
    databaseUrl: process.env.DATABASE_URL,
    secretKeys: `bench:${Buffer.alloc(32, 3).toString('base64')}`,
    publicUrl: 'https://push.example.com',
    wecom: { baseUrl: process.env.WECOM_URL, connections: Number(options.calls) },
    dispatch: { workers, concurrentCalls: Number(options.calls), planningIntervalMs: 100 },
    host: { ...ports, userDirectory: Users, contentSource: Content },
  });
  const app = await NestFactory.create({ module: class BenchModule {}, imports: [push] }, { logger: ['error', 'warn'] });
  await app.listen(0, '127.0.0.1');
  accountable();
  process.send({ port: app.getHttpServer().address().port });
}

async function bench() {
  const { migrateDatabase } = await import('#push-module');
  const { asCaller } = await import('#bi-host/testing');
  const database = await createBenchDatabase();
  const children = [];
  const next = (child) => new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', (code) => reject(new Error(`a process ended with ${code}`)));
  });
  const start = async (role, env = {}) => {
    const child = fork(fileURLToPath(import.meta.url), [role, ...process.argv.slice(2)], { env: { ...process.env, DATABASE_URL: database.url, ...env } });
    children.push(child);
    return { child, port: (await next(child)).port };
  };
  const costOf = async (child) => {
    const answer = next(child);
    child.send('cost');
    return answer;
  };
  let db;
  try {
    await migrateDatabase(database.url);
    db = new pg.Client({ connectionString: database.url, options: '-c search_path=wecom_push' });
    await db.connect();
    await db.query(`select push_make_partitions(now() - make_interval(months => $1), $1)`, [Number(options.months)]);
    const stub = await start('wecom');
    const env = { WECOM_URL: `http://127.0.0.1:${stub.port}` };
    const api = await start('product', { ...env, WORKERS: '0' });
    const asTenant = (tenantId) => ({ 'content-type': 'application/json', ...asCaller({ tenantId, userId: 'u1', name: '张伟', administrator: true }) });
    const post = async (tenantId, path, body) => {
      const response = await fetch(`http://127.0.0.1:${api.port}/push/${path}`, { method: 'POST', headers: asTenant(tenantId), body: JSON.stringify(body) });
      const reply = await response.json();
      if (!response.ok) throw new Error(`${path}: ${response.status} ${JSON.stringify(reply)}`);
      return reply;
    };
    const bindPeople = (authorizationId, people) => db.query(
      `insert into push_binding (tenant_id, id, authorization_id, host_user_id, host_user_name, wecom_user_id, wecom_user_key, wecom_name, state, bound_by, bound_at, updated_at)
       select tenant_id, gen_random_uuid(), id, 'h' || n, '员工' || n, 'P' || n, 'p' || n, '员工' || n, 'active', 'bench', now(), now()
         from push_authorization, generate_series(1, $2::int) as n where id = $1`,
      [authorizationId, people],
    );
    // Due is a time of the schedule: one that is not, or is older than the tasks' grace, would be written as missed.
    const due = new Date(Math.floor(Date.now() / 60_000) * 60_000);
    const makeTenant = async ({ tenantId, tasks, people, corps: count = 1 }) => {
      const corps = [];
      for (let corp = 0; corp < count; corp++) {
        const { id } = await post(tenantId, 'authorizations', { corpId: corpIdOf(tenantId, corp), agentId: AGENT_ID, secret: 'bench-secret-0123456789' });
        corps.push(id);
        await bindPeople(id, people * Math.ceil(tasks / count));
      }
      for (let task = 0; task < tasks; task++) {
        // Each task has people of its own: WeCom would drop what one person gets of hundreds of tasks in a minute.
        const first = people * Math.floor(task / count) + 1;
        const userIds = Array.from({ length: people }, (_none, index) => `h${first + index}`);
        await post(tenantId, 'tasks', {
          projectId: 'sales', pageId: 'daily', title: `任务${task}`, channel: { kind: 'app', authorizationId: corps[task % count] }, templateKey: 'markdown-digest', toleranceMinutes: 0,
          // Tens of thousands of ids are more than a request may hold.
          schedule: { kind: 'daily', times: [due.toISOString().slice(11, 16)], zone: 'UTC' }, recipients: tasks <= count ? { allBound: true } : { userIds }, countOpens: options['count-opens'],
        });
      }
    };
    /** @returns when the tenant's tasks became due */
    const makeDue = async (tenantId) => {
      const { rows: [{ dueAt }] } = await db.query('update push_task set next_run_at = now(), next_planned_at = $1 where tenant_id = $2 returning now() as "dueAt"', [due, tenantId]);
      return dueAt;
    };
    const progress = async (tenantId) => {
      const { rows: [row] } = await db.query(
        'select count(*)::int as runs, count(finished_at)::int as settled, count(prepared_at)::int as prepared, coalesce(sum(sent), 0)::int as sent from push_run where tenant_id = $1',
        [tenantId],
      );
      return row;
    };
    const untilSettled = async (tenantId, tasks) => {
      const began = performance.now();
      const seconds = () => (performance.now() - began) / 1000;
      let settled = 0;
      while (settled < tasks) {
        if (seconds() > TIMEOUT_SECONDS) throw new Error(`not ready after ${TIMEOUT_SECONDS} s`);
        await sleep(250);
        const row = await progress(tenantId);
        ({ settled } = row);
        console.log(`${tenantId}, ${seconds().toFixed(1)} s: ${row.prepared} prepared, ${settled} settled, ${row.sent} sent`);
      }
    };
    await makeTenant({ tenantId: BURST, tasks: TASKS, people: PER_TASK, corps: Number(options.corps) });
    if (WARM_UP.tasks > 0) await makeTenant(WARM_UP);
    if (options.fairness) await makeTenant(SMALL_TENANT);
    const schedulers = [];
    for (let index = 0; index < Number(options.schedulers); index++) schedulers.push(await start('product', { ...env, WORKERS: '1' }));
    if (WARM_UP.tasks > 0) {
      await makeDue(WARM_UP.tenantId);
      await untilSettled(WARM_UP.tenantId, WARM_UP.tasks);
    }
    // As in a system that has been running: else what was written just now is vacuumed while it is measured.
    await db.query('vacuum analyze');
    const expected = TASKS * PER_TASK;
    console.log(`${TASKS} tasks, ${expected} deliveries, ${schedulers.length} schedulers: due now`);
    const products = [api, ...schedulers];
    const before = await Promise.all(products.map(({ child }) => costOf(child)));
    const pgBefore = await postgresSeconds(db);
    const dueAt = await makeDue(BURST);
    const fairness = options.fairness ? smallTenant(progress, makeDue) : undefined;
    await untilSettled(BURST, TASKS);
    const pgCost = (await postgresSeconds(db)) - pgBefore;
    const costs = await Promise.all(products.map(({ child }) => costOf(child)));
    const { rows: [facts] } = await db.query(
      `select extract(epoch from max(finished_at) - $1::timestamptz)::float8 as seconds, sum(sent)::int as sent, sum(total)::int as total from push_run where tenant_id = $2`,
      [dueAt, BURST],
    );
    const { rows: [waits] } = await db.query(
      `select percentile_disc(array[0.5, 0.99]) within group (order by extract(epoch from settled_at - $1::timestamptz)::float8) as quantiles, count(*)::int as calls from push_call where tenant_id = $2`,
      [dueAt, BURST],
    );
    const { rows: [{ fsync }] } = await db.query('show fsync');
    const nodeSeconds = costs.reduce((sum, cost, index) => sum + cost.cpuSeconds - before[index].cpuSeconds, 0);
    for (const { child } of products) child.kill('SIGTERM');
    const perMillion = (cpu) => Math.round((cpu * 1e7) / facts.sent) / 10;
    console.log(JSON.stringify({
      tasks: TASKS, deliveries: facts.total, sent: facts.sent, calls: waits.calls, ownContent: options['own-content'], countOpens: options['count-opens'], schedulers: schedulers.length, latencyMs: Number(options.latency), warmUpTasks: WARM_UP.tasks, months: Number(options.months),
      seconds: Math.round(facts.seconds * 100) / 100,
      deliveriesPerSecond: Math.round(facts.sent / facts.seconds),
      callsPerSecond: Math.round(waits.calls / facts.seconds),
      dueToAcceptedSeconds: { p50: waits.quantiles[0], p99: waits.quantiles[1] },
      cpuSecondsPerMillion: { node: perMillion(nodeSeconds), postgres: perMillion(pgCost) },
      peakRssMiB: costs.map((cost) => cost.peakRssMiB),
      fsync,
      ...(fairness && { fairness: await fairness }),
      ...(Number(options['queue-jobs']) > 0 && { oneJobARecipient: await oneJobEach(database.url, Number(options['queue-jobs'])) }),
    }));
  } finally {
    for (const child of children) child.kill('SIGKILL');
    await db?.end();
    await database.drop();
  }
}

/** Makes the small tenant's task due once the whole burst is queued. @returns how much was before it, and how long its ten messages took */
async function smallTenant(progress, makeDue) {
  const { tenantId, people } = SMALL_TENANT;
  while ((await progress(BURST)).runs < TASKS) await sleep(20);
  const before = await progress(BURST);
  await makeDue(tenantId);
  const began = performance.now();
  while ((await progress(tenantId)).sent < people) await sleep(20);
  const seconds = Math.round((performance.now() - began) / 10) / 100;
  console.log(`the small tenant has its ${people} messages after ${seconds} s`);
  return { seconds, queuedBefore: TASKS * PER_TASK - before.sent, sentMeanwhile: (await progress(BURST)).sent - before.sent };
}

/** A corp belongs to one tenant only. */
function corpIdOf(tenantId, corp) {
  return `ww${createHash('sha256').update(`${tenantId}:${corp}`).digest('hex').slice(0, 16)}`;
}

/** CPU of the whole server, of connections that were closed meanwhile as well; only where the server is on this machine, else 0. */
async function postgresSeconds(db) {
  const { rows: [{ pid }] } = await db.query('select pg_backend_pid() as pid');
  const postmaster = statOf(pid)?.parent;
  if (postmaster === undefined) return 0;
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(statOf);
  const children = processes.filter((stat) => stat?.parent === postmaster);
  return (statOf(postmaster).ticksOfEnded + children.reduce((sum, { ticks }) => sum + ticks, 0)) * SECONDS_PER_TICK;
}

/** @returns nothing of a process that has ended, or runs elsewhere */
function statOf(pid) {
  try {
    const [, parent, , , , , , , , , , user, system, userOfEnded, systemOfEnded] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ').map(Number);
    return { parent, ticks: user + system, ticksOfEnded: userOfEnded + systemOfEnded };
  } catch {
    return undefined;
  }
}

/** The other way: a job for each recipient, its row written by the handler, in batches. */
async function oneJobEach(connectionString, jobs) {
  const { PgBoss } = await import('pg-boss');
  const boss = new PgBoss({ connectionString, schema: 'bench_queue', max: 8, supervise: false, schedule: false });
  boss.on('error', (error) => console.error(error));
  await boss.start();
  await boss.createQueue('recipient');
  const pool = new pg.Pool({ connectionString, max: 4 });
  await pool.query('create table bench_recipient (id int primary key)');
  for (let first = 1; first <= jobs; first += 1000) {
    await boss.insert('recipient', Array.from({ length: Math.min(1000, jobs - first + 1) }, (_none, index) => ({ data: { id: first + index } })));
  }
  let done = 0;
  const began = performance.now();
  await new Promise((resolve) => {
    void boss.work('recipient', { batchSize: 500, localConcurrency: 2, burstWhenBatchFull: true, pollingIntervalSeconds: 0.5 }, async (batch) => {
      await pool.query('insert into bench_recipient select unnest($1::int[]) on conflict do nothing', [batch.map((job) => job.data.id)]);
      done += batch.length;
      if (done >= jobs) resolve();
    });
  });
  const perSecond = Math.round(jobs / ((performance.now() - began) / 1000));
  await boss.stop({ graceful: false });
  await pool.end();
  return { jobs, deliveriesPerSecond: perSecond };
}
