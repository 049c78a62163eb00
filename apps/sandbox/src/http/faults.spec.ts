import { DEMO_AGENT_ID, DEMO_CORP_ID } from '../seed/demo-corp';
import { SandboxUnderTest, START_TIMEOUT_MS } from '../testing/sandbox-under-test';

describe('faults on demand', () => {
  let sandbox: SandboxUnderTest;
  let token: string;

  beforeAll(async () => {
    sandbox = await SandboxUnderTest.start();
  }, START_TIMEOUT_MS);

  beforeEach(async () => {
    sandbox.reset();
    token = await sandbox.token();
  });

  afterAll(() => sandbox.close());

  const fault = (body: object) => sandbox.http.post('/sandbox/faults').send(body).expect(201);
  const sendRaw = (signal?: AbortSignal) =>
    fetch(`${sandbox.url}/cgi-bin/message/send?access_token=${token}`, { method: 'POST', signal, body: JSON.stringify({ agentid: DEMO_AGENT_ID, touser: 'ZhangWei', msgtype: 'text', text: { content: 'x' } }) });
  const deliveries = async () => (await sandbox.get('counts'))['deliveries'];
  /** Resolves once the sandbox has written the call down: a lost answer tells the caller nothing. */
  const journalOf = async (api: string) => {
    for (;;) {
      const [entry] = (await sandbox.get('journal', { api, limit: 1 }))['entries'] as Record<string, unknown>[];
      if (entry) return entry;
    }
  };

  it.each([-1, 45009, 45033])('answers errcode %i and does nothing', async (errcode) => {
    await fault({ kind: 'errcode', api: 'message/send', errcode });
    expect(await (await sendRaw()).json()).toMatchObject({ errcode });
    expect(await deliveries()).toBe(0);
  });

  it('answers 5xx, or a web page, and does nothing', async () => {
    await fault({ kind: 'http_status', api: 'message/send', status: 503, times: 1 });
    const unavailable = await sendRaw();
    expect([unavailable.status, unavailable.headers.get('content-type')]).toEqual([503, 'text/html']);
    await fault({ kind: 'html', api: 'message/send', times: 1 });
    const page = await sendRaw();
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<!DOCTYPE html>')]);
    expect(await deliveries()).toBe(0);
  });

  it('delivers and answers half of the JSON', async () => {
    await fault({ kind: 'truncated_json', api: 'message/send' });
    const text = await (await sendRaw()).text();
    expect(text.startsWith('{"errcode":0')).toBe(true);
    expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
    expect(await deliveries()).toBe(1);
  });

  it('cuts the connection before or after the work', async () => {
    await fault({ kind: 'reset', api: 'message/send', times: 1 });
    await expect(sendRaw()).rejects.toThrow('fetch failed');
    expect(await deliveries()).toBe(0);
    await fault({ kind: 'accept_then_reset', api: 'message/send', times: 1 });
    await expect(sendRaw()).rejects.toThrow('fetch failed');
    expect(await deliveries()).toBe(1);
  });

  it.each([['hang', 0], ['accept_then_hang', 1]])('%s: no answer, %i delivered', async (kind, expected) => {
    await fault({ kind, api: 'message/send', times: 1 });
    const caller = new AbortController();
    const call = sendRaw(caller.signal);
    expect(await journalOf('message/send')).toMatchObject({ httpStatus: null, errcode: null, faults: [kind] });
    caller.abort();
    await expect(call).rejects.toThrow('aborted');
    expect(await deliveries()).toBe(expected);
    expect((await sandbox.get('journal/counts'))['calls']).toMatchObject({ 'message/send': { 'no answer': 1 } });
  });

  it('withdraws or expires the token that calls', async () => {
    await fault({ kind: 'token_invalidated', api: 'message/send', times: 1 });
    expect(await (await sendRaw()).json()).toMatchObject({ errcode: 40014 });
    token = await sandbox.token();
    await fault({ kind: 'token_expired', api: 'message/send', times: 1 });
    expect(await (await sendRaw()).json()).toMatchObject({ errcode: 42001 });
    token = await sandbox.token();
    expect(await (await sendRaw()).json()).toMatchObject({ errcode: 0 });
  });

  it('refuses the address, for one corp only', async () => {
    await fault({ kind: 'ip_refused', corpId: 'ww91e6c3d8a4b7f025' });
    expect(await (await sendRaw()).json()).toMatchObject({ errcode: 0 });
    await fault({ kind: 'ip_refused', corpId: DEMO_CORP_ID });
    expect(await (await sendRaw()).json()).toMatchObject({ errcode: 60020 });
  });

  it('lists what is in force with its hits, and takes it away', async () => {
    const { body } = await fault({ kind: 'errcode', errcode: -1, api: 'message/send' });
    await sendRaw();
    expect((await sandbox.get('faults'))['faults']).toMatchObject([{ id: body.id, hits: 1 }]);
    await sandbox.http.delete(`/sandbox/faults/${body.id}`).expect(204);
    await sandbox.http.delete(`/sandbox/faults/${body.id}`).expect(404);
    await fault({ kind: 'html' });
    await sandbox.http.delete('/sandbox/faults').expect(204);
    expect((await sandbox.get('faults'))['faults']).toEqual([]);
  });

  it('refuses a fault it does not know', async () => {
    const { body } = await sandbox.http.post('/sandbox/faults').send({ kind: 'earthquake', rate: 2 }).expect(400);
    expect(Object.keys(body.details.fields)).toEqual(['kind', 'rate']);
  });

  it('changes limits by name', async () => {
    await sandbox.http.patch('/sandbox/limits').send({ memberPerMinute: 1 }).expect(200);
    await sendRaw();
    await sendRaw();
    expect(await sandbox.get('counts')).toMatchObject({ deliveries: 1, dropped: 1 });
    expect((await sandbox.http.patch('/sandbox/limits').send({ memberPerMinute: -1 }).expect(400)).body.message).toContain('memberPerMinute');
    await sandbox.http.patch('/sandbox/limits').send({ nonsense: 1 }).expect(400);
  });

  it('filters the journal', async () => {
    await sendRaw();
    await sandbox.call('agent/get', { access_token: token });
    const apis = async (query: object) => ((await sandbox.get('journal', query))['entries'] as { api: string }[]).map(({ api }) => api);
    expect(await apis({})).toEqual(['agent/get', 'message/send', 'gettoken']);
    expect(await apis({ errcode: 41011 })).toEqual(['agent/get']);
    expect(await apis({ after: 2 })).toEqual(['agent/get']);
    expect(await apis({ agentId: DEMO_AGENT_ID, corpId: DEMO_CORP_ID, api: 'message/send' })).toEqual(['message/send']);
    expect(await apis({ since: '2026-03-02T01:00:01Z' })).toEqual([]);
  });

  it('says what is missing instead of guessing', async () => {
    expect((await sandbox.http.post('/cgi-bin/no/such/call').expect(404)).body.errmsg).toContain('/sandbox/calls');
    await sandbox.http.get('/sandbox/messages').query({ corpId: DEMO_CORP_ID, userId: 'Nobody' }).expect(404);
  });
});
