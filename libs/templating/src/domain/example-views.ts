import type { ChartSnapshot, PageSnapshot } from '#bi-host';
import { figuresOf } from './figures';
import type { MessageView } from './message-view';

const PAGE = { id: 'example', projectId: 'example', title: '门店销售日报', published: true, sharing: true, url: 'https://bi.example.com/p/daily' };

const charts: ChartSnapshot[] = [
  { id: 'revenue', title: '昨日销售额', kind: 'number', state: 'ok', columns: [{ key: 'amount', title: '销售额', type: 'number', unit: '元' }, { key: 'change', title: '环比', type: 'percent' }], rows: [[1_284_560.5, 0.0321]] },
  { id: 'regions', title: '区域销售', kind: 'table', state: 'partly_empty', columns: [{ key: 'region', title: '区域', type: 'text' }, { key: 'amount', title: '销售额', type: 'number' }], rows: [['华东', 612_300], ['西北', null]], totalRows: 18 },
  { id: 'trend', title: '近 7 日销售额', kind: 'line', state: 'ok', columns: [{ key: 'day', title: '日期', type: 'date' }, { key: 'amount', title: '销售额', type: 'number' }], rows: [['2026-11-21', 1_244_600], ['2026-11-22', 1_284_560.5]] },
  { id: 'stock', title: '库存预警', kind: 'table', state: 'empty', columns: [], rows: [] },
  { id: 'visitors', title: '到店客流', kind: 'line', state: 'failed', reason: '数据源查询超时', columns: [], rows: [] },
];

const snapshot: PageSnapshot = { page: PAGE, dataTime: '2026-11-23T00:00:00Z', filters: [{ name: '区域', value: '全部' }], charts };

/** A page with all that templates may meet. */
export function richView(): MessageView {
  const runTime = new Date('2026-11-23T01:00:00Z');
  return {
    title: PAGE.title, beginning: '各位早', ending: '有疑问请联系数据组', link: PAGE.url, runTime, zone: 'Asia/Shanghai',
    late: { plannedAt: new Date('2026-11-23T00:30:00Z') }, test: true, snapshot, previous: figuresOf(snapshot), notes: ['数据延迟'],
  };
}

/** A page where everything that may be missing is. */
export function bareView(): MessageView {
  const [revenue] = charts;
  const bare = { ...snapshot, dataTime: null, filters: [], charts: [{ ...revenue, rows: [[null, null]] }, { ...charts[1], rows: [] }, { ...charts[2], rows: [[null, null]] }] };
  return { title: '', link: PAGE.url, runTime: new Date('2026-11-23T01:00:00Z'), zone: 'Asia/Shanghai', snapshot: bare };
}
