import { Client } from 'pg';
import { HostUnavailableError } from '#bi-host';
import { PlanDueRunsService } from '#push-dispatch';
import { WecomError, type WecomFault } from '#wecom';
import { ADMINISTRATOR, authorizeAndBind, ended, startTestApp, taskOf, type RecordJson, type TestApp } from '../support/test-app';
import { waitFor } from '../support/wait-for';

const sendFault = (fault: WecomFault, errcode?: number): WecomError => new WecomError(`message/send: ${fault}`, { api: 'message/send', fault, errcode });

describe('a push when things go wrong', () => {
  let t: TestApp;
  let authorizationId: string;
  beforeAll(async () => {
    t = await startTestApp();
    authorizationId = await authorizeAndBind(t);
    t.wecom.answer('message/send', (input: unknown) => {
      const answer = isPush(input) ? answers.shift() : undefined;
      return (typeof answer === 'function' ? (answer as (given: unknown) => unknown)(input) : answer) ?? { errcode: 0, errmsg: 'ok', msgid: 'm' };
    });
  });
  afterAll(() => t.close());

  const administrator = () => t.as(ADMINISTRATOR);
  const makeTask = async (changes: Record<string, unknown> = {}): Promise<string> => {
    const { body } = await administrator().post('/push/tasks').send(taskOf(authorizationId, changes)).expect(201);
    return (body as { id: string }).id;
  };
  const start = async (taskId: string): Promise<string> => {
    const { body } = await administrator().post(`/push/tasks/${taskId}/run`).expect(202);
    return (body as { recordId: string }).recordId;
  };
  const run = async (changes: Record<string, unknown> = {}): Promise<RecordJson> => ended(t, await start(await makeTask(changes)));
  const record = async (id: string): Promise<RecordJson> => (await administrator().get(`/push/records/${id}`).expect(200)).body as RecordJson;
  /** Alarms about what goes wrong here go out beside the pushes, and are not looked at. */
  const isPush = (input: unknown): boolean => !/【(告警|恢复)】/.test((input as { body: string }).body);
  const answers: unknown[] = [];
  const answerNext = (answer: unknown): void => void answers.push(answer);
  const pushes = () => t.wecom.callsOf('message/send').filter(({ input }) => isPush(input));
  const sends = () => pushes().length;
  const bodyOf = (index: number): string | undefined => (pushes().at(index)?.input as { body: string } | undefined)?.body;

  it('tries again when WeCom is busy, and sends once', async () => {
    answerNext(sendFault('busy', -1));
    const sent = await run();
    expect(sent).toMatchObject({ state: 'sent', reason: null, counts: { sent: 2 } });
    expect(sent.calls).toEqual([expect.objectContaining({ state: 'sent', attempts: 2 })]);
  });

  it('repeats the very same bytes when the outcome is unknown', async () => {
    answerNext(sendFault('unknown_outcome'));
    expect(await run()).toMatchObject({ state: 'sent' });
    expect(bodyOf(-2)).toBeDefined();
    expect(bodyOf(-1)).toBe(bodyOf(-2));
  });

  /** What a queue that lost a worker does, and a transaction that was committed although its answer was lost: the work comes again, by a job of its own. */
  const doubleJob = async (recordId: string): Promise<void> => {
    const sql = new Client({ connectionString: t.databaseUrl });
    await sql.connect();
    try {
      const { rowCount } = await sql.query(
        `insert into wecom_push_queue.job select (jsonb_populate_record(job, jsonb_build_object('id', gen_random_uuid(), 'state', case job.state when 'active' then 'created' else job.state::text end))).*
           from wecom_push_queue.job as job where name = 'push-send' and data->>'runId' = $1 and state <= 'active'`,
        [recordId],
      );
      expect(rowCount).toBe(1);
    } finally {
      await sql.end();
    }
  };

  it('counts a call once whose two attempts are answered at one moment, and ends the run', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const answer = async () => {
      await held;
      return { errcode: 0, errmsg: 'ok', msgid: 'twice' };
    };
    answerNext(answer);
    answerNext(answer);
    const before = sends();
    const recordId = await start(await makeTask());
    await waitFor('the first attempt', () => Promise.resolve(sends() - before === 1));
    await doubleJob(recordId);
    await waitFor('the second attempt', () => Promise.resolve(sends() - before === 2));
    release();
    expect(await ended(t, recordId)).toMatchObject({ state: 'sent', counts: { total: 2, sent: 2 } });
  });

  it('makes a call once that two jobs of one moment hold', async () => {
    answerNext(sendFault('busy', -1));
    const before = sends();
    const recordId = await start(await makeTask());
    await waitFor('the call that waits', async () => (await record(recordId)).calls[0]?.state === 'pending' && sends() - before === 1);
    await doubleJob(recordId);
    const sent = await ended(t, recordId);
    expect(sent).toMatchObject({ state: 'sent', counts: { sent: 2 } });
    expect(sent.calls).toEqual([expect.objectContaining({ state: 'sent', attempts: 2 })]);
    expect(sends() - before).toBe(2);
  });

  it('never repeats past the duplicate window: then it says that nobody knows', async () => {
    answerNext(() => {
      t.clock.advance({ hours: 4 }); // the answer is lost, and nobody could ask for four hours
      throw sendFault('unknown_outcome');
    });
    const before = sends();
    const lost = await run();
    expect(lost).toMatchObject({ state: 'failed', reason: { code: 'OUTCOME_UNKNOWN' }, counts: { sent: 0, unknown: 2 } });
    expect(sends() - before).toBe(1);
  });

  it('does not send at all what could not be sent before its deadline', async () => {
    answerNext(() => {
      t.clock.advance({ hours: 2 });
      throw sendFault('busy', -1);
    });
    const before = sends();
    expect(await run()).toMatchObject({ state: 'failed', reason: { code: 'WECOM_BUSY' }, counts: { expired: 2 } });
    expect(sends() - before).toBe(1);
  });

  it('ends at once when WeCom refuses the content', async () => {
    answerNext(sendFault('content', 45002));
    const before = sends();
    expect(await run()).toMatchObject({ state: 'failed', reason: { code: 'WECOM_REFUSED_CONTENT', text: expect.stringContaining('45002') as string }, counts: { rejected: 2 } });
    expect(sends() - before).toBe(1);
  });

  it('waits for an authorization that is broken, and sends when it is mended', async () => {
    answerNext(sendFault('app', 60020));
    const recordId = await start(await makeTask());
    await waitFor('the reason', async () => (await record(recordId)).reason?.code === 'AUTHORIZATION_NOT_USABLE');
    await administrator().post(`/push/authorizations/${authorizationId}/check`).expect((response) => expect([200, 201]).toContain(response.status));
    expect(await ended(t, recordId)).toMatchObject({ state: 'sent', reason: null });
  });

  it('asks a host that is down again, and sends when it is back', async () => {
    const taskId = await makeTask();
    t.host.failNext(new HostUnavailableError('connect ECONNREFUSED'));
    const before = t.host.calls.filter((call) => call.method === 'getPage').length;
    expect(await ended(t, await start(taskId))).toMatchObject({ state: 'sent', reason: null });
    expect(t.host.calls.filter((call) => call.method === 'getPage').length - before).toBe(2);
  });

  it('refuses a second run by hand while the first is under way', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    answerNext(async () => {
      await held;
      return { errcode: 0, errmsg: 'ok', msgid: 'held' };
    });
    const taskId = await makeTask();
    const recordId = await start(taskId);
    const { body } = await administrator().post(`/push/tasks/${taskId}/run`).expect(409);
    expect(body).toMatchObject({ code: 'RUN_UNDER_WAY' });
    release();
    expect(await ended(t, recordId)).toMatchObject({ state: 'sent' });
    await ended(t, await start(taskId));
  });

  it('stops a task after three failed runs in a row, and starts it again when it is enabled', async () => {
    const taskId = await makeTask({ schedule: { kind: 'daily', times: ['09:00'], zone: 'Asia/Shanghai' } });
    const task = async () => (await administrator().get(`/push/tasks/${taskId}`).expect(200)).body as { state: string; failureCount: number; nextRunAt: string | null };
    const failOnce = async (): Promise<void> => {
      answerNext(sendFault('content', 45002));
      expect(await ended(t, await start(taskId))).toMatchObject({ state: 'failed' });
    };
    await failOnce();
    await failOnce();
    expect(await task()).toMatchObject({ state: 'enabled', failureCount: 2 });
    expect(await ended(t, await start(taskId))).toMatchObject({ state: 'sent' });
    expect(await task()).toMatchObject({ state: 'enabled', failureCount: 0 });
    await failOnce();
    await failOnce();
    await failOnce();
    expect(await task()).toMatchObject({ state: 'stopped', failureCount: 3, nextRunAt: null });
    const { body } = await administrator().post(`/push/tasks/${taskId}/enable`).expect(200);
    expect(body).toMatchObject({ state: 'enabled', failureCount: 0 });
    expect((await task()).nextRunAt).not.toBeNull();
  });

  it('never counts trouble of recipients against the task', async () => {
    const taskId = await makeTask();
    for (let time = 0; time < 3; time += 1) {
      answerNext(sendFault('recipient', 81013));
      expect(await ended(t, await start(taskId))).toMatchObject({ state: 'failed', reason: { code: 'INVALID_USER' }, counts: { rejected: 2 } });
    }
    const { body } = await administrator().get(`/push/tasks/${taskId}`).expect(200);
    expect(body).toMatchObject({ state: 'enabled', failureCount: 0 });
  });
});

