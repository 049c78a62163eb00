import { MAX_CALLBACK_BYTES, parseCallbackMessage, parseEnvelope } from './callback-xml';

const rejected = expect.objectContaining({ code: 'CALLBACK_REJECTED', flaw: 'xml' });

describe('parseEnvelope', () => {
  it('reads the three fields, with CDATA and without', () => {
    expect(parseEnvelope('<xml><ToUserName><![CDATA[ww1]]></ToUserName><AgentID><![CDATA[1000002]]></AgentID><Encrypt><![CDATA[a+/b==]]></Encrypt></xml>')).toEqual({ toUserName: 'ww1', agentId: '1000002', encrypt: 'a+/b==' });
    expect(parseEnvelope('<?xml version="1.0"?>\n<xml>\n<ToUserName>dk1</ToUserName>\n<AgentID></AgentID>\n<Encrypt>abc</Encrypt>\n</xml>')).toEqual({ toUserName: 'dk1', agentId: '', encrypt: 'abc' });
  });

  it.each([
    ['nothing', ''],
    ['JSON', '{"xml":{"Encrypt":"a"}}'],
    ['no Encrypt', '<xml><ToUserName>ww1</ToUserName></xml>'],
    ['an open tag', '<xml><Encrypt>a'],
    ['crossed tags', '<xml><Encrypt>a</xml></Encrypt>'],
    ['another root', '<html><Encrypt>a</Encrypt></html>'],
    ['two Encrypts', '<xml><Encrypt>a</Encrypt><Encrypt>b</Encrypt></xml>'],
    ['a document type', '<!DOCTYPE xml [<!ENTITY x "y">]><xml><Encrypt>&x;</Encrypt></xml>'],
    ['an external entity', '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><xml><Encrypt>&x;</Encrypt></xml>'],
    ['a billion laughs', `<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "${'&a;'.repeat(1000)}">]><xml><Encrypt>&b;</Encrypt></xml>`],
    ['a name of JavaScript', '<xml><Encrypt>a</Encrypt><__proto__><x>1</x></__proto__></xml>'],
    ['very deep nesting', `<xml>${'<a>'.repeat(20_000)}${'</a>'.repeat(20_000)}</xml>`],
    ['too much', `<xml><Encrypt>${'a'.repeat(MAX_CALLBACK_BYTES)}</Encrypt></xml>`],
  ])('refuses %s', (_case, body) => {
    expect(() => parseEnvelope(body)).toThrow(rejected);
  });
});

describe('parseCallbackMessage', () => {
  it('reads a text of a member; MsgId keeps all its digits', () => {
    const xml =
      '<xml><ToUserName><![CDATA[ww1]]></ToUserName><FromUserName><![CDATA[zhangsan]]></FromUserName><CreateTime>1760000000</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[绑定 <!DOCTYPE> & AB12CD 📈]]></Content><MsgId>7001700170017001700</MsgId><AgentID>1000002</AgentID></xml>';
    expect(parseCallbackMessage(xml)).toEqual({
      kind: 'text',
      fields: expect.objectContaining({ FromUserName: 'zhangsan', Content: '绑定 <!DOCTYPE> & AB12CD 📈', MsgId: '7001700170017001700', AgentID: '1000002' }),
      selectedItems: [],
      repeatKey: 'msg:7001700170017001700',
    });
  });

  it.each([
    ['suite_ticket', '<xml><SuiteId>dk1</SuiteId><InfoType><![CDATA[suite_ticket]]></InfoType><SuiteTicket>t</SuiteTicket></xml>'],
    ['create_auth', '<xml><SuiteId>dk1</SuiteId><AuthCode>c</AuthCode><InfoType>create_auth</InfoType><State>tenant42</State><ExtraInfo></ExtraInfo></xml>'],
    ['event/subscribe', '<xml><MsgType>event</MsgType><Event>subscribe</Event><FromUserName>a</FromUserName></xml>'],
    ['event/change_contact/update_user', '<xml><MsgType>event</MsgType><Event>change_contact</Event><ChangeType>update_user</ChangeType><UserID>a</UserID><NewUserID>b</NewUserID></xml>'],
  ])('names %s', (kind, xml) => {
    expect(parseCallbackMessage(xml).kind).toBe(kind);
  });

  it('reads what was chosen on a card, one item or several', () => {
    const item = (key: string, ...options: string[]): string => `<SelectedItem><QuestionKey>${key}</QuestionKey><OptionIds>${options.map((id) => `<OptionId>${id}</OptionId>`).join('')}</OptionIds></SelectedItem>`;
    const card = (items: string): string => `<xml><MsgType>event</MsgType><Event>template_card_event</Event><EventKey>s1</EventKey><TaskId>vote-1</TaskId><ResponseCode>rc</ResponseCode><SelectedItems>${items}</SelectedItems></xml>`;
    expect(parseCallbackMessage(card(item('q1', 'y'))).selectedItems).toEqual([{ questionKey: 'q1', optionIds: ['y'] }]);
    expect(parseCallbackMessage(card(item('q1', 'y', 'n') + item('q2', '1'))).selectedItems).toEqual([
      { questionKey: 'q1', optionIds: ['y', 'n'] },
      { questionKey: 'q2', optionIds: ['1'] },
    ]);
    expect(parseCallbackMessage(card('')).selectedItems).toEqual([]);
  });

  it('gives a repeated event the same key, and another event of the same second and person another', () => {
    const event = (key: string): string => `<xml><FromUserName>a</FromUserName><CreateTime>1760000000</CreateTime><MsgType>event</MsgType><Event>click</Event><EventKey>${key}</EventKey></xml>`;
    expect(parseCallbackMessage(event('k1')).repeatKey).toBe(parseCallbackMessage(event('k1')).repeatKey);
    expect(parseCallbackMessage(event('k1')).repeatKey).not.toBe(parseCallbackMessage(event('k2')).repeatKey);
  });

  it('does not expand entities', () => {
    expect(parseCallbackMessage('<xml><MsgType>text</MsgType><Content>&amp;lt; &#65;</Content></xml>').fields.Content).toBe('&amp;lt; &#65;');
  });

  it.each(['<xml></xml>', '<xml><Content>x</Content></xml>', 'success'])('refuses what is no callback: %s', (xml) => {
    expect(() => parseCallbackMessage(xml)).toThrow(rejected);
  });
});
