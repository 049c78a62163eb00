import { csvText, sheetText } from './cell';

describe('a cell of a CSV', () => {
  it.each(["=cmd|'/C calc'!A0", '+1', '-1', '@SUM(A1)', '  =1+1', '\t=1', '\r=1', '\n=1', '＝1+1', '－1', '　＝1'])('is no formula: %j', (text) => expect(csvText(text)).toBe(`'${text}`));

  it.each(['华东销售日报', '', '1+1', 'a=b', '（=1）'])('stays as it is: %j', (text) => expect(csvText(text)).toBe(text));
});

describe('a cell of a workbook', () => {
  it('leaves out what XML does not know, and is cut at a whole character', () => {
    expect(sheetText('日\u0000报\u000B\tA\nB\r\uFFFE\uD800')).toBe('日报\tA\nB');
    expect(sheetText(`${'a'.repeat(32_766)}😀`)).toBe('a'.repeat(32_766));
  });
});
