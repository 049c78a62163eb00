import { XMLValidator } from 'fast-xml-parser';
import type { FileRequest } from '../domain/file-request';
import { EIGHT_PAGES } from '../testing/eight-pages';
import { chartPieces, pagePieces, stacked } from './page';
import { fitted, printable, wrapped } from './svg';
import { fontMetrics } from './font';

const request = (name: keyof typeof EIGHT_PAGES, language: 'zh-CN' | 'en-US' = 'zh-CN'): FileRequest =>
  ({ kind: 'page_picture', snapshot: EIGHT_PAGES[name], title: EIGHT_PAGES[name].page.title, language, zone: 'Asia/Shanghai' });
const drawn = (name: keyof typeof EIGHT_PAGES, language?: 'zh-CN' | 'en-US'): string => stacked(pagePieces(request(name, language))).svg;
const texts = (svg: string): string => [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text).join('\n');

describe('the drawing of a page', () => {
  it.each(Object.keys(EIGHT_PAGES) as (keyof typeof EIGHT_PAGES)[])('is well-formed and says nothing of undefined, null or NaN: %s', (name) => {
    for (const language of ['zh-CN', 'en-US'] as const) {
      const svg = drawn(name, language);
      expect(XMLValidator.validate(`<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="x">${svg}</svg>`)).toBe(true);
      expect(svg).not.toMatch(/undefined|null|NaN|Infinity/);
    }
  });

  it('has the numbers of the messages', () => expect(texts(drawn('normal'))).toEqual(expect.stringMatching(/128\.5万元[^]*\+3\.2%[^]*3,204单[^]*61\.23万/)));

  it('says how many rows are left out', () => expect(texts(drawn('hugeTable'))).toContain('还有 52,303 行'));

  it('says why there is no data', () => expect(texts(drawn('partlyEmpty'))).toEqual(expect.stringMatching(/暂无数据[^]*未能取到数据\n数据源查询超时，已重试 3 次/)));

  it('takes in no element from the data', () => {
    const svg = drawn('hostileMarkup');
    expect(svg).not.toMatch(/<script|<image|<b>|<i>/);
  });

  it('of one chart shows more of its rows', () => {
    expect(texts(stacked(chartPieces({ ...request('hugeTable'), chartId: 'all' })).svg)).toContain('还有 52,278 行');
    expect(() => chartPieces({ ...request('normal'), chartId: 'gone' })).toThrow('The page has no chart gone');
  });
});

describe('text of a picture', () => {
  it('has only what the font has', () => {
    expect(printable('🎉 日报 👨‍👩‍👧 café\u202E')).toBe('日报 café');
    expect(printable('שלום 订单')).toBe('· 订单');
    expect(Array.from('龘鑫犇堃喆燚①→▲¥€½𠮷').filter((character) => !fontMetrics().has(character.codePointAt(0) ?? 0))).toEqual(['𠮷']);
  });

  it('fits its width', () => {
    const font = fontMetrics();
    expect(fitted('二〇二六年第四季度', 12, 60)).toMatch(/^二〇二.*…$/);
    expect(font.width(fitted('二〇二六年第四季度', 12, 60), 12)).toBeLessThanOrEqual(60);
    expect(wrapped('Quarterly revenue of all stores', 12, 100, 3)).toEqual(['Quarterly', 'revenue of all', 'stores']);
  });
});
