import { Module, type DynamicModule } from '@nestjs/common';
import { RecordsService } from './application/records.service';
import { RecordController } from './http/record.controller';
import { AudienceHistory } from './persistence/audience-history';
import { CallLedger } from './persistence/call-ledger';
import { DeliveryLedger } from './persistence/delivery-ledger';
import { RecordQueryRepository } from './persistence/record-query.repository';
import { RecordPartitions } from './persistence/record-partitions';
import { RunLedger } from './persistence/run-ledger';

@Module({})
export class RecordsModule {
  /** @param http whether the REST endpoints are served by this process */
  static register({ http }: { http: boolean }): DynamicModule {
    return {
      module: RecordsModule,
      controllers: http ? [RecordController] : [],
      providers: [RecordsService, RecordQueryRepository, RunLedger, DeliveryLedger, CallLedger, RecordPartitions, AudienceHistory],
      exports: [RecordsService, RunLedger, DeliveryLedger, CallLedger, RecordPartitions, AudienceHistory],
    };
  }
}
