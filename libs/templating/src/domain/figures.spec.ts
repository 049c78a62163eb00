import type { ChartSnapshot, PageSnapshot } from '#bi-host';
import { figureIn, figuresOf } from './figures';

const chart = (id: string, changes: Partial<ChartSnapshot> = {}): ChartSnapshot => ({
  id, title: '销售额', kind: 'number', state: 'ok',
  columns: [{ key: 'day', title: '日期', type: 'date' }, { key: 'amount', title: '销售额', type: 'number' }, { key: 'growth', title: '环比', type: 'percent' }],
  rows: [['2026-11-23', 1200.5, 0.03]], ...changes,
});
const pageOf = (charts: ChartSnapshot[]): PageSnapshot => ({ page: { id: 'p', projectId: 's', title: '日报', published: true, sharing: true, url: '' }, dataTime: null, filters: [], charts });

describe('what the next push compares with', () => {
  it('is the numbers of number charts, and nothing else of the page', () => {
    const figures = figuresOf(pageOf([chart('revenue'), chart('stores', { kind: 'table', rows: [['2026-11-23', 7, 0.1]] }), chart('empty', { state: 'empty', rows: [] })]));
    expect(figures).toEqual({ revenue: { amount: 1200.5, growth: 0.03 } });
    expect(figureIn(figures, 'revenue', 'amount')).toBe(1200.5);
    expect(figureIn(figures, 'revenue', 'day')).toBeUndefined();
    expect(figureIn(figures, 'stores', 'amount')).toBeUndefined();
    expect(figureIn(undefined, 'revenue', 'amount')).toBeUndefined();
  });

  it('survives being stored, whatever a host calls its charts and columns', () => {
    const columns = chart('x').columns.map((column) => ({ ...column, key: column.key === 'amount' ? '__proto__' : column.key }));
    const stored = JSON.parse(JSON.stringify(figuresOf(pageOf([chart('__proto__', { columns }), chart('销售')]))));
    expect(figureIn(stored, '__proto__', '__proto__')).toBe(1200.5);
    expect(figureIn(stored, '销售', 'growth')).toBe(0.03);
    expect(figureIn(stored, 'constructor', 'name')).toBeUndefined();
    expect(figureIn(stored, '销售', 'constructor')).toBeUndefined();
  });

  it('keeps fifty charts of a page, and a number that was missing as none', () => {
    const figures = figuresOf(pageOf(Array.from({ length: 60 }, (_none, at) => chart(`c${at}`, { rows: [['2026-11-23', null, 0.03]] }))));
    expect(Object.keys(figures)).toHaveLength(50);
    expect(figureIn(figures, 'c0', 'amount')).toBeNull();
  });
});
