import type { AddressInfo } from 'node:net';
import { Client } from 'pg';
import { AccessWorld, authorizeCorp, tokenOf } from '../support/access-world';
import { taskOf } from '../support/test-app';
import { waitFor } from '../support/wait-for';

interface Event {
  event: string;
  data: { recordId: string; state: string; counts: { total: number; pending: number; sent: number; skipped: number }; reason: { code: string } | null };
}

/** A stream as the console reads it: by fetch, with the token in a header. */
class Stream {
  readonly events: Event[] = [];
  /** Lines that say nothing but that the stream is alive. */
  comments = 0;
  private heard: (() => void) | undefined;
  private readonly leaving = new AbortController();
  readonly ended: Promise<'ended' | 'broken'>;

  private constructor(
    readonly response: Response,
    leaving: AbortController,
  ) {
    this.leaving = leaving;
    this.ended = this.read().then(() => 'ended' as const, () => 'broken' as const);
  }

  static async open(url: string, token: string, headers: Record<string, string> = {}): Promise<Stream> {
    const leaving = new AbortController();
    return new Stream(await fetch(url, { headers: { authorization: `Bearer ${token}`, ...headers }, signal: leaving.signal }), leaving);
  }

  leave(): void {
    this.leaving.abort();
  }

  get first(): Promise<Event> {
    return waitFor('the first event', async () => this.events[0]);
  }

  /** So many comments. */
  async hears(comments: number): Promise<void> {
    while (this.comments < comments) await new Promise<void>((heard) => (this.heard = heard));
  }

  private async read(): Promise<void> {
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of this.response.body as unknown as AsyncIterable<Uint8Array>) {
      text += decoder.decode(chunk, { stream: true });
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        if (block.startsWith(':')) this.comments += 1;
        const fields = new Map(block.split('\n').map((line): [string, string] => [line.split(': ')[0], line.slice(line.indexOf(': ') + 2)]));
        const [event, data] = [fields.get('event'), fields.get('data')];
        if (event !== undefined && data !== undefined) this.events.push({ event, data: JSON.parse(data) as Event['data'] });
      }
      this.heard?.();
    }
  }
}

