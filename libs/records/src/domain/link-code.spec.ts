import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { newId } from '#kernel';
import { LINK_CODE_LENGTH, LinkCodes, MAX_LINK_NUMBER } from './link-code';

const key = (id: string) => ({ id, key: randomBytes(32) });
const OLD = key('old');
const NEW = key('new');
const place = { runId: newId(), number: 7 };

describe('codes of counted links', () => {
  it('say run and number again, in letters that stand in any address', () => {
    const codes = new LinkCodes([NEW]);
    fc.assert(
      fc.property(fc.uuid(), fc.integer({ min: 0, max: MAX_LINK_NUMBER }), (runId, number) => {
        const code = codes.codeOf({ runId, number });
        expect(code).toMatch(/^[\w-]+$/);
        expect(code).toHaveLength(LINK_CODE_LENGTH);
        expect(codes.placeOf(code)).toEqual({ runId, number });
      }),
    );
  });

  it('are refused when any letter is another one', () => {
    const codes = new LinkCodes([NEW]);
    const code = codes.codeOf(place);
    for (let at = 0; at < code.length; at += 1) {
      const other = code[at] === 'A' ? 'B' : 'A';
      expect(codes.placeOf(code.slice(0, at) + other + code.slice(at + 1))).toBeUndefined();
    }
  });

  it.each(['', 'x', '../../etc', 'A'.repeat(LINK_CODE_LENGTH - 1), 'A'.repeat(LINK_CODE_LENGTH + 1), `${'A'.repeat(LINK_CODE_LENGTH)}\n`, '报'.repeat(LINK_CODE_LENGTH)])('are not %j', (code) => {
    expect(new LinkCodes([NEW]).placeOf(code)).toBeUndefined();
  });

  it('outlive a change of keys as long as the old key is there', () => {
    const code = new LinkCodes([OLD]).codeOf(place);
    expect(new LinkCodes([NEW, OLD]).placeOf(code)).toEqual(place);
    expect(new LinkCodes([NEW, OLD]).codeOf(place)).toBe(new LinkCodes([NEW]).codeOf(place));
    expect(new LinkCodes([NEW]).placeOf(code)).toBeUndefined();
  });

  it('do not end silently at the last number', () => {
    expect(() => new LinkCodes([NEW]).codeOf({ ...place, number: MAX_LINK_NUMBER + 1 })).toThrow(RangeError);
  });
});
