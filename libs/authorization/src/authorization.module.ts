import { ConfigurableModuleBuilder, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { PUSH_DATA_SOURCE, PushDatabase, SecretBox } from '#kernel';
import { AccessTokensService } from './application/access-tokens.service';
import { AuthorizationHealth } from './application/authorization-health.service';
import { AuthorizationUpkeep } from './application/authorization-upkeep.service';
import { AuthorizationsService } from './application/authorizations.service';
import { SecretTries } from './application/secret-tries.service';
import { WecomAppClient } from './application/wecom-app.client';
import { AUTHORIZATION_OPTIONS, type AuthorizationOptions } from './authorization.options';
import { AuthorizationController } from './http/authorization.controller';
import { AccessTokenEntity } from './persistence/access-token.entity';
import { AccessTokenRepository } from './persistence/access-token.repository';
import { AuthorizationChangeEntity } from './persistence/authorization-change.entity';
import { AuthorizationHealthEntity } from './persistence/authorization-health.entity';
import { AuthorizationHealthRepository } from './persistence/authorization-health.repository';
import { AuthorizationEntity } from './persistence/authorization.entity';
import { AuthorizationRepository } from './persistence/authorization.repository';
import { SecretTryEntity } from './persistence/secret-try.entity';
import { SecretTryRepository } from './persistence/secret-try.repository';

const { ConfigurableModuleClass } = new ConfigurableModuleBuilder<AuthorizationOptions>({ optionsInjectionToken: AUTHORIZATION_OPTIONS })
  .setClassMethodName('forRoot')
  // `http`: whether the REST endpoints are served by this process.
  .setExtras<{ http?: boolean }>({}, (definition, { http = true }) => ({ ...definition, controllers: http ? [AuthorizationController] : [] }))
  .build();

/**
 * Which corps let our app push. Needs from whoever composes it: the data source {@link PUSH_DATA_SOURCE}, `WecomTransport`
 * (global, or exported by a module among `imports`), and global `Clock` and `HostAccess`.
 */
@Module({
  imports: [TypeOrmModule.forFeature([AuthorizationEntity, AccessTokenEntity, AuthorizationHealthEntity, AuthorizationChangeEntity, SecretTryEntity], PUSH_DATA_SOURCE)],
  providers: [
    PushDatabase,
    { provide: SecretBox, inject: [AUTHORIZATION_OPTIONS], useFactory: (options: AuthorizationOptions) => new SecretBox(SecretBox.parseKeys(options.secretKeys)) },
    AuthorizationRepository,
    AccessTokenRepository,
    AuthorizationHealthRepository,
    SecretTryRepository,
    AuthorizationHealth,
    SecretTries,
    AccessTokensService,
    WecomAppClient,
    AuthorizationsService,
    AuthorizationUpkeep,
  ],
  exports: [AuthorizationsService, WecomAppClient, SecretBox],
})
export class AuthorizationModule extends ConfigurableModuleClass {}
