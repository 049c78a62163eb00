import { Client } from 'pg';
import type { CallerFacts } from '#bi-host';
import type { PushDispatchOptions } from '#push-dispatch';
import { HttpWecomTransport } from '#wecom';
import { SandboxUnderTest } from '../../apps/sandbox/src/testing/sandbox-under-test';
import { startTestApp, taskOf, type RecordJson, type TestApp } from './test-app';
import { waitFor } from './wait-for';

/** A corp of the sandbox whose app pushes for one tenant. */
export interface World {
  tenantId: string;
  authorizationId: string;
  corpId: string;
  agentId: number;
}

interface SandboxDelivery {
  seq: number;
  userId: string;
  title: string;
  corpId: string;
}

/** Host user and member of a corp by number, from 1. */
export const person = (number: number): string => `user${String(number).padStart(6, '0')}`;

/**
 * Processes that share one database, a sandbox that keeps WeCom's limits, and one time for all of them: jobs come due when the test moves it.
 * The workers are real; nothing is sent while nothing is due.
 */
export class LimitsWorld {
  private constructor(
    readonly sandbox: SandboxUnderTest,
    readonly processes: readonly TestApp[],
    readonly sql: Client,
    private readonly transports: readonly HttpWecomTransport[],
  ) {}

  static async start(count: number, limits: PushDispatchOptions['limits'] = {}, more: Partial<PushDispatchOptions> = {}): Promise<LimitsWorld> {
    const sandbox = await SandboxUnderTest.start();
    const transports: HttpWecomTransport[] = [];
    const processes: TestApp[] = [];
    for (let index = 0; index < count; index += 1) {
      const transport = new HttpWecomTransport({ baseUrl: sandbox.url, timeoutMs: 5_000 });
      transports.push(transport);
      const shared = processes[0] && { databaseUrl: processes[0].databaseUrl };
      processes.push(await startTestApp({ ...shared, wecom: { baseUrl: sandbox.url }, dispatch: { planningIntervalMs: 50, queueConnections: 4, limits, ...more } }, transport));
    }
    const sql = new Client({ connectionString: processes[0].databaseUrl, options: '-c search_path=wecom_push,wecom_push_queue' });
    await sql.connect();
    return new LimitsWorld(sandbox, processes, sql, transports);
  }

  async close(): Promise<void> {
    await this.sql.end();
    // The database belongs to the first.
    for (const process of this.processes.toReversed()) await process.close();
    for (const transport of this.transports) await transport.onApplicationShutdown();
    await this.sandbox.close();
  }

  get now(): Date {
    return this.processes[0].clock.now();
  }

  administrator(tenantId: string): ReturnType<TestApp['as']> {
    const caller: Partial<CallerFacts> = { tenantId, userId: person(1), name: '管理员', administrator: true };
    return this.processes[0].as(caller);
  }

  /** A tenant with a corp of so many people, all of them bound. @param accountCap 200 times that is the app's day */
  async tenant(tenantId: string, people: number, accountCap = 500): Promise<World> {
    const { body } = await this.sandbox.http.post('/sandbox/corps').send({ name: `${tenantId}公司`, accountCap, members: people, app: '经营分析' }).expect(201);
    const { corpId, agentId, secret } = body as { corpId: string; agentId: number; secret: string };
    for (const { host } of this.processes) for (let number = 1; number <= people; number += 1) host.setUser({ id: person(number), name: `成员${number}` });
    const made = await this.administrator(tenantId).post('/push/authorizations').send({ corpId, agentId, secret }).expect(201);
    const authorizationId = (made.body as { id: string }).id;
    await this.sql.query(
      `insert into push_binding (tenant_id, id, authorization_id, host_user_id, host_user_name, wecom_user_id, wecom_user_key, wecom_name, state, bound_by, bound_at, updated_at)
       select $1, gen_random_uuid(), $2, id, id, id, id, id, 'active', 'test', $4, $4 from unnest($3::text[]) as id`,
      [tenantId, authorizationId, Array.from({ length: people }, (_none, index) => person(index + 1)), this.now],
    );
    return { tenantId, authorizationId, corpId, agentId };
  }

