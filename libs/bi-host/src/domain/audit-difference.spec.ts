import { auditDifference } from './audit-difference';

describe('what a change changed', () => {
  it('names only the fields that differ', () => {
    const before = { title: '日报', days: [1, 2], zone: { name: 'Asia/Shanghai' }, link: true };
    expect(auditDifference(before, { ...before, title: '周报', zone: { name: 'Asia/Shanghai' } })).toEqual({ before: { title: '日报' }, after: { title: '周报' } });
    expect(auditDifference(before, { ...before, days: [2, 1] })).toEqual({ before: { days: [1, 2] }, after: { days: [2, 1] } });
  });

  it('is nothing when nothing differs', () => {
    expect(auditDifference({ at: new Date(0), list: [{ a: 1 }] }, { at: new Date(0), list: [{ a: 1 }] })).toBeUndefined();
  });

  it('tells what came and what went', () => {
    expect(auditDifference<{ a?: number; b?: number }>({ a: 1 }, { b: 2 })).toEqual({ before: { a: 1, b: undefined }, after: { a: undefined, b: 2 } });
  });
});
