import { userGet, type TemplateCard } from '#wecom';
import { buttonCard, multipleCard, textNotice, voteCard } from './samples';
import type { Rule } from './rule';
import { DEMO, type World } from './world';

const { corpId, agentId } = DEMO;

/** What became of the newest callback of a kind. */
const recordOf = async (w: World, kind: string): Promise<{ state: string; attempts: unknown[]; passiveReply: string }> => {
  const { callbacks } = (await w.sandbox.get('callbacks')) as { callbacks: { kind: string; state: string; attempts: unknown[]; passiveReply: string }[] };
  const found = callbacks.find((record) => record.kind === kind);
  if (!found) throw new Error(`no ${kind} was sent`);
  return found;
};

async function write(w: World, content: string, userId = 'ZhangWei'): Promise<void> {
  await w.admin('post', 'phone/write', { corpId, userId, agentId, content });
  await w.callbacksSettled();
}

async function useCard(w: World, template_card: TemplateCard, use: object): Promise<void> {
  await w.connectApp();
  await w.send({ msgtype: 'template_card', template_card });
  const { messages } = (await w.sandbox.get('messages', { corpId, userId: 'ZhangWei' })) as { messages: { seq: number }[] };
  await w.admin('post', 'phone/card', { corpId, userId: 'ZhangWei', seq: messages.at(-1)?.seq, ...use });
  await w.callbacksSettled();
}

