import type { NamedDay } from '../schedule/own-calendar';
import { fileProblem, type FileProblem, type FileProblemCode } from './file-problem';

export const CALENDAR_FORMATS = ['csv', 'ics'] as const;
export type CalendarFormat = (typeof CALENDAR_FORMATS)[number];

/** Longest text of a file, in characters; and days that one file may name. */
export const MAX_FILE_CHARACTERS = 500_000;
export const MAX_FILE_DAYS = 1000;

export interface CalendarFile {
  daysOff: NamedDay[];
  workingDays: NamedDay[];
  problems: FileProblem[];
}

const LONGEST_NAME = 64;
/** Words for a day that is worked in exchange for a holiday. */
const WORKING = /(?<!不上)班|\bworking\b|\bwork\s?day|make-?up/i;
const OFF = /假|休|off|holiday/i;

/** Takes the days of a file one by one: each date once, those of both kinds by the first that names them. */
export class DaysOfFile {
  private readonly found = new Map<string, NamedDay & { working: boolean }>();
  readonly problems: FileProblem[] = [];

  add(line: number, date: string, name: string, working: boolean): void {
    const before = this.found.get(date);
    if (before && before.working !== working) this.problem(line, 'other_kind_before', date);
    if (!before) this.found.set(date, { date, name: [...name.trim()].slice(0, LONGEST_NAME).join('') || date, working });
  }

  /** @param about what of the file it is about */
  problem(line: number, code: FileProblemCode, about: string): void {
    this.problems.push(fileProblem(line, code, about));
  }

  get size(): number {
    return this.found.size;
  }

  /** By date. */
  result(): CalendarFile {
    const days = [...this.found.values()].toSorted((a, b) => (a.date < b.date ? -1 : 1));
    const of = (kind: boolean): NamedDay[] => days.filter(({ working }) => working === kind).map(({ date, name }) => ({ date, name }));
    return { daysOff: of(false), workingDays: of(true), problems: this.problems };
  }
}

/** Whether words name a working day (true), a day off (false), or nothing that is known. */
export function kindOf(words: string): boolean | undefined {
  if (WORKING.test(words)) return true;
  return OFF.test(words) ? false : undefined;
}