  /** Tasks that are due each day at this time in Shanghai. @returns their ids */
  async tasks(world: World, people: readonly (readonly number[])[], time: string, changes: Record<string, unknown> = {}): Promise<string[]> {
    const ids: string[] = [];
    for (const [index, some] of people.entries()) {
      const task = taskOf(world.authorizationId, {
        title: `${world.tenantId}任务${index + 1}`,
        schedule: { kind: 'daily', times: [time], zone: 'Asia/Shanghai' },
        recipients: { userIds: some.map(person) },
        ...changes,
      });
      const { body } = await this.administrator(world.tenantId).post('/push/tasks').send(task).expect(201);
      ids.push((body as { id: string }).id);
    }
    return ids;
  }

  /** Moves the time of everybody on; jobs that wait in the queue do not come nearer. */
  move(seconds: number): void {
    for (const { clock } of [...this.processes, this.sandbox]) clock.advance({ seconds });
  }

  /** Moves the time of everybody on, and waits until all that is due then is done. */
  async advance(seconds: number): Promise<void> {
    this.move(seconds);
    await this.putWaitingJobs(`start_after - make_interval(secs => $1)`, [seconds]);
    await this.quiet();
  }

  /** Lets all jobs that wait be due at another time, but not those that were woken just now. Locks them in the order of all who do that. @param due in SQL */
  async putWaitingJobs(due: string, parameters: unknown[] = [], queue = '%'): Promise<void> {
    await this.sql.query(
      `with waiting as (select name, id from wecom_push_queue.job where state < 'active' and start_after > now() and name like '${queue}' order by id for update)
       update wecom_push_queue.job set start_after = ${due} from waiting where job.name = waiting.name and job.id = waiting.id`,
      parameters,
    );
  }

  async until(time: string): Promise<void> {
    await this.advance((new Date(time).getTime() - this.now.getTime()) / 1000);
  }

  /** Nothing is due and nothing under way. */
  async quiet(): Promise<void> {
    await waitFor('the end of what is due', async () => {
      const { rows } = await this.sql.query(
        `select (select count(*)::int from push_task where next_run_at <= $1) + (select count(*)::int from push_alarm where due_at <= $1 and telling = 'pending')
              + (select count(*)::int from wecom_push_queue.job where name in ('push-prepare', 'push-send', 'push-alarm') and (state = 'active' or (state < 'active' and start_after <= now()))) as due`,
        [this.now],
      );
      return (rows as { due: number }[])[0].due === 0;
    }, 120_000);
  }

  async records({ tenantId }: World, ids: readonly string[]): Promise<RecordJson[]> {
    const { rows } = await this.sql.query(`select id from push_run where tenant_id = $1 and task_id = any($2::uuid[]) order by id`, [tenantId, ids]);
    return Promise.all((rows as { id: string }[]).map(async ({ id }) => (await this.administrator(tenantId).get(`/push/records/${id}`).expect(200)).body as RecordJson));
  }

  /** What the sandbox delivered, in its order. */
  async deliveries(corpId?: string): Promise<SandboxDelivery[]> {
    const all: SandboxDelivery[] = [];
    for (;;) {
      const { deliveries } = (await this.sandbox.get('deliveries', { after: all.at(-1)?.seq ?? 0, limit: 1000, ...(corpId !== undefined && { corpId }) })) as { deliveries: SandboxDelivery[] };
      all.push(...deliveries);
      if (deliveries.length === 0) return all;
    }
  }

  /** What WeCom dropped in silence, and what it refused. */
  async judge(): Promise<{ dropped: number; repeats: number; refused: number }> {
    const { dropped, repeats } = (await this.sandbox.get('counts')) as { dropped: number; repeats: number };
    const { calls } = (await this.sandbox.get('journal/counts')) as { calls: Record<string, Record<string, number>> };
    const refused = Object.entries(calls['message/send'] ?? {}).reduce((sum, [errcode, count]) => (errcode === '0' ? sum : sum + count), 0);
    return { dropped, repeats, refused };
  }
}
