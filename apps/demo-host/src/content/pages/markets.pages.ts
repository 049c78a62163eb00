import { date, labels, number, OPTIONAL, percent, text, unit } from '../columns';
import { page, type ChartDefinition, type PageDefinition } from '../page-definition';

const DAY_FILTER = { name: { zh: '交易日', en: 'Trading day' }, value: 'newest-day' } as const;
const MONTH_FILTER = { name: { zh: '月份', en: 'Month' }, value: 'newest-month' } as const;
const POINTS = unit('点', 'points');
const DOLLARS = unit('美元', 'USD');
const THOUSANDS = unit('千人', 'thousand');

const SP500_NEWEST = 'select max(day) from sp500';

const sp500Close: ChartDefinition = {
  id: 'close',
  title: { zh: '标普 500 收盘', en: 'S&P 500 close' },
  kind: 'number',
  columns: [
    number('close', '收盘', 'Close', POINTS),
    number('previous', '前一交易日', 'Day before', { ...POINTS, ...OPTIONAL }),
    percent('change', '涨跌幅', 'Change', OPTIONAL),
    date('day', '交易日', 'Trading day'),
  ],
  sql: `select round(close, 2), round(lag(close) over by_day, 2), round(close / lag(close) over by_day - 1, 4), day
        from sp500 window by_day as (order by day) order by day desc limit 1`,
};

const sp500Trend: ChartDefinition = {
  id: 'trend',
  title: { zh: '近 60 个交易日收盘', en: 'Close, last 60 trading days' },
  kind: 'line',
  columns: [date('day', '交易日', 'Trading day'), number('close', '收盘', 'Close', POINTS)],
  sql: 'select * from (select day, round(close, 2) from sp500 order by day desc limit 60) order by day',
};

const sp500 = page({
  id: 'sp500',
  title: { zh: '标普 500 日报', en: 'S&P 500 daily' },
  newestSql: SP500_NEWEST,
  filters: [DAY_FILTER],
  charts: [
    sp500Close,
    {
      id: 'volume',
      title: { zh: '成交量', en: 'Volume' },
      kind: 'number',
      columns: [
        number('volume', '成交量', 'Volume', unit('亿股', 'hundred million shares')),
        percent('change', '较前一交易日', 'Change', OPTIONAL),
      ],
      sql: `select round(volume / 1e8, 2), round(volume / lag(volume) over (order by day) - 1, 4) from sp500 order by day desc limit 1`,
    },
    sp500Trend,
    {
      id: 'days',
      title: { zh: '近 10 个交易日', en: 'Last 10 trading days' },
      kind: 'table',
      columns: [
        date('day', '交易日', 'Trading day'),
        number('close', '收盘', 'Close', POINTS),
        percent('change', '涨跌幅', 'Change'),
        number('high', '最高', 'High', POINTS),
        number('low', '最低', 'Low', POINTS),
      ],
      sql: `select day, round(close, 2), round(close / lag(close) over (order by day) - 1, 4), round(high, 2), round(low, 2)
            from sp500 order by day desc limit 10`,
    },
  ],
});

const STOCKS_NEWEST = 'select max(month) from stock';
const PRICES = ['AAPL', 'AMZN', 'GOOG', 'IBM', 'MSFT'];
const priceColumns = PRICES.map((symbol) => number(symbol.toLowerCase(), symbol, symbol, DOLLARS));
const pricesSince = (from: string): string =>
  `select month, ${PRICES.map((symbol) => `max(price) filter (symbol = '${symbol}')`).join(', ')} from stock where month >= ${from} group by month order by month`;

const techStocks = page({
  id: 'tech-stocks',
  title: { zh: '科技股月报', en: 'Tech stocks monthly' },
  newestSql: STOCKS_NEWEST,
  filters: [MONTH_FILTER],
  charts: [
    {
      id: 'best',
      title: { zh: '近 12 个月最大涨幅', en: 'Best in 12 months' },
      kind: 'number',
      columns: [percent('change', '涨幅', 'Change'), text('symbol', '股票', 'Stock')],
      sql: `select round(price / (select price from stock as before where before.symbol = stock.symbol and before.month = stock.month - interval 1 year) - 1, 4), symbol
            from stock where month = (${STOCKS_NEWEST}) order by 1 desc limit 1`,
    },
    {
      id: 'prices',
      title: { zh: '近 24 个月股价', en: 'Prices, last 24 months' },
      kind: 'line',
      columns: [date('month', '月份', 'Month'), ...priceColumns],
      sql: pricesSince(`(${STOCKS_NEWEST}) - interval 23 month`),
    },
    {
      id: 'changes',
      title: { zh: '近 12 个月涨跌幅', en: 'Change in 12 months' },
      kind: 'bar',
      columns: [text('symbol', '股票', 'Stock'), percent('change', '涨跌幅', 'Change')],
      sql: `select now.symbol, round(now.price / before.price - 1, 4)
            from stock as now join stock as before on before.symbol = now.symbol and before.month = now.month - interval 1 year
            where now.month = (${STOCKS_NEWEST}) order by 2 desc`,
    },
  ],
});

