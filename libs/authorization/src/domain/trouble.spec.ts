import { WecomError, type WecomFault } from '#wecom';
import { remedyOf } from './remedy';
import { isSecretRefusal, troubleOf } from './trouble';

const refused = (api: string, errcode: number | undefined, fault: WecomFault = 'app'): WecomError => new WecomError('refused', { api, errcode, fault });

describe('troubleOf', () => {
  it.each([
    ['gettoken', 40001, 'secret_refused'],
    ['gettoken', 40091, 'secret_refused'],
    ['gettoken', 45031, 'secret_refused'],
    ['gettoken', 40013, 'corp_id_refused'],
    ['agent/get', 40056, 'agent_mismatch'],
    ['message/send', 301002, 'agent_mismatch'],
    ['message/send', 60020, 'ip_not_trusted'],
    ['message/send', 50003, 'app_disabled'],
    ['agent/get', 60031, 'app_disabled'],
    ['message/send', 48002, 'refused'],
    ['message/send', undefined, 'refused'],
  ])('takes %s with %s for %s', (api, errcode, trouble) => {
    expect(troubleOf(refused(api, errcode))).toBe(trouble);
  });

  it.each([40001, 40014, 42001])('takes a fresh token that is refused with %d for what it is', (errcode) => {
    expect(troubleOf(refused('message/send', errcode, 'token'))).toBe('token_refused');
  });
});

describe('isSecretRefusal', () => {
  it('counts only what WeCom counts towards the ban of our address', () => {
    expect([40001, 40013, 40091].every((errcode) => isSecretRefusal(refused('gettoken', errcode)))).toBe(true);
    expect(isSecretRefusal(refused('gettoken', 60020))).toBe(false);
    expect(isSecretRefusal(refused('message/send', 40001, 'token'))).toBe(false);
  });
});

describe('remedyOf', () => {
  it('knows what to do about a disabled app, for which WeCom gives no code, and says nothing where it knows nothing', () => {
    expect(remedyOf('app_disabled', null)?.remedy['zh-CN']).toContain('应用');
    expect(remedyOf('refused', null)).toBeUndefined();
  });
});
