import { InvalidInputError } from '#kernel';
import { corpKeyOf, parseCorpId } from './corp-id';

describe('parseCorpId', () => {
  it.each(['ww1234567890abcdef', ' wwABCDEF0123456789\n', 'wx1234567890abcdef', 'wwdemo-corp_01'])('takes %j', (text) => {
    expect(parseCorpId(text)).toBe(text.trim());
  });

  it.each(['', '   ', '1000002', 'wp1234567890abcdef', 'ww 1234567890abcdef', 'ww企业', 'ww1', `ww${'a'.repeat(63)}`, 'Tq3e_5uY-secret-of-43-characters-0123456789a'])('refuses %j', (text) => {
    expect(() => parseCorpId(text)).toThrow(InvalidInputError);
  });

  it('compares without regard to case, as WeCom does', () => {
    expect(corpKeyOf('WW1234567890ABCDEF')).toBe(corpKeyOf('ww1234567890abcdef'));
  });
});
