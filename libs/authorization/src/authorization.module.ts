import { ConfigurableModuleBuilder, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { PUSH_DATA_SOURCE, PushDatabase, SecretBox } from '#kernel';
import { AccessTokensService } from './application/access-tokens.service';
import { AuthorizationHealth } from './application/authorization-health.service';
import { AuthorizationsService } from './application/authorizations.service';
import { WecomAppClient } from './application/wecom-app.client';
import { AuthorizationController } from './http/authorization.controller';
import { AccessTokenEntity } from './persistence/access-token.entity';
import { AccessTokenRepository } from './persistence/access-token.repository';
import { AuthorizationEntity } from './persistence/authorization.entity';
import { AuthorizationRepository } from './persistence/authorization.repository';

export interface AuthorizationOptions {
  /** Keys that secrets and tokens are stored under: `id:base64` of 32 bytes each, comma separated, the sealing one first. */
  secretKeys: string;
}

const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } = new ConfigurableModuleBuilder<AuthorizationOptions>({ moduleName: 'Authorization' })
  .setClassMethodName('forRoot')
  // `http`: whether the REST endpoints are served by this process.
  .setExtras<{ http?: boolean }>({}, (definition, { http = true }) => ({ ...definition, controllers: http ? [AuthorizationController] : [] }))
  .build();

/**
 * Which corps let our app push. Needs from whoever composes it: the data source {@link PUSH_DATA_SOURCE}, `WecomTransport`
 * (global, or exported by a module among `imports`), and global `Clock` and `HostAccess`.
 */
@Module({
  imports: [TypeOrmModule.forFeature([AuthorizationEntity, AccessTokenEntity], PUSH_DATA_SOURCE)],
  providers: [
    PushDatabase,
    { provide: SecretBox, inject: [MODULE_OPTIONS_TOKEN], useFactory: (options: AuthorizationOptions) => new SecretBox(SecretBox.parseKeys(options.secretKeys)) },
    AuthorizationRepository,
    AccessTokenRepository,
    AuthorizationHealth,
    AccessTokensService,
    WecomAppClient,
    AuthorizationsService,
  ],
  exports: [AuthorizationsService, WecomAppClient, SecretBox],
})
export class AuthorizationModule extends ConfigurableModuleClass {}
