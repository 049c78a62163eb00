// Looking for records among millions: each filter and combination, two-character Chinese title words (common, middle, rare, absent), deep
// pages, one person's history, counts; then how fast runs and deliveries are written, alone and while records are looked for.
// Needs `npm run build:server` and TEST_DATABASE_URL, a PostgreSQL server. Options (defaults): --records 500000 --deliveries 5000000 --tasks 20000
// --people 50000 --looks 40. 5,000,000 records with 50,000,000 deliveries take 20 GB: `--database NAME` keeps them under that name for the next run, and
// `--only data`, `look` or `write` does a part. The last line is one JSON object: times in ms as [p50, p95].
import { parseArgs } from 'node:util';
import pg from 'pg';
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { inMemoryHostPorts, sampleHost, testCaller } from '#bi-host/testing';
import { newId, PushDatabase } from '#kernel';
import { migrateDatabase, WecomPushModule } from '#push-module';
import { AudienceHistory, CallLedger, DeliveryLedger, RecordsService, RunLedger } from '#records';
import { createBenchDatabase } from './bench-database.mjs';
import { AUTHORIZATIONS, PROJECTS, ROBOTS, START, writeData, writtenData } from './records-data.mjs';

const text = (value) => ({ type: 'string', default: String(value) });
const { values: options } = parseArgs({
  options: {
    records: text(500_000), deliveries: text(5_000_000), tasks: text(20_000), people: text(50_000), looks: text(40), database: { type: 'string' }, only: { type: 'string' },
  },
});
const LOOKS = Number(options.looks);
const WRITTEN_RUNS = 100;
const PEOPLE_PER_CALL = 1000;
const does = (part) => !options.only || options.only === part;

const database = await createBenchDatabase(options.database);
let app;
let sql;
let data;
try {
  await migrateDatabase(database.url);
  sql = new pg.Client({ connectionString: database.url, options: '-c search_path=wecom_push' });
  await sql.connect();
  data = await writtenData(sql);
  if (!data) {
    await writeData(database.url, { records: Number(options.records), deliveries: Number(options.deliveries), tasks: Number(options.tasks), people: Number(options.people) });
    data = await writtenData(sql);
  }
  const { rows: [size] } = await sql.query(`select pg_database_size(current_database()) as bytes, (select count(*)::int from push_series) as series`);
  const push = WecomPushModule.forRoot({
    databaseUrl: database.url,
    secretKeys: `bench:${Buffer.alloc(32, 3).toString('base64')}`,
    wecom: { baseUrl: 'http://127.0.0.1:9' },
    dispatch: { workers: false },
    http: false,
    host: inMemoryHostPorts(sampleHost()),
  });
  app = await NestFactory.createApplicationContext({ module: class BenchModule {}, imports: [push] }, { logger: ['error'] });
  const records = app.get(RecordsService, { strict: false });
  const figures = { ...data, series: size.series, gib: Math.round(size.bytes / 2 ** 30 * 10) / 10, looks: LOOKS };
  if (does('look')) {
    const { cases, tooSlow } = await look(records, app.get(AudienceHistory, { strict: false }));
    Object.assign(figures, { cases, over50ms: tooSlow });
  }
  if (does('write')) {
    console.log('writing, nobody looks');
    figures.writesAlone = await write();
    console.log('writing while records are looked for');
    figures.writesBeside = await beside(records, write);
  }
  console.log(JSON.stringify(figures));
} finally {
  await app?.close();
  await sql?.end();
  await database.drop();
}

