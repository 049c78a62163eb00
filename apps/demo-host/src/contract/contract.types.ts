/** The JSON of the HTTP host contract, as this host gives it; written from the contract alone, as any other BI would. */

export interface HostUser {
  id: string;
  name: string;
  account: string;
  email?: string;
  mobile?: string;
  departmentIds: string[];
  groupIds: string[];
  active: boolean;
}

export interface HostUnit {
  id: string;
  name: string;
  parentId?: string;
}

export interface HostProject {
  id: string;
  name: string;
}

export interface HostPage {
  id: string;
  projectId: string;
  title: string;
  published: boolean;
  sharing: boolean;
  url: string;
}

export interface HostFilter {
  id: string;
  title: string;
  kind: 'choice' | 'text' | 'number' | 'date';
  multiple: boolean;
  values?: { value: string; title: string }[];
}

export interface FilterChoice {
  id: string;
  values: string[];
}

export interface HostPageDetail extends HostPage {
  filters: HostFilter[];
  charts: { id: string; title: string; kind: ChartKind }[];
}

export interface HostRule {
  id: string;
  title: string;
  columns: { key: string; title: string }[];
}

export interface Paged<T> {
  items: T[];
  nextCursor?: string;
}

export type ColumnType = 'text' | 'number' | 'percent' | 'date' | 'datetime';
export type CellValue = string | number | null;
export type ChartKind = 'number' | 'table' | 'line' | 'bar';
export type ChartState = 'ok' | 'partly_empty' | 'empty' | 'failed';

export interface ChartColumn {
  key: string;
  title: string;
  type: ColumnType;
  unit?: string;
}

export interface ChartSnapshot {
  id: string;
  title: string;
  kind: ChartKind;
  state: ChartState;
  reason?: string;
  columns: ChartColumn[];
  rows: CellValue[][];
  totalRows?: number;
}

export interface PageSnapshot {
  page: HostPage;
  dataTime: string | null;
  filters: { name: string; value: string }[];
  charts: ChartSnapshot[];
}

export interface ViewerGroups {
  groups: { contentKey: string; viewerIds: string[] }[];
  denied: { viewerId: string; reason: string }[];
}

export interface HostNotice {
  id: string;
  userId: string;
  kind: string;
  url: string;
  text: string;
}

export type ProjectRole = 'editor' | 'viewer';

export interface SignedInUser {
  userId: string;
  name: string;
  administrator: boolean;
  projectRoles: Record<string, ProjectRole>;
}

export type PageProblem = 'not_found' | 'not_published' | 'sharing_off' | 'no_right';
