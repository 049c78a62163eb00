import { isChange, isNumeric, numberOf, type CellValue, type ChartColumn } from '#bi-host';
import { cutToBytes, type MessageType } from '#wecom';
import type { Detail } from './detail';
import { dayText, Figure, type FigureFormat, Moment, shortFrom } from '#kernel';
import type { Cell } from './message-model';
import { MISSING, safeLine, safeParagraph } from './safe-text';
import type { TemplateLanguage } from './template';

export interface WriterOptions {
  msgtype: MessageType;
  language: TemplateLanguage;
  /** IANA name. */
  zone: string;
  runTime: Date;
  detail: Detail;
}

const UNIT_BYTES = 20;
const NOTE_BYTES = 120;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Writes single values safely and in the usual form of a language, within a level of detail. */
export class Writer {
  readonly runTime: Moment;

  constructor(readonly options: WriterOptions) {
    this.runTime = this.moment(options.runTime);
  }

  moment(instant: Date): Moment {
    return new Moment(instant, this.options.zone, this.options.language);
  }

  title(raw: string): string {
    return this.line(raw, this.options.detail.title);
  }

  /** A name, a heading, a cell of text. */
  label(raw: string): string {
    return this.line(raw, this.options.detail.label);
  }

  note(raw: string): string {
    return this.line(raw, NOTE_BYTES);
  }

  unit(raw: string | undefined): string {
    return raw === undefined ? '' : this.line(raw, UNIT_BYTES);
  }

  /** @returns null when there is nothing to read in it */
  paragraph(raw: string | undefined): string | null {
    const { msgtype, detail } = this.options;
    const safe = safeParagraph(raw ?? '', msgtype);
    // A card has no room for paragraphs.
    return short(msgtype === 'textcard' || msgtype === 'template_card' ? safe.replace(/\n+/g, ' ') : safe, detail.text) || null;
  }

  /** How the numbers of a column are written; those that are read together alike. */
  format(column: ChartColumn, together: readonly (CellValue | undefined)[], unit = ''): FigureFormat {
    const { language } = this.options;
    const numbers = isNumeric(column) ? together.map(numberOf).filter((number) => number !== undefined) : [];
    return { percent: column.type === 'percent', change: isChange(column), unit, language, shortFrom: shortFrom(numbers, language) };
  }

  cell(value: CellValue | undefined, column: ChartColumn, format: FigureFormat): Cell {
    if (value === undefined || value === null) return MISSING;
    const number = isNumeric(column) ? numberOf(value) : undefined;
    if (number !== undefined) return new Figure(number, format);
    if (typeof value === 'number') return Number.isFinite(value) ? String(value) : MISSING;
    return this.time(value, column) ?? (this.label(value) || MISSING);
  }

  /** A single cell, with its unit. */
  figure(value: CellValue | undefined, column: ChartColumn): Cell {
    return this.cell(value, column, this.format(column, [value], this.unit(column.unit)));
  }

  /** How much more or less than before: in percent, for percentages in points; null when that cannot be said. */
  change(before: CellValue | undefined, now: CellValue | undefined, column: ChartColumn): Figure | null {
    const [from, to] = [numberOf(before), numberOf(now)];
    if (from === undefined || to === undefined || !isNumeric(column)) return null;
    const { language } = this.options;
    const percent = column.type !== 'percent';
    const change = percent ? (to - from) / Math.abs(from) : (to - from) * 100;
    if (!Number.isFinite(change)) return null;
    const unit = percent ? '' : language === 'zh-CN' ? '个百分点' : 'pp';
    return new Figure(change, { percent, change: true, unit, language, shortFrom: shortFrom([change], language) });
  }

  /** Undefined when the column holds no times, or the text is none. */
  private time(value: string, { type }: ChartColumn): string | undefined {
    if ((type !== 'date' || !DAY.test(value)) && type !== 'datetime') return undefined;
    const instant = new Date(value);
    if (Number.isNaN(instant.getTime())) return undefined;
    if (type === 'date') return dayText(instant, this.options.language, instant.getUTCFullYear() !== this.runTime.year);
    const moment = this.moment(instant);
    return `${moment.day(moment.year !== this.runTime.year)} ${moment.time()}`;
  }

  private line(raw: string, limitBytes: number): string {
    return short(safeLine(raw, this.options.msgtype), limitBytes);
  }
}

/** A UTF-16 unit has three bytes at most: most texts need not be measured. */
function short(safe: string, limitBytes: number): string {
  return safe.length * 3 <= limitBytes ? safe : cutToBytes(safe, limitBytes);
}
