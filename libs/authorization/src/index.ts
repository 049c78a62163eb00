export { AuthorizationModule } from './authorization.module';
export type { AuthorizationOptions } from './authorization.options';
export { AuthorizationsService, type Administrator, type AppCredentials } from './application/authorizations.service';
export { WecomAppClient } from './application/wecom-app.client';
export type { Authorization, AuthorizationMode, AuthorizationState, AuthorizationTrouble, AuthorizedApp, VisibleRange } from './domain/authorization';
export {
  AccessTokenUnavailableError,
  AuthorizationExistsError,
  AuthorizationNotFoundError,
  AuthorizationNotUsableError,
  AuthorizationRefusedError,
  CorpClaimedError,
  TooManySecretTriesError,
} from './domain/authorization.errors';
export { AUTHORIZATION_MIGRATIONS } from './persistence/migrations';
