// A year of records for records.bench.mjs, written by the server itself: rows first, keys and indexes when all rows are there, which is several times faster.
import pg from 'pg';

export const PROJECTS = 20;
const DAYS = 365;
export const END = new Date('2026-10-01T00:00:00Z');
export const START = new Date(END.getTime() - DAYS * 86_400_000);
export const AUTHORIZATIONS = [1, 2, 3].map((i) => `0199a000-0000-7000-8000-00000000000${i}`);
export const ROBOTS = [1, 2].map((i) => `0199b000-0000-7000-8000-00000000000${i}`);
/** Runs that are written in one transaction, and transactions at once. */
const SET = 50_000;
const WRITERS = 2;
const TABLES = ['push_run', 'push_call', 'push_recipient'];

/** @returns what was written by an earlier run of the benchmark into this database, undefined when that did not come to its end */
export async function writtenData(sql) {
  const { rows: [{ made }] } = await sql.query(`select to_regclass('data_of_bench') is not null as made`);
  return made ? (await sql.query(`select records, deliveries, tasks, people, seconds from data_of_bench`)).rows[0] : undefined;
}

/** A year of runs of tasks of very different projects, one after the other in time, in sets; people by the ten. Their tallies for statistics are left out. */
export async function writeData(url, { records, deliveries, tasks, people }) {
  const perRecord = Math.max(1, Math.round(deliveries / records));
  const began = performance.now();
  const writers = await Promise.all(Array.from({ length: WRITERS }, async () => {
    const writer = new pg.Client({ connectionString: url, options: '-c search_path=wecom_push -c maintenance_work_mem=512MB' });
    await writer.connect();
    return writer;
  }));
  const [sql] = writers;
  console.log(`writing ${records} records of ${tasks} tasks, ${perRecord} people each`);
  await sql.query(`select push_make_partitions($1, 13)`, [START]);
  await writeTasks(sql, tasks);
  const indexes = await dropIndexes(sql);
  await sql.query('alter table push_run disable trigger user');
  let next = 0;
  let told = performance.now();
  await Promise.all(writers.map(async (writer) => {
    while (next < records) {
      const first = next;
      next += SET;
      await writeSet(writer, first, Math.min(first + SET, records) - 1, { records, tasks, people, perRecord });
      if (performance.now() - told > 5000) {
        told = performance.now();
        console.log(`  ${Math.min(next, records)} records`);
      }
    }
  }));
  await sql.query('alter table push_run enable trigger user');
  console.log('series');
  await sql.query(`select push_note_series_of('default', array(select distinct on (series_id) id from push_run order by series_id))`);
  for (const { name, statement } of indexes) {
    console.log(`making ${name}`);
    await sql.query(statement);
  }
  console.log('vacuum analyze');
  await sql.query('vacuum analyze');
  await sql.query(
    `create table data_of_bench as
     select (select count(*)::int from push_run) as records, (select count(*)::int from push_recipient) as deliveries, $1::int as tasks, $2::int as people, $3::int as seconds`,
    [tasks, people, Math.round((performance.now() - began) / 1000)],
  );
  await Promise.all(writers.map((writer) => writer.end()));
}

/** Project 0 has 24 % of the tasks, project 19 2 %, project 13 ended long ago; words as often as their share of tasks says. */
async function writeTasks(sql, tasks) {
  await sql.query('drop table if exists task_of_bench');
  await sql.query(
    `create table task_of_bench as
     select i, gen_random_uuid() as id, 'project-' || least(${PROJECTS - 1}, floor(${PROJECTS} * power((i::float8 + 0.5) / ${tasks}, 2.1)))::int as project_id, 'page-' || i / 3 as page_id,
            '部门' || i / 40 || case
              when i % 10 < 3 then '日报' when i % 50 = 3 then '库存' when i in (${Math.floor(tasks / 3)}, ${Math.floor(tasks / 2)}) then '熔断' when i % 12 = 4 then '华东区' else '概览' end
              || case when i % 8 = 5 then ' Sales' when i % 4999 = 6 then ' Anomaly' else '' end || ' ' || i as title,
            case when i % 5 = 4 then jsonb_build_object('kind', 'robots', 'robotIds', to_jsonb($1::text[]))
                 else jsonb_build_object('kind', 'app', 'authorizationId', ($2::text[])[case when i % 100 = 7 then 3 else 1 + i % 2 end]) end as channel
       from generate_series(0, ${tasks - 1}) as i`,
    [ROBOTS, AUTHORIZATIONS],
  );
  await sql.query(`create unique index on task_of_bench (i)`);
  await sql.query('analyze task_of_bench');
}

