import { date, labels, number, OPTIONAL, percent, text, unit } from '../columns';
import { page, type PageDefinition } from '../page-definition';

const DAY_FILTER = { name: { zh: '日期', en: 'Date' }, value: 'newest-day' } as const;
const MONTH_FILTER = { name: { zh: '月份', en: 'Month' }, value: 'newest-month' } as const;
const YEAR_FILTER = { name: { zh: '年份', en: 'Year' }, value: 'newest-year' } as const;
const CELSIUS = unit('°C', '°C');
const MILLIMETRES = unit('毫米', 'mm');
const DAYS = unit('天', 'days');
const PPM = unit('ppm', 'ppm');
const GWH = unit('GWh', 'GWh');
const PEOPLE = unit('人', 'people');

const WEATHER_NEWEST = 'select max(day) from weather';
const CITIES = { Seattle: { zh: '西雅图', en: 'Seattle' }, 'New York': { zh: '纽约', en: 'New York' } };
const WEATHER_KINDS = {
  drizzle: { zh: '毛毛雨', en: 'Drizzle' },
  rain: { zh: '雨', en: 'Rain' },
  sun: { zh: '晴', en: 'Sun' },
  fog: { zh: '雾', en: 'Fog' },
  snow: { zh: '雪', en: 'Snow' },
};

const weather = page({
  id: 'weather',
  title: { zh: '西雅图与纽约天气日报', en: 'Daily weather in Seattle and New York' },
  newestSql: WEATHER_NEWEST,
  filters: [DAY_FILTER],
  charts: [
    {
      id: 'seattle',
      title: { zh: '西雅图最高气温', en: 'Seattle, highest temperature' },
      kind: 'number',
      columns: [
        number('temperature', '最高气温', 'Highest', CELSIUS),
        number('previous', '前一日', 'Day before', { ...CELSIUS, ...OPTIONAL }),
        date('day', '日期', 'Date'),
      ],
      sql: `select temp_max, lag(temp_max) over (order by day), day from weather where location = 'Seattle' order by day desc limit 1`,
    },
    {
      id: 'temperatures',
      title: { zh: '近 30 天最高气温', en: 'Highest temperatures, last 30 days' },
      kind: 'line',
      columns: [
        date('day', '日期', 'Date'),
        number('seattle', '西雅图', 'Seattle', CELSIUS),
        number('new-york', '纽约', 'New York', CELSIUS),
      ],
      sql: `select * from (
              select day, max(temp_max) filter (location = 'Seattle'), max(temp_max) filter (location = 'New York')
              from weather group by day order by day desc limit 30) order by day`,
    },
    {
      id: 'kinds',
      title: { zh: '西雅图最近一年天气', en: 'Seattle, kinds of weather in the last year' },
      kind: 'bar',
      columns: [text('kind', '天气', 'Weather', labels(WEATHER_KINDS)), number('days', '天数', 'Days', DAYS)],
      sql: `select kind, count(*) from weather where location = 'Seattle' and year(day) = (select max(year(day)) from weather) group by kind order by 2 desc, 1`,
    },
    {
      id: 'days',
      title: { zh: '近 5 天明细', en: 'Last 5 days' },
      kind: 'table',
      columns: [
        date('day', '日期', 'Date'),
        text('city', '城市', 'City', labels(CITIES)),
        text('kind', '天气', 'Weather', labels(WEATHER_KINDS)),
        number('highest', '最高', 'High', CELSIUS),
        number('lowest', '最低', 'Low', CELSIUS),
        number('rain', '降水', 'Rain', MILLIMETRES),
      ],
      sql: `select day, location, kind, temp_max, temp_min, precipitation from weather
            where day > (${WEATHER_NEWEST}) - interval 5 day order by day desc, location desc`,
    },
  ],
});

