import { Client } from 'pg';
import request from 'supertest';
import { ADMINISTRATOR, AGENT_ID, authorizeAndBind, CORP_ID, ended, startTestApp, taskOf, type RecordJson, type TestApp } from '../support/test-app';

const PHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 wxwork/4.1.30 MicroMessenger/7.0.1 Language/zh';
const PUBLIC_URL = 'https://push.example.com';
const LINK = /https:\/\/push\.example\.com(\/push\/o\/[\w-]+)/;

interface Opens { opens: number; firstOpenedAt: string | null; lastOpenedAt: string | null }
type Counted = RecordJson & { opens: (Opens & { people: number }) | null; messages: { content: object }[] };
interface Delivery { hostUserId: string; opens: Opens | null }

describe('links that count when they are opened', () => {
  let t: TestApp;
  let authorizationId: string;
  beforeAll(async () => {
    t = await startTestApp({ publicUrl: `${PUBLIC_URL}/` });
    authorizationId = await authorizeAndBind(t);
  });
  afterAll(() => t.close());

  const push = async (changes: object = {}): Promise<{ record: Counted; bodies: { touser: string; text: string }[] }> => {
    const before = t.wecom.callsOf('message/send').length;
    const { body } = await t.as(ADMINISTRATOR).post('/push/tasks').send(taskOf(authorizationId, { countOpens: true, ...changes })).expect(201);
    const { body: started } = await t.as(ADMINISTRATOR).post(`/push/tasks/${(body as { id: string }).id}/run`).expect(202);
    const record = (await ended(t, (started as { recordId: string }).recordId)) as Counted;
    const bodies = t.wecom.callsOf('message/send').slice(before).map(({ input }) => (input as { body: string }).body);
    return { record, bodies: bodies.map((text) => ({ touser: (JSON.parse(text) as { touser: string }).touser, text })) };
  };
  const linkOf = ({ text }: { text: string }): string => LINK.exec(text)![1];
  const open = (link: string, headers: Record<string, string> = {}) => request(t.app.getHttpServer() as never).get(link).set({ 'user-agent': PHONE, ...headers });
  const opensOf = async (record: Counted): Promise<Counted['opens']> => ((await t.as(ADMINISTRATOR).get(`/push/records/${record.id}`).expect(200)).body as Counted).opens;
  const deliveriesOf = async (record: Counted): Promise<Record<string, Opens | null>> => {
    const { body } = await t.as(ADMINISTRATOR).get(`/push/records/${record.id}/deliveries`).expect(200);
    return Object.fromEntries((body as { items: Delivery[] }).items.map(({ hostUserId, opens }) => [hostUserId, opens]));
  };

  it('are each person\'s own, lead to the page that the host named, and tell it nothing of where they came from', async () => {
    const { record, bodies } = await push();
    expect(record).toMatchObject({ state: 'sent', counts: { total: 2, sent: 2 } });
    expect(bodies.map(({ touser }) => touser).toSorted()).toEqual(['LiNa', 'ZhangWei']);
    const links = bodies.map(linkOf);
    expect(new Set(links).size).toBe(2);
    for (const link of links) {
      const { status, headers } = await open(link);
      expect(status).toBe(302);
      const target = new URL(headers.location);
      expect(target.origin + target.pathname).toBe('https://bi.example.com/p/sales/daily');
      expect(Object.fromEntries(target.searchParams)).toEqual({ push_run: record.id });
      expect(headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
    }
  });

  it('name the person to the page of a host that asks who opens it, and only there', async () => {
    const before = 'https://bi.example.com/p/sales/daily';
    t.host.setPage({ projectId: 'sales', id: 'daily', url: `${before}?push_user=` });
    try {
      const { bodies } = await push();
      const openers = await Promise.all(bodies.map(async ({ touser, text }) => [touser, new URL((await open(linkOf({ text }))).headers.location).searchParams.get('push_user')]));
      expect(Object.fromEntries(openers)).toEqual({ ZhangWei: 'u1', LiNa: 'u2' });
      for (const { text } of bodies) expect(text).not.toContain('push_user');
    } finally {
      t.host.setPage({ projectId: 'sales', id: 'daily', url: before });
    }
  });

  it('name neither person nor corp, and stay short', async () => {
    const { bodies } = await push();
    for (const { touser, text } of bodies) {
      const code = linkOf({ text }).split('/').at(-1)!;
      expect(code).toHaveLength(36);
      const read = `${code} ${Buffer.from(code, 'base64url').toString('latin1')}`;
      for (const secret of [touser, 'u1', 'u2', CORP_ID, String(AGENT_ID), authorizationId.slice(0, 8)]) expect(read).not.toContain(secret);
    }
  });

  it('count for the person and the record: first, last, how often', async () => {
    const { record, bodies } = await push();
    const mine = linkOf(bodies.find(({ touser }) => touser === 'ZhangWei')!);
    expect(await opensOf(record)).toEqual({ people: 0, opens: 0, firstOpenedAt: null, lastOpenedAt: null });
    const first = t.clock.now().toISOString();
    await open(mine).expect(302);
    t.clock.advance({ minutes: 1 });
    const last = t.clock.now().toISOString();
    await open(mine).expect(302);
    expect(await opensOf(record)).toEqual({ people: 1, opens: 2, firstOpenedAt: first, lastOpenedAt: last });
    expect(await deliveriesOf(record)).toEqual({
      u1: { opens: 2, firstOpenedAt: first, lastOpenedAt: last },
      u2: { opens: 0, firstOpenedAt: null, lastOpenedAt: null },
    });
  });

  it('count one open for many requests of one moment', async () => {
    const { record, bodies } = await push();
    const answers = await Promise.all(Array.from({ length: 20 }, () => open(linkOf(bodies[0]))));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 302));
    expect(await opensOf(record)).toMatchObject({ people: 1, opens: 1 });
  });

  it('lead on who only looks ahead, and do not count him', async () => {
    const { record, bodies } = await push();
    const link = linkOf(bodies[0]);
    await request(t.app.getHttpServer() as never).head(link).set('user-agent', PHONE).expect(302);
    await open(link, { 'user-agent': 'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)' }).expect(302);
    await open(link, { 'sec-purpose': 'prefetch' }).expect(302);
    expect(await opensOf(record)).toMatchObject({ people: 0, opens: 0 });
  });

  it('stand in the record as the address of the page, which counts nothing', async () => {
    const { record } = await push();
    const shown = JSON.stringify(record.messages);
    expect(record.messages).toHaveLength(1);
    expect(shown).toContain(`push_run=${record.id}`);
    expect(shown).not.toContain('/push/o/');
  });

  it('are in cards too', async () => {
    const { bodies } = await push({ templateKey: 'textcard-link' });
    const { textcard } = JSON.parse(bodies[0].text) as { textcard: { url: string } };
    expect(textcard.url).toMatch(LINK);
    await open(linkOf(bodies[0])).expect(302);
  });

  it('are over after 30 days, and say so in both languages', async () => {
    const { record, bodies } = await push();
    const link = linkOf(bodies[0]);
    t.clock.advance({ days: 30, seconds: -1 });
    await open(link).expect(302);
    t.clock.advance({ seconds: 1 });
    const { text, headers } = await open(link).expect(410);
    expect(text).toContain('链接已失效');
    expect(text).toContain('This link is over');
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'content-type': expect.stringContaining('text/html') as string });
    expect(await opensOf(record)).toMatchObject({ opens: 1 });
  });

  it.each(['x', 'A'.repeat(36), '%2e%2e%2f', 'https:%2f%2fevil.example'])('that nobody signed lead nowhere: %s', async (code) => {
    const { headers } = await open(`/push/o/${code}?url=https://evil.example&to=https://evil.example`).expect(410);
    expect(headers.location).toBeUndefined();
  });

  it('end with the record: a message that is not kept any more leads nowhere', async () => {
    const { record, bodies } = await push();
    const sql = new Client({ connectionString: t.databaseUrl });
    await sql.connect();
    await sql.query(`delete from wecom_push.push_message where run_id = $1`, [record.id]);
    await sql.end();
    await open(linkOf(bodies[0])).expect(410);
  });

  it('cost nothing where they are off: one message and one call for all', async () => {
    const { record, bodies } = await push({ countOpens: false });
    expect(bodies).toHaveLength(1);
    expect(bodies[0].text).not.toContain('/push/o/');
    expect(await opensOf(record)).toBeNull();
    expect(await deliveriesOf(record)).toEqual({ u1: null, u2: null });
  });

  it.each([
    ['without a link', { withLink: false, templateKey: 'markdown-digest' }],
    ['in a picture', { templateKey: 'image-page' }],
    ['in a group', { channel: { kind: 'robots', robotIds: ['01900000-0000-7000-8000-000000000001'] } }],
  ])('are refused %s', async (_where, changes) => {
    const { body } = await t.as(ADMINISTRATOR).post('/push/tasks').send(taskOf(authorizationId, { countOpens: true, ...changes })).expect(400);
    expect(Object.keys((body as { details: { fields: object } }).details.fields)).toEqual(['countOpens']);
  });
});
