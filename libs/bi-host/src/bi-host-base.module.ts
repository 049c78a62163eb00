import { Module, type DynamicModule } from '@nestjs/common';
import { PushDatabase } from '#kernel';
import { ApiKeys } from './application/api-keys.service';
import { AuditLogService } from './application/audit-log.service';
import { AuditTrail } from './application/audit-trail';
import { ApiKeyController } from './http/api-key.controller';
import { AuditController } from './http/audit.controller';
import { ApiKeyRepository } from './persistence/api-key.repository';
import { AuditRepository } from './persistence/audit.repository';

/**
 * The audit log, for all libs, and API keys for machines. Needs the data source of the product and a global `Clock`; with its endpoints also `HostAccess`.
 */
@Module({})
export class BiHostBaseModule {
  /** @param http whether the REST endpoints are served by this process */
  static register({ http }: { http: boolean }): DynamicModule {
    return {
      module: BiHostBaseModule,
      global: true,
      controllers: http ? [AuditController, ApiKeyController] : [],
      providers: [PushDatabase, AuditTrail, AuditLogService, AuditRepository, ApiKeys, ApiKeyRepository],
      exports: [AuditTrail, AuditLogService, ApiKeys],
    };
  }
}
