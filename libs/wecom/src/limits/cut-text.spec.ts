import * as fc from 'fast-check';
import { byteLength, cutLinesToBytes, cutToBytes, cutToWidth, shownWidth } from './cut-text';

const family = '👨‍👩‍👧‍👦';
const china = '🇨🇳';
const piece = fc.oneof(
  fc.constantFrom('销售日报', '华东区', '订单 1,204（+3.1%）', '数据截至 08:00', 'a', ' ', '\n', '|', '…'),
  fc.constantFrom(family, china, '🇺🇸', '👍🏽', '🏳️‍🌈', '👩🏻‍💻', '1️⃣', '📈', 'e\u0301', '각', '𠮷'),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
  fc.string({ unit: 'binary', maxLength: 8 }),
);
const mixed = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''));
const halves = fc.array(fc.oneof(piece, fc.constantFrom('\uD83D', '\uDC68')), { maxLength: 20 }).map((pieces) => pieces.join(''));
const isValidUtf8 = (text: string): boolean => Buffer.from(text, 'utf8').toString('utf8') === text;
const graphemesOf = (text: string): string[] => [...new Intl.Segmenter('zh', { granularity: 'grapheme' }).segment(text)].map((part) => part.segment);

describe('cutToBytes', () => {
  it('never goes over the limit and never gives broken UTF-8, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(mixed, halves), fc.nat(300), fc.constantFrom('…', '...', '', '（略）'), (text, limit, ellipsis) => {
        const cut = cutToBytes(text, limit, { ellipsis });
        expect(byteLength(cut)).toBeLessThanOrEqual(limit);
        expect(isValidUtf8(cut)).toBe(true);
      }),
    );
  });

  it('gives back a text that fits as it is, and only then', () => {
    fc.assert(
      fc.property(mixed, fc.nat(400), (text, limit) => {
        fc.pre(isValidUtf8(text));
        expect(cutToBytes(text, limit) === text).toBe(byteLength(text) <= limit);
      }),
    );
  });

  it('cuts between what a person sees as one character: no half family, flag or skin tone', () => {
    fc.assert(
      fc.property(mixed, fc.nat(300), (text, limit) => {
        fc.pre(isValidUtf8(text));
        const cut = graphemesOf(cutToBytes(text, limit, { ellipsis: '' }));
        expect(graphemesOf(text).slice(0, cut.length)).toEqual(cut);
      }),
    );
  });

  it('is as long as it can be: the next character would not have fitted', () => {
    fc.assert(
      fc.property(mixed, fc.nat(300), (text, limit) => {
        fc.pre(isValidUtf8(text) && byteLength(text) > limit);
        const cut = cutToBytes(text, limit, { ellipsis: '' });
        const next = graphemesOf(text)[graphemesOf(cut).length] ?? '';
        expect(byteLength(cut + next)).toBeGreaterThan(limit);
      }),
    );
  });

  it.each([
    ['销售日报', 12, '销售日报'],
    ['销售日报', 11, '销售…'],
    ['销售日报', 3, '…'],
    ['销售日报', 2, ''],
    [`${family}${family}`, 30, `${family}…`],
    [`库存${china}告警`, 16, `库存…`],
    [`库存${china}告警`, 17, `库存${china}…`],
    ['👍🏽👍🏽', 12, '👍🏽…'],
    ['半个\uD83D表情', 100, '半个\uFFFD表情'],
  ])('%s in %i bytes is %s', (text, limit, expected) => {
    expect(cutToBytes(text, limit)).toBe(expected);
  });

  it('still gives something of a character that is larger than the limit', () => {
    const tower = `e${'\u0301'.repeat(500)}`;
    expect(byteLength(cutToBytes(tower, 100))).toBeGreaterThan(90);
  });
});

describe('cutToWidth', () => {
  it('counts a Chinese character as one, and a letter as half of one', () => {
    expect(shownWidth('订单 1,204')).toBe(5);
    expect([cutToWidth('Refund', 5), cutToWidth('昨日订单数', 5), cutToWidth('昨日订单总数', 5), cutToWidth('Refund rate of all', 5)]).toEqual(['Refund', '昨日订单数', '昨日订单…', 'Refund r…']);
  });

  it('keeps within the limit, and tears nothing apart', () => {
    fc.assert(
      fc.property(mixed, fc.integer({ min: 1, max: 60 }), (text, limit) => {
        const cut = cutToWidth(text, limit);
        expect(shownWidth(cut)).toBeLessThanOrEqual(limit);
        expect(isValidUtf8(cut)).toBe(true);
      }),
    );
  });
});

describe('cutLinesToBytes', () => {
  const note = (cut: number): string => `……另有 ${cut} 行`;

  it('keeps whole lines only, within the limit, and accounts for every line', () => {
    fc.assert(
      fc.property(fc.array(mixed.map((line) => line.replaceAll('\n', '')), { minLength: 1, maxLength: 40 }), fc.nat(900), (lines, limit) => {
        fc.pre(lines.every(isValidUtf8));
        const { text, cutLines } = cutLinesToBytes(lines.join('\n'), limit, note);
        expect(byteLength(text)).toBeLessThanOrEqual(limit);
        expect(isValidUtf8(text)).toBe(true);
        if (cutLines.length === 0) expect(text).toBe(lines.join('\n'));
        else if (cutLines.length < lines.length) expect(text).toBe([...lines.slice(0, lines.length - cutLines.length), note(cutLines.length)].join('\n'));
        expect(lines.slice(lines.length - cutLines.length)).toEqual(cutLines);
      }),
    );
  });

  it('keeps the head and the first rows of a table and says how many rows are missing', () => {
    const table = ['| 大区 | 订单 |', '| :-- | --: |', ...Array.from({ length: 50 }, (_, i) => `| 华东${i} | ${i}00 |`)].join('\n');
    const { text, cutLines } = cutLinesToBytes(table, 120, note);
    expect(text).toBe('| 大区 | 订单 |\n| :-- | --: |\n| 华东0 | 000 |\n| 华东1 | 100 |\n| 华东2 | 200 |\n……另有 47 行');
    expect(cutLines).toHaveLength(47);
  });

  it('cuts inside the first line when not even that fits', () => {
    expect(cutLinesToBytes('一二三四五六七八九十\n第二行', 12)).toEqual({ text: '一二三…', cutLines: ['一二三四五六七八九十', '第二行'] });
  });
});
