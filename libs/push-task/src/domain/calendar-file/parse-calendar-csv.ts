import { parse } from 'csv-parse/sync';
import { CsvError } from 'csv-parse';
import { InvalidInputError } from '#kernel';
import { DaysOfFile, kindOf, MAX_FILE_DAYS, type CalendarFile } from './calendar-file';

const COLUMNS = { date: ['date', '日期'], name: ['name', '名称', '节日'], kind: ['kind', '类型'] } as const;

interface CsvRow {
  record: string[];
  info: { lines: number };
}

/**
 * Reads a table with the columns date (`日期`) and, if wanted, name (`名称`) and kind (`类型`: 休 or `off`, 班 or `working`; without it a day is off).
 * @throws InvalidInputError (text) for what is wrong with the whole; a wrong line is a problem, and the others count
 */
export function parseCalendarCsv(text: string): CalendarFile {
  const rows = rowsOf(text);
  const header = rows[0]?.record.map((cell) => cell.trim().toLowerCase()) ?? [];
  const column = (key: keyof typeof COLUMNS): number => header.findIndex((cell) => COLUMNS[key].some((name) => name === cell));
  const [date, name, kind] = [column('date'), column('name'), column('kind')];
  if (date < 0) throw InvalidInputError.field('text', { 'en-US': 'the first line names no column date or 日期', 'zh-CN': '第一行没有「日期」这一列' });
  const days = new DaysOfFile();
  for (const { record, info } of rows.slice(1)) {
    const cell = (index: number): string => (record[index] ?? '').trim();
    if (record.every((value) => value.trim() === '')) continue;
    const day = dateOf(cell(date));
    const working = cell(kind) === '' ? false : kindOf(cell(kind));
    if (day === undefined) days.problem(info.lines, 'not_a_date', cell(date));
    else if (working === undefined) days.problem(info.lines, 'not_a_kind', cell(kind));
    else days.add(info.lines, day, cell(name), working);
    if (days.size > MAX_FILE_DAYS) throw InvalidInputError.field('text', `more than ${MAX_FILE_DAYS} days; leave past years out`);
  }
  return days.result();
}

function rowsOf(text: string): CsvRow[] {
  try {
    return parse(text, { bom: true, delimiter: [',', ';', '\t'], relaxColumnCount: true, info: true }) as unknown as CsvRow[];
  } catch (error) {
    if (error instanceof CsvError || error instanceof Error) throw InvalidInputError.field('text', `this is no CSV: ${error.message.slice(0, 200)}`);
    throw error;
  }
}

/** YYYY-MM-DD of `2026-01-01`, `2026/1/1`, `2026.1.1`, `20260101` or `2026年1月1日`. */
function dateOf(cell: string): string | undefined {
  const match = /^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?$/.exec(cell);
  if (!match) return undefined;
  const [, year, month = '', day = ''] = match;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const parsed = new Date(date);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date) ? date : undefined;
}
