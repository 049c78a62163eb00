import type { ChartKind, ColumnType } from '../contract/contract.types';

/** A text in the two languages of this BI. */
export interface Text {
  zh: string;
  en: string;
}

export interface ColumnDefinition {
  key: string;
  title: Text;
  type: ColumnType;
  unit?: Text;
  /** The cell may be missing without the chart counting as partly empty. */
  optional?: boolean;
  /** What values of the data are called. */
  labels?: Readonly<Record<string, Text>>;
}

export interface ChartDefinition {
  id: string;
  title: Text;
  kind: ChartKind;
  /** In the order of the columns that `sql` gives. */
  columns: readonly ColumnDefinition[];
  /** May use `$region` on a row-level page: the region that the viewer is held to, or null. */
  sql: string;
  /** Told when there are no rows. */
  emptyReason?: Text;
}

export type FilterDefinition = { name: Text; value: Text } | { name: Text; value: 'newest-day' | 'newest-month' | 'newest-year' | 'region' };

export interface PageDefinition {
  id: string;
  title: Text;
  published: boolean;
  /** Whether its link opens it. */
  sharing: boolean;
  /** `company`: every active user; `members`: those with a role in the project. */
  audience: 'company' | 'members';
  /** The rows depend on who is looking. */
  rowLevel: boolean;
  /** For trying what callers do about it. */
  trouble?: 'slow' | 'fails';
  /** SQL that gives the day of the newest row. */
  newestSql: string;
  filters: readonly FilterDefinition[];
  charts: readonly ChartDefinition[];
}

type PageDefaults = 'published' | 'sharing' | 'audience' | 'rowLevel' | 'filters';

/** A page as most are: published, shared, for everybody, the same for all. */
export function page(definition: Omit<PageDefinition, PageDefaults> & Partial<Pick<PageDefinition, PageDefaults>>): PageDefinition {
  return { published: true, sharing: true, audience: 'company', rowLevel: false, filters: [], ...definition };
}

/** The language of the texts that comes nearest to a BCP 47 tag. */
export function textLanguage(tag: string): keyof Text {
  return /^zh\b/i.test(tag) ? 'zh' : 'en';
}
