import { Injectable, Logger } from '@nestjs/common';
import type { CellValue, ChartSnapshot, ChartState, PageSnapshot } from '../contract/contract.types';
import { Warehouse } from '../data/warehouse';
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

function filterIn(language: keyof Text, { name, value }: FilterDefinition, newestDay: string | null, scope: Scope): { name: string; value: string } {
  const newest = newestDay ?? '-';
  const values = {
    'newest-day': () => newest,
    'newest-month': () => newest.slice(0, 7),
    'newest-year': () => newest.slice(0, 4),
    region: () => (scope === 'all' ? ALL_REGIONS : REGIONS[scope])[language],
  };
  return { name: name[language], value: typeof value === 'string' ? values[value]() : value[language] };
}

/** What is on a page. The data never change, so each page is queried once for each scope. */
@Injectable()
export class PageDataService {
  private readonly log = new Logger(PageDataService.name);
  private readonly cache = new Map<PageDefinition, Map<Scope, Promise<RawPage>>>();

  constructor(private readonly warehouse: Warehouse) {}

  /** A chart that cannot be made is `failed` in the answer. */
  async read(page: PageDefinition, scope: Scope, language: keyof Text): Promise<Omit<PageSnapshot, 'page'>> {
    const { newestDay, charts } = await this.raw(page, scope);
    return {
      // The sets know days and no zones: midnight UTC names the day without pretending to more.
      dataTime: newestDay && `${newestDay}T00:00:00Z`,
      filters: page.filters.map((filter) => filterIn(language, filter, newestDay, scope)),
      charts: page.charts.map((chart, index) => chartIn(language, chart, charts[index])),
    };
  }

  /** Who asks while a page is being queried waits for that query; what failed is tried again next time. */
  private async raw(page: PageDefinition, scope: Scope): Promise<RawPage> {
    const scopes = this.cache.get(page) ?? new Map<Scope, Promise<RawPage>>();
    this.cache.set(page, scopes);
    const making = scopes.get(scope) ?? this.query(page, scope);
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

  private async query(page: PageDefinition, scope: Scope): Promise<RawPage> {
    const [newest] = await this.warehouse.rows(page.newestSql);
    const charts: RawChart[] = [];
    for (const chart of page.charts) charts.push(await this.rawChart(page, chart, scope));
    return { newestDay: newest?.[0] == null ? null : String(newest[0]), charts };
  }

  private async rawChart(page: PageDefinition, chart: ChartDefinition, scope: Scope): Promise<RawChart> {
    try {
      return { rows: await this.warehouse.rows(chart.sql, page.rowLevel ? { region: scope === 'all' ? null : scope } : undefined) };
    } catch (error) {
      this.log.warn({ pageId: page.id, chartId: chart.id, cause: String(error) }, 'a chart cannot be made');
      return { failed: true };
    }
  }
}
