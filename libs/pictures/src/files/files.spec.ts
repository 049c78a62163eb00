import { Workbook } from 'exceljs';
import type { DrawnRequest } from '../domain/file-request';
import { EIGHT_PAGES } from '../testing/eight-pages';
import { makeFile } from './make-file';
import { pictureOfPieces } from './picture';

const request = (kind: DrawnRequest['kind'], snapshot = EIGHT_PAGES.normal, chartId?: string): DrawnRequest => ({ kind, snapshot, chartId, title: '日报', language: 'zh-CN', zone: 'Asia/Shanghai' });

async function sheets(snapshot: DrawnRequest['snapshot']): Promise<Workbook> {
  const book = new Workbook();
  const { bytes } = await makeFile(request('xlsx', snapshot));
  await book.xlsx.load(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer);
  return book;
}

describe('a workbook', () => {
  it('has a sheet for each chart, with cells of their types below a frozen heading', async () => {
    const book = await sheets(EIGHT_PAGES.normal);
    expect(book.worksheets.map(({ name }) => name)).toEqual(['昨日销售额', '订单数', '退款率', '近 14 日销售额', '区域销售', '门店排行', '渠道对比']);
    const regions = book.getWorksheet('区域销售');
    expect(regions?.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
    expect(regions?.getRow(1).values).toEqual([undefined, '区域', '销售额 (元)', '环比']);
    expect(regions?.getRow(2).values).toEqual([undefined, '华东', 612_300, 0.045]);
    expect(regions?.lastRow?.getCell(1).value).toBe('还有 12 行');
    expect(book.getWorksheet('近 14 日销售额')?.getCell('A2').value).toEqual(new Date('2026-11-09'));
  });

  it('holds no formulas, and names of sheets that Excel takes, whatever the data says', async () => {
    const charts = EIGHT_PAGES.hostileMarkup.charts;
    const book = await sheets({ ...EIGHT_PAGES.hostileMarkup, charts: [...charts, charts[1], { ...charts[1], title: 'History' }, { ...charts[1], title: "'[:]'" }] });
    for (const sheet of book.worksheets) {
      expect(sheet.name).toMatch(/^[^\\/?*[\]:']{1,31}$/);
      sheet.eachRow((row) => row.eachCell((cell) => expect(cell.formula).toBeUndefined()));
    }
    expect(new Set(book.worksheets.map(({ name }) => name.toLowerCase())).size).toBe(book.worksheets.length);
    expect(book.worksheets[1].getCell('A3').value).toBe('=1+1');
  });
});

describe('a CSV', () => {
  it('opens in Excel with its characters, numbers in full and nothing that is run', async () => {
    const { bytes } = await makeFile(request('csv', EIGHT_PAGES.hostileMarkup, 'regions'));
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(bytes.toString().split('\r\n').at(-2)).toBe("'=1+1,2,-0.1");
  });

  it('is of the first table when none is named', async () => {
    expect((await makeFile(request('csv'))).bytes.toString()).toContain('华东,612300,0.045');
  });
});

describe('a PDF', () => {
  it('cuts no chart at the end of a page', async () => {
    const { bytes } = await makeFile(request('pdf'));
    expect(bytes.toString('latin1', 0, 5)).toBe('%PDF-');
    expect(bytes.toString('latin1').match(/\/Type \/Page\b(?!s)/g)).toHaveLength(4);
  });
});

describe('a picture', () => {
  it('gives up quality, then size, to stay within a limit', async () => {
    const piece = { svg: Array.from({ length: 4000 }, (_, at) => `<circle cx="${(at * 37) % 351}" cy="${(at * 91) % 900}" r="9" fill="hsl(${(at * 47) % 360},80%,50%)"/>`).join(''), height: 900 };
    const full = await pictureOfPieces([piece]);
    expect(full.contentType).toBe('image/png');
    const small = await pictureOfPieces([piece], full.bytes.length / 8);
    expect(small.contentType).toBe('image/jpeg');
    expect(small.bytes.length).toBeLessThan(full.bytes.length / 8);
  });
});
