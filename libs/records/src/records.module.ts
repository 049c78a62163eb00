import { Module, type DynamicModule, type Provider, type Type } from '@nestjs/common';
import { CountedLinks } from './application/counted-links.service';
import { LinkOpens } from './application/link-opens.service';
import { ProgressFeed } from './application/progress-feed';
import { RecordExport } from './application/record-export.service';
import { RecordProgress } from './application/record-progress.service';
import { RecordRemoval } from './application/record-removal';
import { RecordsService } from './application/records.service';
import { RetentionService } from './application/retention.service';
import { StatisticsService } from './application/statistics.service';
import { LinkOpenController } from './http/link-open.controller';
import { RecordExportController } from './http/record-export.controller';
import { RecordProgressController } from './http/record-progress.controller';
import { RecordController } from './http/record.controller';
import { RetentionController } from './http/retention.controller';
import { StatisticsController } from './http/statistics.controller';
import { AudienceHistory } from './persistence/audience-history';
import { CallLedger } from './persistence/call-ledger';
import { DeliveryLedger } from './persistence/delivery-ledger';
import { LinkOpenRepository } from './persistence/link-open.repository';
import { RecallLedger } from './persistence/recall-ledger';
import { RecordQueryRepository } from './persistence/record-query.repository';
import { RecordSearchRepository } from './persistence/record-search.repository';
import { LastRuns } from './persistence/last-runs';
import { RecordPartitions } from './persistence/record-partitions';
import { RetentionRepository } from './persistence/retention.repository';
import { ReplaySource } from './persistence/replay-source';
import { RunEvents } from './persistence/run-events';
import { RunLedger } from './persistence/run-ledger';
import { StatisticsRepository } from './persistence/statistics.repository';
import { CorpAuthorizations } from './ports/corp-authorizations.port';
import { RECORDS_OPTIONS, type RecordsOptions } from './records.options';

export interface RecordsModuleOptions {
  /** Whether the REST endpoints are served by this process. */
  http: boolean;
  /** Modules that export what `corps` and `useFactory` inject. */
  imports: NonNullable<DynamicModule['imports']>;
  corps: Type<CorpAuthorizations>;
  /** What `useFactory` gets. */
  inject: unknown[];
  useFactory: (...dependencies: never[]) => RecordsOptions;
}

@Module({})
export class RecordsModule {
  static register({ http, imports, corps, inject, useFactory }: RecordsModuleOptions): DynamicModule {
    const options = { provide: RECORDS_OPTIONS, inject, useFactory } as Provider;
    return {
      module: RecordsModule,
      imports,
      controllers: http ? [RecordExportController, RecordProgressController, RecordController, StatisticsController, RetentionController, LinkOpenController] : [],
      providers: [
        options,
        { provide: CorpAuthorizations, useClass: corps },
        RecordsService,
        RecordExport,
        RecordProgress,
        ProgressFeed,
        RecordQueryRepository,
        RecordSearchRepository,
        RunLedger,
        RunEvents,
        RecallLedger,
        ReplaySource,
        DeliveryLedger,
        CallLedger,
        RecordPartitions,
        AudienceHistory,
        LastRuns,
        CountedLinks,
        LinkOpens,
        LinkOpenRepository,
        StatisticsRepository,
        StatisticsService,
        RetentionRepository,
        RetentionService,
        RecordRemoval,
      ],
      exports: [RecordsService, RunLedger, RunEvents, RecallLedger, ReplaySource, DeliveryLedger, CallLedger, RecordPartitions, AudienceHistory, LastRuns, CountedLinks, StatisticsService, RecordRemoval],
    };
  }
}