/** Section 3: verification, encryption, delivery, and the events of an app. */
export const CALLBACKS: Rule[] = [
  ['3.2', 'an address is saved when it answers the plain echostr; the check is for the corp', async (w) => {
    await w.connectApp();
    expect(w.receiver.checked).toEqual([corpId]);
  }],
  ['3.2', 'an answer in quotes, in JSON or with a line feed is refused', async (w) => {
    for (const wrap of [(plain: string) => `"${plain}"`, (plain: string) => JSON.stringify({ data: plain }), (plain: string) => `${plain}\n`, (plain: string) => `\uFEFF${plain}`]) {
      w.receiver.answerCheck = wrap;
      await expect(w.connectApp()).rejects.toThrow('plain echostr');
    }
  }],
  ['3.2', 'an address that checks for another corp is not saved', async (w) => {
    w.receiver.accepts = ['ww0000000000000000'];
    await expect(w.admin('put', `${w.appPath()}/callback`, w.receiver.settings('x'))).rejects.toThrow('HTTP 403');
  }],
  ['3.1', "a provider's address is checked with the provider's own corpid", async (w) => {
    await w.connectSuite('thirdParty');
    expect(w.receiver.checked).toEqual([DEMO.providerCorpId]);
  }],
  ['3.1', 'data callbacks of suite apps are for the encrypted corp', async (w) => {
    await w.connectSuite('customized', 'dataCallback');
    const app = await w.install('customized');
    w.receiver.accepts = [app.corpId];
    await w.admin('post', 'phone/enter', { corpId, userId: 'ZhangWei', agentId: app.agentId });
    await w.callbacksSettled();
    expect(w.receiver.of('event/enter_agent')).toMatchObject({ receiveId: app.corpId, fields: { FromUserName: w.openIdOf(app, 'ZhangWei') } });
  }],
  ['3.1', 'the data address may name the corp by $CORPID$', async (w) => {
    w.receiver.accepts = [DEMO.providerCorpId];
    await w.admin('put', `suites/${DEMO.customized.suiteId}/callback?which=dataCallback`, { ...w.receiver.settings('data'), url: `${w.receiver.settings('data').url}/$CORPID$` });
    const app = await w.install('customized');
    w.receiver.accepts = [app.corpId];
    await w.admin('post', 'phone/enter', { corpId, userId: 'ZhangWei', agentId: app.agentId });
    await w.callbacksSettled();
    expect(w.receiver.of('event/enter_agent').path).toBe(`/wecom/data/${app.corpId}`);
  }],
  ['3.3', 'a text of a member: signed, sealed for the corp, MsgId beyond what a number holds', async (w) => {
    await w.connectApp();
    await write(w, '绑定 AB12CD 📈');
    const { fields, receiveId, toUserName } = w.receiver.of('text');
    expect({ receiveId, toUserName }).toEqual({ receiveId: corpId, toUserName: corpId });
    expect(fields).toMatchObject({ FromUserName: 'ZhangWei', Content: '绑定 AB12CD 📈', AgentID: String(agentId) });
    expect(Number(fields.MsgId)).toBeGreaterThan(Number.MAX_SAFE_INTEGER);
    expect(fields.MsgId).toMatch(/^\d{19}$/);
  }],
  ['3.3', 'what is not answered with 200 comes three times in all, the same each time', async (w) => {
    await w.connectApp();
    w.receiver.answer = () => ({ status: 500, body: '' });
    await write(w, '在吗');
    expect(w.receiver.received).toHaveLength(3);
    expect(new Set(w.receiver.received.map(({ repeatKey }) => repeatKey)).size).toBe(1);
    expect(await recordOf(w, 'text')).toMatchObject({ state: 'failed' });
  }],
  ['3.3', 'an answer at the second try ends it', async (w) => {
    await w.connectApp();
    w.receiver.answer = () => ({ status: w.receiver.received.length < 2 ? 502 : 200, body: '' });
    await write(w, '在吗');
    expect(w.receiver.received).toHaveLength(2);
    expect(await recordOf(w, 'text')).toMatchObject({ state: 'delivered' });
  }],
  ['3.3', 'a callback may come twice, and may be known for the same', async (w) => {
    await w.connectApp();
    w.fault({ kind: 'callback_twice', times: 1 });
    await write(w, '在吗');
    expect(w.receiver.received).toHaveLength(2);
    expect(w.receiver.received[0]?.repeatKey).toBe(w.receiver.received[1]?.repeatKey);
  }],
  ['3.3', 'a callback may be lost', async (w) => {
    await w.connectApp();
    w.fault({ kind: 'callback_lost', times: 1 });
    await write(w, '在吗');
    expect(w.receiver.received).toEqual([]);
  }],
  ['3.3', 'two different events of one person in one second are told apart', async (w) => {
    await w.connectApp();
    await write(w, '一');
    await write(w, '二');
    const [first, second] = w.receiver.received;
    expect(first?.fields.CreateTime).toBe(second?.fields.CreateTime);
    expect(first?.repeatKey).not.toBe(second?.repeatKey);
  }],
  ['3.3', 'an encrypted passive reply reaches the person', async (w) => {
    await w.connectApp();
    w.receiver.answer = ({ receiveId }) => ({ status: 200, body: w.receiver.crypto.sealReply('<xml><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[绑定成功]]></Content></xml>', receiveId, { timestamp: 1_760_000_000, nonce: 'n1' }) });
    await write(w, '绑定 AB12CD');
    expect(await w.lastOn('ZhangWei')).toMatchObject({ msgType: 'text', content: { content: '绑定成功' } });
  }],
  ['3.3', 'a passive reply for another receiver is not taken', async (w) => {
    await w.connectApp();
    w.receiver.answer = () => ({ status: 200, body: w.receiver.crypto.sealReply('<xml><MsgType>text</MsgType></xml>', 'ww0', { timestamp: 1, nonce: 'n' }) });
    await write(w, '在吗');
    expect(await recordOf(w, 'text')).toMatchObject({ state: 'refused', passiveReply: '' });
  }],
  ['3.5', 'unsubscribe and subscribe: a member leaves and enters the visible range', async (w) => {
    await w.connectApp();
    await w.admin('post', `${w.appPath()}/members/LiNa/out`);
    await w.callbacksSettled();
    expect(w.receiver.of('event/unsubscribe').fields).toMatchObject({ FromUserName: 'LiNa', AgentID: String(agentId) });
    await w.admin('post', `${w.appPath()}/members/LiNa/in`);
    await w.callbacksSettled();
    expect(w.receiver.of('event/subscribe').fields).toMatchObject({ FromUserName: 'LiNa' });
  }],
  ['3.5', 'unsubscribe when a member is disabled', async (w) => {
    await w.connectApp();
    await w.admin('patch', `corps/${corpId}/members/LiNa`, { status: 2 });
    await w.callbacksSettled();
    expect(w.receiver.of('event/unsubscribe').fields).toMatchObject({ FromUserName: 'LiNa' });
    expect(await w.call(userGet, { userId: 'LiNa' })).toMatchObject({ status: 2 });
  }],
  ['3.5', 'enter_agent when a member opens the app', async (w) => {
    await w.connectApp();
    await w.admin('post', 'phone/enter', { corpId, userId: 'ZhangWei', agentId });
    await w.callbacksSettled();
    expect(w.receiver.of('event/enter_agent').fields).toMatchObject({ FromUserName: 'ZhangWei' });
  }],
  ['3.5', 'template_card_event: the button, the task, a code to change the card', async (w) => {
    await useCard(w, buttonCard, { what: 'button', key: 'seen' });
    expect(w.receiver.of('event/template_card_event').fields).toMatchObject({ EventKey: 'seen', TaskId: buttonCard.task_id, CardType: 'button_interaction', ResponseCode: expect.stringMatching(/./) });
  }],
  ['3.5', 'template_card_event of a vote: what was chosen', async (w) => {
    await useCard(w, voteCard, { what: 'submit', key: 's1', selected: { q1: ['y'] } });
    expect(w.receiver.of('event/template_card_event')).toMatchObject({ fields: { EventKey: 's1' }, selectedItems: [{ questionKey: 'q1', optionIds: ['y'] }] });
  }],
  ['3.5', 'template_card_event of several choices', async (w) => {
    await useCard(w, multipleCard, { what: 'submit', key: 's2', selected: { region: ['e'], period: ['d', 'w'] } });
    expect(w.receiver.of('event/template_card_event').selectedItems).toEqual([
      { questionKey: 'region', optionIds: ['e'] },
      { questionKey: 'period', optionIds: ['d', 'w'] },
    ]);
  }],
  ['3.5', 'template_card_menu_event', async (w) => {
    await useCard(w, { ...textNotice, task_id: 'menu-1', action_menu: { action_list: [{ text: '退订', key: 'unsub' }] } }, { what: 'menu', key: 'unsub' });
    expect(w.receiver.of('event/template_card_menu_event').fields).toMatchObject({ EventKey: 'unsub', TaskId: 'menu-1' });
  }],
  ['4.6', 'update_button as a passive reply changes the card for the one who clicked', async (w) => {
    w.receiver.answer = ({ receiveId }) => ({ status: 200, body: w.receiver.crypto.sealReply('<xml><MsgType><![CDATA[update_button]]></MsgType><Button><ReplaceName><![CDATA[已知晓]]></ReplaceName></Button></xml>', receiveId, { timestamp: 1, nonce: 'n' }) });
    await useCard(w, buttonCard, { what: 'button', key: 'seen' });
    expect((await w.lastOn('ZhangWei')).content).toMatchObject({ replace_text: '已知晓' });
  }],
  ['3.5', 'change_contact reaches customised apps, with the new userid of a renamed member', async (w) => {
    await w.connectSuite('customized', 'dataCallback');
    const app = await w.install('customized');
    w.receiver.accepts = [app.corpId];
    const openId = w.openIdOf(app, 'LiNa');
    await w.admin('patch', `corps/${corpId}/members/LiNa`, { userId: 'lina2026' });
    await w.callbacksSettled();
    expect(w.receiver.of('event/change_contact/update_user').fields).toMatchObject({ UserID: openId, NewUserID: expect.any(String) });
  }],
  ['3.5', 'self-built apps hear nothing of the address book', async (w) => {
    await w.connectApp();
    await w.admin('delete', `corps/${corpId}/members/LiNa`);
    await w.callbacksSettled();
    expect(w.receiver.kinds().filter((kind) => kind.includes('change_contact'))).toEqual([]);
  }],
  ['3.5', 'unlicensed_notify when a member without a licence opens the app', async (w) => {
    await w.connectSuite('customized', 'dataCallback');
    const app = await w.install('customized');
    w.receiver.accepts = [app.corpId];
    await w.admin('put', `${w.appPath(app.agentId)}/licence`, { trialEndsAt: '2026-01-01T00:00:00Z' });
    await w.admin('post', 'phone/enter', { corpId, userId: 'ZhangWei', agentId: app.agentId });
    await w.callbacksSettled();
    expect(w.receiver.of('event/unlicensed_notify').fields).toMatchObject({ FromUserName: w.openIdOf(app, 'ZhangWei') });
  }],
];