const co2 = page({
  id: 'co2',
  title: { zh: '大气二氧化碳浓度', en: 'Carbon dioxide in the air' },
  newestSql: 'select max(month) from co2',
  filters: [MONTH_FILTER],
  charts: [
    {
      id: 'newest',
      title: { zh: '最新月均浓度', en: 'Newest monthly mean' },
      kind: 'number',
      columns: [
        number('ppm', '浓度', 'Concentration', PPM),
        number('year-before', '上年同月', 'A year before', { ...PPM, ...OPTIONAL }),
        percent('change', '同比', 'Change', OPTIONAL),
        date('month', '月份', 'Month'),
      ],
      sql: `select now.ppm, before.ppm, round(now.ppm / before.ppm - 1, 4), now.month
            from co2 as now left join co2 as before on before.month = now.month - interval 1 year order by now.month desc limit 1`,
    },
    {
      id: 'ten-years',
      title: { zh: '近 10 年月均浓度', en: 'Monthly mean, last 10 years' },
      kind: 'line',
      columns: [date('month', '月份', 'Month'), number('ppm', '浓度', 'Concentration', PPM), number('adjusted', '季节调整', 'Season adjusted', PPM)],
      sql: `select * from (select month, ppm, adjusted from co2 order by month desc limit 120) order by month`,
    },
    {
      id: 'decades',
      title: { zh: '各年代平均浓度', en: 'Mean by decade' },
      kind: 'bar',
      columns: [text('decade', '年代', 'Decade'), number('ppm', '浓度', 'Concentration', PPM)],
      sql: `select (year(month) // 10 * 10)::varchar || 's', round(avg(adjusted), 1) from co2 where month >= date '1960-01-01' group by 1 order by 1`,
    },
  ],
});

const SOURCES = {
  'Fossil Fuels': { zh: '化石能源', en: 'Fossil fuels' },
  'Nuclear Energy': { zh: '核能', en: 'Nuclear' },
  Renewables: { zh: '可再生能源', en: 'Renewables' },
};

const electricity = page({
  id: 'electricity',
  title: { zh: '艾奥瓦州发电结构', en: 'Electricity of Iowa' },
  newestSql: 'select make_date(max(year)::int, 1, 1) from electricity',
  filters: [YEAR_FILTER],
  charts: [
    {
      id: 'renewable-share',
      title: { zh: '可再生能源占比', en: 'Share of renewables' },
      kind: 'number',
      columns: [
        percent('share', '占比', 'Share'),
        percent('previous', '上年', 'Year before', OPTIONAL),
        text('year', '年份', 'Year'),
      ],
      sql: `with yearly as (select year, round(sum(gwh) filter (source = 'Renewables') / sum(gwh), 4) as share from electricity group by year)
            select share, lag(share) over (order by year), year::varchar from yearly order by year desc limit 1`,
    },
    {
      id: 'years',
      title: { zh: '历年发电量', en: 'Generation by year' },
      kind: 'line',
      columns: [
        text('year', '年份', 'Year'),
        number('fossil', '化石能源', 'Fossil fuels', GWH),
        number('nuclear', '核能', 'Nuclear', GWH),
        number('renewable', '可再生能源', 'Renewables', GWH),
      ],
      sql: `select year::varchar, sum(gwh) filter (source = 'Fossil Fuels'), sum(gwh) filter (source = 'Nuclear Energy'),
                   sum(gwh) filter (source = 'Renewables') from electricity group by year order by year`,
    },
    {
      id: 'sources',
      title: { zh: '最近一年按来源', en: 'Newest year by source' },
      kind: 'bar',
      columns: [text('source', '来源', 'Source', labels(SOURCES)), number('gwh', '发电量', 'Generation', GWH)],
      sql: 'select source, gwh from electricity where year = (select max(year) from electricity) order by gwh desc',
    },
  ],
});

const DISASTERS = {
  Drought: { zh: '干旱', en: 'Drought' },
  Earthquake: { zh: '地震', en: 'Earthquake' },
  Epidemic: { zh: '疫病', en: 'Epidemic' },
  'Extreme temperature': { zh: '极端气温', en: 'Extreme temperature' },
  'Extreme weather': { zh: '极端天气', en: 'Extreme weather' },
  Flood: { zh: '洪水', en: 'Flood' },
  Landslide: { zh: '滑坡', en: 'Landslide' },
  'Mass movement (dry)': { zh: '崩塌', en: 'Mass movement (dry)' },
  'Volcanic activity': { zh: '火山活动', en: 'Volcanic activity' },
  Wildfire: { zh: '山火', en: 'Wildfire' },
};
const TOTAL = "kind = 'All natural disasters'";
const DISASTERS_NEWEST = 'select max(year) from disaster';

