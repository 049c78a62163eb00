// The crash series: a burst while processes are killed with SIGKILL at random moments, PostgreSQL is ended and started, connections are cut, and the sandbox
// fails in every way that it knows. Afterwards the records must be equal to what the sandbox delivered, row by row, and everybody must have it once.
// Everything is a process of its own (sandbox, host, API, schedulers, PostgreSQL); whatever ends is started again. Needs `npm run build:server`.
// Options (defaults): --deliveries 4000 --tasks (2 a kill) --kills 8 --fault-percent 5 --database-restarts 1 --cuts 3 --schedulers 2 --corps 2 --pause 1500
// (at most so many milliseconds from when four fifths of what was due are sent to the next event) --seed (random; the printed one gives the same choices again) --timeout 900 (seconds for the way to the end)
// --keep-logs. The full series: --deliveries 100000 --kills 100 --database-restarts 6 --cuts 15 --schedulers 3 --corps 4.
// --limits is another series: 40 messages to each of 60 people are due at one moment for one app, whose calls a minute and messages a day are scaled down to what
// that comes to; 3 schedulers send them, and are killed while calls that they let out are on their way. Nobody may get too much, and all must arrive.
// The last line is one JSON object; the exit code is 1 when anything differs.
import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { register } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { freePort } from '../../scripts/lib/ports.mjs';
import { startPostgresToCrash } from '../../scripts/lib/postgres.mjs';
import { Session } from '../../scripts/lib/session.mjs';
import { Service } from './crash/service.mjs';
import { judge } from './crash/verdict.mjs';
import { Api, askSandbox, makeDue, makeWorld } from './crash/world.mjs';

register('./typescript-hooks.mjs', import.meta.url);
const { Wire } = await import('../support/wire.ts');

const text = (value) => ({ type: 'string', default: String(value) });
const { values } = parseArgs({
  options: {
    deliveries: text(4000), tasks: text(0), kills: text(8), 'fault-percent': text(5), 'database-restarts': text(1), cuts: text(3), schedulers: text(2), corps: text(2), pause: text(1500),
    seed: text(randomInt(1_000_000_000)), timeout: text(900), 'keep-logs': { type: 'boolean', default: false }, limits: { type: 'boolean', default: false },
  },
});
const options = {
  deliveries: Number(values.deliveries), kills: Number(values.kills), tasks: Number(values.tasks) || Math.max(20, 2 * Number(values.kills)), faultPercent: Number(values['fault-percent']),
  databaseRestarts: Number(values['database-restarts']), cuts: Number(values.cuts), schedulers: Number(values.schedulers), corps: Number(values.corps), pauseMs: Number(values.pause),
  seed: Number(values.seed), timeoutSeconds: Number(values.timeout), keepLogs: values['keep-logs'], limits: values.limits,
};
const LIMITS = { tasks: 40, people: 60, callsPerMinute: 120, perAccount: 43 };
if (options.limits) Object.assign(options, { tasks: LIMITS.tasks, deliveries: LIMITS.tasks * LIMITS.people, faultPercent: 0, databaseRestarts: 0, cuts: 0, schedulers: 3, corps: 1 });

/** What the sandbox does wrong, each for so many of a hundred calls that send. Refusals for calling too often are not among them: they must never come. */
const FAULTS = [
  { kind: 'latency', minMs: 50, maxMs: 2000 }, { kind: 'errcode', errcode: -1 }, { kind: 'http_status', status: 502 }, { kind: 'html' }, { kind: 'truncated_json' }, { kind: 'reset' }, { kind: 'hang' },
  { kind: 'accept_then_hang' }, { kind: 'accept_then_reset' }, { kind: 'token_invalidated' }, { kind: 'token_expired' }, { kind: 'ip_refused' },
];
/** Even without faults an answer takes its time. */
const ANSWER_MS = { minMs: 20, maxMs: 80 };
/** So that a scheduler can be killed between what it let out and the answer. */
const SLOW_ANSWER_MS = { minMs: 1000, maxMs: 2000 };
/** Of a hundred kills. */
const VICTIMS = [['scheduler', 70], ['api', 12], ['host', 6], ['database backend', 12]];
/** What a signal does to the server. */
const DATABASE_SIGNALS = { immediate: 'SIGQUIT', killed: 'SIGKILL', fast: 'SIGINT' };
const DATABASE_ENDS = Object.keys(DATABASE_SIGNALS);
const CUTS = ['scheduler to WeCom', 'process to database', 'database backends terminated'];
/** One is killed, the other one answers. */
const APIS = 2;
const JWT_SECRET = 'crash-series-jwt-secret-0123456789abcdef';

