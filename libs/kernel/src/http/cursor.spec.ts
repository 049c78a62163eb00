import { decodeCursor, decodeIdCursor, decodeTimeCursor, encodeCursor, encodeTimeCursor } from './cursor';

const ID = '01a209da-a1f6-7732-8c51-b2102cb44db3';

describe('cursors', () => {
  it('give back what was put in', () => {
    expect(decodeCursor(encodeCursor(['u1', '张伟']), 2)).toEqual(['u1', '张伟']);
    expect(decodeIdCursor(encodeCursor([ID]))).toBe(ID);
    const at = new Date('2026-03-02T01:00:00.123Z');
    expect(decodeTimeCursor(encodeTimeCursor({ at, id: ID }))).toEqual({ at, id: ID });
  });

  it.each([
    ['no base64', () => decodeCursor('%%%', 1)],
    ['another length', () => decodeCursor(encodeCursor(['a']), 2)],
    ['no text', () => decodeCursor(Buffer.from('[1]').toString('base64url'), 1)],
    ['an id that is none', () => decodeIdCursor(encodeCursor(['1; drop table push_run']))],
    ['a time that is none', () => decodeTimeCursor(encodeCursor(['soon', ID]))],
    ['a time with an id that is none', () => decodeTimeCursor(encodeCursor(['2026-03-02T01:00:00Z', 'x']))],
  ])('that are made up are refused by their field: %s', (_what, decode) => {
    expect(decode).toThrow(expect.objectContaining({ code: 'INVALID_INPUT', message: expect.stringContaining('cursor') as string }) as Error);
  });
});
