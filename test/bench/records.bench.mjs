// Looking for records among millions: each filter and combination, two-character Chinese title words (common, middle, rare, absent), deep
// pages, one person's history, counts; then how fast runs and deliveries are written, alone and while records are looked for.
// Needs `npm run build:server` and TEST_DATABASE_URL, a PostgreSQL server. Options (defaults): --records 500000 --deliveries 5000000 --tasks 20000
// --people 50000 --looks 40. 5,000,000 records with 50,000,000 deliveries take 25 GB. The last line is one JSON object: times in ms as [p50, p95].
import { parseArgs } from 'node:util';
import pg from 'pg';
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { inMemoryHostPorts, sampleHost, testCaller } from '#bi-host/testing';
import { newId, PushDatabase } from '#kernel';
import { migrateDatabase, WecomPushModule } from '#push-module';
import { CallLedger, DeliveryLedger, RecordsService, RunLedger } from '#records';
import { createBenchDatabase } from './bench-database.mjs';

const text = (value) => ({ type: 'string', default: String(value) });
const { values: options } = parseArgs({
  options: { records: text(500_000), deliveries: text(5_000_000), tasks: text(20_000), people: text(50_000), looks: text(40) },
});
const [RECORDS, DELIVERIES, TASKS, PEOPLE, LOOKS] = [options.records, options.deliveries, options.tasks, options.people, options.looks].map(Number);
const PER_RECORD = Math.max(1, Math.round(DELIVERIES / RECORDS));
const PROJECTS = 20;
const DAYS = 365;
const WRITTEN_RUNS = 100;
const PEOPLE_PER_CALL = 1000;
const END = new Date('2026-10-01T00:00:00Z');
const START = new Date(END.getTime() - DAYS * 86_400_000);
const AUTHORIZATIONS = [newId(), newId(), newId()];
const ROBOTS = [newId(), newId()];

const database = await createBenchDatabase();
let app;
let sql;
try {
  await migrateDatabase(database.url);
  sql = new pg.Client({ connectionString: database.url });
  await sql.connect();
  await sql.query(`set search_path to wecom_push`);
  await sql.query(`set maintenance_work_mem to '256MB'`);
  const began = performance.now();
  await generate();
  const generateSeconds = Math.round((performance.now() - began) / 1000);
  const { rows: [size] } = await sql.query(
    `select pg_database_size(current_database()) as bytes, (select count(*)::int from push_series) as series, (select count(*) from push_recipient)::int as deliveries,
            (select count(*) from push_run)::int as records`,
  );
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
  const { cases, tooSlow } = await look(records);
  console.log('writing, nobody looks');
  const writesAlone = await write();
  console.log('writing while records are looked for');
  const writesBeside = await beside(records, write);
  console.log(JSON.stringify({
    records: size.records, deliveries: size.deliveries, series: size.series, gib: Math.round(size.bytes / 2 ** 30 * 10) / 10, generateSeconds, looks: LOOKS, cases, over50ms: tooSlow, writesAlone, writesBeside,
  }));
} finally {
  await app?.close();
  await sql?.end();
  await database.drop();
}