const began = performance.now();
const seconds = () => Math.round((performance.now() - began) / 100) / 10;
const say = (text) => console.log(`${seconds().toFixed(1).padStart(7)} s  ${text}`);

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function randomOf(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Statements of the series itself, which its own doings interrupt. */
class Sql {
  #pool;

  constructor(connectionString) {
    this.#pool = new pg.Pool({ connectionString, options: '-c search_path=wecom_push', max: 2, application_name: 'crash-series' });
    this.#pool.on('error', () => {});
  }

  async query(text, parameters) {
    for (const end = Date.now() + 120_000; ; await sleep(200)) {
      try {
        return await this.#pool.query(text, parameters);
      } catch (error) {
        // Of what the server says only that it comes or goes (class 57) is worth another try.
        if ((error.code?.length === 5 && !error.code.startsWith('57')) || Date.now() > end) throw error;
      }
    }
  }

  end() {
    return this.#pool.end();
  }
}

/** All events in a random order. */
function eventsOf(random) {
  const victim = () => {
    if (options.limits) return 'scheduler';
    let at = random() * 100;
    return VICTIMS.find(([, share]) => (at -= share) < 0)?.[0] ?? 'scheduler';
  };
  const events = [
    ...Array.from({ length: options.kills }, () => ({ kind: 'kill', what: victim() })),
    ...Array.from({ length: options.databaseRestarts }, (_none, index) => ({ kind: 'restart', what: DATABASE_ENDS[index % DATABASE_ENDS.length] })),
    ...Array.from({ length: options.cuts }, (_none, index) => ({ kind: 'cut', what: CUTS[index % CUTS.length] })),
  ];
  for (let index = events.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1));
    [events[index], events[other]] = [events[other], events[index]];
  }
  return events;
}

/** All processes, and what can be done to them. */
class System {
  static async start(session, logs) {
    const system = new System();
    system.postgres = await startPostgresToCrash(session);
    const { migrateDatabase } = await import('#push-module');
    await migrateDatabase(system.postgres.url);
    // Below the ports of outgoing connections: nobody takes that of a killed process before it starts again.
    let next = 15_000 + Math.floor(Math.random() * 2000);
    const port = async () => (next = (await freePort(next + 1)));
    const app = async (name, entry, env = {}) => new Service(name, entry, await port(), env, logs).spawn();
    const ours = (name) => `dist/apps/${name}/src/main.js`;
    system.sandbox = await app('sandbox', ours('sandbox'), { SEED: 'empty', LOG_LEVEL: 'warn' });
    system.host = await app('host', fileURLToPath(new URL('crash/host.mjs', import.meta.url)));
    const database = new URL(system.postgres.url);
    system.databaseWire = await Wire.to(Number(database.port));
    database.port = String(system.databaseWire.port);
    system.wecomWire = await Wire.to(system.sandbox.port);
    const env = {
      DATABASE_URL: database.href, SECRET_KEYS: `crash:${Buffer.alloc(32, 5).toString('base64')}`, PUBLIC_URL: 'https://push.example.com', WECOM_BASE_URL: `http://127.0.0.1:${system.wecomWire.port}`,
      HOST_BASE_URL: system.host.url, HOST_SHARED_SECRET: 'crash-series-host-secret-0123456789abcdef', JWT_SECRET, LOG_LEVEL: 'warn', CONCURRENT_CALLS: '64',
      ...(options.limits && { APP_CALLS_PER_MINUTE: String(LIMITS.callsPerMinute), DAILY_PER_ACCOUNT: String(LIMITS.perAccount), ACCOUNTS_AT_LEAST: '1' }),
    };
    const copies = async (name, count) => {
      const some = [];
      for (let index = 1; index <= count; index += 1) some.push(await app(`${name}-${index}`, ours(name), env));
      return some;
    };
    system.apis = await copies('api', APIS);
    system.schedulers = await copies('scheduler', options.schedulers);
    await Promise.all(system.services.map((service) => service.ready()));
    return system;
  }

