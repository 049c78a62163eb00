import { cutBytes } from './byte-text';
import { Corp, type CorpData } from './corp';
import { DeliveryCounts } from './delivery-counts';
import { delayOf, Faults } from './faults';
import { Inbox, INBOX_KEEPS } from './inbox';
import { DEFAULT_LIMITS } from './limits';
import { MessageLog } from './message-log';
import { toXml, xmlFields } from './callbacks/xml';

function corpOf(members: number): Corp {
  const data: CorpData = {
    corpId: 'ww0000000000000001',
    name: '测试',
    accountCap: 100,
    contactSecret: 's',
    departments: [{ id: 1, name: '测试', parentId: 0 }],
    members: Array.from({ length: members }, (_, i) => ({ userId: `User${i}`, name: `成员${i}`, departments: [1] })),
    tags: [],
    apps: [],
    robots: [],
  };
  let no = 0;
  return new Corp(data, (member) => (member.no = ++no));
}

describe('cutBytes', () => {
  it.each([
    ['表格', 5, '表'],
    ['表格', 6, '表格'],
    ['a👨‍👩‍👧', 5, 'a👨'],
    ['a👨‍👩‍👧', 4, 'a'],
    ['abc', 2, 'ab'],
  ])('cuts %s at %i bytes between code points', (text, limit, expected) => {
    expect(cutBytes(text, limit)).toBe(expected);
  });
});

describe('Inbox', () => {
  it('keeps the newest messages and counts all', () => {
    const inbox = new Inbox(1);
    const limits = { ...DEFAULT_LIMITS, memberPerMinute: 0, memberPerHour: 0 };
    for (let seq = 1; seq <= 2000; seq += 1) inbox.take(seq, 0, limits);
    expect(inbox.received).toBe(2000);
    expect(inbox.messages.length).toBeGreaterThanOrEqual(INBOX_KEEPS);
    expect(inbox.messages.length).toBeLessThan(INBOX_KEEPS + 100);
    expect(inbox.last).toBe(2000);
  });

  it('drops above 1000 an hour even when no minute is too full', () => {
    const inbox = new Inbox(1);
    const minute = 60_000;
    const start = Date.parse('2026-03-02T01:00:00Z');
    let taken = 0;
    for (let i = 0; i < 59; i += 1) for (let j = 0; j < 20; j += 1) if (inbox.take(1, start + i * minute, DEFAULT_LIMITS)) taken += 1;
    expect(taken).toBe(1000);
    expect(inbox.dropped).toBe(180);
    expect(inbox.take(1, start + 60 * minute, DEFAULT_LIMITS)).toBe(true);
  });
});

describe('DeliveryCounts', () => {
  const about = { corpId: 'ww', agentId: 1, msgType: 'text', title: '日报' };

  it('tells how often one person got the same content', () => {
    const [a, b] = [...corpOf(2).members];
    const counts = new DeliveryCounts(1000);
    counts.add('x', about, [a, b]);
    counts.add('x', about, [a]);
    counts.add('y', about, [a]);
    expect(counts).toMatchObject({ deliveries: 4, repeats: 1 });
    expect(counts.list({ content: 'x' })).toEqual([{ ...about, content: 'x', deliveries: 3, people: 2, mostPerPerson: 2 }]);
  });

  it('forgets the detail of old contents, never the totals', () => {
    const members = [...corpOf(10).members];
    const counts = new DeliveryCounts(25);
    for (let i = 0; i < 5; i += 1) counts.add(`content ${i}`, about, members);
    expect(counts).toMatchObject({ deliveries: 50, repeats: 0, forgottenContents: 3 });
    expect(counts.list({}).map(({ content }) => content)).toEqual(['content 3', 'content 4']);
  });
});

