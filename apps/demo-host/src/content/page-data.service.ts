import { Injectable, Logger } from '@nestjs/common';
import type { CellValue, ChartSnapshot, ChartState, PageSnapshot } from '../contract/contract.types';
import { Warehouse } from '../data/warehouse';
import { titleOfChoice, type ChosenFilters } from './chosen-filters';
import type { ChartDefinition, ColumnDefinition, FilterDefinition, PageDefinition, Text } from './page-definition';
import { ALL_REGIONS, REGIONS } from './regions';
import type { Scope } from './visibility';

const MAX_ROWS = 1000;

const NO_DATA: Text = { zh: '所选范围内没有数据', en: 'No data in the chosen range' };
const FAILED: Text = { zh: '数据源查询失败，图表无法生成', en: 'The data source could not be queried' };

type RawChart = { rows: CellValue[][] } | { failed: true };

interface RawPage {
  newestDay: string | null;
  charts: RawChart[];
}

function stateOf(columns: readonly ColumnDefinition[], rows: readonly CellValue[][]): ChartState {
  const measures = columns.flatMap(({ type, optional }, index) => ((type === 'number' || type === 'percent') && !optional ? [index] : []));
  const cells = rows.flatMap((row) => measures.map((index) => row[index]));
  const missing = cells.filter((cell) => cell === null).length;
  if (rows.length === 0 || (cells.length > 0 && missing === cells.length)) return 'empty';
  return missing > 0 ? 'partly_empty' : 'ok';
}

function chartIn(language: keyof Text, chart: ChartDefinition, raw: RawChart): ChartSnapshot {
  const columns = chart.columns.map(({ key, title, type, unit }) => ({ key, title: title[language], type, ...(unit && { unit: unit[language] }) }));
  const head = { id: chart.id, title: chart.title[language], kind: chart.kind };
  if ('failed' in raw) return { ...head, state: 'failed', reason: FAILED[language], columns, rows: [] };
  const state = stateOf(chart.columns, raw.rows);
  if (state === 'empty') return { ...head, state, reason: (chart.emptyReason ?? NO_DATA)[language], columns, rows: [] };
  const rows = raw.rows
    .slice(0, MAX_ROWS)
    .map((row) => row.map((cell, index) => chart.columns[index]?.labels?.[String(cell)]?.[language] ?? cell));
  return { ...head, state, columns, rows, ...(raw.rows.length > MAX_ROWS && { totalRows: raw.rows.length }) };
}

interface Shown {
  page: PageDefinition;
  scope: Scope;
  chosen: ChosenFilters;
}

function filterIn(language: keyof Text, filter: FilterDefinition, newestDay: string | null, { page, scope, chosen }: Shown): PageSnapshot['filters'] {
  const { name, value } = filter;
  if (value === 'chosen') {
    const choice = chosen.get(filter.filterId);
    return choice === undefined ? [] : [{ name: name[language], value: titleOfChoice(page, filter.filterId, choice, language) }];
  }
  const newest = newestDay ?? '-';
  const values = {
    'newest-day': () => newest,
    'newest-month': () => newest.slice(0, 7),
    'newest-year': () => newest.slice(0, 4),
    region: () => (scope === 'all' ? ALL_REGIONS : REGIONS[scope])[language],
  };
  return [{ name: name[language], value: typeof value === 'string' ? values[value]() : value[language] }];
}

/** The parameters that a query names: filters that are set, and the region that the viewer is held to. */
function parametersOf(sql: string, { page, scope, chosen }: Shown): Record<string, string | null> {
  const parameters: Record<string, string | null> = Object.fromEntries(page.offers.map(({ id }) => [id, chosen.get(id) ?? null]));
  if (page.rowLevel) parameters.region = scope === 'all' ? null : scope;
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => sql.includes(`$${name}`)));
}

/** What is on a page. The data never change, so each page is queried once for each scope; with filters set each time, since there are many. */
@Injectable()
export class PageDataService {
  private readonly log = new Logger(PageDataService.name);
  private readonly cache = new Map<PageDefinition, Map<Scope, Promise<RawPage>>>();

  constructor(private readonly warehouse: Warehouse) {}

  /** A chart that cannot be made is `failed` in the answer. */
  async read(page: PageDefinition, scope: Scope, language: keyof Text, chosen: ChosenFilters): Promise<Omit<PageSnapshot, 'page'>> {
    const shown = { page, scope, chosen };
    const { newestDay, charts } = chosen.size > 0 ? await this.query(shown) : await this.raw(shown);
    return {
      // The sets know days and no zones: midnight UTC names the day without pretending to more.
      dataTime: newestDay && `${newestDay}T00:00:00Z`,
      filters: page.filters.flatMap((filter) => filterIn(language, filter, newestDay, shown)),
      charts: page.charts.map((chart, index) => chartIn(language, chart, charts[index])),
    };
  }

  /** Who asks while a page is being queried waits for that query; what failed is tried again next time. */
  private async raw(shown: Shown): Promise<RawPage> {
    const { page, scope } = shown;
    const scopes = this.cache.get(page) ?? new Map<Scope, Promise<RawPage>>();
    this.cache.set(page, scopes);
    const making = scopes.get(scope) ?? this.query(shown);
    scopes.set(scope, making);
    let whole = false;
    try {
      const made = await making;
      whole = made.charts.every((chart) => !('failed' in chart));
      return made;
    } finally {
      if (!whole && scopes.get(scope) === making) scopes.delete(scope);
    }
  }

  private async query(shown: Shown): Promise<RawPage> {
    const { page } = shown;
    const [newest] = await this.warehouse.rows(page.newestSql, parametersOf(page.newestSql, shown));
    const charts: RawChart[] = [];
    for (const chart of page.charts) charts.push(await this.rawChart(chart, shown));
    return { newestDay: newest?.[0] == null ? null : String(newest[0]), charts };
  }

  private async rawChart(chart: ChartDefinition, shown: Shown): Promise<RawChart> {
    try {
      return { rows: await this.warehouse.rows(chart.sql, parametersOf(chart.sql, shown)) };
    } catch (error) {
      this.log.warn({ pageId: shown.page.id, chartId: chart.id, cause: String(error) }, 'a chart cannot be made');
      return { failed: true };
    }
  }
}