const SECTORS = {
  trade_transportation_utilties: { zh: '贸易、运输与公用事业', en: 'Trade, transportation, utilities' },
  professional_and_business_services: { zh: '专业与商业服务', en: 'Professional and business services' },
  education_and_health_services: { zh: '教育与医疗', en: 'Education and health' },
  government: { zh: '政府', en: 'Government' },
  leisure_and_hospitality: { zh: '休闲与酒店', en: 'Leisure and hospitality' },
  manufacturing: { zh: '制造业', en: 'Manufacturing' },
  financial_activities: { zh: '金融', en: 'Financial activities' },
  construction: { zh: '建筑业', en: 'Construction' },
  other_services: { zh: '其他服务', en: 'Other services' },
  information: { zh: '信息业', en: 'Information' },
  mining_and_logging: { zh: '采矿与伐木', en: 'Mining and logging' },
};
const sectorNames = Object.keys(SECTORS).join(', ');

const employment = page({
  id: 'employment',
  title: { zh: '美国就业月报', en: 'US employment monthly' },
  newestSql: 'select max(month) from employment',
  filters: [MONTH_FILTER],
  charts: [
    {
      id: 'nonfarm',
      title: { zh: '非农就业人数', en: 'Nonfarm employment' },
      kind: 'number',
      columns: [
        number('nonfarm', '非农就业', 'Nonfarm', THOUSANDS),
        number('change', '较上月', 'Month on month', THOUSANDS),
        date('month', '月份', 'Month'),
      ],
      sql: 'select nonfarm, nonfarm_change, month from employment order by month desc limit 1',
    },
    {
      id: 'changes',
      title: { zh: '近 24 个月新增就业', en: 'Jobs added, last 24 months' },
      kind: 'line',
      columns: [date('month', '月份', 'Month'), number('change', '新增就业', 'Jobs added', THOUSANDS)],
      sql: 'select * from (select month, nonfarm_change from employment order by month desc limit 24) order by month',
    },
    {
      id: 'sectors',
      title: { zh: '各行业就业人数', en: 'Employment by sector' },
      kind: 'bar',
      columns: [text('sector', '行业', 'Sector', labels(SECTORS)), number('people', '就业人数', 'Employed', THOUSANDS)],
      sql: `with newest as (select ${sectorNames} from employment order by month desc limit 1)
            select name, people from (unpivot newest on ${sectorNames} into name name value people) order by people desc`,
    },
  ],
});

const industryUnemployment = page({
  id: 'private-page',
  title: { zh: '行业失业率（未开放分享）', en: 'Unemployment by industry (sharing off)' },
  sharing: false,
  newestSql: 'select max(month) from unemployment',
  filters: [MONTH_FILTER],
  charts: [
    {
      id: 'rates',
      title: { zh: '各行业失业率', en: 'Rate by industry' },
      kind: 'bar',
      columns: [text('industry', '行业', 'Industry'), percent('rate', '失业率', 'Rate')],
      sql: 'select series, rate from unemployment where month = (select max(month) from unemployment) order by rate desc, 1',
    },
  ],
});

const draft = page({
  id: 'draft-page',
  title: { zh: '季度投资回顾（草稿）', en: 'Quarterly review (draft)' },
  published: false,
  newestSql: SP500_NEWEST,
  charts: [sp500Close],
});

const halfEmpty = page({
  id: 'half-empty',
  title: { zh: '市场异动监控（一个图表无数据）', en: 'Market alerts (one chart without data)' },
  newestSql: SP500_NEWEST,
  filters: [DAY_FILTER],
  charts: [
    sp500Close,
    {
      id: 'crashes',
      title: { zh: '近 60 日单日跌幅超过 15%', en: 'Days that lost more than 15 %, last 60 days' },
      kind: 'table',
      columns: [date('day', '交易日', 'Trading day'), percent('change', '涨跌幅', 'Change')],
      sql: `select * from (select day, close / lag(close) over (order by day) - 1 as change from sp500 order by day desc limit 60)
            where change < -0.15`,
      emptyReason: { zh: '近 60 个交易日没有单日跌幅超过 15%', en: 'No day of the last 60 lost more than 15 %' },
    },
    sp500Trend,
  ],
});

const partlyEmpty = page({
  id: 'partly-empty',
  title: { zh: '科技股上市以来走势（部分缺数）', en: 'Tech stocks since 2004 (partly without data)' },
  newestSql: STOCKS_NEWEST,
  filters: [MONTH_FILTER],
  charts: [
    {
      // Google came to the market in August 2004: its cells before are empty.
      id: 'since-2004',
      title: { zh: '2004 年以来股价', en: 'Prices since 2004' },
      kind: 'line',
      columns: [date('month', '月份', 'Month'), ...priceColumns],
      sql: pricesSince("date '2004-01-01'"),
    },
  ],
});

const brokenChart = page({
  id: 'broken-chart',
  title: { zh: '大类资产看板（一个图表出错）', en: 'Asset classes (one chart fails)' },
  newestSql: SP500_NEWEST,
  filters: [DAY_FILTER],
  charts: [
    sp500Close,
    {
      // There is no such table: the query fails as it would when a source was renamed.
      id: 'commodities',
      title: { zh: '大宗商品价格', en: 'Commodity prices' },
      kind: 'table',
      columns: [text('commodity', '商品', 'Commodity'), number('price', '价格', 'Price', DOLLARS)],
      sql: 'select commodity, price from commodity_price',
    },
    sp500Trend,
  ],
});

export const MARKETS_PAGES: readonly PageDefinition[] = [
  sp500,
  techStocks,
  employment,
  halfEmpty,
  partlyEmpty,
  brokenChart,
  industryUnemployment,
  draft,
];
