export type { HostUnit, HostUser, Paged, PageRequest, UserFilter } from './domain/host-user';
export type {
  CellValue,
  ChartColumn,
  ChartKind,
  ChartSnapshot,
  ChartState,
  ColumnType,
  HostPage,
  HostProject,
  PageSnapshot,
  ViewerGroups,
} from './domain/host-content';
export { Caller, type CallerFacts, type ProjectRole } from './domain/caller';
export { ForbiddenError, HostUnavailableError, NotAuthenticatedError, PageNotAvailableError, type PageProblem } from './domain/bi-host.errors';
export { UserDirectory } from './ports/user-directory.port';
export { ContentSource, type PageRef, type SnapshotRequest } from './ports/content-source.port';
export { HostAccess, type AccessRequest } from './ports/host-access.port';
export { Allow, CurrentCaller, PERMISSION_KEY, type Permission } from './http/access.guard';
