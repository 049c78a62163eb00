import { date, labels, number, OPTIONAL, percent, text, unit } from '../columns';
import { page, type ChartDefinition, type PageDefinition } from '../page-definition';
import { REGIONS } from '../regions';

const NEWEST = 'select max(day) from flight_day';
const DAY_FILTER = { name: { zh: '日期', en: 'Date' }, value: 'newest-day' } as const;
const FLIGHTS = unit('班', 'flights');
const MINUTES = unit('分钟', 'min');

const flightsOfDay = (where: string): ChartDefinition => ({
  id: 'flights',
  title: { zh: '当日航班量', en: 'Flights of the day' },
  kind: 'number',
  columns: [
    number('flights', '航班量', 'Flights', FLIGHTS),
    number('previous', '前一日', 'Day before', { ...FLIGHTS, ...OPTIONAL }),
    percent('change', '环比', 'Change', OPTIONAL),
    date('day', '日期', 'Date'),
  ],
  sql: `with daily as (select day, sum(flights) as flights from flight_day ${where} group by day)
        select flights, lag(flights) over by_day, round(flights / lag(flights) over by_day - 1, 4), day
        from daily window by_day as (order by day) order by day desc limit 1`,
});

const lateShareOfDay = (where: string): ChartDefinition => ({
  id: 'late-share',
  title: { zh: '延误率（晚点 15 分钟以上）', en: 'Late share (more than 15 minutes)' },
  kind: 'number',
  columns: [
    percent('late', '延误率', 'Late share'),
    percent('previous', '前一日', 'Day before', OPTIONAL),
    number('minutes', '平均延误', 'Mean delay', MINUTES),
  ],
  sql: `with daily as (select day, round(sum(late) / sum(flights), 4) as late, round(sum(delay_minutes) / sum(flights), 1) as minutes
                       from flight_day ${where} group by day)
        select late, lag(late) over (order by day), minutes from daily order by day desc limit 1`,
});

const lateShareOfMonth = (where: string): ChartDefinition => ({
  id: 'trend',
  title: { zh: '近 30 天延误率', en: 'Late share, last 30 days' },
  kind: 'line',
  columns: [date('day', '日期', 'Date'), percent('late', '延误率', 'Late share')],
  sql: `select * from (select day, round(sum(late) / sum(flights), 4) from flight_day ${where} group by day order by day desc limit 30) order by day`,
});

const IN_REGION = '($region::varchar is null or region = $region)';

/** The day that is looked at: the newest one, the one before, or one by its date. */
const CHOSEN_DAY = `(select case $day::varchar when 'day-before' then max(day) - 1 else coalesce(try_cast($day::varchar as date), max(day)) end from flight_day)`;
const UNTIL_CHOSEN_DAY = `where day <= ${CHOSEN_DAY} and ${IN_REGION}`;

const flightDelays = page({
  id: 'flight-delays',
  title: { zh: '航班延误日报', en: 'Daily flight delays' },
  newestSql: `select max(day) from flight_day where day <= ${CHOSEN_DAY}`,
  filters: [DAY_FILTER, { name: { zh: '区域', en: 'Region' }, value: 'chosen', filterId: 'region' }],
  offers: [
    { id: 'region', title: { zh: '区域', en: 'Region' }, kind: 'choice', values: Object.entries(REGIONS).map(([value, title]) => ({ value, title })) },
    {
      id: 'day',
      title: { zh: '日期', en: 'Date' },
      kind: 'date',
      values: [{ value: 'newest', title: { zh: '最新一天', en: 'Newest day' } }, { value: 'day-before', title: { zh: '前一天', en: 'The day before it' } }],
    },
  ],
  charts: [
    flightsOfDay(UNTIL_CHOSEN_DAY),
    lateShareOfDay(UNTIL_CHOSEN_DAY),
    lateShareOfMonth(UNTIL_CHOSEN_DAY),
    {
      id: 'worst-airports',
      title: { zh: '延误最严重的出发机场', en: 'Departure airports with the longest delays' },
      kind: 'bar',
      columns: [text('airport', '机场', 'Airport'), number('minutes', '平均延误', 'Mean delay', MINUTES)],
      sql: `select origin, round(delay_minutes / flights, 1) from flight_day
            where day = ${CHOSEN_DAY} and ${IN_REGION} and flights >= 50 order by 2 desc, 1 limit 10`,
    },
    {
      id: 'airports',
      title: { zh: '主要机场明细', en: 'Largest airports' },
      kind: 'table',
      columns: [
        text('airport', '机场', 'Airport'),
        text('city', '城市', 'City'),
        number('flights', '航班量', 'Flights', FLIGHTS),
        percent('late', '延误率', 'Late share'),
        number('minutes', '平均延误', 'Mean delay', MINUTES),
      ],
      sql: `select origin, city, flights, round(late / flights, 4), round(delay_minutes / flights, 1)
            from (select * from flight_day where day = ${CHOSEN_DAY} and ${IN_REGION}) join airport on iata = origin order by flights desc, origin limit 15`,
    },
  ],
});