/** Looks as an administrator, who sees all, or as an editor of some projects. */
async function look(records, history) {
  const administrator = testCaller({ tenantId: 'default', administrator: true });
  const editor = testCaller({ tenantId: 'default', projectRoles: { 'project-3': 'editor', 'project-9': 'editor', 'project-17': 'viewer' } });
  const project = (i) => `project-${[0, 3, 9, 14, 17, 19][i % 6]}`;
  const task = async (i) => (await sql.query(`select id, page_id from task_of_bench where i = $1`, [(i * 4001) % data.tasks])).rows[0];
  const lastRuns = async (i) => {
    const { rows } = await sql.query(`select id from task_of_bench where i % 200 = $1`, [i]);
    return history.lastRuns('default', rows.flatMap(({ id }) => [id, newId()]));
  };
  const month = (i) => ({ from: new Date(START.getTime() + (i % 11) * 30 * 86_400_000), to: new Date(START.getTime() + (i % 11 + 1) * 30 * 86_400_000) });
  const state = (i) => ({ states: [['sent', 'partly_sent', 'failed', 'held', 'missed'][i % 5]] });
  const words = { common: '日报', middle: '库存', rare: '熔断', absent: '火星', three: '华东区', four: '概览 1', english: 'sales', rareEnglish: 'anomaly' };
  const cursorAt = new Map();
  for (const rows of [1000, 10_000, 100_000, Math.floor(data.records * 0.8)]) {
    const { rows: [row] } = await sql.query(`select id, planned_at from push_run where tenant_id = 'default' order by planned_at desc, id desc offset $1 limit 1`, [rows]);
    if (row) cursorAt.set(rows, Buffer.from(JSON.stringify([row.planned_at.toISOString(), row.id])).toString('base64url'));
  }
  const list = (queryOf, caller = administrator) => async (i) => records.list(caller, { limit: 50, ...(await queryOf(i)) });
  const count = (queryOf) => async (i) => records.count(administrator, await queryOf(i));
  const cases = {
    'all': list(() => ({})),
    'all, as an editor of three projects': list(() => ({}), editor),
    'project': list((i) => ({ projectId: project(i) })),
    'state': list(state),
    'two states': list(() => ({ states: ['failed', 'held'] })),
    'sent and held': list(() => ({ states: ['sent', 'held'] })),
    'project, state': list((i) => ({ projectId: project(i), ...state(i) })),
    'ended project': list(() => ({ projectId: 'project-13' })),
    'ended project, held': list(() => ({ projectId: 'project-13', states: ['held'] })),
    'task': list(async (i) => ({ taskId: (await task(i)).id })),
    'task, state': list(async (i) => ({ taskId: (await task(i)).id, ...state(i) })),
    'page': list(async (i) => ({ pageId: (await task(i)).page_id })),
    'robots': list(() => ({ channel: 'robot' })),
    'one robot': list((i) => ({ robotId: ROBOTS[i % 2] })),
    'rare authorization': list(() => ({ authorizationId: AUTHORIZATIONS[2] })),
    'common authorization, state': list((i) => ({ authorizationId: AUTHORIZATIONS[i % 2], ...state(i) })),
    'by hand': list(() => ({ triggers: ['manual'] })),
    'tests of a project': list((i) => ({ triggers: ['test'], projectId: project(i) })),
    'month': list(month),
    'month, project, state': list((i) => ({ ...month(i), projectId: project(i), ...state(i) })),
    'person': list((i) => ({ hostUserId: `person-${(i * 1237) % data.people}` })),
    'person, project, state': list((i) => ({ hostUserId: `person-${(i * 1237) % data.people}`, projectId: project(i), ...state(i) })),
    'person, month': list((i) => ({ hostUserId: `person-${(i * 1237) % data.people}`, ...month(i) })),
    'person, absent word': list((i) => ({ hostUserId: `person-${(i * 1237) % data.people}`, title: words.absent })),
    ...Object.fromEntries(Object.entries(words).flatMap(([name, title]) => [
      [`word ${name} ${title}`, list(() => ({ title }))],
      [`word ${name} ${title}, project, state`, list((i) => ({ title, projectId: project(i), ...state(i) }))],
      [`word ${name} ${title}, as an editor, month`, list((i) => ({ title, ...month(i) }), editor)],
    ])),
    ...Object.fromEntries([...cursorAt].flatMap(([rows, cursor]) => [
      [`page after ${rows}`, list(() => ({ cursor }))],
      [`page after ${rows}, project, state`, list((i) => ({ cursor, projectId: project(i), ...state(i) }))],
      [`page after ${rows}, word common`, list(() => ({ cursor, title: words.common }))],
      [`page after ${rows}, word middle, held`, list(() => ({ cursor, title: words.middle, states: ['held'] }))],
    ])),
    'count of all': count(() => ({})),
    'count of project, state': count((i) => ({ projectId: project(i), ...state(i) })),
    'count of word common': count(() => ({ title: words.common })),
    'count of word middle, missed': count(() => ({ title: words.middle, states: ['missed'] })),
    'count of word rare': count(() => ({ title: words.rare })),
    'count of person': count((i) => ({ hostUserId: `person-${(i * 1237) % data.people}` })),
    'last runs of 200 tasks, half of them new': lastRuns,
    'people of the last run of a new task': () => history.reachedLast('default', newId()),
    'count of month, project, by hand': count((i) => ({ ...month(i), projectId: project(i), triggers: ['manual'] })),
  };
  const measured = {};
  const tooSlow = [];
  for (const [name, run] of Object.entries(cases)) {
    const times = [];
    for (let i = 0; i < LOOKS; i += 1) {
      const at = performance.now();
      await run(i);
      times.push(performance.now() - at);
    }
    times.sort((a, b) => a - b);
    measured[name] = [times[Math.floor(LOOKS / 2)], times[Math.ceil(LOOKS * 0.95) - 1]].map((ms) => Math.round(ms * 10) / 10);
    if (measured[name][1] > 50) tooSlow.push(name);
    console.log(`${measured[name].map((ms) => ms.toFixed(1).padStart(8)).join(' ')}  ${name}`);
  }
  return { cases: measured, tooSlow };
}

