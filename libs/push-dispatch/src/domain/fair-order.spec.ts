import { FairOrder, URGENT_PRIORITY } from './fair-order';

const NINE = new Date('2026-03-02T01:00:00Z');
const later = (seconds: number): Date => new Date(NINE.getTime() + 1000 * seconds);

describe('FairOrder', () => {
  it('lets a small tenant in between the jobs of a huge one that came before', () => {
    const order = new FairOrder();
    const huge = order.next('huge', 20_000, NINE);
    const small = order.next('small', 10, later(1));
    expect(huge.filter((priority) => priority >= small[0])).toHaveLength(11);
    expect(huge.filter((priority) => priority >= small[9])).toHaveLength(20);
  });

  it('keeps the order inside a tenant, over several calls', () => {
    const order = new FairOrder();
    const all = [...order.next('t', 3, NINE), ...order.next('t', 2, NINE)];
    expect(all).toEqual([...all].toSorted((a, b) => b - a));
    expect(new Set(all).size).toBe(5);
  });

  it('makes nobody wait forever: what comes much later goes behind', () => {
    const order = new FairOrder();
    const [last] = order.next('huge', 100, NINE).slice(-1);
    expect(order.next('newcomer', 1, later(60))[0]).toBeLessThan(last ?? 0);
  });

  it('puts what is urgent before all', () => {
    expect(new FairOrder().next('t', 1, NINE)[0]).toBeLessThan(URGENT_PRIORITY);
  });
});
