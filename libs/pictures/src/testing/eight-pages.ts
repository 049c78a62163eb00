import type { ChartSnapshot, PageSnapshot } from '#bi-host';

const amount = { key: 'amount', title: '销售额', type: 'number', unit: '元' } as const;
const change = { key: 'change', title: '环比', type: 'percent' } as const;
const day = { key: 'day', title: '日期', type: 'date' } as const;

const revenue: ChartSnapshot = { id: 'revenue', title: '昨日销售额', kind: 'number', state: 'ok', columns: [amount, change], rows: [[1_284_560.5, 0.0321]] };
const orders: ChartSnapshot = { id: 'orders', title: '订单数', kind: 'number', state: 'ok', columns: [{ key: 'n', title: '订单数', type: 'number', unit: '单' }, change], rows: [[3204, -0.0145]] };
const refunds: ChartSnapshot = { id: 'refunds', title: '退款率', kind: 'number', state: 'ok', columns: [{ key: 'rate', title: '退款率', type: 'percent' }], rows: [[0.0083]] };
const regions: ChartSnapshot = {
  id: 'regions', title: '区域销售', kind: 'table', state: 'ok', columns: [{ key: 'region', title: '区域', type: 'text' }, amount, change],
  rows: [['华东', 612_300, 0.045], ['华南', 402_110.5, 0.021], ['华北', 170_150, -0.038], ['西南', 62_000, 0.12], ['西北', 24_000, null], ['东北', 14_000, 0]], totalRows: 18,
};
const trend: ChartSnapshot = {
  id: 'trend', title: '近 14 日销售额', kind: 'line', state: 'ok', columns: [day, amount],
  rows: [1_043_000, 1_102_400, 980_200, 1_015_600, 1_143_820, 1_244_600, 1_190_300, 1_099_000, 1_150_250, 1_204_480, 1_188_000, 1_143_820, 1_244_600, 1_284_560.5].map((value, at) => [`2026-11-${String(9 + at).padStart(2, '0')}`, value]),
};
const stores: ChartSnapshot = {
  id: 'stores', title: '门店排行', kind: 'bar', state: 'ok', columns: [{ key: 'store', title: '门店', type: 'text' }, amount],
  rows: [['南京路旗舰店', 98_200], ['春熙路店', 86_500], ['天河城店', 81_040], ['王府井店', 64_200], ['解放碑店', 51_300]],
};
const channels: ChartSnapshot = {
  id: 'channels', title: '渠道对比', kind: 'line', state: 'ok',
  columns: [day, { key: 'a', title: '门店', type: 'number', unit: '元' }, { key: 'b', title: '小程序', type: 'number', unit: '元' }, { key: 'c', title: '外卖', type: 'number', unit: '元' }],
  rows: [[620, 340, 120], [640, 380, 110], [600, 420, 160], [650, 460, 150], [700, 440, 190], [720, 520, 200], [710, 560, 230]].map((values, at) => [`2026-11-${16 + at}`, ...values]),
};
const stock: ChartSnapshot = { id: 'stock', title: '库存预警', kind: 'table', state: 'empty', columns: [{ key: 'item', title: '商品', type: 'text' }], rows: [] };
const visitors: ChartSnapshot = { id: 'visitors', title: '到店客流', kind: 'line', state: 'failed', reason: '数据源查询超时，已重试 3 次', columns: [day], rows: [] };

function page(title: string, charts: ChartSnapshot[], more: Partial<PageSnapshot> = {}): PageSnapshot {
  return {
    page: { id: 'daily', projectId: 'sales', title, published: true, sharing: true, url: 'https://bi.example.com/p/sales/daily' },
    dataTime: '2026-11-23T00:00:00Z', filters: [{ name: '日期', value: '2026-11-22' }, { name: '区域', value: '全部' }], charts, ...more,
  };
}

const LONG = '二〇二六年第四季度全国直营门店与加盟门店销售额、客流量、客单价及会员复购率综合分析日报（含节假日调整口径）';
const HOSTILE = '</text><script>alert(1)</script>&amp;<image href="file:///etc/passwd"/>"\'\n[x](y)';

