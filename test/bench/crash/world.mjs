import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { SignJWT } from 'jose';

const PATIENCE_MS = 120_000;
/** The share of its corp that left WeCom after it was bound: WeCom names these people as invalid. */
const LEFT_EVERY = 97;
/** How often one person gets something, so that nobody comes near WeCom's limits. */
const TASKS_OF_A_PERSON = 5;
const BY_HAND_EVERY = 10;

export const titleOf = (number) => `任务${String(number).padStart(5, '0')}号`;
export const taskNumberIn = (text) => Number(/任务(\d{5})号/.exec(text)?.[1]);

/** The API as its users have it: who gets no answer asks again with the same words, of the next process of it. */
export class Api {
  #urls;
  #secret;

  /** @param {string[]} urls of all its processes */
  constructor(urls, jwtSecret) {
    this.#urls = urls;
    this.#secret = new TextEncoder().encode(jwtSecret);
  }

  async #once(path, body, tenant) {
    const token = await new SignJWT({ tenant, name: '管理员', push_administrator: true })
      .setProtectedHeader({ alg: 'HS256' }).setSubject('admin').setIssuer('wecom-push').setAudience('wecom-push').setExpirationTime('1h').sign(this.#secret);
    const response = await fetch(`${this.#urls[0]}/push${path}`, { method: 'POST', ...jsonOf(body, { authorization: `Bearer ${token}` }) });
    const text = await response.text();
    if (response.ok) return JSON.parse(text);
    throw Object.assign(new Error(`POST ${path}: HTTP ${response.status} ${text}`), { status: response.status });
  }

  async post(path, body, tenant) {
    for (const end = Date.now() + PATIENCE_MS; ; await sleep(200)) {
      try {
        return await this.#once(path, body, tenant);
      } catch (error) {
        if ((error.status ?? 500) < 500 || Date.now() > end) throw error;
        this.#urls = [...this.#urls.slice(1), this.#urls[0]];
      }
    }
  }
}

const jsonOf = (body, headers = {}) => ({ headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });

export async function askSandbox(sandbox, method, path, body) {
  const response = await fetch(`${sandbox.url}/sandbox/${path}`, { method, ...(body && jsonOf(body)) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: HTTP ${response.status} ${text}`);
  return text && JSON.parse(text);
}

/**
 * How many people each task has, so that all together make `deliveries`: from a fifth to nine fifths of the mean, since a call takes 1000. Every fifth task has
 * a content of each person's own, by the page or by links that count, and half as many people.
 */
function planTasks({ deliveries, tasks, corps, limits }, random) {
  // Everybody gets each of them: more in a minute than WeCom delivers.
  if (limits) return Array.from({ length: tasks }, (_none, number) => ({ number, people: deliveries / tasks, own: 'none', corp: 0, byHand: false }));
  const plan = Array.from({ length: tasks }, (_none, number) => {
    const own = number % 5 === 2 ? (number % 10 === 2 ? 'page' : 'link') : 'none';
    return { number, own, corp: number % corps, byHand: number % BY_HAND_EVERY === 3, weight: (0.2 + 1.6 * random()) * (own === 'none' ? 1 : 0.5) };
  });
  const all = plan.reduce((sum, { weight }) => sum + weight, 0);
  let [weighed, given] = [0, 0];
  for (const task of plan) {
    weighed += task.weight;
    task.people = Math.max(1, Math.round((deliveries * weighed) / all) - given);
    given += task.people;
  }
  return plan;
}

/** Corps with their people, bound; a part of them has left WeCom since. Tasks that are due when somebody says so. */
export async function makeWorld({ api, sandbox, sql, options, random }) {
  const plan = planTasks(options, random);
  const most = Math.max(...plan.map(({ people }) => people));
  const perCorp = options.limits ? most : Math.max(most, Math.ceil(options.deliveries / options.corps / TASKS_OF_A_PERSON));
  const corps = [];
  for (let index = 0; index < options.corps; index += 1) {
    const tenant = `t${index}`;
    const corp = await askSandbox(sandbox, 'POST', 'corps', { name: `公司${index}`, members: perCorp, app: '经营分析' });
    const { id } = await api.post('/authorizations', corp, tenant);
    await sql.query(
      `insert into push_binding (tenant_id, id, authorization_id, host_user_id, host_user_name, wecom_user_id, wecom_user_key, wecom_name, state, bound_by, bound_at, updated_at)
       select $1, gen_random_uuid(), $2, name, name, name, name, name, 'active', 'crash', now(), now() from (select 'user' || lpad(n::text, 6, '0') as name from generate_series(1, $3::int) as n) as people`,
      [tenant, id, perCorp],
    );
    const left = new Set();
    for (let number = LEFT_EVERY; number <= perCorp; number += LEFT_EVERY) {
      left.add(personOf(number));
      await askSandbox(sandbox, 'DELETE', `corps/${corp.corpId}/members/${personOf(number)}`);
    }
    corps.push({ tenant, corpId: corp.corpId, authorizationId: id, left, next: 0 });
  }
  // A time of the schedule that is over within its grace: any other would be written as missed.
  const due = new Date(Math.floor(Date.now() / 60_000) * 60_000);
  for (const task of plan) {
    const corp = corps[task.corp];
    task.tenant = corp.tenant;
    task.userIds = Array.from({ length: task.people }, () => personOf(1 + (corp.next++ % perCorp)));
    const schedule = task.byHand ? { kind: 'none', zone: 'UTC' } : { kind: 'daily', times: [due.toISOString().slice(11, 16)], zone: 'UTC' };
    const { id } = await api.post('/tasks', {
      projectId: 'sales', pageId: task.own === 'page' ? 'own' : 'daily', title: titleOf(task.number), channel: { kind: 'app', authorizationId: corp.authorizationId }, templateKey: 'markdown-digest',
      toleranceMinutes: 0, schedule, recipients: { userIds: task.userIds }, countOpens: task.own === 'link',
    }, corp.tenant);
    task.id = id;
  }
  await sql.query('analyze');
  return { corps, tasks: plan, due };
}

const personOf = (number) => `user${String(number).padStart(6, '0')}`;

/** Makes tasks due, and starts those that are started by hand. @returns resolves when all of them are planned or begun */
export async function makeDue(tasks, { api, sql, due }) {
  const [byHand, scheduled] = [tasks.filter((task) => task.byHand), tasks.filter((task) => !task.byHand)];
  if (scheduled.length > 0) await sql.query(`update push_task set next_run_at = now(), next_planned_at = $1 where id = any($2::uuid[])`, [due, scheduled.map(({ id }) => id)]);
  await Promise.all(byHand.map(({ id, tenant }) => api.post(`/tasks/${id}/run`, { requestId: randomUUID() }, tenant)));
}
