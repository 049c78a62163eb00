export { WecomPushModule } from './wecom-push.module';
export type { HostPorts, WecomPushExtras, WecomPushOptions } from './wecom-push.options';
export { migrateDatabase, PUSH_MIGRATIONS } from './migrate-database';
export { LOG_LEVELS, ServiceConfig } from './service/service.config';
export { serviceModules, type ServiceModules } from './service/service.module';
export { PushReadiness } from './service/push-readiness';
// What a host implements comes from the same door: it need not know our libs.
export {
  Caller,
  ContentSource,
  HostAccess,
  HostUnavailableError,
  PageNotAvailableError,
  UserDirectory,
  type AccessRequest,
  type CallerFacts,
  type ChartColumn,
  type ChartSnapshot,
  type HostPage,
  type HostProject,
  type HostUnit,
  type HostUser,
  type Paged,
  type PageRef,
  type PageRequest,
  type PageSnapshot,
  type ProjectRole,
  type SnapshotRequest,
  type UserFilter,
  type ViewerGroups,
} from '#bi-host';
