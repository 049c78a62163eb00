import type { ChartSnapshot, PageSnapshot } from '#bi-host';
import type { MessageView } from '../domain/message-view';

export const CHARTS = {
  revenue: {
    id: 'revenue', title: '昨日销售额', kind: 'number', state: 'ok',
    columns: [{ key: 'amount', title: '销售额', type: 'number', unit: '元' }, { key: 'change', title: '环比', type: 'percent' }],
    rows: [[1_284_560.5, 0.0321]],
  },
  orders: {
    id: 'orders', title: '订单数', kind: 'number', state: 'ok',
    columns: [{ key: 'orders', title: '订单数', type: 'number', unit: '单' }, { key: 'change', title: '环比', type: 'percent' }],
    rows: [[3204, -0.0145]],
  },
  refunds: { id: 'refunds', title: '退款率', kind: 'number', state: 'ok', columns: [{ key: 'rate', title: '退款率', type: 'percent' }], rows: [[0.0083]] },
  regions: {
    id: 'regions', title: '区域销售', kind: 'table', state: 'ok',
    columns: [
      { key: 'region', title: '区域', type: 'text' },
      { key: 'amount', title: '销售额', type: 'number', unit: '元' },
      { key: 'change', title: '环比', type: 'percent' },
    ],
    rows: [['华东', 612_300, 0.045], ['华南', 402_110.5, 0.021], ['华北', 170_150, -0.038], ['西南', 62_000, 0.12], ['西北', 24_000, null], ['东北', 14_000, 0]],
    totalRows: 18,
  },
  trend: {
    id: 'trend', title: '近 7 日销售额', kind: 'line', state: 'ok',
    columns: [{ key: 'day', title: '日期', type: 'date' }, { key: 'amount', title: '销售额', type: 'number', unit: '元' }],
    rows: [['2026-11-20', 1_143_820], ['2026-11-21', 1_244_600], ['2026-11-22', 1_284_560.5]],
  },
  stores: {
    id: 'stores', title: '门店排行', kind: 'bar', state: 'ok',
    columns: [{ key: 'store', title: '门店', type: 'text' }, { key: 'amount', title: '销售额', type: 'number', unit: '元' }],
    rows: [['南京路店', 98_200], ['春熙路店', 86_500], ['天河城店', 81_040]],
  },
  stock: { id: 'stock', title: '库存预警', kind: 'table', state: 'empty', columns: [{ key: 'item', title: '商品', type: 'text' }], rows: [] },
  visitors: { id: 'visitors', title: '到店客流', kind: 'line', state: 'failed', reason: '数据源查询超时', columns: [{ key: 'day', title: '日期', type: 'date' }], rows: [] },
} satisfies Record<string, ChartSnapshot>;

/** A page of Chinese shops, as the demo host would give it. */
export function samplePage(change: Partial<PageSnapshot> = {}): PageSnapshot {
  return {
    page: { id: 'daily', projectId: 'sales', title: '门店销售日报', published: true, sharing: true, url: 'https://bi.example.com/p/sales/daily' },
    dataTime: '2026-11-23T00:00:00Z',
    filters: [{ name: '日期', value: '2026-11-22' }, { name: '区域', value: '全部' }],
    charts: Object.values(CHARTS),
    ...change,
  };
}

/** A push of {@link samplePage} at nine in Shanghai. */
export function sampleView(change: Partial<MessageView> = {}): MessageView {
  return {
    title: '门店销售日报',
    beginning: '各位早，昨日数据如下：',
    ending: '有疑问请联系数据组 8021',
    link: 'https://bi.example.com/p/sales/daily?lang=zh-CN',
    runTime: new Date('2026-11-23T01:00:07Z'),
    zone: 'Asia/Shanghai',
    snapshot: samplePage(),
    ...change,
  };
}

const ENGLISH: Record<string, { title: string; columns: string[]; units?: string[]; labels?: string[]; reason?: string }> = {
  revenue: { title: 'Revenue yesterday', columns: ['Revenue', 'Change'], units: ['$'] },
  orders: { title: 'Orders', columns: ['Orders', 'Change'], units: [''] },
  refunds: { title: 'Refund rate', columns: ['Refund rate'] },
  regions: { title: 'Revenue by region', columns: ['Region', 'Revenue', 'Change'], units: ['', '$'], labels: ['East', 'South', 'North', 'Southwest', 'Northwest', 'Northeast'] },
  trend: { title: 'Revenue, last 7 days', columns: ['Day', 'Revenue'], units: ['', '$'] },
  stores: { title: 'Top stores', columns: ['Store', 'Revenue'], units: ['', '$'], labels: ['Nanjing Road', 'Chunxi Road', 'Tianhe City'] },
  stock: { title: 'Low stock', columns: ['Item'] },
  visitors: { title: 'Visitors', columns: ['Day'], reason: 'the data source took too long' },
};

function english(chart: ChartSnapshot): ChartSnapshot {
  const { title, columns, units = [], labels = [], reason } = ENGLISH[chart.id];
  return {
    ...chart,
    title,
    columns: chart.columns.map((column, at) => ({ ...column, title: columns[at], unit: units[at] || undefined })),
    rows: chart.rows.map((row, at) => (labels[at] === undefined ? row : [labels[at], ...row.slice(1)])),
    ...(reason !== undefined && { reason }),
  };
}

/** The same page for a reader of English in London. */
export function sampleViewInEnglish(change: Partial<MessageView> = {}): MessageView {
  const snapshot = samplePage({ filters: [{ name: 'Day', value: '2026-11-22' }, { name: 'Region', value: 'all' }], charts: Object.values(CHARTS).map(english) });
  return sampleView({
    title: 'Daily store sales',
    beginning: 'Good morning, here is yesterday:',
    ending: 'Questions? Ask the data team, ext. 8021',
    link: 'https://bi.example.com/p/sales/daily?lang=en-US',
    zone: 'Europe/London',
    snapshot,
    ...change,
  });
}
