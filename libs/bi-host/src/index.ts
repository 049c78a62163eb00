export type { HostUnit, HostUser, Paged, PageRequest, UserFilter } from './domain/host-user';
export type {
  CellValue,
  ChartColumn,
  ChartKind,
  ChartSnapshot,
  ChartState,
  ColumnType,
  FilterChoice,
  FilterKind,
  FilterValue,
  HostFilter,
  HostPage,
  HostPageDetail,
  HostProject,
  HostRule,
  PageSnapshot,
  ViewerGroups,
} from './domain/host-content';
export { isChange, isNumeric, numberOf } from './domain/chart-values';
export { Caller, type CallerFacts, type ProjectRole } from './domain/caller';
export { systemActor, type ActorKind, type AuditActor, type RequestOrigin } from './domain/actor';
export type { AuditEntry } from './domain/audit-entry';
export { auditDifference } from './domain/audit-difference';
export type { HostSignIn } from './domain/host-sign-in';
export {
  ApiKeyNotFoundError,
  ForbiddenError,
  HostGivesNoChannelError,
  HostUnavailableError,
  NotAuthenticatedError,
  PageNotAvailableError,
  RuleNotFoundError,
  SignInElsewhereError,
  TooManyAttemptsError,
  WrongCredentialsError,
  type PageProblem,
} from './domain/bi-host.errors';
export { UserDirectory } from './ports/user-directory.port';
export { filterProblem } from './domain/filter-choice';
export { checkPageChoices, mustBeCharts, withCharts, type PageChoices } from './domain/page-choices';
export { FilterChoiceDto, PageChoicesDto } from './http/dto/page-choices.dto';
export { ContentSource, type PageRef, type PageView, type RuleRef, type SnapshotRequest } from './ports/content-source.port';
export { HostNotices, NoHostNotices } from './ports/host-notices.port';
export type { HostNotice, RefusedNotice } from './domain/host-notice';
export { accountKeys, PersonTraces } from './ports/person-traces.port';
export { doneWith, isErased, pseudonymOf, type ErasedPerson, type ErasingStep, type PersonNames } from './domain/erased-person';
export { AuditTraces } from './persistence/audit-traces';
export { HostAccess, type AccessRequest } from './ports/host-access.port';
export { Allow, CurrentCaller, PERMISSION_KEY, type Permission } from './http/access.guard';
export { HttpHostModule } from './adapters/http-host.module';
export type { HttpHostOptions } from './adapters/http-host.options';
export { HttpUserDirectory } from './adapters/http-user-directory';
export { HttpHostNotices } from './adapters/http-host-notices';
export { HttpContentSource } from './adapters/http-content-source';
export { JwtHostAccess } from './adapters/jwt-host-access';
export { JWT_ACCESS_OPTIONS, type JwksKey, type JwtAccessOptions, type SharedSecretKey } from './adapters/jwt-access.options';
export { SignInService, type Session } from './application/sign-in.service';
export { ApiKeys, type ApiKeyDefinition } from './application/api-keys.service';
export { ApiKeyAccess } from './application/api-key-access';
export type { ApiKey } from './domain/api-key';
export { AuditTrail } from './application/audit-trail';
export { BI_HOST_MIGRATIONS } from './persistence/migrations';
export { BiHostBaseModule } from './bi-host-base.module';
export { BiHostModule } from './bi-host.module';
export { BiHostHttpModule } from './bi-host-http.module';
export { hostContractDocument } from './contract/openapi';
export { AuditLogService } from './application/audit-log.service';