  get services() {
    return [this.sandbox, this.host, ...this.apis, ...this.schedulers];
  }

  async stop() {
    for (const service of this.services) service.stop();
    for (const wire of [this.databaseWire, this.wecomWire]) wire.close();
    await this.postgres.stop('SIGQUIT');
  }

  /** @returns what was killed, or undefined when nothing of that kind ran at this moment */
  async kill(what, random, sql) {
    if (what !== 'database backend') {
      const some = { scheduler: this.schedulers, api: this.apis, host: [this.host] }[what];
      const victim = some[Math.floor(random() * some.length)];
      return victim.kill() ? victim.name : undefined;
    }
    const { rows } = await sql.query(`select pid from pg_stat_activity where datname = current_database() and application_name <> 'crash-series' and backend_type = 'client backend'`);
    const pid = rows[Math.floor(random() * rows.length)]?.pid;
    if (pid === undefined) return undefined;
    try {
      process.kill(pid, 'SIGKILL');
      return `database backend ${pid}`;
    } catch {
      return undefined;
    }
  }

  async restartDatabase(signal, downMs) {
    await this.postgres.stop(signal);
    await sleep(downMs);
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.postgres.start();
      } catch (error) {
        // What a killed server left behind takes a moment to notice.
        if (tries === 20) throw error;
        await sleep(500);
      }
    }
  }

  async cut(what, sql) {
    if (what === CUTS[0]) return this.wecomWire.cut();
    if (what === CUTS[1]) return this.databaseWire.cut();
    const { rows } = await sql.query(`select count(pg_terminate_backend(pid))::int as cut from pg_stat_activity where datname = current_database() and application_name <> 'crash-series' and backend_type = 'client backend'`);
    return rows[0].cut;
  }
}

/** An administrator who mends what WeCom refused for no good reason: an app marked broken would be asked again only after 5 minutes. */
function administrator(api, sql) {
  const leaving = new AbortController();
  const mending = (async () => {
    while (!leaving.signal.aborted) {
      const { rows } = await sql.query(`select tenant_id as tenant, id from push_authorization where state = 'broken'`);
      await Promise.all(rows.map(({ tenant, id }) => api.post(`/authorizations/${id}/check`, {}, tenant).catch(() => {})));
      await sleep(300);
    }
  })();
  return {
    leave: () => {
      leaving.abort();
      return mending;
    },
  };
}

/** One event in so many does not wait for work, so that processes are also ended while they start. */
const AT_ONCE_SHARE = 0.2;
const NO_WORK_MS = 5_000;
/** Of what is due so much is sent before the next event: the rest is on its way. */
const BEHIND = 0.8;

/** Waits until so many have theirs: on a busy machine processes would take longer to start than they live, and all would be sent after the last event. */
async function sentSoFar(wanted, sql) {
  for (const end = Date.now() + NO_WORK_MS; Date.now() < end; await sleep(100)) {
    const { rows: [{ sent }] } = await sql.query(OPEN);
    if (sent >= wanted) return;
  }
}

/** Longer than anybody waits for his next message of a minute. */
const NO_CALL_MS = 120_000;

/** Waits until a call is let out and has no answer yet. */
async function callOnItsWay(sql) {
  for (const end = Date.now() + NO_CALL_MS; Date.now() < end; await sleep(20)) {
    const { rows: [{ calls }] } = await sql.query(`select count(*)::int as calls from push_call where state = 'sending'`);
    if (calls > 0) return;
  }
}

const OPEN = `select count(*) filter (where state not in ('planned', 'preparing', 'sending'))::int as ended, coalesce(sum(sent), 0)::int as sent, coalesce(sum(open_calls), 0)::int as "openCalls" from push_run`;

