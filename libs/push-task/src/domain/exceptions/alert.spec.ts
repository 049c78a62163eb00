import type { CellValue, PageSnapshot } from '#bi-host';
import { judgeAlert, type AlertState } from './alert';
import { holds } from './condition';
import { parseExceptionRules } from './parse-rules';
import type { AlertRule } from './rules';

const page = (rows: CellValue[][], state: 'ok' | 'failed' = 'ok'): PageSnapshot => ({
  page: { id: 'p', projectId: 's', title: '库存', published: true, sharing: true, url: 'https://bi.example.com/p' }, dataTime: null, filters: [],
  charts: [{ id: 'stock', title: '库存', kind: 'table', state, columns: [{ key: 'city', title: '城市', type: 'text' }, { key: 'left', title: '剩余', type: 'number' }], rows }],
});
const value = (of = 'first') => ({ chartId: 'stock', column: 'left', of });
const rule = (when: unknown, changes: object = {}): AlertRule => parseExceptionRules({ alert: { when, ...changes } }).alert!;
const truth = (when: unknown, shown: PageSnapshot, before = {}) => holds(rule(when).when, shown, before);
const rows: CellValue[][] = [['北京', 10], ['上海', 4], ['广州', null]];

describe('a condition', () => {
  it.each([['first', 10], ['last', 4], ['sum', 14], ['average', 7], ['min', 4], ['max', 10], ['count', 3]])('takes the %s of a column', (of, than) => {
    expect(truth({ kind: 'value', value: value(of), compare: '=', than }, page(rows))).toBe(true);
  });

  it.each([['>', 9, true], ['>', 10, false], ['>=', 10, true], ['<', 10, false], ['<=', 10, true], ['=', 10, true], ['!=', 10, false]])('compares: 10 %s %d is %s', (compare, than, expected) => {
    expect(truth({ kind: 'value', value: value(), compare, than }, page(rows))).toBe(expected);
  });

  it.each([
    ['absolute', 40, '<=', -30, true],
    ['percent', 20, '=', -50, true],
    ['percent', -5, '=', 300, true],
    ['percent', 0, '>', 10, undefined],
  ])('measures a change %s from %d', (unit, before, compare, than, expected) => {
    expect(truth({ kind: 'change', value: value(), unit, compare, than }, page(rows), { '["stock","left","first"]': before })).toBe(expected);
  });

  it('cannot be judged without a run before, without the chart, the column, or any value', () => {
    expect(truth({ kind: 'change', value: value(), unit: 'absolute', compare: '>', than: 0 }, page(rows))).toBeUndefined();
    const leaf = { kind: 'value', value: value(), compare: '<', than: 5 };
    expect(truth(leaf, page(rows, 'failed'))).toBeUndefined();
    expect(truth(leaf, page([['北京', null]]))).toBeUndefined();
    expect(truth({ ...leaf, value: { chartId: 'stock', column: 'nope' } }, page(rows))).toBeUndefined();
  });

  it('matches any row by all its cells, texts and numbers', () => {
    const where = (city: string) => ({ kind: 'row', chartId: 'stock', where: [{ column: 'city', compare: '=', than: city }, { column: 'left', compare: '<', than: 5 }] });
    expect([truth(where('上海'), page(rows)), truth(where('北京'), page(rows)), truth(where('广州'), page(rows))]).toEqual([true, false, false]);
  });

  it('combines with and/or; an unknown part counts only where the others leave it open', () => {
    const yes = { kind: 'value', value: value(), compare: '=', than: 10 };
    const no = { kind: 'value', value: value(), compare: '>', than: 10 };
    const unknown = { kind: 'value', value: { chartId: 'gone' }, compare: '=', than: 1 };
    const and = (...all: object[]) => truth({ kind: 'and', all }, page(rows));
    const or = (...any: object[]) => truth({ kind: 'or', any }, page(rows));
    expect([and(yes, yes), and(yes, no), and(yes, unknown), and(no, unknown)]).toEqual([true, false, undefined, false]);
    expect([or(no, yes), or(no, no), or(no, unknown), or(yes, unknown)]).toEqual([true, false, undefined, true]);
  });
});

describe('an alert over several runs', () => {
  const low = { kind: 'value', value: value(), compare: '<', than: 5 };
  const verdicts = (alert: AlertRule, values: (number | null)[], minutesApart = 30): string[] => {
    let state: AlertState | undefined;
    return values.map((left, index) => {
      const { verdict, after } = judgeAlert(alert, page([['北京', left]]), state, new Date(Date.UTC(2026, 2, 2, 0, index * minutesApart)));
      state = after;
      return verdict;
    });
  };

  it('once: is told until it clears, and then anew', () => {
    expect(verdicts(rule(low, { repeat: 'once' }), [9, 3, 2, 9, 1])).toEqual(['CONDITION_NOT_MET', 'fire', 'ALERT_ALREADY_TOLD', 'CONDITION_NOT_MET', 'fire']);
  });
  it('always: is told each time', () => {
    expect(verdicts(rule(low, { repeat: 'always' }), [3, 2, 1])).toEqual(['fire', 'fire', 'fire']);
  });
  it('again: is told once more after the quiet time', () => {
    expect(verdicts(rule(low, { repeat: 'again', againAfterMinutes: 60 }), [3, 2, 1, 1])).toEqual(['fire', 'ALERT_QUIET_TIME', 'fire', 'ALERT_QUIET_TIME']);
  });
  it('says that it is over once, if wanted', () => {
    expect(verdicts(rule(low, { recovery: true }), [3, 9, 9])).toEqual(['fire', 'recover', 'CONDITION_NOT_MET']);
  });
  it('neither fires nor recovers while nobody can say', () => {
    expect(verdicts(rule(low, { recovery: true }), [null, 3, null, 2])).toEqual(['CONDITION_UNKNOWN', 'fire', 'CONDITION_UNKNOWN', 'ALERT_ALREADY_TOLD']);
  });
  it('measures a change against the run before, held or not', () => {
    const drop = { kind: 'change', value: value(), unit: 'percent', compare: '<=', than: -20 };
    expect(verdicts(rule(drop, { repeat: 'always' }), [100, 90, 72, 70])).toEqual(['CONDITION_UNKNOWN', 'CONDITION_NOT_MET', 'fire', 'CONDITION_NOT_MET']);
  });
});
