import { reasonWords, remedyOf } from '#records';
import { countsAsFailure, REASONS } from './reasons';

describe('what counts towards stopping a task', () => {
  it('is what a person can mend in the task, and faults that nobody explained', () => {
    const ofTheTask = ['ALL_CHARTS_FAILED', 'FILTER_NOT_OFFERED', 'RULE_NOT_FOUND', 'RULE_TOO_LARGE', 'WECOM_REFUSED_CONTENT', 'WECOM_REFUSED_REQUEST', 'INTERNAL'];
    for (const code of [...ofTheTask, undefined]) expect([code, countsAsFailure(code)]).toEqual([code, true]);
  });

  it('is no trouble of recipients, the authorization, the host, or WeCom as a whole', () => {
    const ofOthers = [
      'USER_NOT_FOUND', 'USER_INACTIVE', 'UNBOUND', 'OUT_OF_RANGE', 'LEFT', 'NO_RIGHT', 'INVALID_USER', 'UNLICENSED', 'NOBODY_REACHABLE', 'AUTHORIZATION_NOT_USABLE',
      'ROBOT_NOT_USABLE', 'HOST_UNAVAILABLE', 'WECOM_BUSY', 'CALLS_PACED', 'MEMBER_BUSY', 'DAILY_QUOTA_USED', 'APP_BEHIND', 'WECOM_UNREACHABLE', 'MEDIA_UNDER_WAY', 'OUTCOME_UNKNOWN', 'EXPIRED',
    ];
    for (const code of ofOthers) expect([code, code in REASONS, countsAsFailure(code)]).toEqual([code, true, false]);
  });
});

describe('reasons', () => {
  it.each(Object.keys(REASONS))('%s has a remedy in each language', (code) => {
    const remedy = remedyOf(code);
    expect(remedy?.['zh-CN']).toMatch(/\p{Script=Han}.*[。]$/u);
    expect(remedy?.['en-US']).toMatch(/^[A-Z].*\.$/);
  });

  it.each(Object.keys(REASONS))('%s has words in each language', (code) => {
    expect(reasonWords(code, 'zh-CN')).toMatch(/\p{Script=Han}/u);
    expect(reasonWords(code, 'en-US')).toMatch(/^[A-Z][\w ]+/);
  });
});
