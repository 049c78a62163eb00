import data from 'chinese-days/dist/chinese-days.json';
import { ordinaryDay, WEEKEND, type WorkingCalendar } from './working-calendar';

const holidays: Readonly<Record<string, string>> = data.holidays;
const makeUpDays: Readonly<Record<string, string>> = data.workdays;

/** Years whose days the State Council had published when the package was made; those of a year come in November of the year before. */
const KNOWN_YEARS: ReadonlySet<string> = new Set(Object.keys(holidays).map((date) => date.slice(0, 4)));

/** The last year whose statutory days are known. */
export const STATUTORY_KNOWN_UNTIL = Number([...KNOWN_YEARS].toSorted().at(-1));

/** `Spring Festival,春节,4` as the package writes it. */
function nameOf(entry: string): string {
  const [english, chinese] = entry.split(',');
  return `${chinese} (${english})`;
}

/** What is named of the statutory calendar: days off, and weekend days that are worked. By date. */
export function statutoryDays(): { daysOff: { date: string; name: string }[]; workingDays: { date: string; name: string }[] } {
  const daysOf = (entries: Readonly<Record<string, string>>) =>
    Object.entries(entries).map(([date, entry]) => ({ date, name: nameOf(entry) })).toSorted((a, b) => a.date.localeCompare(b.date));
  return { daysOff: daysOf(holidays), workingDays: daysOf(makeUpDays) };
}

/** The statutory calendar of mainland China with its make-up working days (调休). Of years that are not published yet only weekends are off, and the day says that it is not known. */
export const STATUTORY_CALENDAR: WorkingCalendar = {
  name: '中国法定节假日 (statutory days off of China)',
  dayOf(date) {
    const [holiday, makeUp] = [holidays[date], makeUpDays[date]];
    if (makeUp !== undefined) return { working: true, kind: 'make_up_day', name: nameOf(makeUp), known: true };
    if (holiday !== undefined) return { working: false, kind: 'day_off', name: nameOf(holiday), known: true };
    return ordinaryDay(date, WEEKEND, KNOWN_YEARS.has(date.slice(0, 4)));
  },
};
