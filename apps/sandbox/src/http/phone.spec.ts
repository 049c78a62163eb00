import { DEMO_CORP_ID, DEMO_ROBOT_KEY } from '../seed/demo-corp';
import { SandboxUnderTest, START_TIMEOUT_MS } from '../testing/sandbox-under-test';

const PERSON = { corpId: DEMO_CORP_ID, userId: 'ZhangWei' };
const text = (content: string) => ({ touser: 'ZhangWei', msgtype: 'text', text: { content } });

describe('phone page', () => {
  let sandbox: SandboxUnderTest;

  beforeAll(async () => {
    sandbox = await SandboxUnderTest.start();
  }, START_TIMEOUT_MS);

  beforeEach(() => sandbox.reset());

  afterAll(() => sandbox.close());

  const conversations = async () => (await sandbox.get('phone/conversations', PERSON))['conversations'] as { id: string; unread: number; last: object | null }[];

  it('shows a conversation per app and group, with what is unread', async () => {
    await sandbox.send(text('第一条'));
    await sandbox.send(text('第二条'));
    await sandbox.call('webhook/send', { key: DEMO_ROBOT_KEY }, { msgtype: 'text', text: { content: '告警' } });
    expect(await conversations()).toMatchObject([
      { id: 'app:1000002', title: 'BI 报表', unread: 2, last: { title: '第二条' } },
      { kind: 'robot', title: '经营日报群', sender: '日报机器人', unread: 1, last: { title: '告警' } },
    ]);
    await sandbox.http.post('/sandbox/phone/read').send({ ...PERSON, conversation: 'app:1000002' }).expect(204);
    expect(await conversations()).toMatchObject([{ unread: 0 }, { unread: 1 }]);
    const { messages } = await sandbox.get('phone/messages', { ...PERSON, conversation: 'app:1000002' });
    expect((messages as { content: object }[]).map(({ content }) => content)).toEqual([{ content: '第一条' }, { content: '第二条' }]);
  });

  it('never shows the key of a robot', async () => {
    const pages = await Promise.all([sandbox.get('corps'), sandbox.get('phone/conversations', PERSON), sandbox.get('journal')]);
    expect(JSON.stringify(pages)).not.toContain(DEMO_ROBOT_KEY);
  });

  it('hears at once of messages, recalls and nothing of others', async () => {
    const stop = new AbortController();
    const stream = await fetch(`${sandbox.url}/sandbox/phone/events?${new URLSearchParams(PERSON).toString()}`, { signal: stop.signal });
    const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
    let heard = '';
    const next = async (words: string): Promise<void> => {
      while (!heard.includes(words)) {
        const { value, done } = await reader.read();
        if (done) throw new Error(`the stream ended before ${words}`);
        heard += value;
      }
    };
    await next('ready');
    await sandbox.send({ ...text('给别人'), touser: 'LiNa' });
    const { msgid } = await sandbox.send(text('给张伟'));
    await next('"kind":"message"');
    expect(heard.match(/event: change/g)).toHaveLength(1);
    await sandbox.call('message/recall', { access_token: await sandbox.token() }, { msgid });
    await next('"kind":"recall"');
    stop.abort();
  });

  it.each(['/', '/phone', '/admin', '/sign-in', '/install', '/3rdapp/install', '/wwlogin/sso/login'])('serves %s under a strict policy, with all its assets', async (path) => {
    const page = await sandbox.http.get(path).expect(200).expect('content-type', /html/);
    const policy = page.headers['content-security-policy'] ?? '';
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain('unsafe');
    expect(page.text).not.toMatch(/<script(?![^>]*\ssrc=)|\sstyle=|\son\w+=|https?:\/\//);
    const assets = [...page.text.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, asset]) => asset);
    expect(assets.length).toBeGreaterThan(2);
    for (const asset of assets) await sandbox.http.get(asset).expect(200);
  });
});
