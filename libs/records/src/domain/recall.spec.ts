import { planRecall, type SentCall } from './recall';

const NOW = new Date('2026-03-03T01:00:00Z');
const hoursAgo = (hours: number): Date => new Date(NOW.getTime() - hours * 3_600_000);
const call = (changes: Partial<SentCall> = {}): SentCall => ({ callId: 'c', targetId: 'a', wecomMessageId: 'm', settledAt: hoursAgo(1), people: 1000, chosen: 1000, recall: null, ...changes });

describe('what a recall comes to', () => {
  it('counts those who are chosen, and those who lose it with them', () => {
    expect(planRecall([call(), call({ chosen: 3 })], NOW)).toMatchObject({ people: 1003, others: 997, until: new Date('2026-03-04T00:00:00Z') });
  });

  it('leaves out what is gone, on its way, too old, or without an id, and says so', () => {
    const calls = [call({ recall: 'recalled' }), call({ recall: 'asked' }), call({ recall: 'recalling' }), call({ settledAt: hoursAgo(24) }), call({ wecomMessageId: null })];
    expect(planRecall(calls, NOW)).toEqual({ calls: [], people: 0, others: 0, until: null, staying: { alreadyRecalled: 1000, underWay: 2000, tooLate: 1000, withoutId: 1000 } });
  });

  it('asks again for what WeCom refused, until 24 hours are over', () => {
    expect(planRecall([call({ recall: 'refused', settledAt: hoursAgo(23) })], NOW)).toMatchObject({ people: 1000, until: new Date('2026-03-03T02:00:00Z') });
  });
});