/** What pictures must cope with. */
export const EIGHT_PAGES = {
  normal: page('门店销售日报', [revenue, orders, refunds, trend, regions, stores, channels]),
  empty: page('门店销售日报', [{ ...revenue, state: 'empty', rows: [] }, stock, { ...trend, state: 'empty', rows: [], reason: '今日尚无交易' }], { dataTime: null, filters: [] }),
  partlyEmpty: page('门店销售日报', [
    revenue, { ...orders, state: 'failed', rows: [], reason: '数据源查询超时' },
    { ...trend, state: 'partly_empty', rows: trend.rows.map(([label, value], at) => [label, at > 4 && at < 8 ? null : value]) },
    { ...regions, state: 'partly_empty', rows: regions.rows.map((row, at) => (at % 2 ? [row[0], null, null] : row)) }, stock, visitors,
  ]),
  hugeTable: page('全部门店明细', [{
    id: 'all', title: '门店明细', kind: 'table', state: 'ok', totalRows: 52_318,
    columns: [{ key: 'store', title: '门店', type: 'text' }, { key: 'city', title: '城市', type: 'text' }, amount, { key: 'n', title: '订单', type: 'number' }, change, { key: 'x', title: '坪效', type: 'number' }, { key: 'y', title: '开业', type: 'date' }],
    rows: Array.from({ length: 1000 }, (_, at) => [`第 ${at + 1} 分店`, ['上海', '成都', '广州'][at % 3], 98_200 - at * 17.5, 812 - (at % 300), ((at % 21) - 10) / 100, at, '2020-01-01']),
  }]),
  longChinese: page(LONG, [{ ...revenue, title: LONG }, { ...orders, title: LONG }, { ...regions, title: LONG, columns: regions.columns.map((column) => ({ ...column, title: LONG })), rows: regions.rows.map(([, ...rest]) => [LONG, ...rest]) }, { ...stores, rows: stores.rows.map(([, value], at) => [LONG.slice(at), value]) }], { filters: [{ name: '组织范围', value: LONG }, { name: '口径', value: '含税' }] }),
  emojiAndRtl: page('🎉 门店日报 📈 👨‍👩‍👧', [{ ...revenue, title: '🔥 昨日销售额 🇨🇳' }, { ...orders, title: 'عدد الطلبات 订单' }, { ...regions, rows: [['🍎 水果', 1200, 0.1], ['שלום עולם', 800, -0.2], ['𠮷野家 café ñ', 300, 0], ['\u202Eabc\u202C', 20, null]], totalRows: 4 }]),
  hostileMarkup: page(HOSTILE, [{ ...revenue, title: HOSTILE, columns: [{ ...amount, unit: '<b>' }, { ...change, title: '环比<i>' }] }, { ...regions, title: HOSTILE, columns: regions.columns.map((column) => ({ ...column, title: `${column.title}<&>` })), rows: [[HOSTILE, 1, 0.1], ['=1+1', 2, -0.1]] }, { ...stores, rows: [[HOSTILE, 5], ['{a|b}', 3]] }], { filters: [{ name: '<b>', value: HOSTILE }] }),
  negativeAndZero: page('利润日报', [
    { ...revenue, title: '净利润', rows: [[-1_284_560.5, -0.32]] }, { ...orders, rows: [[0, 0]] },
    { ...trend, title: '每日净利润', rows: trend.rows.map(([label], at) => [label, (at - 6) * 12_345]) },
    { ...stores, title: '门店净利润', rows: [['南京路旗舰店', 98_200], ['春熙路店', 0], ['天河城店', -81_040], ['王府井店', -120.5]] },
    { ...regions, rows: [['华东', 0, 0], ['华南', -402_110.5, -0.5], ['华北', -0.001, 0.00001], ['西南', 1e15, 12]], totalRows: 4 },
  ]),
} satisfies Record<string, PageSnapshot>;

const ENGLISH: Record<string, string> = {
  门店销售日报: 'Daily store sales', 昨日销售额: 'Revenue yesterday', 销售额: 'Revenue', 元: '$', 环比: 'Change', 订单数: 'Orders', 单: '', 退款率: 'Refund rate', 区域销售: 'Revenue by region', 区域: 'Region',
  华东: 'East', 华南: 'South', 华北: 'North', 西南: 'Southwest', 西北: 'Northwest', 东北: 'Northeast', '近 14 日销售额': 'Revenue, last 14 days', 日期: 'Day', 门店排行: 'Top stores', 门店: 'Store',
  南京路旗舰店: 'Nanjing Road flagship', 春熙路店: 'Chunxi Road', 天河城店: 'Tianhe City', 王府井店: 'Wangfujing', 解放碑店: 'Jiefangbei', 渠道对比: 'Channels', 小程序: 'Mini program', 外卖: 'Delivery',
  库存预警: 'Low stock', 商品: 'Item', 到店客流: 'Visitors', '数据源查询超时，已重试 3 次': 'The data source took too long, 3 tries', 数据源查询超时: 'The data source took too long', 今日尚无交易: 'No sales yet today', 全部: 'all',
  全部门店明细: 'All stores', 门店明细: 'Stores', 城市: 'City', 订单: 'Orders', 坪效: 'Per m²', 开业: 'Opened', 上海: 'Shanghai', 成都: 'Chengdu', 广州: 'Guangzhou', 利润日报: 'Daily profit', 净利润: 'Net profit', 每日净利润: 'Net profit by day', 门店净利润: 'Net profit by store',
};

/** A page of the above as a host gives it to a reader of English; what has no translation stays, as in life. */
export function inEnglish(page: PageSnapshot): PageSnapshot {
  const text = JSON.stringify(page, (key, value: unknown) => {
    if (typeof value !== 'string' || key === 'id') return value;
    const english = ENGLISH[value] ?? value.replace(/^第 (\d+) 分店$/, 'Store $1');
    return key === 'unit' && english === '' ? undefined : english;
  });
  return JSON.parse(text) as PageSnapshot;
}
