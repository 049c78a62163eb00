import { serializeRobotMessage, robotImage } from './serialize-robot-message';
import { readdressed, serializeSend } from './serialize-send';

const content = { msgtype: 'text', text: { content: '销售日报 📈' } } as const;
const target = { agentId: 1000002, userIds: ['zhangsan', 'LiSi'], duplicateWindowSeconds: 1800 };

describe('serializeSend', () => {
  it('gives what message/send takes, Chinese and emoji as they are and userids in their own case', () => {
    expect(serializeSend(content, target)).toBe(
      '{"touser":"zhangsan|LiSi","agentid":1000002,"msgtype":"text","text":{"content":"销售日报 📈"},"enable_duplicate_check":1,"duplicate_check_interval":1800}',
    );
  });

  it('gives the same bytes for the same message, which the duplicate check compares', () => {
    expect(serializeSend(content, target)).toBe(serializeSend(structuredClone(content), structuredClone(target)));
  });

  it('marks a message as confidential or for id translation when asked', () => {
    expect(JSON.parse(serializeSend({ msgtype: 'file', file: { media_id: 'm' } }, { ...target, safe: 1, translateIds: true }))).toMatchObject({ safe: 1, enable_id_trans: 1 });
  });

  it.each([
    ['nobody', { userIds: [] }],
    ['1001 people', { userIds: Array.from({ length: 1001 }, (_, i) => `u${i}`) }],
    ['everybody', { userIds: ['@all'] }],
    ['two people in one id', { userIds: ['a|b'] }],
    ['an empty id', { userIds: ['a', ''] }],
    ['a window of 5 hours', { duplicateWindowSeconds: 18_000 }],
  ])('refuses to address %s', (_case, wrong) => {
    expect(() => serializeSend(content, { ...target, ...wrong })).toThrow(RangeError);
  });
});

describe('serializeRobotMessage', () => {
  it('carries the digest of the very bytes of a picture', () => {
    expect(JSON.parse(serializeRobotMessage(robotImage(Buffer.from('demo'))))).toEqual({ msgtype: 'image', image: { base64: 'ZGVtbw==', md5: 'fe01ce2a7fbac8fafaed7c982a04e229' } });
  });
});

describe('a stored request for other people', () => {
  const content = { msgtype: 'markdown', markdown: { content: '日报 **1,284**' } } as const;
  const stored = serializeSend(content, { agentId: 1, userIds: ['ZhangWei', 'LiNa'], duplicateWindowSeconds: 14_400 });

  it('keeps all but its addressees', () => {
    expect(readdressed(stored, { agentId: 2, userIds: ['LiNa'], duplicateWindowSeconds: 14_399 })).toBe(serializeSend(content, { agentId: 2, userIds: ['LiNa'], duplicateWindowSeconds: 14_399 }));
  });

  it('goes to nobody but those named', () => {
    for (const userIds of [[], ['@all'], ['LiNa|ZhangWei'], ['']]) expect(() => readdressed(stored, { agentId: 1, userIds, duplicateWindowSeconds: 60 })).toThrow(RangeError);
  });
});
