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
  /** May use `$region` on a row-level page: the region that the viewer is held to, or null; and the ids of the page's offered filters. */
  sql: string;
  /** Told when there are no rows. */
  emptyReason?: Text;
}

export type FilterDefinition = { name: Text; value: Text } | { name: Text; value: 'newest-day' | 'newest-month' | 'newest-year' | 'region' } | ChosenFilter;

/** What was chosen of a filter; not told when nothing was. */
export interface ChosenFilter {
  name: Text;
  value: 'chosen';
  filterId: string;
}

/** A filter that whoever takes the page may set: its value is the SQL parameter of the same name, null while it is not set. */
export interface OfferedFilter {
  id: string;
  title: Text;
  /** A `date` takes a day written YYYY-MM-DD as well as the words among its values. */
  kind: 'choice' | 'date';
  values: readonly { value: string; title: Text }[];
}

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
  /** SQL that gives the day of the newest row; may use the ids of offered filters. */
  newestSql: string;
  /** Told in a snapshot. */
  filters: readonly FilterDefinition[];
  /** May be set. */
  offers: readonly OfferedFilter[];
  charts: readonly ChartDefinition[];
}

type PageDefaults = 'published' | 'sharing' | 'audience' | 'rowLevel' | 'filters' | 'offers';

/** A page as most are: published, shared, for everybody, the same for all. */
export function page(definition: Omit<PageDefinition, PageDefaults> & Partial<Pick<PageDefinition, PageDefaults>>): PageDefinition {
  return { published: true, sharing: true, audience: 'company', rowLevel: false, filters: [], offers: [], ...definition };
}

/** The language of the texts that comes nearest to a BCP 47 tag. */
export function textLanguage(tag: string): keyof Text {
  return /^zh\b/i.test(tag) ? 'zh' : 'en';
}
