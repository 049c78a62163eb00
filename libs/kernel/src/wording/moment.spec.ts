import { Moment } from './moment';

describe('a moment', () => {
  const at = (time: string, zone: string, language: 'zh-CN' | 'en-US' = 'zh-CN'): Moment => new Moment(new Date(time), zone, language);

  it('is shown in the zone of the task, to the minute', () => {
    expect(at('2026-11-23T01:00:59Z', 'Asia/Shanghai').toString()).toBe('2026-11-23 09:00');
    expect(at('2026-11-23T18:14:59Z', 'Asia/Kathmandu').toString()).toBe('2026-11-23 23:59');
    expect(at('2026-01-01T04:59:00Z', 'America/New_York', 'en-US').toString()).toBe('Dec 31, 2025 23:59');
  });

  it('follows the clock when it changes', () => {
    expect(at('2026-03-08T06:59:59Z', 'America/New_York').toString()).toBe('2026-03-08 01:59');
    expect(at('2026-03-08T07:00:00Z', 'America/New_York').toString()).toBe('2026-03-08 03:00');
    expect(at('2026-10-03T15:29:59Z', 'Australia/Lord_Howe').toString()).toBe('2026-10-04 01:59');
    expect(at('2026-10-03T15:30:00Z', 'Australia/Lord_Howe').toString()).toBe('2026-10-04 02:30');
  });

  it('beside another leaves out the day or the year that both have', () => {
    const run = at('2026-11-23T01:40:00Z', 'Asia/Shanghai');
    expect(at('2026-11-23T01:00:00Z', 'Asia/Shanghai').beside(run)).toBe('09:00');
    expect(at('2026-11-22T15:00:00Z', 'Asia/Shanghai').beside(run)).toBe('11-22 23:00');
    expect(at('2025-12-31T15:00:00Z', 'Asia/Shanghai').beside(run)).toBe('2025-12-31 23:00');
  });

  it.each([['not a time', 'UTC'], ['2026-11-23T01:00:00Z', 'Mars/Olympus']])('is refused for %s in %s', (time, zone) => {
    expect(() => at(time, zone)).toThrow(RangeError);
  });
});
