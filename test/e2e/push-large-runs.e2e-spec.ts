import { Client } from 'pg';
import { HostUnavailableError, PageNotAvailableError } from '#bi-host';
import type { PageContent } from '#bi-host/testing';
import { userIdsOf, WecomError } from '#wecom';
import { ADMINISTRATOR, authorizeAndBind, ended, startTestApp, taskOf, type RecordJson, type TestApp } from '../support/test-app';
import { waitFor } from '../support/wait-for';

/** More than two portions. */
const PEOPLE = 2100;
/** In the second portion: when his page is asked for, the first is written. */
const HALF_WAY = 'p1500';
/** The clock stands still. */
const ALL_IN_ONE_MINUTE = { callsPerMinute: 10_000_000, memberPerMinute: 10_000, memberPerHour: 10_000 };
const PAGE = { projectId: 'sales', pageId: 'daily' };
const people = Array.from({ length: PEOPLE }, (_none, index) => `p${index + 1}`);

/** Something that work waits at until a test opens it. */
function gate(): { reached: Promise<void>; open: () => void; pass: () => Promise<void> } {
  let reach = (): void => undefined;
  let open = (): void => undefined;
  const reached = new Promise<void>((resolve) => (reach = resolve));
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { reached, open: () => open(), pass: () => (reach(), opened) };
}

