export { AuthorizationModule } from './authorization.module';
export type { AuthorizationOptions } from './authorization.options';
export type { Administrator } from './application/administrator';
export { AuthorizationsService, type AppCredentials } from './application/authorizations.service';
export { AuthorizationEndings, type EndedAuthorization } from './application/authorization-endings';
export { AuthorizationRecoveries, type RecoveredAuthorization } from './application/authorization-recoveries';
export { WecomEventHandlers } from './application/wecom-event-handlers';
export type { ProviderSettings, SuiteSettings } from './domain/suite';
export type { WecomEvent, WecomEventHandler } from './domain/wecom-event';
export { WecomAppClient, type OpenApp } from './application/wecom-app.client';
export type { Authorization, AuthorizationMode, AuthorizationState, AuthorizationTrouble, AuthorizedApp, VisibleRange } from './domain/authorization';
export {
  AccessTokenUnavailableError,
  AuthorizationExistsError,
  AuthorizationNotFoundError,
  AuthorizationNotUsableError,
  AuthorizationRefusedError,
  CallbackChannelNotFoundError,
  CorpClaimedError,
  SuiteNotConfiguredError,
  SuiteTicketMissingError,
  TooManySecretTriesError,
} from './domain/authorization.errors';
export { AUTHORIZATION_MIGRATIONS } from './persistence/migrations';
export { rotateSecrets, type RotationOptions } from './application/rotate-secrets';
export type { RotationCount, SealedColumn } from './domain/sealed-column';
export { AUTHORIZATION_SEALED_COLUMNS } from './domain/sealed-columns';
export { VisibleRangeTraces } from './persistence/visible-range-traces';
