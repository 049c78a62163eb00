import { number, text, unit } from '../columns';
import { page, type PageDefinition } from '../page-definition';

const NEWEST = 'select max(make_date(year, 1, 1)) from country_year';
const YEAR_FILTER = { name: { zh: '年份', en: 'Year' }, value: 'newest-year' } as const;
const YEARS = unit('岁', 'years');
const MILLIONS = unit('百万人', 'million');

/** Pages of the second tenant. */
export const WORLD_PAGES: readonly PageDefinition[] = [
  page({
    id: 'life-expectancy',
    title: { zh: '人均预期寿命', en: 'Life expectancy' },
    newestSql: NEWEST,
    filters: [YEAR_FILTER],
    charts: [
      {
        id: 'mean',
        title: { zh: '各国平均', en: 'Mean of the countries' },
        kind: 'number',
        columns: [number('years', '预期寿命', 'Life expectancy', YEARS)],
        sql: 'select round(avg(life_expect), 1) from country_year where year = (select max(year) from country_year)',
      },
      {
        id: 'trend',
        title: { zh: '历年变化', en: 'Over the years' },
        kind: 'line',
        columns: [text('year', '年份', 'Year'), number('years', '预期寿命', 'Life expectancy', YEARS)],
        sql: 'select year::varchar, round(avg(life_expect), 1) from country_year group by year order by year',
      },
    ],
  }),
  page({
    id: 'population',
    title: { zh: '人口大国', en: 'Largest countries' },
    newestSql: NEWEST,
    filters: [YEAR_FILTER],
    charts: [
      {
        id: 'largest',
        title: { zh: '人口最多的国家', en: 'Countries with the most people' },
        kind: 'bar',
        columns: [text('country', '国家', 'Country'), number('people', '人口', 'Population', MILLIONS)],
        sql: `select country, round(pop / 1e6, 1) from country_year where year = (select max(year) from country_year) order by pop desc limit 10`,
      },
    ],
  }),
];