async function series(session) {
  const random = randomOf(options.seed);
  say(`seed ${options.seed}`);
  const logs = mkdtempSync(join(tmpdir(), 'wecom-push-crash-logs-'));
  const system = await System.start(session, logs);
  const sql = new Sql(system.postgres.url);
  const { sandbox } = system;
  const api = new Api(system.apis.map(({ url }) => url), JWT_SECRET);
  say('all processes run');
  const world = await makeWorld({ api, sandbox, sql, options, random });
  const { tasks, due } = world;
  say(`${tasks.length} tasks, ${options.deliveries} deliveries`);
  await askSandbox(sandbox, 'POST', 'faults', { kind: 'latency', ...(options.limits ? SLOW_ANSWER_MS : ANSWER_MS) });
  if (options.limits) await askSandbox(sandbox, 'PATCH', 'limits', { dailyPersonTimesPerAccount: LIMITS.perAccount });
  if (options.faultPercent > 0) for (const fault of FAULTS) await askSandbox(sandbox, 'POST', 'faults', { ...fault, api: 'message/send', rate: options.faultPercent / 100 });
  const mender = administrator(api, sql);

  const start = performance.now();
  const done = { kills: {}, restarts: {}, cuts: {}, connectionsCut: 0, killsUnderLoad: 0 };
  const count = (of, what) => { of[what] = (of[what] ?? 0) + 1; };
  const events = eventsOf(random);
  const starting = [];
  for (const [index, event] of events.entries()) {
    // The events follow each other through the whole burst: what is due comes in as many waves.
    const upTo = (over) => (options.limits ? Math.min(1, over) * tasks.length : Math.round((tasks.length * over) / events.length));
    const wave = tasks.slice(upTo(index), upTo(index + 1));
    starting.push(makeDue(wave, { api, sql, due }));
    if (options.limits) await callOnItsWay(sql);
    else if (random() >= AT_ONCE_SHARE) await sentSoFar((BEHIND * options.deliveries * index) / events.length, sql);
    await sleep(random() * options.pauseMs);
    const { rows: [{ openCalls, sent }] } = await sql.query(OPEN);
    if (event.kind === 'kill') {
      let victim;
      while (!(victim = await system.kill(event.what, random, sql))) await sleep(100);
      count(done.kills, event.what);
      if (openCalls > 0) done.killsUnderLoad += 1;
      say(`${index + 1}/${events.length} killed ${victim}: ${openCalls} calls open, ${sent} sent`);
    } else if (event.kind === 'restart') {
      await system.restartDatabase(DATABASE_SIGNALS[event.what], 200 + random() * 2500);
      count(done.restarts, event.what);
      say(`${index + 1}/${events.length} PostgreSQL ended (${event.what}) and started: ${openCalls} calls open, ${sent} sent`);
    } else {
      const cut = await system.cut(event.what, sql);
      done.connectionsCut += cut;
      count(done.cuts, event.what);
      say(`${index + 1}/${events.length} cut ${cut} connections (${event.what}): ${openCalls} calls open, ${sent} sent`);
    }
  }
  if (events.length === 0) starting.push(makeDue(tasks, { api, sql, due }));
  await Promise.all(starting);
  const faults = Object.fromEntries((await askSandbox(sandbox, 'GET', 'faults')).faults.slice(1).map(({ kind, hits }) => [kind, hits]));
  await askSandbox(sandbox, 'DELETE', 'faults');
  say('events are over, and the sandbox works again');
  for (const end = Date.now() + options.timeoutSeconds * 1000; ; await sleep(1000)) {
    const { rows: [{ ended, sent, openCalls }] } = await sql.query(OPEN);
    say(`${ended} of ${tasks.length} runs ended, ${openCalls} calls open, ${sent} sent`);
    if (ended >= tasks.length) break;
    if (Date.now() > end) {
      say(`not at the end after ${options.timeoutSeconds} s more`);
      break;
    }
  }
  const took = Math.round((performance.now() - start) / 100) / 10;
  await mender.leave();
  const verdict = await judge({ sql, sandbox, world });
  const good = Object.keys(verdict.differences).length === 0 && verdict.reached.more + verdict.reached.never + verdict.reached.wrongly + verdict.silentDrops + verdict.repeats + verdict.refusedForFrequency === 0;
  for (const { name, code, afterSeconds } of system.services.flatMap(({ ownEnds }) => ownEnds)) say(`${name} ended by itself with ${code} after ${afterSeconds} s`);
  if (good && !options.keepLogs) rmSync(logs, { recursive: true });
  else say(`logs: ${logs}`);
  await sql.end();
  await system.stop();
  console.log(JSON.stringify({ good, seed: options.seed, deliveries: options.deliveries, tasks: tasks.length, schedulers: options.schedulers, ...done, faultPercent: options.faultPercent, faults, ...verdict, endedByThemselves: system.services.flatMap(({ ownEnds }) => ownEnds).length, seconds: took }));
  return good ? 0 : 1;
}

const session = new Session();
await session.main(() => series(session));
