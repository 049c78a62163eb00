// Coverage of a draft with many people, and the forecast with many enabled tasks, each with the people of its last run. Options: --people
// (default 100000), --tasks (default 2000), --each (people of a task, default 200). Needs `npm run build:server` and TEST_DATABASE_URL, a
// PostgreSQL server. The last line is one JSON object.
import { parseArgs } from 'node:util';
import pg from 'pg';
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { Caller, UserDirectory } from '#bi-host';
import { DAILY_PAGE, inMemoryHostPorts, sampleHost } from '#bi-host/testing';
import { CoverageService, ForecastService } from '#push-dispatch';
import { migrateDatabase, WecomPushModule } from '#push-module';
import { parseExceptionRules } from '#push-task';
import { createBenchDatabase } from './bench-database.mjs';

const { values } = parseArgs({ options: { people: { type: 'string', default: '100000' }, tasks: { type: 'string', default: '2000' }, each: { type: 'string', default: '200' } } });
const [PEOPLE, TASKS, EACH] = [Number(values.people), Number(values.tasks), Number(values.each)];
const APP = '01900000-0000-7000-8000-0000000000a1';
const userOf = (n) => ({ id: `p${n}`, name: `员工${n}`, account: `p${n}`, departmentIds: [], groupIds: ['g-all'], active: true });

/** A host with so many people in one group, page by page. */
class ManyPeople extends UserDirectory {
  async listUsers(_tenant, _filter, { cursor = '0', limit }) {
    const from = Number(cursor);
    const to = Math.min(PEOPLE, from + limit);
    return { items: Array.from({ length: to - from }, (_, i) => userOf(from + i)), nextCursor: to < PEOPLE ? String(to) : undefined };
  }
  async findUsers(_tenant, ids) {
    return ids.map((id) => userOf(Number(id.slice(1)) || 0));
  }
  async listGroups() {
    return [{ id: 'g-all', name: '全员' }];
  }
  async listDepartments() {
    return [];
  }
}

