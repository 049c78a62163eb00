import { buffer } from 'node:stream/consumers';
import { Workbook, type Worksheet } from 'exceljs';
import type { Cell, Column } from '../../domain/export/column';
import { csvFile } from './csv-file';
import { tableOf, type Table } from './table';
import { xlsxFile } from './xlsx-file';

interface Row {
  title: string | null;
  people: number;
  at: Date | null;
}
const COLUMNS: Column<Row>[] = [
  { heading: ['标题', 'Title'], width: 20, cell: ({ title }) => title },
  { heading: ['人数', 'People'], width: 8, cell: ({ people }) => people },
  { heading: ['时间', 'Time'], time: true, width: 20, cell: ({ at }) => at },
];
const AT = new Date('2026-03-02T16:30:05Z');
const HOSTILE = ["=cmd|'/C calc'!A0", '  @SUM(A1)', '＝1', '-1'];

async function* of<T>(...pages: T[][]): AsyncGenerator<T[]> {
  yield* pages;
}
const table = (rows: AsyncGenerator<Row[]>, language: 'zh-CN' | 'en-US' = 'zh-CN', most = 1000): Table => tableOf(['推送记录', 'Records'], COLUMNS, rows, { language, zone: 'Asia/Shanghai' }, most);
const row = (title: string | null, people = 3, at: Date | null = AT): Row => ({ title, people, at });
const textOf = async (made: Table): Promise<string> => (await buffer(csvFile(made))).toString();
async function sheetOf(made: Table): Promise<Worksheet> {
  const book = new Workbook();
  const bytes = await buffer(xlsxFile(made));
  await book.xlsx.load(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  return book.worksheets[0];
}

describe('a table as CSV', () => {
  it('has a mark of UTF-8, headings of the language, and times of the zone, page after page', async () => {
    expect(await textOf(table(of([row('华东销售日报')], [], [row(null, 0, null)])))).toBe('\uFEFF标题,人数,时间 (Asia/Shanghai)\r\n华东销售日报,3,2026-03-03 00:30:05\r\n,0,\r\n');
    expect(await textOf(table(of<Row>([]), 'en-US'))).toBe('\uFEFFTitle,People,Time (Asia/Shanghai)\r\n');
  });

  it('holds nothing that is run', async () => {
    const text = await textOf(table(of(HOSTILE.map((title) => row(title, -5)), [row('一,"二"\n三')])));
    expect(text.split('\r\n').slice(1, 6).map((line) => line.replace(/,-5,.*/, ''))).toEqual([...HOSTILE.map((title) => `'${title}`), '"一,""二""\n三",3,2026-03-03 00:30:05']);
  });
});

describe('a table as workbook', () => {
  it('has typed cells below a frozen heading', async () => {
    const sheet = await sheetOf(table(of([row('华东 <销售> & "日报"\n第二行')], [row(null, 0, null)], [row('')])));
    expect(sheet.name).toBe('推送记录');
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
    expect(sheet.getRow(1).values).toEqual([undefined, '标题', '人数', '时间 (Asia/Shanghai)']);
    expect(sheet.getCell('A1').font).toMatchObject({ bold: true });
    expect(sheet.getRow(2).values).toEqual([undefined, '华东 <销售> & "日报"\n第二行', 3, new Date('2026-03-03T00:30:05Z')]);
    expect(sheet.getCell('C2').numFmt).toContain('yyyy');
    expect([sheet.getCell('A3').value, sheet.getCell('B3').value, sheet.getCell('C3').value]).toEqual([null, 0, null]);
    expect(sheet.rowCount).toBe(4);
  });

  it('holds no formulas', async () => {
    const sheet = await sheetOf(table(of(HOSTILE.map((title) => row(title, -5)))));
    expect(HOSTILE.map((_title, at) => sheet.getCell(at + 2, 1).value)).toEqual(HOSTILE);
    sheet.eachRow((one) => one.eachCell((cell) => expect(cell.formula).toBeUndefined()));
  });

  it('is whole when it is larger than any buffer on the way', async () => {
    const pages = Array.from({ length: 60 }, (_page, page) => Array.from({ length: 500 }, (_row, at) => row(`第 ${page * 500 + at} 行`, page * 500 + at)));
    const sheet = await sheetOf(table(of(...pages), 'zh-CN', 30_000));
    expect(sheet.rowCount).toBe(30_001);
    expect(sheet.getRow(30_001).values).toEqual([undefined, '第 29999 行', 29_999, new Date('2026-03-03T00:30:05Z')]);
  });
});

describe.each([['CSV', csvFile], ['workbook', xlsxFile]] as const)('a table as %s', (_name, fileOf) => {
  const endless = (): { rows: AsyncGenerator<Row[]>; state: { pages: number; over: boolean } } => {
    const state = { pages: 0, over: false };
    const page = Array.from({ length: 500 }, (_row, at) => row(`${at}`.repeat(20)));
    async function* rows(): AsyncGenerator<Row[]> {
      try {
        for (;;) {
          state.pages += 1;
          yield page;
        }
      } finally {
        state.over = true;
      }
    }
    return { rows: rows(), state };
  };

  it('asks for rows only as fast as it is read, and for none when nobody reads on', async () => {
    const { rows, state } = endless();
    const file = fileOf(table(rows, 'zh-CN', 1e9));
    const chunks = file.iterator({ destroyOnReturn: false });
    while (state.pages < 2) await chunks.next();
    await new Promise((turn) => setImmediate(turn));
    // What is read ahead is bounded by the buffer of the stream, not by the size of the table.
    expect(state.pages).toBeLessThan(6);
    await new Promise((closed) => file.destroy().once('close', closed));
    expect(state.over).toBe(true);
  });

  it('fails when its rows do, instead of ending early', async () => {
    async function* broken(): AsyncGenerator<Row[]> {
      yield [row('一')];
      throw new Error('no database');
    }
    await expect(buffer(fileOf(table(broken())))).rejects.toThrow('no database');
  });
});

describe('a table that is too long', () => {
  const cellsOf = async (most: number, ...pages: Row[][]): Promise<Cell[]> => {
    const cells: Cell[] = [];
    for await (const page of table(of(...pages), 'zh-CN', most).pages) cells.push(...page.map(([first]) => first));
    return cells;
  };
  const [a, b, c] = [row('a'), row('b'), row('c')];

  it('says so in its last row, and only then', async () => {
    expect(await cellsOf(2, [a, b], [])).toEqual(['a', 'b']);
    expect(await cellsOf(2, [a], [b], [c])).toEqual(['a', 'b', '仅导出前 2 行，其余未导出：请缩小筛选范围。']);
    expect(await cellsOf(2, [a, b, c], [a])).toEqual(['a', 'b', '仅导出前 2 行，其余未导出：请缩小筛选范围。']);
  });
});
