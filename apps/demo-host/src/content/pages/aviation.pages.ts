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

const flightDelays = page({
  id: 'flight-delays',
  title: { zh: '航班延误日报', en: 'Daily flight delays' },
  newestSql: NEWEST,
  filters: [DAY_FILTER],
  charts: [
    flightsOfDay(''),
    lateShareOfDay(''),
    lateShareOfMonth(''),
    {
      id: 'worst-airports',
      title: { zh: '延误最严重的出发机场', en: 'Departure airports with the longest delays' },
      kind: 'bar',
      columns: [text('airport', '机场', 'Airport'), number('minutes', '平均延误', 'Mean delay', MINUTES)],
      sql: `select origin, round(delay_minutes / flights, 1) from flight_day
            where day = (${NEWEST}) and flights >= 50 order by 2 desc, 1 limit 10`,
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
            from flight_day join airport on iata = origin where day = (${NEWEST}) order by flights desc, origin limit 15`,
    },
  ],
});

const IN_REGION = '($region::varchar is null or region = $region)';

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

export const AVIATION_PAGES: readonly PageDefinition[] = [flightDelays, regionalFlights, slowPage];