/** A year of runs of tasks of very different projects, one after the other in time, in sets; people by the ten. */
async function generate() {
  console.log(`writing ${RECORDS} records of ${TASKS} tasks, ${PER_RECORD} people each`);
  await sql.query(`select push_make_partitions($1, 13)`, [START]);
  // Project 0 has 24 % of the tasks, project 19 2 %, project 13 ended long ago; words as often as their share of tasks says.
  await sql.query(
    `create table task_of_bench as
     select i, gen_random_uuid() as id, 'project-' || least(${PROJECTS - 1}, floor(${PROJECTS} * power((i::float8 + 0.5) / ${TASKS}, 2.1)))::int as project_id, 'page-' || i / 3 as page_id,
            '部门' || i / 40 || case
              when i % 10 < 3 then '日报' when i % 50 = 3 then '库存' when i in (${Math.floor(TASKS / 3)}, ${Math.floor(TASKS / 2)}) then '熔断' when i % 12 = 4 then '华东区' else '概览' end
              || case when i % 8 = 5 then ' Sales' when i % 4999 = 6 then ' Anomaly' else '' end || ' ' || i as title,
            case when i % 5 = 4 then jsonb_build_object('kind', 'robots', 'robotIds', to_jsonb($1::text[]))
                 else jsonb_build_object('kind', 'app', 'authorizationId', ($2::text[])[case when i % 100 = 7 then 3 else 1 + i % 2 end]) end as channel
       from generate_series(0, ${TASKS - 1}) as i`,
    [ROBOTS, AUTHORIZATIONS],
  );
  await sql.query(`create unique index on task_of_bench (i)`);
  await sql.query('analyze task_of_bench');
  // Indexes are made when all rows are there: it is several times faster.
  const { rows: indexes } = await sql.query(
    `select index.relname as name, pg_get_indexdef(index.oid) as definition from pg_index join pg_class as index on index.oid = indexrelid
      where indrelid in ('push_run'::regclass, 'push_recipient'::regclass) and not indisunique`,
  );
  for (const { name } of indexes) await sql.query(`drop index ${name}`);
  const SET = 50_000;
  let told = performance.now();
  for (let first = 0; first < RECORDS; first += SET) {
    const last = Math.min(first + SET, RECORDS) - 1;
    await sql.query('begin');
    // In time, each task once before any runs again.
    await sql.query(
      `create temporary table run_of_set on commit drop as
       select n, $3::timestamptz + (n::float8 / ${RECORDS}) * interval '${DAYS} days' as at, (n::bigint * 7919) % ${TASKS} as task, ((n::bigint * 2654435761 % 4294967296) >> 12) % 1000 as roll
         from generate_series($1::bigint, $2::bigint) as n`,
      [first, last, START],
    );
    await sql.query(
      `create temporary table written_of_set on commit drop as
       select set.n, set.at, set.roll, (substr(push_uuid_from(set.at)::text, 1, 14) || '7' || substr(md5(set.n::text), 1, 3) || '-8' || substr(md5(set.n::text), 4, 3) || '-' || substr(md5(set.n::text), 7, 12))::uuid as id,
              task.id as task_id, task.project_id, task.page_id, task.title, task.channel,
              case when roll < 920 then 'sent' when roll < 950 then 'partly_sent' when roll < 970 then 'failed' when roll < 990 then 'held' else 'missed' end as state,
              case when roll % 97 = 5 then 'manual' when roll % 251 = 9 then 'test' else 'schedule' end as trigger
         from run_of_set as set join task_of_bench as task on task.i = set.task
        where task.project_id <> 'project-13' or set.n < ${Math.floor(RECORDS / 10)}`,
    );
    await sql.query(
      `insert into push_run (tenant_id, id, project_id, task_id, trigger, state, planned_at, deadline_at, title, page_id, spec, template, total, sent, created_at, started_at, prepared_at, finished_at)
       select 'default', id, project_id, task_id, trigger, state, at, at + interval '1 day', title, page_id,
              jsonb_build_object('title', title, 'pageId', page_id, 'pageTitle', title, 'channel', channel, 'zone', 'Asia/Shanghai', 'ownerUserId', 'u1', 'language', 'zh-CN', 'withLink', true,
                'recipients', jsonb_build_object('userIds', jsonb_build_array('u1', 'u2'), 'groupIds', '[]'::jsonb), 'beginning', '各位早上好', 'ending', '有问题请找张伟', 'templateKey', 'markdown-digest'),
              'markdown-digest@1', ${PER_RECORD}, ${PER_RECORD}, at, at, at, at + interval '3 seconds'
         from written_of_set`,
    );
    await sql.query(
      `insert into push_call (tenant_id, run_id, id, message_id, channel, target_id, state, body, recipients, attempts, first_sent_at, wecom_msgid, created_at, settled_at)
       select 'default', id, md5('c' || n)::uuid, md5('m' || n)::uuid, 'app', md5('a')::uuid, 'sent', '{"touser":"…","msgtype":"markdown","markdown":{"content":"' || repeat('销售额 1234 万元\\n', 10) || '"}}',
              ${PER_RECORD}, 1, at, 'msg' || n, at, at from written_of_set`,
    );
    await sql.query(
      `insert into push_recipient (tenant_id, run_id, host_user_id, host_user_name, wecom_user_id, call_id)
       select 'default', id, 'person-' || (n * 31 + k * 4973) % ${PEOPLE}, '张伟', 'wecom-' || (n * 31 + k * 4973) % ${PEOPLE}, md5('c' || n)::uuid
         from written_of_set cross join generate_series(1, ${PER_RECORD}) as k order by id on conflict do nothing`,
    );
    await sql.query('commit');
    if (performance.now() - told > 5000) {
      told = performance.now();
      console.log(`  ${last + 1} records`);
    }
  }
  for (const { name, definition } of indexes) {
    console.log(`making ${name}`);
    await sql.query(definition.replace(' ON ONLY ', ' ON '));
  }
  console.log('vacuum analyze');
  await sql.query('vacuum analyze');
}