/** @returns what makes them again, keys first */
async function dropIndexes(sql) {
  const { rows } = await sql.query(
    `select index.relname as name, kept.relname as "table", pg_get_indexdef(index.oid) as definition, pg_get_constraintdef(key.oid) as key
       from pg_index join pg_class as index on index.oid = indexrelid join pg_class as kept on kept.oid = indrelid
       left join pg_constraint as key on key.conindid = index.oid and key.conrelid = kept.oid
      where indrelid = any ($1::regclass[]) order by key.oid is null, index.relname`,
    [TABLES],
  );
  for (const { name, table, key } of rows) await sql.query(key ? `alter table ${table} drop constraint ${name}` : `drop index ${name}`);
  return rows.map(({ name, table, definition, key }) => ({
    name,
    statement: key ? `alter table ${table} add constraint ${name} ${key}` : definition.replace(' ON ONLY ', ' ON '),
  }));
}

async function writeSet(sql, first, last, { records, tasks, people, perRecord }) {
  await sql.query('begin');
  // In time, each task once before any runs again.
  await sql.query(
    `create temporary table written_of_set on commit drop as
     select set.n, set.at, set.roll, (substr(push_uuid_from(set.at)::text, 1, 14) || '7' || substr(md5(set.n::text), 1, 3) || '-8' || substr(md5(set.n::text), 4, 3) || '-' || substr(md5(set.n::text), 7, 12))::uuid as id,
            task.id as task_id, task.project_id, task.page_id, task.title, task.channel,
            case when roll < 920 then 'sent' when roll < 950 then 'partly_sent' when roll < 970 then 'failed' when roll < 990 then 'held' else 'missed' end as state,
            case when roll % 97 = 5 then 'manual' when roll % 251 = 9 then 'test' else 'schedule' end as trigger
       from (select n, $3::timestamptz + (n::float8 / ${records}) * interval '${DAYS} days' as at, (n::bigint * 7919) % ${tasks} as task, ((n::bigint * 2654435761 % 4294967296) >> 12) % 1000 as roll
               from generate_series($1::bigint, $2::bigint) as n) as set
       join task_of_bench as task on task.i = set.task
      where task.project_id <> 'project-13' or set.n < ${Math.floor(records / 10)}`,
    [first, last, START],
  );
  await sql.query(
    `insert into push_run (tenant_id, id, project_id, task_id, trigger, state, planned_at, deadline_at, title, page_id, spec, template, total, sent, created_at, started_at, prepared_at, finished_at)
     select 'default', id, project_id, task_id, trigger, state, at, at + interval '1 day', title, page_id,
            jsonb_build_object('title', title, 'pageId', page_id, 'pageTitle', title, 'channel', channel, 'zone', 'Asia/Shanghai', 'ownerUserId', 'u1', 'language', 'zh-CN', 'withLink', true,
              'recipients', jsonb_build_object('userIds', jsonb_build_array('u1', 'u2'), 'groupIds', '[]'::jsonb), 'beginning', '各位早上好', 'ending', '有问题请找张伟', 'templateKey', 'markdown-digest'),
            'markdown-digest@1', ${perRecord}, ${perRecord}, at, at, at, at + interval '3 seconds'
       from written_of_set`,
  );
  await sql.query(
    `insert into push_call (tenant_id, run_id, id, message_id, channel, target_id, state, body, recipients, attempts, first_sent_at, wecom_msgid, created_at, settled_at)
     select 'default', id, md5('c' || n)::uuid, md5('m' || n)::uuid, 'app', md5('a')::uuid, 'sent', '{"touser":"…","msgtype":"markdown","markdown":{"content":"' || repeat('销售额 1234 万元\\n', 10) || '"}}',
            ${perRecord}, 1, at, 'msg' || n, at, at from written_of_set`,
  );
  await sql.query(
    `insert into push_recipient (tenant_id, run_id, host_user_id, host_user_name, wecom_user_id, call_id)
     select distinct on (id, host_user_id) 'default', id, host_user_id, '张伟', 'wecom-' || substr(host_user_id, 8), md5('c' || n)::uuid
       from written_of_set cross join generate_series(1, ${perRecord}) as k cross join lateral (select 'person-' || (n * 31 + k * 4973) % ${people} as host_user_id) as person`,
  );
  await sql.query('commit');
}
