import { describeWecomError, wecomFaultOf } from './describe-error';
import { WECOM_ERROR_TABLE } from './error-table';
import { cleanErrmsg } from './clean-errmsg';

describe('the table of WeCom codes', () => {
  // Every code of the reference's section 9, by the class it gives there.
  it.each([
    ['busy', [-1, 6000, 40085, 45009, 45033, 45035, 45036]],
    ['token', [40001, 40014, 40082, 42001, 42009]],
    ['recipient', [40003, 40031, 40066, 40068, 40070, 40125, 60221, 43004, 46004, 50002, 60021, 92000, 60003, 60123, 60011, 60111, 701008, 701099, 81013]],
    ['app', [40013, 40056, 40057, 40080, 40083, 48003, 40084, 40091, 40136, 40137, 40138, 40139, 40141, 301007, 43009, 43012, 45031, 48001, 48002, 48005, 48004, 48006, 48009, 48010, 50001, 50003, 60031, 60020, 60246, 701063, 80001, 85005, 85008, 86001, 86003, 86008, 90206, 90207, 90208, 93000, 93001, 93004, 93008, 93019, 301002, 842002, 842003]],
    ['login', [40029, 42003, 42022, 40077, 42007, 40078, 84014, 84015, 842006]],
    ['content', [40004, 40005, 40006, 40009, 40011, 40007, 40145, 40035, 40058, 40063, 40039, 40094, 45034, 40123, 40201, 40204, 40206, 41016, 41033, 42014, 42020, 42027, 42051, 42052, 44001, 44004, 45001, 45002, 45007, 45008, 45032, 60140, 60203, 60204, 60205, 60206, 60207, 60208, 82004, 85002, 90201, 90204, 93017, 93018]],
    ['ours', [40008, 40032, 40033, 40074, 41001, 41002, 41004, 41006, 41008, 41009, 41011, 41021, 41022, 41023, 41024, 41025, 45029, 81012, 82001, 82002, 82003, 301019]],
  ])('%s', (fault, codes) => {
    expect(codes.filter((code) => wecomFaultOf(code, 'message/send') !== fault)).toEqual([]);
  });

  it('says what each code means and what to do, in both languages', () => {
    for (const fact of WECOM_ERROR_TABLE.values()) {
      for (const text of [fact.meaning, fact.remedy]) {
        expect(text['zh-CN']).toMatch(/[\u4e00-\u9fff]/);
        expect(text['en-US']).toMatch(/^[\x20-\x7e]+$/);
      }
    }
    expect(WECOM_ERROR_TABLE.size).toBeGreaterThan(150);
  });

  it('asks nobody for help when time or the system itself mends it', () => {
    for (const code of [-1, 6000, 40014, 42001, 45009]) expect(describeWecomError(code).actor).toBe('nobody');
    expect(describeWecomError(60020)).toMatchObject({ known: true, actor: 'corp_admin', fault: 'app' });
    expect(describeWecomError(40058).actor).toBe('template_author');
  });

  it('reads 40001 by the call: a wrong secret for calls that get a token, a stale token elsewhere', () => {
    expect(wecomFaultOf(40001, 'gettoken')).toBe('app');
    expect(wecomFaultOf(40001, 'service/get_provider_token')).toBe('app');
    expect(wecomFaultOf(40001, 'agent/get')).toBe('token');
  });

  it('takes an unknown code for busy and says that it does not know it', () => {
    expect(wecomFaultOf(987654, 'message/send')).toBe('busy');
    expect(describeWecomError(987654)).toMatchObject({ errcode: 987654, known: false, actor: 'operator' });
  });
});

describe('cleanErrmsg', () => {
  it.each([
    ['invalid credential, access_token=abc123def456, hint', 'invalid credential, access_token=***, hint'],
    ['see https://open.work.weixin.qq.com/devtool/query?e=40014 for more', 'see https://open.work.weixin.qq.com/devtool/query?*** for more'],
    ['{"permanent_code":"perm-demo-1","suite_secret" : "sec-demo-1"}', '{"permanent_code":"***","suite_secret" : "***"}'],
    ['webhook key=693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa refused', 'webhook key=*** refused'],
    ['errcode: 301002 stays', 'errcode: 301002 stays'],
    ['invalid my-own-secret here', 'invalid *** here'],
  ])('%s', (errmsg, expected) => {
    expect(cleanErrmsg(errmsg, ['my-own-secret', '1']).text).toBe(expected);
  });

  it.each([
    ['from ip: 203.0.113.7, more info', '203.0.113.7'],
    ['hint: [1], from ip: 2001:db8::1', '2001:db8::1'],
    ['no address', undefined],
  ])('%s: seen from %s', (errmsg, seenIp) => {
    expect(cleanErrmsg(errmsg, []).seenIp).toBe(seenIp);
  });

  it('keeps a long text short and drops a secret that the cut tears', () => {
    const text = cleanErrmsg(`${'x '.repeat(996)}my-own-secret`, ['my-own-secret']).text;
    expect(text.length).toBeLessThanOrEqual(500);
    expect(text).not.toContain('my-own');
  });
});