describe('an app that WeCom blocks for calling too often', () => {
  it('is left alone by all runs until the block is over', async () => {
    const t = await startTestApp();
    try {
      const authorizationId = await authorizeAndBind(t);
      t.wecom.answerNext('message/send', sendFault('busy', 45009));
      const reasonAfterStart = async (): Promise<string | undefined> => {
        const task = await t.as(ADMINISTRATOR).post('/push/tasks').send(taskOf(authorizationId)).expect(201);
        const started = await t.as(ADMINISTRATOR).post(`/push/tasks/${(task.body as { id: string }).id}/run`).expect(202);
        return waitFor('the reason', async () => {
          const { body } = await t.as(ADMINISTRATOR).get(`/push/records/${(started.body as { recordId: string }).recordId}`).expect(200);
          return (body as RecordJson).reason?.code ?? false;
        });
      };
      expect(await reasonAfterStart()).toBe('WECOM_BUSY');
      expect(await reasonAfterStart()).toBe('WECOM_BUSY');
      expect(t.wecom.callsOf('message/send')).toHaveLength(1);
    } finally {
      await t.close();
    }
  });
});

describe('an app that makes too many calls at once for WeCom', () => {
  it('makes half as many from then on', async () => {
    const t = await startTestApp({ dispatch: { limits: { callsAtOnce: 6 } } });
    try {
      const authorizationId = await authorizeAndBind(t);
      const start = async (): Promise<string> => {
        const task = await t.as(ADMINISTRATOR).post('/push/tasks').send(taskOf(authorizationId)).expect(201);
        const { body } = await t.as(ADMINISTRATOR).post(`/push/tasks/${(task.body as { id: string }).id}/run`).expect(202);
        return (body as { recordId: string }).recordId;
      };
      t.wecom.answerNext('message/send', sendFault('busy', 45033));
      const refused = await start();
      // Noted, and not only answered: the time that goes by is counted from then on.
      await waitFor('the refusal', async () => ((await t.as(ADMINISTRATOR).get(`/push/records/${refused}`).expect(200)).body as RecordJson).reason?.code === 'WECOM_BUSY');
      let release = (): void => undefined;
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      let [underWay, most] = [0, 0];
      t.wecom.answer('message/send', async () => {
        underWay += 1;
        most = Math.max(most, underWay);
        await held;
        underWay -= 1;
        return { errcode: 0, errmsg: 'ok', msgid: 'm' };
      });
      t.clock.advance({ seconds: 10 }); // the block itself is over
      const records = await Promise.all([1, 2, 3, 4, 5, 6].map(start));
      await waitFor('three calls', () => Promise.resolve(underWay === 3));
      release();
      for (const id of records) expect(await ended(t, id)).toMatchObject({ state: 'sent' });
      expect(most).toBe(3);
    } finally {
      await t.close();
    }
  });
});

