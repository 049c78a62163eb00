// Planning with many enabled tasks: the database time of a tick that finds nothing due, with its plan, and how long it takes to plan
// many due ones, with the memory that takes. Options: --tasks (default 100000), --due (default 5000). Needs `npm run build:server` and
// TEST_DATABASE_URL, a PostgreSQL server. The last line is one JSON object.
import { parseArgs } from 'node:util';
import pg from 'pg';
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { inMemoryHostPorts, sampleHost } from '#bi-host/testing';
import { PlanDueRunsService } from '#push-dispatch';
import { migrateDatabase, WecomPushModule } from '#push-module';
import { createBenchDatabase } from './bench-database.mjs';

const { values } = parseArgs({ options: { tasks: { type: 'string', default: '100000' }, due: { type: 'string', default: '5000' } } });
const [TASKS, DUE] = [Number(values.tasks), Number(values.due)];
const TICKS = 20;
const CLAIM = `select * from wecom_push.push_task where next_run_at <= now() order by next_run_at limit 500 for update skip locked`;

const database = await createBenchDatabase();
let app;
let sql;
try {
  await migrateDatabase(database.url);
  // The triggers of our tables find each other by it, as in our own connections.
  sql = new pg.Client({ connectionString: database.url, options: '-c search_path=wecom_push' });
  await sql.connect();
  console.log(`writing ${TASKS} enabled tasks`);
  await sql.query(
    `insert into wecom_push.push_task (tenant_id, id, project_id, page_id, page_title, title, template_key, language, beginning, ending, with_link, schedule, channel,
                                       recipients, owner_user_id, grace_seconds, state, next_run_at, next_planned_at, created_at, created_by, updated_at, updated_by)
     select 'default', gen_random_uuid(), 'sales', 'daily', '销售日报', '任务 ' || i, 'markdown-digest', 'zh-CN', '', '', true,
            '{"kind":"daily","times":["09:00"],"zone":"Asia/Shanghai"}', jsonb_build_object('kind', 'app', 'authorizationId', gen_random_uuid()),
            '{"userIds":["u1"],"groupIds":[],"departmentIds":[],"rule":null,"allBound":false,"excludedUserIds":[]}', 'u1', 86400, 'enabled',
            now() + interval '1 hour' + i * interval '1 second', now() + interval '1 hour', now(), 'u1', now(), 'u1'
       from generate_series(1, $1::int) as i`,
    [TASKS],
  );
  await sql.query('vacuum analyze wecom_push.push_task');
  const explain = async () => (await sql.query(`explain (analyze, buffers) ${CLAIM}`)).rows.map((row) => row['QUERY PLAN']);
  const plan = await explain();
  console.log(plan.join('\n'));
  const times = [];
  for (let i = 0; i < TICKS; i += 1) {
    times.push(Number(/Execution Time: ([\d.]+)/.exec((await explain()).join('\n'))[1]));
  }
  const push = WecomPushModule.forRoot({
    databaseUrl: database.url,
    secretKeys: `bench:${Buffer.alloc(32, 3).toString('base64')}`,
    wecom: { baseUrl: 'http://127.0.0.1:9' },
    dispatch: { workers: false },
    http: false,
    host: inMemoryHostPorts(sampleHost()),
  });
  app = await NestFactory.createApplicationContext({ module: class BenchModule {}, imports: [push] }, { logger: ['error'] });
  const planner = app.get(PlanDueRunsService, { strict: false });
  await sql.query(
    `update wecom_push.push_task set next_run_at = now(), next_planned_at = date_trunc('day', now() at time zone 'Asia/Shanghai' - interval '9 hours') at time zone 'Asia/Shanghai' + interval '9 hours'
      where id in (select id from wecom_push.push_task limit $1)`,
    [DUE],
  );
  console.log(`planning ${DUE} due tasks`);
  const before = process.memoryUsage().rss;
  const began = performance.now();
  let [transactions, peak] = [0, before];
  for (let more = true; more; ) {
    more = await planner.planOnce();
    transactions += 1;
    peak = Math.max(peak, process.memoryUsage().rss);
  }
  const planMs = performance.now() - began;
  const { rows } = await sql.query('select count(*)::int as runs from wecom_push.push_run');
  const idle = times.toSorted((a, b) => a - b);
  console.log(JSON.stringify({
    tasks: TASKS, due: DUE, idleTickMedianMs: idle[TICKS / 2], idleTickWorstMs: idle.at(-1), planMs: Math.round(planMs), transactions, runs: rows[0].runs,
    memoryMiB: Math.round((peak - before) / 2 ** 20),
  }));
} finally {
  await app?.close();
  await sql?.end();
  await database.drop();
}
