import { parseCalendarCsv } from './parse-calendar-csv';
import { parseCalendarIcs } from './parse-calendar-ics';

const NOW = new Date('2026-03-02T01:00:00Z');
const ics = (...events: string[]): string => ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//x//x//', ...events.flatMap((event) => ['BEGIN:VEVENT', ...event.split('\n'), 'END:VEVENT']), 'END:VCALENDAR'].join('\r\n');
const dates = (days: { date: string }[]): string[] => days.map((day) => day.date);

describe('a calendar as CSV', () => {
  it('is read in both languages, with dates as spreadsheets write them', () => {
    expect(parseCalendarCsv('﻿日期,名称,类型\n2026/9/10,公司周年,休\n20260912,补班,班\n2026年10月8日,,\n')).toEqual({
      daysOff: [{ date: '2026-09-10', name: '公司周年' }, { date: '2026-10-08', name: '2026-10-08' }],
      workingDays: [{ date: '2026-09-12', name: '补班' }],
      problems: [],
    });
    expect(parseCalendarCsv('kind;date\nworking day;2026-01-04\nholiday;2026-01-01').workingDays).toEqual([{ date: '2026-01-04', name: '2026-01-04' }]);
  });

  it('names each line that is wrong, and takes the others', () => {
    const { daysOff, problems } = parseCalendarCsv('date,kind,name\n2026-02-30,off,x\n2026-02-28,maybe,x\n\n2026-02-27,off,"a ""b"",\nc"\nsoon,off,x\n2026-02-27,working,x');
    expect(dates(daysOff)).toEqual(['2026-02-27']);
    expect(problems.map(({ line, text }) => [line, text['en-US'].split(';')[0]])).toEqual([
      [2, '"2026-02-30" is no date'], [3, '"maybe" is no kind'], [7, '"soon" is no date'], [8, '2026-02-27 is named before as a day of the other kind'],
    ]);
  });

  it.each([['name\nx'], ['date\n"2026'], ['']])('is refused as a whole: %j', (text) => {
    expect(() => parseCalendarCsv(text)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
  });

  it('names a thousand days at most', () => {
    const rows = Array.from({ length: 1001 }, (_, n) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10));
    expect(parseCalendarCsv(`date\n${rows.slice(1).join('\n')}`).daysOff).toHaveLength(1000);
    expect(() => parseCalendarCsv(`date\n${rows.join('\n')}`)).toThrow('more than 1000 days');
  });
});

describe('a calendar as ICS', () => {
  it('gives whole days, of several days each one, and a series until three years from now', () => {
    const { daysOff, workingDays, problems } = parseCalendarIcs(
      ics('SUMMARY:春节\nDTSTART;VALUE=DATE:20260216\nDTEND;VALUE=DATE:20260219', 'SUMMARY:春节 补班\nDTSTART;VALUE=DATE:20260214', 'SUMMARY:Founders\nDTSTART;VALUE=DATE:20250601\nRRULE:FREQ=YEARLY'),
      NOW,
    );
    expect(dates(daysOff)).toEqual(['2025-06-01', '2026-02-16', '2026-02-17', '2026-02-18', '2026-06-01', '2027-06-01', '2028-06-01', '2029-06-01']);
    expect(workingDays).toEqual([{ date: '2026-02-14', name: '春节 补班' }]);
    expect(problems).toEqual([]);
  });

  it("takes only the marked days of Apple's calendar, as it marks them", () => {
    const file = parseCalendarIcs(
      ics('SUMMARY:元旦（休）\nDTSTART;VALUE=DATE:20260101\nX-APPLE-SPECIAL-DAY:WORK-HOLIDAY', 'SUMMARY:元旦（班）\nDTSTART;VALUE=DATE:20260104\nX-APPLE-SPECIAL-DAY:ALTERNATE-WORKDAY', 'SUMMARY:腊八节\nDTSTART;VALUE=DATE:20260126'),
      NOW,
    );
    expect([dates(file.daysOff), dates(file.workingDays)]).toEqual([['2026-01-01'], ['2026-01-04']]);
  });

  it('names each event that is wrong, and takes the others', () => {
    const { daysOff, problems } = parseCalendarIcs(ics('SUMMARY:会议\nDTSTART:20260301T090000Z', 'SUMMARY:长假\nDTSTART;VALUE=DATE:20260101\nDTEND;VALUE=DATE:20270101', 'SUMMARY:无', 'SUMMARY:好\nDTSTART;VALUE=DATE:20260302'), NOW);
    expect(dates(daysOff)).toEqual(['2026-03-02']);
    expect(problems.map(({ line, code }) => [line, code])).toEqual([[1, 'time_of_day'], [2, 'too_long'], [3, 'no_begin']]);
    expect(problems[0]?.text['zh-CN']).toBe('日程「会议」带有时刻，只读取全天的日程。');
  });

  it('reads no series but yearly ones, so that no rule makes it look for days without end', () => {
    const rules = ['FREQ=DAILY', 'FREQ=SECONDLY', 'FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', 'FREQ=YEARLY;BYDAY=1MO'];
    const { daysOff, problems } = parseCalendarIcs(ics(...rules.map((rule) => `SUMMARY:x\nDTSTART;VALUE=DATE:20260101\nRRULE:${rule}`)), NOW);
    expect([daysOff, problems.map(({ line, code }) => `${line} ${code}`)]).toEqual([[], [1, 2, 3, 4, 5].map((line) => `${line} not_yearly`)]);
  });

  it('ends a yearly series as it says, leaves out 29 February of other years, and begins no earlier than ten years ago', () => {
    const of = (start: string, rule: string): string[] => dates(parseCalendarIcs(ics(`SUMMARY:x\nDTSTART;VALUE=DATE:${start}\nRRULE:${rule}`), NOW).daysOff);
    expect(of('20250601', 'FREQ=YEARLY;COUNT=2')).toEqual(['2025-06-01', '2026-06-01']);
    expect(of('20250601', 'FREQ=YEARLY;UNTIL=20270601;BYMONTH=6;BYMONTHDAY=1')).toEqual(['2025-06-01', '2026-06-01', '2027-06-01']);
    expect(of('20240229', 'FREQ=YEARLY')).toEqual(['2024-02-29', '2028-02-29']);
    expect(of('19700101', 'FREQ=YEARLY')).toHaveLength(14);
  });

  it('names a thousand days at most', () => {
    const events = Array.from({ length: 18 }, (_, n) => `SUMMARY:x\nDTSTART;VALUE=DATE:${2010 + n}0101\nDTEND;VALUE=DATE:${2010 + n}0303`);
    expect(() => parseCalendarIcs(ics(...events), NOW)).toThrow('more than 1000 days');
  });

  it.each([['not a calendar'], [''], ['BEGIN:VCALENDAR\r\nBEGIN:VEVENT']])('is refused when it is none: %j', (text) => {
    expect(() => parseCalendarIcs(text, NOW)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
  });
});
