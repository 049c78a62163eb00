import type { Language } from '#kernel';

export const FILE_PROBLEMS = ['not_a_date', 'not_a_kind', 'other_kind_before', 'no_begin', 'time_of_day', 'too_long', 'not_yearly', 'unreadable'] as const;
/** Why a line or event of a calendar file was left out. */
export type FileProblemCode = (typeof FILE_PROBLEMS)[number];

/** A line or event that was left out. */
export interface FileProblem {
  /** As an editor counts lines; of an ICS file, which of its events. */
  line: number;
  code: FileProblemCode;
  /** What is wrong and what to do about it. */
  text: Record<Language, string>;
}

/** Longest piece of the file that a problem repeats, in code points. */
const LONGEST_SHOWN = 40;

const TEXTS: Record<FileProblemCode, (shown: string) => Record<Language, string>> = {
  not_a_date: (cell) => ({ 'zh-CN': `「${cell}」不是日期，请写成 YYYY-MM-DD。`, 'en-US': `"${cell}" is no date; write it YYYY-MM-DD.` }),
  not_a_kind: (cell) => ({ 'zh-CN': `「${cell}」不是已知的类型，请写「休」或「班」。`, 'en-US': `"${cell}" is no kind; write off or working.` }),
  other_kind_before: (date) => ({ 'zh-CN': `${date} 前面已按另一种类型（休或班）列出，请只保留一行。`, 'en-US': `${date} is named before as a day of the other kind; leave one out.` }),
  no_begin: (name) => ({ 'zh-CN': `日程「${name}」没有开始日期。`, 'en-US': `The event "${name}" has no begin.` }),
  time_of_day: (name) => ({ 'zh-CN': `日程「${name}」带有时刻，只读取全天的日程。`, 'en-US': `The event "${name}" has a time of day; only whole days count.` }),
  too_long: (name) => ({ 'zh-CN': `日程「${name}」太长，一个日程最多 62 天。`, 'en-US': `The event "${name}" is too long; an event lasts 62 days at most.` }),
  not_yearly: (name) => ({
    'zh-CN': `日程「${name}」不是按年重复。每周的休息日请在日历里设置，其他重复请逐日列出。`,
    'en-US': `The event "${name}" repeats in another way than once a year. Weekly days off are a setting of the calendar; list other days one by one.`,
  }),
  unreadable: (why) => ({ 'zh-CN': `这个日程无法读取（${why}）。`, 'en-US': `The event cannot be read (${why}).` }),
};

/** @param about what of the file the problem is about: its words, the name of the event, the date */
export function fileProblem(line: number, code: FileProblemCode, about: string): FileProblem {
  return { line, code, text: TEXTS[code]([...about].slice(0, LONGEST_SHOWN).join('')) };
}
