import { ConfigurableModuleBuilder, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { PUSH_DATA_SOURCE, PushDatabase, SecretBox } from '#kernel';
import { AccessTokensService } from './application/access-tokens.service';
import { AppUseEvents } from './application/app-use-events';
import { AuthorizationEndings } from './application/authorization-endings';
import { AuthorizationRecoveries } from './application/authorization-recoveries';
import { AuthorizationHealth } from './application/authorization-health.service';
import { AuthorizationLinks } from './application/authorization-links.service';
import { AuthorizationUpkeep } from './application/authorization-upkeep.service';
import { AuthorizationsService } from './application/authorizations.service';
import { CallbackChannels } from './application/callback-channels.service';
import { SecretTries } from './application/secret-tries.service';
import { ProviderClient } from './application/provider.client';
import { SharedTokens } from './application/shared-tokens.service';
import { SuiteAuthorizations } from './application/suite-authorizations.service';
import { SuiteEvents } from './application/suite-events';
import { WecomAppClient } from './application/wecom-app.client';
import { WecomEventHandlers } from './application/wecom-event-handlers';
import { WecomEvents } from './application/wecom-events.service';
import { AUTHORIZATION_OPTIONS, type AuthorizationOptions } from './authorization.options';
import { AuthorizationLinkController } from './http/authorization-link.controller';
import { AuthorizationController } from './http/authorization.controller';
import { CallbackBodyParser } from './http/callback-body';
import { CallbackController } from './http/callback.controller';
import { InstallationController } from './http/installation.controller';
import { AccessTokenEntity } from './persistence/access-token.entity';
import { AccessTokenRepository } from './persistence/access-token.repository';
import { AuthorizationChangeEntity } from './persistence/authorization-change.entity';
import { AuthorizationHealthEntity } from './persistence/authorization-health.entity';
import { AuthorizationHealthRepository } from './persistence/authorization-health.repository';
import { AuthorizationEntity } from './persistence/authorization.entity';
import { AuthorizationRepository } from './persistence/authorization.repository';
import { SecretTryEntity } from './persistence/secret-try.entity';
import { SecretTryRepository } from './persistence/secret-try.repository';
import { AuthorizationLinkEntity } from './persistence/authorization-link.entity';
import { SuiteTicketEntity } from './persistence/suite-ticket.entity';
import { SuiteRepository } from './persistence/suite.repository';
import { WecomCallbackEntity } from './persistence/wecom-callback.entity';
import { WecomCallbackRepository } from './persistence/wecom-callback.repository';
import { WecomEventEntity } from './persistence/wecom-event.entity';
import { WecomEventRepository } from './persistence/wecom-event.repository';

const { ConfigurableModuleClass } = new ConfigurableModuleBuilder<AuthorizationOptions>({ optionsInjectionToken: AUTHORIZATION_OPTIONS })
  .setClassMethodName('forRoot')
  // `http`: whether the REST endpoints are served by this process.
  .setExtras<{ http?: boolean }>({}, (definition, { http = true }) => ({
    ...definition,
    controllers: http ? [AuthorizationController, AuthorizationLinkController, CallbackController, InstallationController] : [],
    providers: [...(definition.providers ?? []), ...(http ? [CallbackBodyParser] : [])],
  }))
  .build();

/**
 * Which corps let our app push. Needs from whoever composes it: the data source {@link PUSH_DATA_SOURCE}, `WecomTransport`
 * (global, or exported by a module among `imports`), and global `Clock` and `HostAccess`.
 */
@Module({
  imports: [TypeOrmModule.forFeature([AuthorizationEntity, AccessTokenEntity, AuthorizationHealthEntity, AuthorizationChangeEntity, SecretTryEntity, WecomCallbackEntity, WecomEventEntity, SuiteTicketEntity, AuthorizationLinkEntity], PUSH_DATA_SOURCE)],
  providers: [
    PushDatabase,
    { provide: SecretBox, inject: [AUTHORIZATION_OPTIONS], useFactory: (options: AuthorizationOptions) => new SecretBox(SecretBox.parseKeys(options.secretKeys)) },
    AuthorizationRepository,
    AccessTokenRepository,
    AuthorizationHealthRepository,
    SecretTryRepository,
    WecomCallbackRepository,
    WecomEventRepository,
    WecomEventHandlers,
    WecomEvents,
    CallbackChannels,
    AuthorizationHealth,
    SecretTries,
    SuiteRepository,
    SharedTokens,
    ProviderClient,
    AccessTokensService,
    SuiteAuthorizations,
    AuthorizationEndings,
    AuthorizationRecoveries,
    SuiteEvents,
    AppUseEvents,
    AuthorizationLinks,
    WecomAppClient,
    AuthorizationsService,
    AuthorizationUpkeep,
  ],
  exports: [AuthorizationsService, WecomAppClient, WecomEventHandlers, AuthorizationEndings, AuthorizationRecoveries, SecretBox],
})
export class AuthorizationModule extends ConfigurableModuleClass {}