describe('the progress of a run', () => {
  let world: AccessWorld;
  let sql: Client;
  let base: string;
  let administrator: string;
  let taskId: string;
  let recordId: string;
  beforeAll(async () => {
    world = await AccessWorld.start();
    await world.app.listen(0, '127.0.0.1');
    base = `http://127.0.0.1:${(world.app.getHttpServer() as { address(): AddressInfo }).address().port}/push/records`;
    sql = new Client({ connectionString: world.database.url });
    await sql.connect();
    await sql.query('set search_path to wecom_push');
    administrator = tokenOf({ tenant: 'default', push_administrator: true }, world.clock);
    const authorizationId = await authorizeCorp(world, administrator);
    await world.must({ method: 'PUT', path: '/push/users/u1/binding', body: { authorizationId, wecomUserId: 'ZhangWei' } }, administrator);
    const body = taskOf(authorizationId, { recipients: { userIds: ['u1', 'u2'] } });
    taskId = (await world.must<{ id: string }>({ method: 'POST', path: '/push/tasks', body }, administrator)).id;
    recordId = (await world.must<{ recordId: string }>({ method: 'POST', path: `/push/tasks/${taskId}/run` }, administrator)).recordId;
  });
  afterAll(async () => {
    await sql.end();
    await world.stop();
  });

  const watch = (path: string, token = administrator, headers?: Record<string, string>): Promise<Stream> => Stream.open(`${base}/${path}`, token, headers);
  /** One that no worker knows of. */
  const stuckRun = async (): Promise<string> => {
    const { rows } = await sql.query<{ id: string }>(
      `insert into push_run (tenant_id, id, project_id, task_id, trigger, state, planned_at, deadline_at, title, page_id, spec, created_at)
       select tenant_id, gen_random_uuid(), project_id, task_id, 'test', 'planned', planned_at, deadline_at, title, page_id, spec, created_at from push_run where id = $1 returning id`,
      [recordId],
    );
    return rows[0].id;
  };

  it('is nobody\'s who may not see the record', async () => {
    const elsewhere = tokenOf({ tenant: 'default', push_projects: { hr: 'editor' } }, world.clock);
    for (const path of [`${recordId}/progress`, `progress?ids=${recordId}`]) {
      const { response } = await watch(path, elsewhere);
      expect([response.status, response.headers.get('content-type')]).toEqual([404, expect.stringContaining('application/json')]);
      expect((await watch(path, tokenOf({ tenant: 'other', push_administrator: true }, world.clock))).response.status).toBe(404);
      expect((await watch(path, 'nobody')).response.status).toBe(401);
    }
    const viewer = await watch(`${recordId}/progress`, tokenOf({ tenant: 'default', push_projects: { sales: 'viewer' } }, world.clock));
    expect((await viewer.first).data.state).toBe('planned');
    viewer.leave();
  });

  it('is open 20 times at once for a caller, who gets another one when he leaves one', async () => {
    const streams: Stream[] = [];
    for (let i = 0; i < 20; i += 1) streams.push(await watch(`${recordId}/progress`));
    const refused = await fetch(`${base}/${recordId}/progress`, { headers: { authorization: `Bearer ${administrator}` } });
    expect([refused.status, await refused.json()]).toEqual([429, expect.objectContaining({ code: 'TOO_MANY_AT_ONCE', details: { what: 'streams', most: 20 } })]);
    for (const stream of streams) stream.leave();
    const again = await waitFor('a stream that is free again', async () => {
      const stream = await watch(`${recordId}/progress`);
      return stream.response.status === 200 && stream;
    });
    again.leave();
  });

  it('says every 15 seconds that it is alive, and ends after 15 minutes though the run has not', async () => {
    const id = await stuckRun();
    const seconds = (count: number): unknown => jest.advanceTimersByTime(count * 1000);
    jest.useFakeTimers({ doNotFake: ['Date', 'hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate', 'clearImmediate'] });
    try {
      const stream = await watch(`${id}/progress`);
      seconds(60);
      await stream.hears(4);
      seconds(13 * 60);
      await stream.hears(56);
      expect(stream.comments).toBe(56);
      expect(await Promise.race([stream.ended, Promise.resolve('goes on')])).toBe('goes on');
      seconds(60);
      expect(await stream.ended).toBe('ended');
      expect(stream.events.map(({ event, data }) => [event, data.state])).toEqual([['progress', 'planned']]);
    } finally {
      jest.useRealTimers();
    }
  });

  it('is seen from planning to the end by many watchers, and the stream ends with it', async () => {
    const [one, several] = [await watch(`${recordId}/progress`), await watch(`progress?ids=${recordId},${await stuckRun()}`)];
    expect(one.response.headers.get('content-type')).toBe('text/event-stream');
    expect(one.response.headers.get('x-accel-buffering')).toBe('no');
    expect(await one.first).toMatchObject({ event: 'progress', data: { recordId, state: 'planned', counts: { total: 0, pending: 0, sent: 0 } } });
    await world.startScheduler();
    expect(await one.ended).toBe('ended');
    expect(one.events.at(-1)).toMatchObject({ event: 'end', data: { recordId, state: 'partly_sent', counts: { total: 2, pending: 0, sent: 1, skipped: 1 }, reason: { code: 'UNBOUND' } } });
    expect(one.events.slice(0, -1).every(({ event }) => event === 'progress')).toBe(true);
    await waitFor('the end in the other stream', async () => several.events.some(({ event }) => event === 'end'));
    expect(await Promise.race([several.ended, Promise.resolve('goes on')])).toBe('goes on');
    several.leave();
  });

  it('of a run that is over is one event, whatever was seen before', async () => {
    const stream = await watch(`${recordId}/progress`, administrator, { 'last-event-id': '7' });
    expect(await stream.ended).toBe('ended');
    expect(stream.events.map(({ event, data }) => [event, data.state])).toEqual([['end', 'partly_sent']]);
  });

  it.each(['progress', 'progress?ids=x', `progress?ids=${Array.from({ length: 51 }, () => '019ab3c4-d5e6-7f80-91a2-b3c4d5e6f708').join(',')}`])('is refused for %.20s', async (path) => {
    expect((await watch(path)).response.status).toBe(400);
  });

  it('ends with the process, without keeping it up', async () => {
    const stream = await watch(`${await stuckRun()}/progress`);
    await stream.first;
    await world.app.close();
    expect(await stream.ended).toBe('ended');
    expect(stream.events).toHaveLength(1);
  });
});