describe('a run in which more people see a content of their own than are prepared at once', () => {
  let t: TestApp;
  /** Another process of the same system. */
  let other: TestApp;
  let sql: Client;
  let authorizationId: string;
  /** What the people see; changed by tests. */
  let figure: string;
  /** What happens when the page of {@link HALF_WAY} is asked for, the first time, the second time… */
  const halfWay: (() => void | Promise<void>)[] = [];
  let atWork = 0;
  let mostAtWork = 0;

  beforeAll(async () => {
    // One run at once: while a process is held up in one, the other takes the next.
    const dispatch = { concurrentRuns: 1, planningIntervalMs: 50, queueConnections: 4, limits: ALL_IN_ONE_MINUTE };
    t = await startTestApp({ dispatch });
    other = await startTestApp({ dispatch, databaseUrl: t.databaseUrl }, t.wecom);
    sql = new Client({ connectionString: t.databaseUrl, options: '-c search_path=wecom_push' });
    await sql.connect();
    authorizationId = await authorizeAndBind(t);
    for (const { host } of [t, other]) for (const id of people) host.setUser({ id, name: `员工${id}` });
    await sql.query(
      `insert into push_binding (tenant_id, id, authorization_id, host_user_id, host_user_name, wecom_user_id, wecom_user_key, wecom_name, state, bound_by, bound_at, updated_at)
       select tenant_id, gen_random_uuid(), id, person, person, upper(person), person, person, 'active', 'test', now(), now() from push_authorization, unnest($2::text[]) as person where id = $1`,
      [authorizationId, people],
    );
    for (const { host } of [t, other]) host.setContentKeys(PAGE, (viewerId) => viewerId).setContent(PAGE, contentOf);
  });
  afterAll(async () => {
    await sql.end();
    await other.close();
    await t.close();
  });
  beforeEach(() => {
    figure = '第一版';
    mostAtWork = 0;
  });

  const contentOf = async (viewerId: string): Promise<PageContent> => {
    mostAtWork = Math.max(mostAtWork, (atWork += 1));
    try {
      await new Promise((resolve) => setImmediate(resolve));
      if (viewerId === HALF_WAY) await halfWay.shift()?.();
    } finally {
      atWork -= 1;
    }
    return { dataTime: null, filters: [], charts: [{ id: 'own', title: '我的业绩', kind: 'table', state: 'ok', columns: [{ key: 'who', title: '谁', type: 'text' }, { key: 'what', title: '多少', type: 'text' }], rows: [[viewerId, figure]] }] };
  };
  const start = async (changes: object = {}): Promise<string> => {
    const { body } = await t.as(ADMINISTRATOR).post('/push/tasks').send(taskOf(authorizationId, { recipients: { userIds: people }, ...changes })).expect(201);
    const { body: started } = await t.as(ADMINISTRATOR).post(`/push/tasks/${(body as { id: string }).id}/run`).expect(202);
    return (started as { recordId: string }).recordId;
  };
  const sends = (): string[] => t.wecom.callsOf('message/send').map(({ input }) => (input as { body: string }).body).filter((body) => body.includes('我的业绩'));
  /** Everybody was sent this, once, and it is what the record holds. */
  const expectOnceEach = async (record: RecordJson, bodies: readonly string[], shown: string): Promise<void> => {
    expect(record).toMatchObject({ state: 'sent', counts: { total: PEOPLE, sent: PEOPLE } });
    expect(bodies.flatMap(userIdsOf).toSorted()).toEqual(people.map((id) => id.toUpperCase()).toSorted());
    for (const body of bodies) if (!body.includes(shown) || !body.includes(`${userIdsOf(body)[0].toLowerCase()}　`)) throw new Error(`not his content: ${body}`);
    const { rows } = await sql.query(
      `select (select count(*)::int from push_message where run_id = $1) as messages, (select count(*)::int from push_call where run_id = $1 and body like '%' || $2 || '%') as calls,
              (select count(*)::int from push_recipient where run_id = $1) as people`,
      [record.id, shown],
    );
    expect(rows).toEqual([{ messages: PEOPLE, calls: PEOPLE, people: PEOPLE }]);
  };
  /** As when a worker lost its heartbeat: the queue gives its job to another, though it goes on. */
  const giveAway = (): Promise<unknown> => sql.query(`update wecom_push_queue.job set state = 'retry', start_after = now() where name = 'push-prepare' and state = 'active'`);

  it('sends each of them his own once, and asks the host for a few pages at once', async () => {
    const before = sends().length;
    await expectOnceEach(await ended(t, await start()), sends().slice(before), '第一版');
    expect(mostAtWork).toBeGreaterThan(1);
    expect(mostAtWork).toBeLessThanOrEqual(8);
  });

  it('begins anew when the host fails half way: nobody gets an old number, and nothing is sent before all is made', async () => {
    const before = sends().length;
    halfWay.push(() => {
      figure = '第二版';
      throw new HostUnavailableError('connect ECONNREFUSED');
    });
    const record = await ended(t, await start({ exceptions: { access: { host_down: 'hold', retryMinutes: 10 } } }));
    expect(halfWay).toEqual([]);
    await expectOnceEach(record, sends().slice(before), '第二版');
  });

  it('leaves nothing in the record when it comes to nothing half way', async () => {
    const before = sends().length;
    halfWay.push(() => {
      throw new PageNotAvailableError('not_published', 'The page is not published');
    });
    const record = await ended(t, await start({ exceptions: { access: { page_not_published: 'hold', retryMinutes: 0 } } }));
    expect(record).toMatchObject({ state: 'held', reason: { code: 'PAGE_NOT_PUBLISHED' }, counts: { total: 0 }, messages: [] });
    const { rows } = await sql.query(`select run_id from push_recipient where run_id = $1 union all select run_id from push_call where run_id = $1 union all select run_id from push_last_content where run_id = $1`, [record.id]);
    expect(rows).toEqual([]);
    expect(sends()).toHaveLength(before);
  });

  it('is replayed with the content that each of them should have got', async () => {
    t.wecom.answer('message/send', () => {
      throw new WecomError('message/send: content', { api: 'message/send', fault: 'content', errcode: 40058 });
    });
    const first = await ended(t, await start());
    expect(first).toMatchObject({ state: 'failed', counts: { rejected: PEOPLE } });
    t.wecom.answer('message/send', { errcode: 0, errmsg: 'ok', msgid: 'm' });
    figure = '第二版';
    const before = sends().length;
    const { body } = await t.as(ADMINISTRATOR).post(`/push/records/${first.id}/replay`).send({}).expect(202);
    await expectOnceEach(await ended(t, (body as { recordId: string }).recordId), sends().slice(before), '第一版');
  });

  it.each(['before', 'after'])('is prepared by one of two processes, also where the slower one goes on %s the other has made all of it', async (when) => {
    const before = sends().length;
    const [slow, quick] = [gate(), gate()];
    halfWay.push(slow.pass, quick.pass);
    const recordId = await start();
    await slow.reached;
    figure = '第二版';
    await giveAway();
    await quick.reached;
    if (when === 'before') slow.open();
    quick.open();
    const record = await ended(t, recordId);
    slow.open();
    await expectOnceEach(record, sends().slice(before), '第二版');
    await waitFor('the end of both', async () => (await sql.query(`select 1 from wecom_push_queue.job where name = 'push-prepare' and state < 'completed'`)).rows.length === 0 && atWork === 0);
    await expectOnceEach(record, sends().slice(before), '第二版');
  });
});
