import type { ChartSnapshot } from '#bi-host';
import { byteLength } from '#wecom';
import { buildModel, chartsShown, rowsOnPage } from '../domain/build-model';
import { detailLevels, richestDetail, type Detail } from '../domain/detail';
import { markOf, type MessagePart, type RowWindow } from '../domain/message-part';
import { fit, type Fitted } from './fit';
import type { DraftOptions } from './message-draft';
import { WorkBudget } from './work-budget';

/** More nobody reads: that is what files are for. One digit, so that marks are equally long. */
export const MAX_PARTS = 9;
/** Keeps the loops of a part within what a rendering may do. */
const ROWS_A_PART = 100;

/** Rows of all split tables one after the other: those of one part. */
interface Stretch {
  from: number;
  to: number;
  last: boolean;
}

/**
 * Goes on with long tables in further messages, whole rows, headings repeated.
 * @returns undefined when one message says all that there is to say, or when not even a row fits beside what the template writes anyway
 */
export function splitTables(options: DraftOptions, source: string, place: { field: string; limitBytes: number }): Fitted[] | undefined {
  const splitter = new TableSplitter(options, source, place);
  const stretches = splitter.plan();
  return stretches && splitter.write(stretches);
}

class TableSplitter {
  private readonly tables: readonly ChartSnapshot[];
  private readonly split: ReadonlySet<ChartSnapshot>;
  private readonly formats: MessagePart['formats'] = new Map();
  private readonly richest: Detail;
  private readonly total: number;
  /** As far as known; the first guess is a row of three cells. */
  private bytesARow = 60;

  constructor(
    private readonly options: DraftOptions,
    private readonly source: string,
    private readonly place: { field: string; limitBytes: number },
  ) {
    this.richest = richestDetail(options.view);
    this.tables = this.tablesWritten();
    this.split = new Set(this.tables);
    this.total = this.tables.reduce((sum, { rows }) => sum + rows.length, 0);
  }

  plan(): Stretch[] | undefined {
    const { total } = this;
    if (total === 0) return undefined;
    const whole = { from: 0, to: total, last: true };
    if (total <= ROWS_A_PART && this.fits(whole, 1, 1)) return [whole];
    const stretches: Stretch[] = [];
    for (let from = 0; ; from = stretches.at(-1)!.to) {
      const number = stretches.length + 1;
      const rest = { from, to: total, last: true };
      if (number > 1 && (from === total || (total - from <= ROWS_A_PART && this.fits(rest, number)))) return [...stretches, rest];
      const last = number === MAX_PARTS;
      // A row is left for the last part: it holds what stands behind the tables.
      const most = Math.min(ROWS_A_PART, last ? total - from : Math.max(1, total - from - 1));
      const rows = this.mostThatFit(from, most, last, number);
      if (rows === 0 && number > 1 && !last) return undefined;
      stretches.push({ from, to: from + rows, last });
      if (last) return stretches;
    }
  }

  write(stretches: readonly Stretch[]): Fitted[] {
    const parts = stretches.map((stretch, at) => {
      const part = this.partOf(stretch, at + 1, stretches.length);
      return fit(this.place, detailLevels(this.options.view, this.place.limitBytes), (detail) => this.text(part, detail), (text) => text);
    });
    const shown = stretches.at(-1)!.to;
    if (shown < this.total) {
      const used = parts.reduce((sum, { text }) => sum + byteLength(text), 0);
      parts.at(-1)!.cut.push({ field: this.place.field, limitBytes: MAX_PARTS * this.place.limitBytes, fullBytes: used + this.bytesFrom(shown), rows: this.total - shown });
    }
    return parts;
  }

  /** Tables of which the template writes rows; others it leaves out on purpose. */
  private tablesWritten(): ChartSnapshot[] {
    const seen = new Set<unknown>();
    const model = this.modelOf(this.richest);
    this.run(model, this.richest, seen);
    return chartsShown(this.options.view.snapshot, this.richest).filter((_, at) => model.charts.value[at].rows.some((row) => seen.has(row)));
  }

  private mostThatFit(from: number, most: number, last: boolean, number: number): number {
    const limit = this.place.limitBytes;
    const bytesOf = (rows: number): number => this.bytesOf({ from, to: from + rows, last }, number);
    let [low, high] = [0, most + 1];
    let room = limit - bytesOf(0);
    // Rows of a table are about equally long: a guess needs three looks where halving needs seven, and each look is a rendering.
    for (let looks = 0; low + 1 < high; looks += 1) {
      const guess = looks < 6 ? low + Math.floor(room / this.bytesARow) : Math.floor((low + high) / 2);
      const rows = Math.min(Math.max(guess, low + 1), high - 1);
      const left = limit - bytesOf(rows);
      this.bytesARow = Math.max(1, (room - left) / (rows - low));
      if (left >= 0) [low, room] = [rows, left];
      else high = rows;
    }
    return low;
  }

  private fits(stretch: Stretch, number: number, count = MAX_PARTS): boolean {
    return this.bytesOf(stretch, number, count) <= this.place.limitBytes;
  }

  private bytesOf(stretch: Stretch, number: number, count = MAX_PARTS): number {
    return byteLength(this.text(this.partOf(stretch, number, count), this.richest));
  }

  private partOf({ from, to, last }: Stretch, number: number, count: number): MessagePart {
    const windows = new Map<ChartSnapshot, RowWindow>();
    let [begin, unshown] = [0, 0];
    for (const table of this.tables) {
      const end = begin + table.rows.length;
      const window = { from: Math.max(from, begin) - begin, to: Math.min(to, end) - begin, left: 0 };
      if (last || to >= end) window.left = rowsOnPage(table) - window.to;
      // Begun before, and over without another row: that is told.
      const brokenOff = last && from > begin && from < end;
      if (window.to > window.from || brokenOff) windows.set(table, window);
      else if (last && begin >= to) unshown += 1;
      begin = end;
    }
    return { number, count, last, split: this.split, formats: this.formats, windows, unshown };
  }

  /** Bytes of all rows that no part shows, with their headings. */
  private bytesFrom(shown: number): number {
    let bytes = 0;
    for (let from = shown; from < this.total; from += ROWS_A_PART) {
      const rest = { from, to: Math.min(this.total, from + ROWS_A_PART), last: false };
      bytes += this.bytesOf(rest, MAX_PARTS);
    }
    return bytes;
  }

  private text(part: MessagePart, detail: Detail): string {
    const text = this.run(this.modelOf(detail, part), detail);
    const mark = markOf(part);
    // A template may leave out the title, which has the mark.
    return text.includes(mark) ? text : `${mark}\n${text}`;
  }

  private modelOf(detail: Detail, part?: MessagePart): ReturnType<typeof buildModel> {
    const { view, link, msgtype, language } = this.options;
    return buildModel(view, link, { msgtype, language, detail, part });
  }

  private run(model: ReturnType<typeof buildModel>, detail: Detail, seen?: Set<unknown>): string {
    return this.options.compile(this.source)(model, { detail, colors: this.options.msgtype === 'markdown', budget: new WorkBudget(), seen });
  }
}
