import { isChange, isNumeric, numberOf, type CellValue, type ChartColumn } from '#bi-host';
import { dayText, Figure, Moment, shortFrom, type FigureFormat, type Language } from '#kernel';

/** What stands where there is nothing. */
export const MISSING = '—';

export interface Locale {
  language: Language;
  /** IANA name. */
  zone: string;
}

/** How the numbers of a column are written: those that are read together alike. */
export function formatOf(column: ChartColumn, together: readonly (CellValue | undefined)[], { language }: Locale, unit = ''): FigureFormat {
  const numbers = together.map(numberOf).filter((number) => number !== undefined);
  return { percent: column.type === 'percent', change: isChange(column), unit, language, shortFrom: shortFrom(numbers, language) };
}

/** A cell as people read it; never empty. */
export function cellText(value: CellValue | undefined, column: ChartColumn, format: FigureFormat, { language, zone }: Locale): string {
  if (value === null || value === undefined) return MISSING;
  const number = isNumeric(column) ? numberOf(value) : undefined;
  if (number !== undefined) return new Figure(number, format).toString();
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : MISSING;
  const time = new Date(value);
  if (column.type === 'date' && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(time.getTime())) return dayText(time, language, false);
  if (column.type === 'datetime' && !Number.isNaN(time.getTime())) {
    const moment = new Moment(time, zone, language);
    return `${moment.day(false)} ${moment.time()}`;
  }
  return value.trim() || MISSING;
}