/** Looks as an administrator, who sees all, or as an editor of some projects. */
async function look(records) {
  const administrator = testCaller({ tenantId: 'default', administrator: true });
  const editor = testCaller({ tenantId: 'default', projectRoles: { 'project-3': 'editor', 'project-9': 'editor', 'project-17': 'viewer' } });
  const project = (i) => `project-${[0, 3, 9, 14, 17, 19][i % 6]}`;
  const task = async (i) => (await sql.query(`select id, page_id from task_of_bench where i = $1`, [(i * 4001) % TASKS])).rows[0];
  const month = (i) => ({ from: new Date(START.getTime() + (i % 11) * 30 * 86_400_000), to: new Date(START.getTime() + (i % 11 + 1) * 30 * 86_400_000) });
  const state = (i) => ({ states: [['sent', 'partly_sent', 'failed', 'held', 'missed'][i % 5]] });
  const words = { common: '日报', middle: '库存', rare: '熔断', absent: '火星', three: '华东区', four: '概览 1', english: 'sales', rareEnglish: 'anomaly' };
  const cursorAt = new Map();
  for (const rows of [1000, 10_000, 100_000, Math.floor(RECORDS * 0.8)]) {
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
    'person': list((i) => ({ hostUserId: `person-${(i * 1237) % PEOPLE}` })),
    'person, project, state': list((i) => ({ hostUserId: `person-${(i * 1237) % PEOPLE}`, projectId: project(i), ...state(i) })),
    'person, month': list((i) => ({ hostUserId: `person-${(i * 1237) % PEOPLE}`, ...month(i) })),
    'person, absent word': list((i) => ({ hostUserId: `person-${(i * 1237) % PEOPLE}`, title: words.absent })),
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
    'count of person': count((i) => ({ hostUserId: `person-${(i * 1237) % PEOPLE}` })),
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

/** Whole lives of runs through the ledgers, one call of a thousand people each. @returns what was written in a second */
async function write() {
  const [pushDatabase, runs, deliveries, calls] = [PushDatabase, RunLedger, DeliveryLedger, CallLedger].map((token) => app.get(token, { strict: false }));
  const now = new Date();
  const planned = Array.from({ length: WRITTEN_RUNS }, (_, i) => ({
    id: newId(), tenantId: 'writers', projectId: 'sales', taskId: newId(), trigger: 'test', state: 'planned', plannedAt: now, deadlineAt: new Date(now.getTime() + 86_400_000), actorUserId: 'u1',
    spec: { title: `写入 ${i}`, pageId: 'daily', pageTitle: '日报', channel: { kind: 'app', authorizationId: AUTHORIZATIONS[0] }, zone: 'Asia/Shanghai', ownerUserId: 'u1', recipients: {} },
  }));
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
    const [toSend] = await calls.begin([{ tenantId: 'writers', runId: plannedRun.id, id: call.id }], now);
    await pushDatabase.transaction((tx) => calls.settle([{ call: toSend, outcome: { call: 'sent', deliveries: 'sent', exceptions: [] } }], now, tx));
  };
  const waiting = [...planned];
  await Promise.all(Array.from({ length: 4 }, async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) await one(next);
  }));
  const seconds = (performance.now() - began) / 1000;
  return { deliveriesPerSecond: Math.round(WRITTEN_RUNS * PEOPLE_PER_CALL / seconds), planMs: Math.round(planMs) };
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
