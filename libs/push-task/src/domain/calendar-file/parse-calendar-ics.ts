import ICAL from 'ical.js';
import { InvalidInputError } from '#kernel';
import { DaysOfFile, kindOf, MAX_FILE_DAYS, type CalendarFile } from './calendar-file';

/** Longest event, in days; a series begins no more than some years before now, and is read until the end of some after it. */
const LONGEST_DAYS = 62;
const YEARS_BEFORE = 10;
const YEARS_AHEAD = 3;

/** How Apple's calendar of Chinese holidays marks its days; its other events are no days off. */
const SPECIAL = 'x-apple-special-day';

/**
 * Reads the whole days of an iCalendar file: days off, or working days where Apple's mark or the words say so (补班, `working day`).
 * @throws InvalidInputError (text) when it is none; an event that cannot be taken is a problem, and the others count
 */
export function parseCalendarIcs(text: string, now: Date): CalendarFile {
  const events = eventsOf(text);
  const marked = events.some((event) => event.hasProperty(SPECIAL));
  const days = new DaysOfFile();
  for (const [index, component] of events.entries()) {
    const mark = component.getFirstPropertyValue(SPECIAL);
    if (marked && typeof mark !== 'string') continue;
    takeEvent(days, index + 1, component, { working: typeof mark === 'string' ? mark.toUpperCase() === 'ALTERNATE-WORKDAY' : undefined, year: now.getUTCFullYear() });
    if (days.size > MAX_FILE_DAYS) throw InvalidInputError.field('text', `more than ${MAX_FILE_DAYS} days; leave past years out`);
  }
  return days.result();
}

function eventsOf(text: string): ICAL.Component[] {
  try {
    const parsed = ICAL.parse(text) as unknown[];
    // Of several calendars in one file ical.js gives a list of them.
    const calendars = (Array.isArray(parsed[0]) ? parsed : [parsed]) as ConstructorParameters<typeof ICAL.Component>[0][];
    return calendars.flatMap((calendar) => new ICAL.Component(calendar).getAllSubcomponents('vevent'));
  } catch (error) {
    throw InvalidInputError.field('text', `this is no iCalendar file: ${error instanceof Error ? error.message.slice(0, 200) : 'it cannot be read'}`);
  }
}

function takeEvent(days: DaysOfFile, number: number, component: ICAL.Component, { working, year }: { working: boolean | undefined; year: number }): void {
  try {
    const event = new ICAL.Event(component);
    const name = event.summary ?? '';
    const isWorking = working ?? kindOf(name) ?? false;
    const first = event.startDate as ICAL.Time | null;
    if (!first) return days.problem(number, 'no_begin', name);
    if (!first.isDate) return days.problem(number, 'time_of_day', name);
    const length = Math.max(1, Math.round(event.duration.toSeconds() / 86_400));
    if (length > LONGEST_DAYS) return days.problem(number, 'too_long', name);
    const starts = startsOf(component, first, year);
    if (!starts) return days.problem(number, 'not_yearly', name);
    for (const start of starts) {
      for (let day = 0; day < length; day += 1) {
        const date = start.clone();
        date.day += day;
        days.add(number, date.toString().slice(0, 10), name, isWorking);
      }
      if (days.size > MAX_FILE_DAYS) return;
    }
  } catch (error) {
    days.problem(number, 'unreadable', error instanceof Error ? error.message : String(error));
  }
}

/**
 * Holidays repeat each year on their date; other series are not read: ical.js looks without end for days that never come, such as 31 February.
 * @returns undefined for such a series
 */
function startsOf(component: ICAL.Component, first: ICAL.Time, thisYear: number): ICAL.Time[] | undefined {
  if (component.hasProperty('rdate') || component.hasProperty('exdate')) return undefined;
  if (!component.hasProperty('rrule')) return [first];
  const rule = component.getFirstPropertyValue('rrule') as ICAL.Recur;
  const { bymonth, bymonthday, ...others } = Object.fromEntries(Object.entries(rule.parts).map(([part, values]) => [part.toLowerCase(), String(values)]));
  if (rule.freq !== 'YEARLY' || Object.keys(others).length > 0) return undefined;
  if ((bymonth ?? String(first.month)) !== String(first.month) || (bymonthday ?? String(first.day)) !== String(first.day)) return undefined;
  const starts: ICAL.Time[] = [];
  const interval = Math.max(1, rule.interval);
  for (let n = 0, year = first.year; year <= thisYear + YEARS_AHEAD && n < (rule.count ?? Infinity); n += 1, year += interval) {
    if (year < thisYear - YEARS_BEFORE) continue;
    const start = ICAL.Time.fromData({ year, month: first.month, day: first.day, isDate: true });
    if (rule.until && start.compareDateOnlyTz(rule.until, ICAL.Timezone.utcTimezone) > 0) break;
    if (start.month === first.month) starts.push(start); // 29 February is not in every year
  }
  return starts;
}