const regionalFlights = page({
  id: 'regional-flights',
  title: { zh: '区域航班运行', en: 'Flights by region' },
  rowLevel: true,
  newestSql: NEWEST,
  filters: [DAY_FILTER, { name: { zh: '区域', en: 'Region' }, value: 'region' }],
  charts: [
    flightsOfDay(`where ${IN_REGION}`),
    lateShareOfDay(`where ${IN_REGION}`),
    {
      id: 'regions',
      title: { zh: '各区域航班量', en: 'Flights by region' },
      kind: 'bar',
      columns: [text('region', '区域', 'Region', labels(REGIONS)), number('flights', '航班量', 'Flights', FLIGHTS)],
      sql: `select region, sum(flights) from flight_day where day = (${NEWEST}) and ${IN_REGION} group by region order by 2 desc, 1`,
    },
    lateShareOfMonth(`where ${IN_REGION}`),
    {
      id: 'states',
      title: { zh: '各州明细', en: 'By state' },
      kind: 'table',
      columns: [
        text('state', '州', 'State'),
        text('region', '区域', 'Region', labels(REGIONS)),
        number('flights', '航班量', 'Flights', FLIGHTS),
        percent('late', '延误率', 'Late share'),
      ],
      sql: `select state, region, sum(flights), round(sum(late) / sum(flights), 4) from flight_day
            where day = (${NEWEST}) and ${IN_REGION} group by state, region order by 3 desc, 1`,
    },
  ],
});

const slowPage = page({
  id: 'slow-page',
  title: { zh: '航线网络分析（加载较慢）', en: 'Route network (slow to load)' },
  trouble: 'slow',
  newestSql: NEWEST,
  charts: [
    {
      id: 'routes',
      title: { zh: '最繁忙航线（2001 年上半年）', en: 'Busiest routes (first half of 2001)' },
      kind: 'table',
      columns: [
        text('route', '航线', 'Route'),
        number('flights', '航班量', 'Flights', FLIGHTS),
        number('minutes', '平均延误', 'Mean delay', MINUTES),
        number('miles', '距离', 'Distance', unit('英里', 'mi')),
      ],
      sql: `select origin || ' → ' || destination, flights, round(mean_delay, 1), miles from flight_route order by flights desc, 1 limit 20`,
    },
    {
      id: 'hubs',
      title: { zh: '通航点最多的机场', en: 'Airports with the most destinations' },
      kind: 'bar',
      columns: [text('airport', '机场', 'Airport'), number('destinations', '通航点', 'Destinations', unit('个', ''))],
      sql: 'select origin, count(*) from flight_route group by origin order by 2 desc, 1 limit 10',
    },
  ],
});

const STRIKES_NEWEST = 'select max(day) from strike';
// The newest year of the set ends in July: whole years are compared.
const WHOLE_YEARS = 'year(day) < (select max(year(day)) from strike)';
const LAST_WHOLE_YEAR = 'year(day) = (select max(year(day)) - 1 from strike)';
const STRIKES = unit('起', 'strikes');
const DOLLARS = unit('美元', 'USD');
const PHASES = {
  Approach: { zh: '进近', en: 'Approach' },
  Climb: { zh: '爬升', en: 'Climb' },
  Descent: { zh: '下降', en: 'Descent' },
  'Landing Roll': { zh: '着陆滑跑', en: 'Landing roll' },
  Parked: { zh: '停放', en: 'Parked' },
  'Take-off run': { zh: '起飞滑跑', en: 'Take-off run' },
  Taxi: { zh: '滑行', en: 'Taxi' },
};