describe('many planners at once', () => {
  it('plan each due task once', async () => {
    // Planning and sending by themselves are off: the test asks.
    const t = await startTestApp({ dispatch: { workers: false } });
    try {
      const authorizationId = await authorizeAndBind(t);
      t.clock.set('2026-03-02T00:00:00Z');
      for (let index = 0; index < 12; index += 1) {
        await t
          .as(ADMINISTRATOR)
          .post('/push/tasks')
          .send(taskOf(authorizationId, { title: `任务${index}`, schedule: { kind: 'daily', times: ['09:00'], zone: 'Asia/Shanghai' } }))
          .expect(201);
      }
      t.clock.set('2026-03-02T01:00:05Z');
      const planner = t.app.get(PlanDueRunsService, { strict: false });
      await Promise.all(Array.from({ length: 8 }, () => planner.planOnce()));
      const { body } = await t.as(ADMINISTRATOR).get('/push/records').expect(200);
      const records = (body as { items: (RecordJson & { title: string })[] }).items;
      expect(records.map((one) => `${one.title} ${one.state} ${one.plannedAt}`).toSorted()).toEqual(
        Array.from({ length: 12 }, (_none, index) => `任务${index} planned 2026-03-02T01:00:00.000Z`).toSorted(),
      );
    } finally {
      await t.close();
    }
  });
});