/** Whole lives of runs through the ledgers, one call of a thousand people each. @returns what was written in a second, and the write-ahead log of all that the server wrote meanwhile */
async function write() {
  const [pushDatabase, runs, deliveries, calls] = [PushDatabase, RunLedger, DeliveryLedger, CallLedger].map((token) => app.get(token, { strict: false }));
  const now = new Date();
  const planned = Array.from({ length: WRITTEN_RUNS }, (_, i) => ({
    id: newId(), tenantId: 'writers', projectId: 'sales', taskId: newId(), trigger: 'test', state: 'planned', plannedAt: now, deadlineAt: new Date(now.getTime() + 86_400_000), actorUserId: 'u1',
    spec: { title: `写入 ${i}`, pageId: 'daily', pageTitle: '日报', channel: { kind: 'app', authorizationId: AUTHORIZATIONS[0] }, zone: 'Asia/Shanghai', ownerUserId: 'u1', recipients: {} },
  }));
  const log = async () => (await sql.query(`select (pg_current_wal_insert_lsn() - '0/0')::float8 as bytes`)).rows[0].bytes;
  const logBefore = await log();
  const began = performance.now();
  await pushDatabase.transaction((tx) => runs.insert(planned, now, tx));
  const planMs = performance.now() - began;
  const one = async (plannedRun) => {
    await runs.beginPreparing([plannedRun], 60_000, now);
    const call = { id: newId(), channel: 'app', targetId: AUTHORIZATIONS[0], body: '{}', recipients: Array.from({ length: PEOPLE_PER_CALL }, (_, i) => ({ hostUserId: `person-${i}`, hostUserName: '张伟', wecomUserId: `wecom-${i}` })) };
    const message = { id: newId(), msgtype: 'markdown', content: { msgtype: 'markdown' }, contentKey: 'k', template: 'markdown-digest@1', cut: [], calls: [call] };
    await pushDatabase.transaction(async (tx) => {
      await runs.lock([plannedRun], tx);
      await deliveries.writePrepared([{ run: plannedRun, messages: [message], skipped: [] }], now, tx);
      await runs.beginSending([{ tenantId: 'writers', id: plannedRun.id, dataTime: null, template: message.template, cut: [], calls: 1, total: PEOPLE_PER_CALL, skipped: 0 }], now, tx);
    });
    const [toSend] = await pushDatabase.transaction(async (tx) => calls.begin(await calls.open([{ tenantId: 'writers', runId: plannedRun.id, id: call.id }], tx), now, tx));
    await pushDatabase.transaction((tx) => calls.settle([{ call: toSend, outcome: { call: 'sent', deliveries: 'sent', exceptions: [] } }], now, tx));
  };
  const waiting = [...planned];
  await Promise.all(Array.from({ length: 4 }, async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) await one(next);
  }));
  const seconds = (performance.now() - began) / 1000;
  const written = WRITTEN_RUNS * PEOPLE_PER_CALL;
  return { deliveriesPerSecond: Math.round(written / seconds), planMs: Math.round(planMs), logBytesPerDelivery: Math.round((await log() - logBefore) / written) };
}

/** Two people look for records without a pause meanwhile. */
async function beside(records, writing) {
  const caller = testCaller({ tenantId: 'default', administrator: true });
  const times = [];
  const work = { under: true };
  const looking = Promise.all([0, 1].map(async (offset) => {
    for (let i = offset; work.under; i += 1) {
      const at = performance.now();
      await records.list(caller, { limit: 50, projectId: `project-${i % PROJECTS}`, ...(i % 2 ? { title: '库存' } : { states: ['failed'] }) });
      times.push(performance.now() - at);
    }
  }));
  const written = await writing().finally(() => { work.under = false; });
  await looking;
  times.sort((a, b) => a - b);
  return { ...written, looks: times.length, lookMs: [times[Math.floor(times.length / 2)], times[Math.ceil(times.length * 0.95) - 1]].map((ms) => Math.round(ms * 10) / 10) };
}
