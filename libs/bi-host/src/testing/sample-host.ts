import type { ChartSnapshot, FilterChoice, FilterValue, HostFilter } from '../domain/host-content';
import type { PageRef } from '../ports/content-source.port';
import { InMemoryHost } from './in-memory-host';

/** 销售日报 in the project `sales` of {@link sampleHost}. */
export const DAILY_PAGE: PageRef = { projectId: 'sales', pageId: 'daily' };

/** The charts of 销售日报: a number, a table and a line. */
export const DAILY_CHARTS: readonly ChartSnapshot[] = [
  {
    id: 'revenue',
    title: '昨日销售额',
    kind: 'number',
    state: 'ok',
    columns: [
      { key: 'revenue', title: '销售额', type: 'number', unit: '元' },
      { key: 'growth', title: '环比', type: 'percent' },
    ],
    rows: [[1_284_560.5, 0.123]],
  },
  {
    id: 'by-region',
    title: '各区域销售',
    kind: 'table',
    state: 'ok',
    columns: [
      { key: 'region', title: '区域', type: 'text' },
      { key: 'revenue', title: '销售额', type: 'number', unit: '元' },
      { key: 'share', title: '占比', type: 'percent' },
    ],
    rows: [
      ['华东', 612_300, 0.477],
      ['华南', 402_110.5, 0.313],
      ['华北', 270_150, 0.21],
    ],
  },
  {
    id: 'trend',
    title: '近七日趋势',
    kind: 'line',
    state: 'ok',
    columns: [
      { key: 'day', title: '日期', type: 'date' },
      { key: 'revenue', title: '销售额', type: 'number', unit: '元' },
    ],
    rows: [
      ['2026-02-23', 1_020_000],
      ['2026-02-24', 1_100_300],
      ['2026-02-25', 980_200],
      ['2026-02-26', 1_143_000],
      ['2026-02-27', 1_201_400],
      ['2026-02-28', 1_143_820],
      ['2026-03-01', 1_284_560.5],
    ],
  },
];

/** The filters that 销售日报 offers: regions, several at once, and a day, which may be yesterday. What is chosen is told in the snapshot, the rows stay. */
export const DAILY_FILTERS: readonly HostFilter[] = [
  { id: 'region', title: '大区', kind: 'choice', multiple: true, values: [{ value: 'east', title: '华东' }, { value: 'south', title: '华南' }] },
  { id: 'day', title: '统计日', kind: 'date', multiple: false, values: [{ value: 'yesterday', title: '昨天' }] },
];

function shownChoice({ id, values }: FilterChoice): FilterValue {
  const filter = DAILY_FILTERS.find((one) => one.id === id);
  const titles = values.map((value) => filter?.values?.find((offered) => offered.value === value)?.title ?? value);
  return { name: filter?.title ?? id, value: titles.join('、') };
}

/**
 * A new host for each test: 张伟 `u1`, 李娜 `u2`, Emily Chen `u3` and 王芳 `u4`, who left; departments 销售部 `d-sales` over
 * 华东区 `d-east`; the group 日报订阅 `g-daily` of u1, u2 and u4; the project `sales` with the page `daily` ({@link DAILY_PAGE}, {@link DAILY_FILTERS})
 * and the page `draft`, which is not published.
 */
export function sampleHost(): InMemoryHost {
  return new InMemoryHost()
    .setDepartment({ id: 'd-sales', name: '销售部' })
    .setDepartment({ id: 'd-east', name: '华东区', parentId: 'd-sales' })
    .setGroup({ id: 'g-daily', name: '日报订阅' })
    .setUser({ id: 'u1', name: '张伟', account: 'zhangwei', email: 'zhangwei@example.com', mobile: '13800000001', departmentIds: ['d-sales'], groupIds: ['g-daily'] })
    .setUser({ id: 'u2', name: '李娜', account: 'lina', email: 'lina@example.com', mobile: '13800000002', departmentIds: ['d-east'], groupIds: ['g-daily'] })
    .setUser({ id: 'u3', name: 'Emily Chen', account: 'emily', email: 'emily@example.com', departmentIds: ['d-sales'] })
    .setUser({ id: 'u4', name: '王芳', account: 'wangfang', departmentIds: ['d-east'], groupIds: ['g-daily'], active: false })
    .setProject({ id: 'sales', name: '销售分析' })
    .setPage({ id: 'daily', projectId: 'sales', title: '销售日报', filters: structuredClone([...DAILY_FILTERS]), charts: DAILY_CHARTS.map(({ id, title, kind }) => ({ id, title, kind })) })
    .setPage({ id: 'draft', projectId: 'sales', title: '销售周报(草稿)', published: false })
    .setContent(DAILY_PAGE, (_viewerId, _language, choices) => ({
      dataTime: '2026-03-02T00:30:00Z',
      filters: [{ name: '日期', value: '2026-03-01' }, ...choices.map(shownChoice)],
      charts: structuredClone([...DAILY_CHARTS]),
    }));
}