const birdstrikes = page({
  id: 'birdstrikes',
  title: { zh: '鸟击事件年报', en: 'Wildlife strikes by year' },
  newestSql: STRIKES_NEWEST,
  charts: [
    {
      id: 'strikes',
      title: { zh: '最近完整年度鸟击次数', en: 'Strikes in the last whole year' },
      kind: 'number',
      columns: [
        number('strikes', '鸟击次数', 'Strikes', STRIKES),
        number('previous', '上年', 'Year before', { ...STRIKES, ...OPTIONAL }),
        percent('change', '同比', 'Change', OPTIONAL),
        text('year', '年度', 'Year'),
      ],
      sql: `with yearly as (select year(day) as year, count(*) as strikes from strike where ${WHOLE_YEARS} group by 1)
            select strikes, lag(strikes) over by_year, round(strikes / lag(strikes) over by_year - 1, 4), year::varchar
            from yearly window by_year as (order by year) order by year desc limit 1`,
    },
    {
      id: 'years',
      title: { zh: '历年鸟击次数', en: 'Strikes by year' },
      kind: 'line',
      columns: [text('year', '年度', 'Year'), number('strikes', '鸟击次数', 'Strikes', STRIKES)],
      sql: `select year(day)::varchar, count(*) from strike where ${WHOLE_YEARS} group by 1 order by 1`,
    },
    {
      id: 'species',
      title: { zh: '已识别物种（前 10）', en: 'Species known (top 10)' },
      kind: 'bar',
      columns: [text('species', '物种', 'Species'), number('strikes', '鸟击次数', 'Strikes', STRIKES)],
      sql: `select species, count(*) from strike where species not like 'Unknown%' group by species order by 2 desc, 1 limit 10`,
    },
    {
      id: 'phases',
      title: { zh: '按飞行阶段', en: 'By phase of flight' },
      kind: 'table',
      columns: [
        text('phase', '飞行阶段', 'Phase', labels(PHASES)),
        number('strikes', '鸟击次数', 'Strikes', STRIKES),
        percent('share', '占比', 'Share'),
        percent('damaged', '造成损伤', 'With damage'),
      ],
      sql: `select phase, count(*), round(count(*) / sum(count(*)) over (), 4), round(count(*) filter (damage <> 'None') / count(*), 4)
            from strike group by phase order by 2 desc`,
    },
  ],
});

const strikeCosts = page({
  id: 'strike-costs',
  title: { zh: '鸟击损失（仅项目成员）', en: 'Costs of wildlife strikes (project members only)' },
  audience: 'members',
  newestSql: STRIKES_NEWEST,
  charts: [
    {
      id: 'cost',
      title: { zh: '最近完整年度损失', en: 'Cost of the last whole year' },
      kind: 'number',
      columns: [number('cost', '损失金额', 'Cost', DOLLARS)],
      sql: `select sum(cost) from strike where ${LAST_WHOLE_YEAR}`,
    },
    {
      id: 'operators',
      title: { zh: '损失最大的运营方', en: 'Operators with the highest cost' },
      kind: 'bar',
      columns: [text('operator', '运营方', 'Operator'), number('cost', '损失金额', 'Cost', DOLLARS)],
      sql: 'select operator, sum(cost) from strike group by operator having sum(cost) > 0 order by 2 desc, 1 limit 8',
    },
    {
      id: 'worst',
      title: { zh: '损失最大的事件', en: 'Most expensive strikes' },
      kind: 'table',
      columns: [
        date('day', '日期', 'Date'),
        text('state', '州', 'State'),
        text('species', '物种', 'Species'),
        number('cost', '损失金额', 'Cost', DOLLARS),
      ],
      sql: 'select day, state, species, cost from strike where cost > 0 order by cost desc, day limit 10',
    },
  ],
});

export const AVIATION_PAGES: readonly PageDefinition[] = [flightDelays, regionalFlights, birdstrikes, strikeCosts, slowPage];
