import type { Schemas } from '../../api/client';

/** A day that a calendar lists, off or worked. */
export interface ListedDay {
  /** YYYY-MM-DD. */
  date: string;
  name: string;
  working: boolean;
}

export type DayKind = 'off' | 'working' | 'weekend';

/** What a day of a calendar is; nothing for an ordinary day that is worked. */
export interface ShownDay {
  kind: DayKind;
  name?: string;
}

/** Of each kind; what the API takes. */
const MOST_DAYS = 1000;

interface DayLists {
  daysOff: readonly Schemas['CalendarDayDto'][];
  workingDays: readonly Schemas['CalendarDayDto'][];
}

const byDate = (days: Iterable<ListedDay>): ListedDay[] => [...days].toSorted((a, b) => a.date.localeCompare(b.date));

export const listedDaysOf = ({ daysOff, workingDays }: DayLists): ListedDay[] =>
  byDate([...daysOff.map((day) => ({ ...day, working: false })), ...workingDays.map((day) => ({ ...day, working: true }))]);

export function listsOf(days: readonly ListedDay[]): { daysOff: Schemas['CalendarDayDto'][]; workingDays: Schemas['CalendarDayDto'][] } {
  const of = (kind: boolean) => days.filter(({ working }) => working === kind).map(({ date, name }) => ({ date, name }));
  return { daysOff: of(false), workingDays: of(true) };
}

export function isTooMany(days: readonly ListedDay[]): boolean {
  const { daysOff, workingDays } = listsOf(days);
  return Math.max(daysOff.length, workingDays.length) > MOST_DAYS;
}

/** With other days among them; of a date that is there already the new one counts. */
export const withDays = (days: readonly ListedDay[], added: readonly ListedDay[]): ListedDay[] => byDate(new Map([...days, ...added].map((day) => [day.date, day])).values());

/** Whether a date is listed, and what it is otherwise. @param weeklyDaysOff ISO weekdays, for dates that are in none of `lists` */
export function dayFinder(lists: readonly (readonly ListedDay[])[], weeklyDaysOff: readonly number[]): (date: string, weekday: number) => ShownDay | undefined {
  const listed = new Map(lists.toReversed().flatMap((days) => days.map((day) => [day.date, day] as const)));
  return (date, weekday) => {
    const day = listed.get(date);
    if (day) return { kind: day.working ? 'working' : 'off', name: day.name };
    return weeklyDaysOff.includes(weekday) ? { kind: 'weekend' } : undefined;
  };
}

export interface DayChange {
  how: 'added' | 'changed' | 'removed';
  day: ListedDay;
  before?: ListedDay;
}

/** What is different between two lists, by date. */
export function changesOf(before: readonly ListedDay[], after: readonly ListedDay[]): DayChange[] {
  const [old, now] = [before, after].map((days) => new Map(days.map((day) => [day.date, day]))) as [Map<string, ListedDay>, Map<string, ListedDay>];
  const removed = before.filter(({ date }) => !now.has(date)).map((day): DayChange => ({ how: 'removed', day }));
  const others = after.flatMap((day): DayChange[] => {
    const was = old.get(day.date);
    if (!was) return [{ how: 'added', day }];
    return was.name === day.name && was.working === day.working ? [] : [{ how: 'changed', day, before: was }];
  });
  return [...removed, ...others].toSorted((a, b) => a.day.date.localeCompare(b.day.date));
}
