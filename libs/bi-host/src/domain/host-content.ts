export interface HostProject {
  id: string;
  name: string;
}

export interface HostPage {
  id: string;
  projectId: string;
  title: string;
  /** Only a published page may be pushed. */
  published: boolean;
  /** Whether people may open the page by its link. */
  sharing: boolean;
  /** Absolute address of the page for a person with a phone. */
  url: string;
}

export const FILTER_KINDS = ['choice', 'text', 'number', 'date'] as const;
export type FilterKind = (typeof FILTER_KINDS)[number];

/** A filter that a page offers. */
export interface HostFilter {
  id: string;
  title: string;
  /** A `choice` takes one of `values`, the others what is written: a `date` as YYYY-MM-DD. */
  kind: FilterKind;
  /** Whether it takes several values at once. */
  multiple: boolean;
  /** What may be chosen; of a kind that is written, what may stand in its place, such as `yesterday`: the host makes a day of it at each run. */
  values?: { value: string; title: string }[];
}

/** A filter of a page that is set. */
export interface FilterChoice {
  /** Of a {@link HostFilter}. */
  id: string;
  /** At least one; several only where the filter is `multiple`. */
  values: string[];
}

/** What may be chosen of a page. */
export interface HostPageDetail extends HostPage {
  /** Absent where the host knows no filters: none can be set. */
  filters?: HostFilter[];
  /** Absent where the host does not say: then chosen charts are not checked before a run. */
  charts?: Pick<ChartSnapshot, 'id' | 'title' | 'kind'>[];
}

export type ColumnType = 'text' | 'number' | 'percent' | 'date' | 'datetime';

export interface ChartColumn {
  key: string;
  title: string;
  /** `percent` is a fraction: 0.123 is shown as 12.3 %. `date` is YYYY-MM-DD, `datetime` ISO 8601 with zone. */
  type: ColumnType;
  /** Such as `元` or `kWh`. */
  unit?: string;
}

export type CellValue = string | number | null;

export type ChartKind = 'number' | 'table' | 'line' | 'bar';

/** `partly_empty`: rows are there, but some cells or series that should hold data do not. */
export type ChartState = 'ok' | 'partly_empty' | 'empty' | 'failed';

export interface ChartSnapshot {
  id: string;
  title: string;
  kind: ChartKind;
  state: ChartState;
  /** Why a failed or empty chart is so, in the words of the host. */
  reason?: string;
  /** First column is the dimension for lines and bars; a `number` chart has one row, whose first number column is the figure. */
  columns: ChartColumn[];
  /** At most 1000 rows; each as long as `columns`. */
  rows: CellValue[][];
  /** Rows there are in all, if more than were given. */
  totalRows?: number;
}

/** The value that a filter of a page has in a snapshot, in words for people. */
export interface FilterValue {
  name: string;
  value: string;
}

/** A page as one viewer sees it at one moment. */
export interface PageSnapshot {
  page: HostPage;
  /** When the newest data of the page is from; ISO 8601 with zone. */
  dataTime: string | null;
  filters: FilterValue[];
  charts: ChartSnapshot[];
}

/** A query of a project whose result names people. */
export interface HostRule {
  id: string;
  title: string;
  /** Columns of the result that hold people, where it has several. */
  columns?: { key: string; title: string }[];
}

/** People who see the same content, and those who may not see the page. */
export interface ViewerGroups {
  groups: { contentKey: string; viewerIds: string[] }[];
  denied: { viewerId: string; reason: string }[];
}
