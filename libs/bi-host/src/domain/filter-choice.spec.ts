import { filterProblem } from './filter-choice';
import type { HostFilter } from './host-content';

const region: HostFilter = { id: 'region', title: '大区', kind: 'choice', multiple: true, values: [{ value: 'east', title: '华东' }, { value: 'south', title: '华南' }] };
const day: HostFilter = { id: 'day', title: '日期', kind: 'date', multiple: false, values: [{ value: 'yesterday', title: '昨天' }] };
const least: HostFilter = { id: 'least', title: '最低金额', kind: 'number', multiple: false };
const word: HostFilter = { id: 'word', title: '门店', kind: 'text', multiple: false };
const FILTERS = [region, day, least, word];

describe('filterProblem', () => {
  it.each([
    ['region', ['east', 'south']],
    ['day', ['yesterday']],
    ['day', ['2024-02-29']],
    ['least', ['-12.5']],
    ['word', ['南京路店 😀']],
  ])('takes %s = %s', (id, values) => {
    expect(filterProblem(FILTERS, [{ id, values }])).toBeUndefined();
  });

  it.each([
    ['shop', ['x'], 'id', /no filter shop; it has region, day, least, word/],
    ['region', [], 'values', /at least one value/],
    ['region', ['east', 'north'], 'values', /does not take north; give one of east, south/],
    ['day', ['yesterday', '2026-03-01'], 'values', /takes one value/],
    ['day', ['2026-02-30'], 'values', /give a date written YYYY-MM-DD or one of yesterday/],
    ['least', ['1e9'], 'values', /give a number$/],
  ])('says what is wrong with %s = %s', (id, values, part, text) => {
    expect(filterProblem(FILTERS, [{ id: 'word', values: ['a'] }, { id, values }])).toEqual({ index: 1, part, text: expect.stringMatching(text) });
  });

  it('says that a page offers none, and has nothing to say where none is chosen', () => {
    expect(filterProblem(undefined, [{ id: 'day', values: ['yesterday'] }])).toEqual({ text: expect.stringContaining('no filters') });
    expect(filterProblem([], [{ id: 'day', values: ['yesterday'] }])).toEqual({ text: expect.stringContaining('no filters') });
    expect(filterProblem(undefined, [])).toBeUndefined();
  });
});
