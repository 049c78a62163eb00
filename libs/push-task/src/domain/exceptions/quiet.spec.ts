import { quietReason } from './quiet';

const at = (time: string) => new Date(`2026-03-02T${time}:00+08:00`);
const reasonAt = (from: string, to: string, time: string) => quietReason({ hours: { from, to }, nonWorkingDays: false }, 'Asia/Shanghai', at(time), () => true);

it.each([
  ['22:00', '07:00', '21:59', undefined], ['22:00', '07:00', '22:00', 'QUIET_HOURS'], ['22:00', '07:00', '06:59', 'QUIET_HOURS'], ['22:00', '07:00', '07:00', undefined],
  ['12:00', '13:30', '12:30', 'QUIET_HOURS'], ['12:00', '13:30', '13:30', undefined],
])('quiet from %s to %s: at %s in the zone of the task it is %s', (from, to, time, expected) => {
  expect(reasonAt(from, to, time)).toBe(expected);
});

it('asks the calendar for the local day', () => {
  const asked: string[] = [];
  const quiet = { hours: null, nonWorkingDays: true };
  expect(quietReason(quiet, 'Asia/Shanghai', new Date('2026-02-14T17:00:00Z'), (date) => asked.push(date) === 0)).toBe('NON_WORKING_DAY');
  expect(asked).toEqual(['2026-02-15']);
});
