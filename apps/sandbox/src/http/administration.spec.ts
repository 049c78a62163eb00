import { xmlText } from '../domain/callbacks/xml';
import { DEMO_AGENT_ID, DEMO_CORP_ID } from '../seed/demo-corp';
import { CallbackReceiver } from '../testing/callback-receiver';
import { SandboxUnderTest, START_TIMEOUT_MS } from '../testing/sandbox-under-test';

const APP = `/sandbox/corps/${DEMO_CORP_ID}/apps/${DEMO_AGENT_ID}`;
const MEMBERS = `/sandbox/corps/${DEMO_CORP_ID}/members`;

describe("administrators' steps and the callbacks they send", () => {
  let sandbox: SandboxUnderTest;
  let receiver: CallbackReceiver;

  beforeAll(async () => {
    [sandbox, receiver] = await Promise.all([SandboxUnderTest.start(), new CallbackReceiver().start()]);
  }, START_TIMEOUT_MS);

  beforeEach(async () => {
    sandbox.reset();
    receiver.reset();
    sandbox.platform.limits.callbackRetryMs = 1;
    await sandbox.http.put(`${APP}/callback`).send(receiver.settings).expect(200);
  });

  afterAll(async () => {
    await sandbox.close();
    await receiver.close();
  });

  const settled = () => sandbox.platform.callbacks.settled();
  const callbacks = async () => (await sandbox.get('callbacks'))['callbacks'] as { kind: string; state: string; attempts: unknown[]; faults: string[]; passiveReply: string }[];
  const send = (fields: object) => sandbox.send({ touser: 'ZhangWei', ...fields });

  it('saves callback settings only when the address passes the check', async () => {
    receiver.echo = '"6157421390876543210"';
    const refused = await sandbox.http.put(`${APP}/callback`).send(receiver.settings).expect(400);
    expect(refused.body.message).toContain('echostr');
    await sandbox.http.put(`${APP}/callback`).send({ ...receiver.settings, url: 'http://127.0.0.1:9/' }).expect(400);
    await sandbox.http.put(`${APP}/callback`).send({ ...receiver.settings, encodingAesKey: 'short' }).expect(400);
    receiver.echo = undefined;
    await sandbox.http.put(`${APP}/callback`).send(receiver.settings).expect(200);
  });

  it('tells the app when someone leaves its range and comes back', async () => {
    await sandbox.http.post(`${APP}/members/WangFang/out`).expect(200);
    await settled();
    expect(receiver.received).toHaveLength(1);
    const [event] = receiver.received;
    expect(event).toMatchObject({ receiveId: DEMO_CORP_ID, toUserName: DEMO_CORP_ID, agentId: String(DEMO_AGENT_ID) });
    expect(['ToUserName', 'FromUserName', 'MsgType', 'Event', 'AgentID'].map((name) => xmlText(event.xml, name))).toEqual([DEMO_CORP_ID, 'WangFang', 'event', 'unsubscribe', String(DEMO_AGENT_ID)]);
    expect(await sandbox.send({ touser: 'WangFang|LiNa', msgtype: 'text', text: { content: 'x' } })).toMatchObject({ errcode: 0, invaliduser: 'wangfang' });
    await sandbox.http.post(`${APP}/members/WangFang/in`).expect(200);
    await settled();
    expect(receiver.kinds).toEqual(['unsubscribe', 'subscribe']);
    expect(await sandbox.send({ touser: 'WangFang', msgtype: 'text', text: { content: 'x' } })).toMatchObject({ errcode: 0, invaliduser: '' });
  });

  it('sends one event for each member that a new range adds or takes away', async () => {
    await sandbox.http.put(`${APP}/range`).send({ users: ['DongWenJing'], parties: [7], tags: [] }).expect(200);
    await settled();
    expect(receiver.kinds.filter((kind) => kind === 'subscribe')).toHaveLength(1);
    expect(receiver.kinds.filter((kind) => kind === 'unsubscribe')).toHaveLength(28);
  });

  it('removes a member, sets one left and back, adds one', async () => {
    await sandbox.http.delete(`${MEMBERS}/LiNa`).expect(204);
    await sandbox.http.patch(`${MEMBERS}/ZhangWei`).send({ status: 5 }).expect(200);
    await sandbox.http.patch(`${MEMBERS}/ZhangWei`).send({ status: 1 }).expect(200);
    await sandbox.http.post(MEMBERS).send({ userId: 'NewOne', name: '新人', departments: [5] }).expect(201);
    await settled();
    expect(receiver.kinds.toSorted()).toEqual(['subscribe', 'subscribe', 'unsubscribe', 'unsubscribe']);
    const token = await sandbox.token();
    expect(await sandbox.call('user/get', { access_token: token, userid: 'LiNa' })).toMatchObject({ errcode: 60111 });
    expect(await sandbox.call('user/get', { access_token: token, userid: 'newone' })).toMatchObject({ errcode: 0 });
  });

  it('keeps userids unique ignoring case', async () => {
    await sandbox.http.post(MEMBERS).send({ userId: 'zhangWEI', name: '另一个', departments: [5] }).expect(400);
    await sandbox.http.patch(`${MEMBERS}/LiNa`).send({ userId: 'li.na' }).expect(200);
    expect(await sandbox.send({ touser: 'LI.NA', msgtype: 'text', text: { content: 'x' } })).toMatchObject({ errcode: 0, invaliduser: '' });
  });

  it('resets a secret: the old one and its tokens are dead', async () => {
    const token = await sandbox.token();
    const { body } = await sandbox.http.post(`${APP}/secret/reset`).expect(200);
    expect(await sandbox.call('agent/get', { access_token: token, agentid: DEMO_AGENT_ID })).toMatchObject({ errcode: 40014 });
    expect(await sandbox.call('gettoken', { corpid: DEMO_CORP_ID, corpsecret: 'demo-sandbox-secret-not-for-production-0001' })).toMatchObject({ errcode: 40001 });
    expect(await sandbox.call('gettoken', { corpid: DEMO_CORP_ID, corpsecret: body.secret })).toMatchObject({ errcode: 0 });
  });

  it('changes an app: allow list, domains, permission withdrawn', async () => {
    const token = await sandbox.token();
    const agentGet = () => sandbox.call('agent/get', { access_token: token, agentid: DEMO_AGENT_ID });
    await sandbox.http.patch(APP).send({ trustedIps: ['203.0.113.1'] }).expect(200);
    expect(await agentGet()).toMatchObject({ errcode: 60020 });
    await sandbox.http.patch(APP).send({ anyIp: true, inactive: true }).expect(200);
    expect(await agentGet()).toMatchObject({ errcode: 48006 });
    await sandbox.http.patch(APP).send({ inactive: false, trustedDomains: ['bi.test'] }).expect(200);
    expect(await agentGet()).toMatchObject({ errcode: 0, redirect_domain: 'bi.test' });
    await sandbox.http.patch(APP).send({ nonsense: 1 }).expect(400);
  });

  it('makes a corp of any size with an app that works at once', async () => {
    const { body } = await sandbox.http.post('/sandbox/corps').send({ name: '基准', members: 1000, app: '推送' }).expect(201);
    const { access_token: token } = await sandbox.call('gettoken', { corpid: body.corpId, corpsecret: body.secret });
    expect(await sandbox.call('message/send', { access_token: String(token) }, { agentid: body.agentId, touser: '@all', msgtype: 'text', text: { content: 'x' } })).toMatchObject({ errcode: 0 });
    expect(await sandbox.get('counts')).toMatchObject({ deliveries: 1000 });
  });

  describe('delivery of callbacks', () => {
    const takeOut = () => sandbox.http.post(`${APP}/members/WangFang/out`).expect(200);

    it('tries three times in all, with the same bytes', async () => {
      receiver.statuses.push(500, 503);
      await takeOut();
      await settled();
      expect(receiver.received).toHaveLength(3);
      expect(new Set(receiver.received.map(({ xml }) => xml)).size).toBe(1);
      expect(await callbacks()).toMatchObject([{ kind: 'unsubscribe', state: 'delivered', attempts: [{ status: 500 }, { status: 503 }, { status: 200 }] }]);
    });

    it('gives up after the third', async () => {
      receiver.statuses.push(500, 500, 500);
      await takeOut();
      await settled();
      expect(receiver.received).toHaveLength(3);
      expect(await callbacks()).toMatchObject([{ state: 'failed' }]);
    });

    it('loses, doubles and delays on demand', async () => {
      const fault = (body: object) => sandbox.http.post('/sandbox/faults').send(body).expect(201);
      await fault({ kind: 'callback_lost', api: 'unsubscribe', times: 1 });
      await takeOut();
      await settled();
      expect(receiver.received).toHaveLength(0);
      await fault({ kind: 'callback_twice', api: 'subscribe', times: 1 });
      await fault({ kind: 'callback_late', api: 'subscribe', times: 1, delayMs: 5 });
      await sandbox.http.post(`${APP}/members/WangFang/in`).expect(200);
      await settled();
      expect(receiver.kinds).toEqual(['subscribe', 'subscribe']);
      expect(await callbacks()).toMatchObject([{ state: 'delivered', faults: ['callback_twice', 'callback_late'] }, { state: 'lost', attempts: [] }]);
    });
  });

  describe('people on the phone', () => {
    const person = { corpId: DEMO_CORP_ID, userId: 'ZhangWei' };
    const card = { card_type: 'vote_interaction', task_id: 'vote-1', main_title: { title: '有用吗' }, checkbox: { question_key: 'q1', option_list: [{ id: 'y', text: '有' }, { id: 'n', text: '无' }] }, submit_button: { text: '提交', key: 's1' } };
    const messages = async () => (await sandbox.get('messages', person))['messages'] as { seq: number; from: string; content: Record<string, unknown> }[];
    const use = (body: object) => sandbox.http.post('/sandbox/phone/card').send({ ...person, ...body });

    it('send the choice made on a card, and the app may change the card for them at once', async () => {
      await send({ msgtype: 'template_card', template_card: card });
      const [{ seq }] = await messages();
      receiver.passiveReply = { MsgType: 'update_button', Button: { ReplaceName: '已收到' } };
      await use({ seq, what: 'submit', key: 's1', selected: { q1: ['y'] } }).expect(200);
      await settled();
      const { xml } = receiver.received[0];
      expect(['Event', 'EventKey', 'TaskId', 'CardType', 'QuestionKey', 'OptionId'].map((name) => xmlText(xml, name))).toEqual(['template_card_event', 's1', 'vote-1', 'vote_interaction', 'q1', 'y']);
      expect((await messages())[0].content).toMatchObject({ replace_text: '已收到', chosen: { q1: ['y'] } });
    });

    it('get a response code with each click, good for one change', async () => {
      await send({ msgtype: 'template_card', template_card: card });
      const [{ seq }] = await messages();
      await use({ seq, what: 'submit', key: 's1', selected: {} }).expect(200);
      await settled();
      const code = xmlText(receiver.received[0].xml, 'ResponseCode');
      const body = { agentid: DEMO_AGENT_ID, response_code: code, userids: ['ZhangWei'], button: { replace_name: '谢谢' } };
      expect(await sandbox.call('message/update_template_card', { access_token: await sandbox.token() }, body)).toMatchObject({ errcode: 0 });
      expect((await messages())[0].content).toMatchObject({ replace_text: '谢谢' });
    });

    it('may be given a whole new card in the passive reply', async () => {
      await send({ msgtype: 'template_card', template_card: card });
      const [{ seq }] = await messages();
      receiver.passiveReply = { MsgType: 'update_template_card', TemplateCard: { CardType: 'text_notice', MainTitle: { Title: '感谢参与' }, JumpList: [{ Title: '查看', Type: '0' }] } };
      await use({ seq, what: 'submit', key: 's1', selected: {} }).expect(200);
      await settled();
      expect((await messages())[0].content).toEqual({ card_type: 'text_notice', main_title: { title: '感谢参与' }, jump_list: [{ title: '查看', type: '0' }] });
    });

    it('write to the app, with a MsgId of 64 bits, and read its reply', async () => {
      receiver.passiveReply = { MsgType: 'text', Content: '绑定成功' };
      await sandbox.http.post('/sandbox/phone/write').send({ ...person, agentId: DEMO_AGENT_ID, content: '绑定 AB12CD' }).expect(200);
      await settled();
      expect(xmlText(receiver.received[0].xml, 'Content')).toBe('绑定 AB12CD');
      expect(Number.isSafeInteger(Number(xmlText(receiver.received[0].xml, 'MsgId')))).toBe(false);
      expect((await messages()).map(({ from, content }) => [from, content['content']])).toEqual([['member', '绑定 AB12CD'], ['app', '绑定成功']]);
    });
  });
});
