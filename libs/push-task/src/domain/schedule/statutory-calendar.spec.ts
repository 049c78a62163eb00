import { STATUTORY_CALENDAR, STATUTORY_KNOWN_UNTIL } from './statutory-calendar';

/** As the General Office of the State Council published them (国办发明电): days off from–to, and weekend days that are worked. */
const OFFICIAL: Record<number, { off: [from: string, to: string][]; work: string[] }> = {
  2024: {
    off: [['01-01', '01-01'], ['02-10', '02-17'], ['04-04', '04-06'], ['05-01', '05-05'], ['06-10', '06-10'], ['09-15', '09-17'], ['10-01', '10-07']],
    work: ['02-04', '02-18', '04-07', '04-28', '05-11', '09-14', '09-29', '10-12'],
  },
  2025: {
    off: [['01-01', '01-01'], ['01-28', '02-04'], ['04-04', '04-06'], ['05-01', '05-05'], ['05-31', '06-02'], ['10-01', '10-08']],
    work: ['01-26', '02-08', '04-27', '09-28', '10-11'],
  },
  2026: {
    off: [['01-01', '01-03'], ['02-15', '02-23'], ['04-04', '04-06'], ['05-01', '05-05'], ['06-19', '06-21'], ['09-25', '09-27'], ['10-01', '10-07']],
    work: ['01-04', '02-14', '02-28', '05-09', '09-20', '10-10'],
  },
};

function datesOf(year: number): string[] {
  const dates: string[] = [];
  for (let day = Date.UTC(year, 0, 1); day < Date.UTC(year + 1, 0, 1); day += 86_400_000) dates.push(new Date(day).toISOString().slice(0, 10));
  return dates;
}

describe('the statutory calendar of China', () => {
  it.each([2024, 2025, 2026])('of %i has each day as the State Council published it', (year) => {
    const { off, work } = OFFICIAL[year];
    const worked = (date: string): boolean => {
      const day = date.slice(5);
      if (work.includes(day)) return true;
      if (off.some(([from, to]) => day >= from && day <= to)) return false;
      return ![0, 6].includes(new Date(date).getUTCDay());
    };
    const dates = datesOf(year);
    expect(dates.map((date) => [date, STATUTORY_CALENDAR.dayOf(date).working])).toEqual(dates.map((date) => [date, worked(date)]));
    expect(dates.every((date) => STATUTORY_CALENDAR.dayOf(date).known)).toBe(true);
  });

  it('names holidays and make-up days', () => {
    expect(STATUTORY_CALENDAR.dayOf('2026-02-17')).toEqual({ working: false, kind: 'day_off', name: '春节 (Spring Festival)', known: true });
    expect(STATUTORY_CALENDAR.dayOf('2026-10-10')).toEqual({ working: true, kind: 'make_up_day', name: '国庆节 (National Day)', known: true });
  });

  it('says of years that are not published yet that it does not know, and takes weekends as off', () => {
    const year = STATUTORY_KNOWN_UNTIL + 1;
    const saturday = datesOf(year).find((date) => new Date(date).getUTCDay() === 6)!;
    expect(STATUTORY_CALENDAR.dayOf(saturday)).toEqual({ working: false, kind: 'weekly_day_off', known: false });
    expect(STATUTORY_CALENDAR.dayOf(`${year}-10-01`).known).toBe(false);
  });
});
