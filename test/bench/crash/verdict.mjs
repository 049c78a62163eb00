import { askSandbox, taskNumberIn } from './world.mjs';

const PAGE = 10_000;
const EXAMPLES = 5;

/** What the sandbox delivered: by person of a corp and message id, with the content as the person sees it. */
async function readJournal(sandbox) {
  const rows = new Map();
  const contents = new Map();
  for (let after = 0; ; ) {
    const { deliveries } = await askSandbox(sandbox, 'GET', `deliveries?after=${after}&limit=${PAGE}`);
    for (const { corpId, userId, msgId, content } of deliveries) {
      if (!contents.has(msgId)) contents.set(msgId, JSON.stringify(content));
      const key = `${corpId} ${userId.toLowerCase()} ${msgId}`;
      const row = rows.get(key) ?? { corpId, userId, msgId, content: contents.get(msgId), times: 0 };
      row.times += 1;
      rows.set(key, row);
    }
    if (deliveries.length < PAGE) return rows;
    after = deliveries.at(-1).seq;
  }
}

/** What the records say: a row for each person of each run, with the text of the call that he was in. */
async function readRecords(sql) {
  const { rows: calls } = await sql.query(`select id, wecom_msgid as "msgId", state, body, attempts from push_call`);
  const contents = new Map(calls.map(({ id, body }) => [id, contentOf(JSON.parse(body))]));
  const { rows } = await sql.query(
    `select authorization_.corp_id as "corpId", delivery.host_user_id as "userId", run.task_id as "taskId", delivery.state, delivery.reason_code as reason, delivery.call_id as "callId", call.wecom_msgid as "msgId"
       from push_delivery as delivery
       join push_run as run on run.tenant_id = delivery.tenant_id and run.id = delivery.run_id
       join push_authorization as authorization_ on authorization_.tenant_id = run.tenant_id
       left join push_call as call on call.tenant_id = delivery.tenant_id and call.run_id = delivery.run_id and call.id = delivery.call_id`,
  );
  return { rows: rows.map((row) => ({ ...row, content: contents.get(row.callId) })), repeatedCalls: calls.filter(({ attempts }) => attempts > 1).length };
}

const contentOf = (body) => JSON.stringify(body[body.msgtype]);

/** Runs whose counts are not those of their rows, and tasks that have no run or two. */
async function wrongRuns(sql, tasks) {
  const { rows } = await sql.query(
    `select run.id, run.task_id as "taskId", run.state, run.total, run.sent, run.rejected, run.skipped, run.expired, run.unknown, run.open_calls as open,
            count(*)::int as rows, count(*) filter (where delivery.state = 'sent')::int as "sentRows", count(*) filter (where delivery.state = 'rejected')::int as "rejectedRows",
            count(*) filter (where delivery.state = 'skipped')::int as "skippedRows"
       from push_run as run left join push_delivery as delivery on delivery.tenant_id = run.tenant_id and delivery.run_id = run.id
      group by run.tenant_id, run.id`,
  );
  const wrong = rows.filter((run) => run.total !== run.rows || run.sent !== run.sentRows || run.rejected !== run.rejectedRows || run.skipped !== run.skippedRows || run.open !== 0);
  const runsOf = Map.groupBy?.(rows, ({ taskId }) => taskId) ?? new Map(tasks.map(({ id }) => [id, rows.filter(({ taskId }) => taskId === id)]));
  for (const { id, number } of tasks) if (runsOf.get(id)?.length !== 1) wrong.push({ task: number, runs: runsOf.get(id)?.length ?? 0 });
  return wrong;
}

/**
 * Compares what the records say with what the sandbox delivered, row by row, and both with what was to be delivered. A person counts as reached by what is in
 * the sandbox alone. Inside the duplicate window nobody may stay `unknown`, and who is said not to have it must not have it.
 */
export async function judge({ sql, sandbox, world }) {
  const journal = await readJournal(sandbox);
  const { rows: records, repeatedCalls } = await readRecords(sql);
  const [corpOf, taskOf] = [new Map(world.corps.map((corp) => [corp.tenant, corp])), new Map(world.tasks.map((task) => [task.id, task]))];
  const received = new Map();
  for (const { corpId, userId, content, times } of journal.values()) {
    const key = `${corpId} ${userId.toLowerCase()} ${taskNumberIn(content)}`;
    received.set(key, (received.get(key) ?? 0) + times);
  }
  const reached = { once: 0, more: 0, never: 0, wrongly: 0 };
  const differences = {};
  const differs = (what, row) => {
    (differences[what] ??= { rows: 0, examples: [] }).rows += 1;
    if (differences[what].examples.length < EXAMPLES) differences[what].examples.push(row);
  };
  for (const task of world.tasks) {
    const corp = corpOf.get(task.tenant);
    for (const userId of task.userIds) {
      const key = `${corp.corpId} ${userId} ${task.number}`;
      const times = received.get(key) ?? 0;
      received.delete(key);
      if (corp.left.has(userId)) reached.wrongly += times;
      else reached[times === 1 ? 'once' : times === 0 ? 'never' : 'more'] += 1;
    }
  }
  for (const times of received.values()) reached.wrongly += times;

  const expected = new Set(world.tasks.flatMap((task) => task.userIds.map((userId) => `${task.id} ${userId}`)));
  for (const { content, ...row } of records) {
    const task = taskOf.get(row.taskId);
    const left = corpOf.get(task.tenant).left.has(row.userId);
    if (!expected.delete(`${row.taskId} ${row.userId}`)) differs('a row too many in the records', row);
    if (row.state !== (left ? (row.state === 'skipped' ? 'skipped' : 'rejected') : 'sent')) differs(`${row.state} in the records`, row);
    if (row.state !== 'sent') continue;
    const key = `${row.corpId} ${row.userId} ${row.msgId}`;
    const found = journal.get(key);
    journal.delete(key);
    if (!found) differs('sent in the records, not in the journal', row);
    else if (found.times !== 1) differs('more than once in the journal', row);
    else if (found.content !== content) differs('another content in the journal', { ...row, content, found: found.content });
  }
  for (const missing of expected) differs('missing in the records', missing);
  for (const row of journal.values()) differs('in the journal only', row);
  for (const run of await wrongRuns(sql, world.tasks)) differs('a run that is wrong', run);

  const { dropped, repeats, messages } = await askSandbox(sandbox, 'GET', 'counts');
  const { calls } = await askSandbox(sandbox, 'GET', 'journal/counts');
  const requests = Object.values(calls['message/send'] ?? {}).reduce((sum, count) => sum + count, 0);
  const refusedForFrequency = Object.values(calls).reduce((sum, outcomes) => sum + (outcomes['45009'] ?? 0), 0);
  return { reached, differences, rows: records.length, silentDrops: dropped, repeats, refusedForFrequency, requests, messages, repeatedCalls };
}