const database = await createBenchDatabase();
let app;
let sql;
try {
  await migrateDatabase(database.url);
  sql = new pg.Client({ connectionString: database.url });
  await sql.connect();
  await sql.query('set search_path to wecom_push');
  console.log(`writing ${TASKS} enabled tasks with ${EACH} people each in their last run, and ${PEOPLE / 2} bindings`);
  await sql.query(
    `insert into push_authorization (id, tenant_id, corp_id, corp_key, mode, agent_id, agent_name, secret_sealed, state, visible_range, created_at, created_by, updated_at)
     values ($1, 'default', 'ww1', 'ww1', 'self_built', 1000002, 'BI', 'x', 'active', '{"userIds":[],"departmentIds":[],"tagIds":[]}', now(), 'u1', now())`,
    [APP],
  );
  await sql.query(
    `insert into push_binding (tenant_id, id, authorization_id, host_user_id, host_user_name, wecom_user_id, wecom_user_key, wecom_name, state, bound_by, bound_at, updated_at)
     select 'default', gen_random_uuid(), $1, 'p' || n, n, 'W' || n, 'w' || n, n, 'active', 'u1', now(), now() from generate_series(0, $2::int - 1, 2) as n`,
    [APP, PEOPLE],
  );
  // A tenth each hour of the working day; the others daily, half of them at 9 o'clock and half over the day.
  await sql.query(
    `insert into push_task (tenant_id, id, project_id, page_id, page_title, title, template_key, language, beginning, ending, with_link, schedule, tolerance_seconds, channel,
                            recipients, owner_user_id, grace_seconds, state, next_run_at, next_planned_at, created_at, created_by, updated_at, updated_by)
     select 'default', gen_random_uuid(), 'sales', 'daily', '销售日报', '任务 ' || i, 'markdown-digest', 'zh-CN', '', '', true,
            case when i % 10 = 0 then '{"kind":"hourly","everyHours":1,"from":"08:00","to":"20:00","zone":"Asia/Shanghai"}'::jsonb
                 when i % 2 = 0 then '{"kind":"daily","times":["09:00"],"zone":"Asia/Shanghai"}'::jsonb
                 else jsonb_build_object('kind', 'daily', 'times', jsonb_build_array(to_char(time '08:00' + (i % 600) * interval '1 minute', 'HH24:MI')), 'zone', 'Asia/Shanghai') end,
            300, jsonb_build_object('kind', 'app', 'authorizationId', $2::text),
            '{"userIds":[],"groupIds":["g-all"],"departmentIds":[],"rule":null,"allBound":false,"excludedUserIds":[]}', 'p0', 86400, 'enabled',
            now() + interval '1 hour', now() + interval '1 hour', now(), 'u1', now(), 'u1'
       from generate_series(1, $1::int) as i`,
    [TASKS, APP],
  );
  await sql.query(
    `insert into push_run (tenant_id, id, project_id, task_id, trigger, state, planned_at, deadline_at, title, page_id, spec, total, sent, created_at)
     select 'default', gen_random_uuid(), 'sales', id, 'schedule', 'sent', now() - interval '1 day', now(), title, 'daily', jsonb_build_object('channel', channel), $1, $1, now() from push_task`,
    [EACH],
  );
  await sql.query(
    `insert into push_recipient (tenant_id, run_id, host_user_id, host_user_name, wecom_user_id, call_id)
     select 'default', run.id, 'p' || person, person, 'W' || person, gen_random_uuid()
       from (select id, row_number() over () as number from push_run) as run cross join lateral (select (run.number * 37 + n) % $2::int as person from generate_series(1, $1::int) as n) as people`,
    [EACH, PEOPLE],
  );
  await sql.query('analyze');
  const host = sampleHost();
  for (let n = 0; n < PEOPLE; n += 1) host.setUser(userOf(n));
  host.setContentKeys(DAILY_PAGE, () => 'all');
  const push = WecomPushModule.forRoot({
    databaseUrl: database.url,
    secretKeys: `bench:${Buffer.alloc(32, 3).toString('base64')}`,
    wecom: { baseUrl: 'http://127.0.0.1:9' },
    dispatch: { workers: false },
    http: false,
    host: { ...inMemoryHostPorts(host), userDirectory: ManyPeople },
  });
  app = await NestFactory.createApplicationContext({ module: class BenchModule {}, imports: [push] }, { logger: ['error'] });
  const caller = new Caller({ tenantId: 'default', userId: 'p0', name: '员工0', administrator: true, projectRoles: {} });
  const draft = {
    projectId: 'sales', pageId: 'daily', title: '草稿', charts: null, filters: [], channel: { kind: 'app', authorizationId: APP }, templateKey: 'markdown-digest', language: 'zh-CN',
    beginning: '', ending: '', withLink: true, schedule: { kind: 'daily', times: ['09:00'], zone: 'Asia/Shanghai' }, calendar: null, toleranceSeconds: 300,
    recipients: { userIds: [], groupIds: ['g-all'], departmentIds: [], rule: null, allBound: false, excludedUserIds: [] }, exceptions: parseExceptionRules({}), countOpens: false,
    splitTables: false, ownerUserId: 'p0', graceSeconds: 3600,
  };
  const timed = async (work) => {
    const before = process.memoryUsage().rss;
    const [began, cpu] = [performance.now(), process.cpuUsage()];
    const result = await work();
    const used = process.cpuUsage(cpu);
    return { result, ms: Math.round(performance.now() - began), cpuMs: Math.round((used.user + used.system) / 1000), memoryMiB: Math.round((process.memoryUsage().rss - before) / 2 ** 20) };
  };
  const coverage = app.get(CoverageService, { strict: false });
  const forecasts = app.get(ForecastService, { strict: false });
  const covered = await timed(() => coverage.of(caller, draft, { limit: 100 }));
  const cold = await timed(() => forecasts.ofAuthorization(caller, APP, {}));
  const warm = await timed(() => forecasts.ofAuthorization(caller, APP, {}));
  const withDraft = await timed(() => forecasts.ofDraft(caller, { ...draft, recipients: { ...draft.recipients, groupIds: [], userIds: ['p0', 'p2'] } }, {}));
  const { tasks, crowds } = warm.result;
  console.log(JSON.stringify({
    people: covered.result.people, reached: covered.result.reached, coverageMs: covered.ms, coverageCpuMs: covered.cpuMs, coverageMemoryMiB: covered.memoryMiB,
    tasks, each: EACH, forecastFirstMs: cold.ms, forecastMs: warm.ms, forecastCpuMs: warm.cpuMs, forecastMemoryMiB: cold.memoryMiB, draftMs: withDraft.ms,
    crowds: crowds.length, compared: crowds.filter((crowd) => crowd.atLeast !== null).length, certain: crowds.filter((crowd) => crowd.verdict === 'certain').length,
  }));
} finally {
  await app?.close();
  await sql?.end();
  await database.drop();
}
