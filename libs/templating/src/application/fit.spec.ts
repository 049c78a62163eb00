import type { Detail } from '../domain/detail';
import { fit } from './fit';

const place = { field: 'markdown.content', limitBytes: 30 };
const render = ({ rows }: Detail): string => ['标题', ...Array.from({ length: rows }, (_, i) => `> 第${i}行`)].join('\n');
function* levels(...rows: number[]): Generator<Detail, void> {
  for (const row of rows) yield { rows: row, charts: 1, numbers: 1, filters: 1, problems: 1, text: 1, title: 1, label: 1 };
}
const asIs = (text: string): string => text;

describe('fit', () => {
  it('keeps all detail when it fits', () => expect(fit(place, levels(2, 1), render, asIs)).toEqual({ text: '标题\n> 第0行\n> 第1行', cut: [] }));

  it('takes the richest level that fits, and says how long the whole would have been', () => {
    expect(fit(place, levels(9, 7, 5, 3, 2, 1, 0), render, asIs)).toEqual({ text: '标题\n> 第0行\n> 第1行', cut: [{ ...place, fullBytes: 96 }] });
  });

  it('drops whole lines when even the least detail is too long', () => {
    expect(fit(place, levels(9, 5), render, asIs)).toEqual({ text: '标题\n> 第0行\n> 第1行\n…', cut: [{ ...place, fullBytes: 96 }] });
  });

  it('measures what the field holds in the end', () => {
    expect(fit({ ...place, limitBytes: 23 }, levels(2, 1), render, (text) => text.replaceAll('\n', '')).text).toBe('标题> 第0行');
    expect(fit({ ...place, limitBytes: 24 }, levels(2, 1), render, (text) => text.replaceAll('\n', '')).cut).toEqual([]);
  });
});
