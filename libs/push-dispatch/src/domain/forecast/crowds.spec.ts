import { crowdsOf, FreeSlots } from './crowds';
import { beginOfChinaDay } from '../china-day';
import { daysOf, type ForecastTask } from './load';

const NOW = Date.parse('2026-03-02T01:00:00Z');
const at = (time: string): number => Date.parse(`2026-03-03T${time}:00Z`);
const task = (starts: number[], changes: Partial<ForecastTask> = {}): ForecastTask => ({ id: 't', title: 't', projectId: 'p', draft: false, personTimes: 10, perPerson: 1, starts, ...changes });
const many = (count: number, starts: number[]): ForecastTask[] => Array.from({ length: count }, () => task(starts));
const slots = (tasks: ForecastTask[]): FreeSlots => new FreeSlots(tasks, NOW, [0, 30]);

describe('crowds', () => {
  it('are minutes with more than 30 messages and hours with more than 1000, for one person', () => {
    expect(crowdsOf(many(30, [at('01:05')]))).toEqual([]);
    expect(crowdsOf(many(31, [at('01:05')]))).toMatchObject([{ unit: 'minute', atMost: 31, occurrences: 1 }]);
    const hourly = Array.from({ length: 40 }, (_, minute) => at('01:00') + minute * 60_000);
    expect(crowdsOf(many(25, hourly))).toEqual([]);
    expect(crowdsOf(many(26, hourly))).toMatchObject([{ unit: 'hour', atMost: 1040 }]);
  });

  it('count each part of a long message', () => {
    expect(crowdsOf([...many(28, [at('01:05')]), task([at('01:05')], { perPerson: 3 })])).toMatchObject([{ atMost: 31 }]);
  });

  it('are told once for the same tasks on several days', () => {
    expect(crowdsOf(many(31, [at('01:05'), at('01:05') + 86_400_000]))).toMatchObject([{ occurrences: 2, bucket: { at: at('01:05') } }]);
  });
});

describe('moves', () => {
  it('take the draft first, to the nearest minute with room that is not one in which everybody sends', () => {
    const tasks = [...many(31, [at('01:29')]), task([at('01:29')], { draft: true })];
    const [crowd] = crowdsOf(tasks);
    const moves = slots(tasks).movesFor(crowd, 2);
    expect(moves.map((move) => [move.task, new Date(move.to).toISOString().slice(11, 16)])).toEqual([[31, '01:28'], [0, '01:28']]);
  });

  it('take the task with the most people next, and never put two where one fits', () => {
    const tasks = [...many(31, [at('01:10')]), task([at('01:10')], { personTimes: 5000 }), ...many(29, [at('01:11')]), ...many(30, [at('01:09')])];
    const [crowd] = crowdsOf(tasks);
    const moves = slots(tasks).movesFor(crowd, 2);
    expect(moves.map((move) => [move.task, new Date(move.to).toISOString().slice(11, 16)])).toEqual([[31, '01:11'], [0, '01:12']]);
  });

  it('leave the past alone, and say nothing when there is no room', () => {
    const tasks = many(31, [NOW + 60_000]);
    expect(slots(tasks).movesFor(crowdsOf(tasks)[0], 1)[0].to).toBe(NOW + 120_000);
    const full = Array.from({ length: 600 }, (_, minute) => many(31, [at('00:00') + minute * 60_000])).flat();
    const crowd = crowdsOf(full).find((one) => one.unit === 'minute' && one.bucket.at === at('05:00'))!;
    expect(slots(full).movesFor(crowd, 1)).toEqual([]);
  });
});

describe('days', () => {
  it("are China's, and know what the draft adds", () => {
    const from = beginOfChinaDay(NOW);
    expect(new Date(from).toISOString()).toBe('2026-03-01T16:00:00.000Z');
    const days = daysOf([task([at('15:59'), at('16:00')], { personTimes: 7 }), task([at('15:59')], { draft: true, personTimes: 5 }), task([at('15:59')], { personTimes: null })], from);
    expect(days).toHaveLength(7);
    expect(days[1]).toMatchObject({ date: '2026-03-03', planned: 7, draft: 5, biggest: [{ task: 0, personTimes: 7 }, { task: 1 }, { task: 2 }] });
    expect(days[2]).toMatchObject({ date: '2026-03-04', planned: 7, draft: 0 });
  });
});