describe('MessageLog', () => {
  const draft = { from: 'app' as const, corpId: 'ww', agentId: 1, msgType: 'text', content: {}, contentKey: '', safe: 0, at: 0 };

  it('numbers deliveries through and lets the oldest go', () => {
    const [a, b] = [...corpOf(2).members];
    const log = new MessageLog(2, 100);
    for (const recipients of [[a], [a, b], [b]]) {
      const seq = log.reserveSeq();
      log.add({ ...draft, seq, msgId: `m${seq}`, recipients });
    }
    expect([...log.deliveries(0)].map(({ seq, member }) => [seq, member.userId])).toEqual([[2, 'User0'], [3, 'User1'], [4, 'User1']]);
    expect([...log.deliveries(3)]).toHaveLength(1);
    expect(log.find('m1')).toBeUndefined();
  });

  it('is bounded by deliveries too, but always keeps the newest message', () => {
    const members = [...corpOf(10).members];
    const log = new MessageLog(100, 5);
    for (let i = 0; i < 3; i += 1) {
      const seq = log.reserveSeq();
      log.add({ ...draft, seq, msgId: `m${seq}`, recipients: members });
    }
    expect([...log.deliveries(0)].map(({ seq }) => seq)).toEqual([21, 22, 23, 24, 25, 26, 27, 28, 29, 30]);
  });
});

describe('Faults', () => {
  const call = { api: 'message/send', corpId: 'ww1', agentId: 7 };

  it('hits by call, corp and app', () => {
    const faults = new Faults();
    faults.add({ kind: 'hang', api: 'gettoken' });
    faults.add({ kind: 'hang', corpId: 'ww2' });
    faults.add({ kind: 'hang', agentId: 8 });
    expect(faults.take(call)).toEqual([]);
    faults.add({ kind: 'reset', api: 'message/send', corpId: 'ww1', agentId: 7 });
    expect(faults.take(call).map(({ kind }) => kind)).toEqual(['reset']);
  });

  it('wears off after the next N calls', () => {
    const faults = new Faults();
    faults.add({ kind: 'html', times: 2 });
    expect([1, 2, 3].map(() => faults.take(call).length)).toEqual([1, 1, 0]);
  });

  it('goes by rate', () => {
    const dice = [0.1, 0.9, 0.29, 0.3];
    const faults = new Faults(() => dice.shift() ?? 1);
    faults.add({ kind: 'html', rate: 0.3 });
    expect([1, 2, 3, 4].map(() => faults.take(call).length)).toEqual([1, 0, 1, 0]);
  });

  it('keeps faults of callbacks and of calls apart', () => {
    const faults = new Faults();
    faults.add({ kind: 'callback_lost' });
    expect(faults.take(call)).toEqual([]);
    expect(faults.takeCallback(call)).toHaveLength(1);
  });

  it('draws delays whose median and 99th percentile are those asked for', () => {
    let seed = 7;
    const random = () => {
      seed = (seed * 16_807) % 2_147_483_647;
      return seed / 2_147_483_647;
    };
    const fault = { kind: 'latency' as const, p50Ms: 100, p99Ms: 1000 };
    const delays = Array.from({ length: 20_000 }, () => delayOf(fault, random)).toSorted((a, b) => a - b);
    expect(delays[10_000]).toBeGreaterThan(90);
    expect(delays[10_000]).toBeLessThan(110);
    expect(delays[19_800]).toBeGreaterThan(850);
    expect(delays[19_800]).toBeLessThan(1150);
  });
});

describe('XML', () => {
  it('writes text in CDATA, also text that ends one', () => {
    const xml = toXml({ Content: 'a]]>b', CreateTime: 1, MsgId: 7_001_700_170_017_001_700n, List: { Item: ['x', 'y'] } });
    expect(xml).toBe('<xml><Content><![CDATA[a]]]]><![CDATA[>b]]></Content><CreateTime>1</CreateTime><MsgId>7001700170017001700</MsgId><List><Item><![CDATA[x]]></Item><Item><![CDATA[y]]></Item></List></xml>');
  });

  it('reads nested and repeated elements', () => {
    const inside = '<CardType><![CDATA[button_interaction]]></CardType><MainTitle><Title><![CDATA[标题]]></Title></MainTitle><ButtonList><Text><![CDATA[A]]></Text></ButtonList><ButtonList><Text><![CDATA[B]]></Text></ButtonList>';
    expect(xmlFields(inside)).toEqual({ CardType: 'button_interaction', MainTitle: { Title: '标题' }, ButtonList: [{ Text: 'A' }, { Text: 'B' }] });
  });
});
