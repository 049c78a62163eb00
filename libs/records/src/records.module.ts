import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { RecordsService } from './application/records.service';
import { RecordController } from './http/record.controller';
import { AudienceHistory } from './persistence/audience-history';
import { CallLedger } from './persistence/call-ledger';
import { DeliveryLedger } from './persistence/delivery-ledger';
import { RecordQueryRepository } from './persistence/record-query.repository';
import { RecordSearchRepository } from './persistence/record-search.repository';
import { LastRuns } from './persistence/last-runs';
import { RecordPartitions } from './persistence/record-partitions';
import { RunLedger } from './persistence/run-ledger';
import { CorpAuthorizations } from './ports/corp-authorizations.port';

export interface RecordsModuleOptions {
  /** Whether the REST endpoints are served by this process. */
  http: boolean;
  /** Modules that export what `corps` injects. */
  imports: NonNullable<DynamicModule['imports']>;
  corps: Type<CorpAuthorizations>;
}

@Module({})
export class RecordsModule {
  static register({ http, imports, corps }: RecordsModuleOptions): DynamicModule {
    return {
      module: RecordsModule,
      imports,
      controllers: http ? [RecordController] : [],
      providers: [
        { provide: CorpAuthorizations, useClass: corps },
        RecordsService,
        RecordQueryRepository,
        RecordSearchRepository,
        RunLedger,
        DeliveryLedger,
        CallLedger,
        RecordPartitions,
        AudienceHistory,
        LastRuns,
      ],
      exports: [RecordsService, RunLedger, DeliveryLedger, CallLedger, RecordPartitions, AudienceHistory, LastRuns],
    };
  }
}
