import { Module, type DynamicModule } from '@nestjs/common';
import { AuditLogService } from './application/audit-log.service';
import { AuditTrail } from './application/audit-trail';
import { AuditController } from './http/audit.controller';
import { AuditRepository } from './persistence/audit.repository';

/**
 * The audit log, for all libs. Needs the data source of the product and a global `Clock`; with its endpoints also `HostAccess`.
 */
@Module({})
export class BiHostBaseModule {
  /** @param http whether the REST endpoints are served by this process */
  static register({ http }: { http: boolean }): DynamicModule {
    return {
      module: BiHostBaseModule,
      global: true,
      controllers: http ? [AuditController] : [],
      providers: [AuditTrail, AuditLogService, AuditRepository],
      exports: [AuditTrail],
    };
  }
}