const disasters = page({
  id: 'disasters',
  title: { zh: '全球自然灾害年报', en: 'Natural disasters by year' },
  newestSql: `select make_date((${DISASTERS_NEWEST})::int, 1, 1)`,
  filters: [YEAR_FILTER],
  charts: [
    {
      id: 'deaths',
      title: { zh: '最近一年死亡人数', en: 'Deaths in the newest year' },
      kind: 'number',
      columns: [
        number('deaths', '死亡人数', 'Deaths', PEOPLE),
        number('previous', '上年', 'Year before', { ...PEOPLE, ...OPTIONAL }),
        percent('change', '同比', 'Change', OPTIONAL),
        text('year', '年份', 'Year'),
      ],
      sql: `select deaths, lag(deaths) over by_year, round(deaths / lag(deaths) over by_year - 1, 4), year::varchar
            from disaster where ${TOTAL} window by_year as (order by year) order by year desc limit 1`,
    },
    {
      id: 'years',
      title: { zh: '近 30 年死亡人数', en: 'Deaths, last 30 years' },
      kind: 'line',
      columns: [text('year', '年份', 'Year'), number('deaths', '死亡人数', 'Deaths', PEOPLE)],
      sql: `select * from (select year::varchar as year, deaths from disaster where ${TOTAL} order by year desc limit 30) order by year`,
    },
    {
      id: 'kinds',
      title: { zh: '近 10 年按灾种', en: 'By kind, last 10 years' },
      kind: 'table',
      columns: [
        text('kind', '灾种', 'Kind', labels(DISASTERS)),
        number('deaths', '死亡人数', 'Deaths', PEOPLE),
        text('worst', '最严重年份', 'Worst year'),
      ],
      sql: `select kind, sum(deaths), arg_max(year, deaths)::varchar from disaster
            where not ${TOTAL} and year > (${DISASTERS_NEWEST}) - 10 group by kind order by 2 desc`,
    },
  ],
});

// The year after the newest one of the set: its data have not come, as on the first day of a month in any BI.
const NOT_YET = `year = (${DISASTERS_NEWEST}) + 1`;
const NOT_ARRIVED = { zh: '本期数据尚未到达', en: "This period's data have not arrived yet" };

const allEmpty = page({
  id: 'all-empty',
  title: { zh: '自然灾害快报（全部无数据）', en: 'Natural disasters, flash report (no data at all)' },
  newestSql: `select max(make_date(year::int, 1, 1)) from disaster where ${NOT_YET}`,
  charts: [
    {
      id: 'deaths',
      title: { zh: '本期死亡人数', en: 'Deaths of the period' },
      kind: 'number',
      columns: [number('deaths', '死亡人数', 'Deaths', PEOPLE)],
      sql: `select sum(deaths) from disaster where ${NOT_YET}`,
      emptyReason: NOT_ARRIVED,
    },
    {
      id: 'kinds',
      title: { zh: '本期按灾种', en: 'By kind' },
      kind: 'bar',
      columns: [text('kind', '灾种', 'Kind', labels(DISASTERS)), number('deaths', '死亡人数', 'Deaths', PEOPLE)],
      sql: `select kind, deaths from disaster where ${NOT_YET}`,
      emptyReason: NOT_ARRIVED,
    },
  ],
});

const brokenPage = page({
  id: 'broken-page',
  title: { zh: '碳排放核算（整页出错）', en: 'Carbon accounts (the page fails)' },
  trouble: 'fails',
  newestSql: 'select max(month) from co2',
  charts: [],
});

export const CLIMATE_PAGES: readonly PageDefinition[] = [weather, co2, electricity, disasters, allEmpty, brokenPage];
