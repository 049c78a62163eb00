import * as fc from 'fast-check';
import { grouping, percentage, shortFrom, shortNumber } from './numbers';

const short = (n: number, language: 'zh-CN' | 'en-US'): string => shortNumber(n, language, shortFrom([n], language));

describe('numbers', () => {
  it.each([
    [0, '0'], [-0, '0'], [7, '7'], [-7, '-7'], [999.999, '1,000'], [1234.5, '1,234.5'], [1_284_560.5, '1,284,560.5'], [-1_234_567.891, '-1,234,567.89'],
    [0.1 + 0.2, '0.3'], [1.005, '1.01'], [0.005, '0.01'], [0.001234, '0.0012'], [-0.0049, '-0.0049'], [5e-7, '5.00e-7'],
    [9_007_199_254_740_991, '9,007,199,254,740,991'], [12_345_678_901.125, '12,345,678,901.13'], [1e20, '1.00e+20'], [-Number.MAX_VALUE, '-1.80e+308'],
  ])('%d in full is %s', (n, text) => expect(grouping(n)).toBe(text));

  it('are grouped as Intl does it', () => {
    const intl = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });
    fc.assert(fc.property(fc.integer({ min: -1e12, max: 1e12 }).map((n) => n / 1000), (n) => {
      fc.pre(Math.abs(n) >= 0.01);
      expect(grouping(n)).toBe(intl.format(n));
    }), { numRuns: 2000 });
  });

  it.each([
    [99_999, '99,999', '99,999'], [100_000, '10万', '100K'], [123_456, '12.35万', '123.5K'], [1_284_560.5, '128.5万', '1.285M'], [-1_284_560.5, '-128.5万', '-1.285M'],
    [99_994_999, '9,999万', '99.99M'], [99_999_999, '1亿', '100M'], [999_999_999_999, '1万亿', '1T'], [123_456_789_012_345, '123.5万亿', '123.5T'], [1e17, '1.00e+17', '1.00e+17'],
  ])('%d in short is %s, %s', (n, zh, en) => {
    expect(short(n, 'zh-CN')).toBe(zh);
    expect(short(n, 'en-US')).toBe(en);
  });

  it('that are read together have units together', () => {
    const from = shortFrom([612_300, 62_000, 300], 'zh-CN');
    expect([612_300, 62_000, 300].map((n) => shortNumber(n, 'zh-CN', from))).toEqual(['61.23万', '6.2万', '300']);
    expect(shortFrom([62_000, 300], 'en-US')).toBe(100_000);
  });

  it.each([[0, '0%'], [0.0321, '3.2%'], [-0.0145, '-1.5%'], [0.12, '12%'], [12.345, '1,234.5%'], [0.00001, '0.001%'], [Number.MAX_VALUE, '1.80e+308×100%']])(
    '%d in percent is %s',
    (n, text) => expect(percentage(n)).toBe(text),
  );
});
