import { CsvError, parse } from 'csv-parse';
import { stringify, type Stringifier } from 'csv-stringify';
import { InvalidInputError, type Language } from '#kernel';
import type { BindingState } from '../domain/binding';
import { MAX_BATCH_ROWS } from '../domain/binding-batch';

/** A row of a file, as written there. */
export interface CsvRow {
  /** As a spreadsheet counts: the header is row 1. */
  rowNumber: number;
  userId: string;
  wecomUserId: string;
}

export interface ExportedUser {
  userId: string;
  name: string;
  account: string;
  wecomUserId: string;
  wecomName: string;
  /** In the language of the file; empty for the unbound. */
  state: string;
}

const HEADERS: Record<Language, Record<keyof ExportedUser, string>> = {
  'zh-CN': { userId: '用户ID', name: '姓名', account: '登录账号', wecomUserId: '企业微信账号', wecomName: '企业微信姓名', state: '绑定状态' },
  'en-US': { userId: 'user_id', name: 'name', account: 'account', wecomUserId: 'wecom_user_id', wecomName: 'wecom_name', state: 'state' },
};
const STATES: Record<Language, Record<BindingState, string>> = {
  'zh-CN': { active: '正常', out_of_range: '不在可见范围', left: '已离职' },
  'en-US': { active: 'active', out_of_range: 'out of range', left: 'left' },
};

/** What a spreadsheet takes for a formula when a cell begins with it; csv-stringify puts a `'` before it. */
const GUARDED_FORMULA = /^'(?=[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20])/;

const headerKey = (text: string): string => text.trim().toLowerCase().replaceAll(/[\s_-]/g, '');
const cell = (record: readonly string[], index: number): string => (record[index] ?? '').trim().replace(GUARDED_FORMULA, '');

/**
 * The text of a file as spreadsheets save it: UTF-8, UTF-16 with its mark, or GB 18030, as Chinese Excel does.
 * @throws InvalidInputError (file)
 */
export function decodeCsv(bytes: Buffer): string {
  for (const [encoding, fits] of [['utf-16le', bytes[0] === 0xff && bytes[1] === 0xfe], ['utf-8', true], ['gb18030', true]] as const) {
    try {
      if (fits) return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // Not this one.
    }
  }
  throw InvalidInputError.field('file', { 'en-US': 'the text is neither UTF-8 nor GB 18030: save it as "CSV UTF-8"', 'zh-CN': '文件既不是 UTF-8 也不是 GB 18030 编码，请另存为「CSV UTF-8」' });
}

/**
 * Reads a file with the columns of user and WeCom account, by their names in either language and in any order; other columns
 * do not matter. Rows without anything in them are left out.
 * @throws InvalidInputError (file) for what is wrong with the file as a whole
 */
export async function parseBindingsCsv(text: string): Promise<CsvRow[]> {
  const rows: CsvRow[] = [];
  let columns: Record<'userId' | 'wecomUserId', number> | undefined;
  let rowNumber = 0;
  const parser = parse(text, { bom: true, delimiter: delimiterOf(text), relaxColumnCount: true, skipEmptyLines: false, maxRecordSize: 100_000 });
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      rowNumber += 1;
      if (!columns) {
        columns = columnsOf(record);
        continue;
      }
      if (record.every((value) => value.trim() === '')) continue;
      if (rows.length === MAX_BATCH_ROWS) throw InvalidInputError.field('file', { 'en-US': `more than ${MAX_BATCH_ROWS} rows: split the file`, 'zh-CN': `超过 ${MAX_BATCH_ROWS} 行，请拆成几个文件` });
      rows.push({ rowNumber, userId: cell(record, columns.userId), wecomUserId: cell(record, columns.wecomUserId) });
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const read = typeof error['records'] === 'number' ? error['records'] : rowNumber;
    throw InvalidInputError.field('file', { 'en-US': `row ${read + 1} cannot be read: see that every quote that is opened is closed again`, 'zh-CN': `第 ${read + 1} 行无法读取，请检查引号是否成对` });
  }
  if (rows.length === 0) throw InvalidInputError.field('file', { 'en-US': 'there is no row below the header', 'zh-CN': '表头下面没有数据' });
  return rows;
}

/** Spreadsheets of some countries separate by semicolons, and a copied table has tabs: the header shows which. */
function delimiterOf(text: string): string {
  const header = /^[^\r\n]*/.exec(text)?.[0] ?? '';
  return [',', '\t', ';'].toSorted((a, b) => header.split(b).length - header.split(a).length)[0] ?? ',';
}

function columnsOf(header: readonly string[]): Record<'userId' | 'wecomUserId', number> {
  const keys = header.map(headerKey);
  const find = (column: 'userId' | 'wecomUserId'): number => {
    const names = [HEADERS['zh-CN'][column], HEADERS['en-US'][column]];
    const index = keys.findIndex((key) => names.some((name) => headerKey(name) === key));
    if (index < 0) throw InvalidInputError.field('file', { 'en-US': `the first row names no column ${names.join(' or ')}: export the users, and fill in that file`, 'zh-CN': `第一行没有「${names[0]}」这一列；请先导出用户，在导出的文件里填写` });
    return index;
  };
  return { userId: find('userId'), wecomUserId: find('wecomUserId') };
}

/** Takes rows of {@link ExportedUser} and gives a file that spreadsheets open as UTF-8, and in which no cell is a formula. */
export function bindingsCsvStream(language: Language): Stringifier {
  const header = HEADERS[language];
  return stringify({
    bom: true,
    header: true,
    columns: Object.entries(header).map(([key, name]) => ({ key, header: name })),
    escape_formulas: true,
    record_delimiter: 'windows',
  });
}

export const stateText = (language: Language, state: BindingState): string => STATES[language][state];
