import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { PUSH_DATA_SOURCE, PushDatabase } from '#kernel';
import { BatchChecker } from './application/batch-checker.service';
import { BindAsksService } from './application/bind-asks.service';
import { BindingBatchesService } from './application/binding-batches.service';
import { BindingChangesService } from './application/binding-changes.service';
import { BindingDrift } from './application/binding-drift.service';
import { BindingLoop } from './application/binding-loop';
import { BindingsService } from './application/bindings.service';
import { BoundPeople } from './application/bound-people';
import { ContactEvents } from './application/contact-events';
import { CorpData } from './application/corp-data';
import { ExportUsersService } from './application/export-users.service';
import { RecipientResolver } from './application/recipient-resolver';
import { RowChecks } from './application/row-checks.service';
import { SelfBindingService } from './application/self-binding.service';
import { UserListService } from './application/user-list.service';
import { WecomAccountsService } from './application/wecom-accounts.service';
import { BindAskController } from './http/bind-ask.controller';
import { BindingBatchController } from './http/binding-batch.controller';
import { BindingChangeController } from './http/binding-change.controller';
import { CsvBodyType } from './http/csv-body';
import { HostUserController } from './http/host-user.controller';
import { SelfBindingController } from './http/self-binding.controller';
import { WecomAccountController } from './http/wecom-account.controller';
import { BatchApplyRepository } from './persistence/batch-apply.repository';
import { BatchRowRepository } from './persistence/batch-row.repository';
import { BindAskRepository } from './persistence/bind-ask.repository';
import { BindingBatchEntity, BindingBatchRowEntity, BindingLookupDayEntity } from './persistence/binding-batch.entity';
import { BindingBatchRepository } from './persistence/binding-batch.repository';
import { BindingChangeEntity } from './persistence/binding-change.entity';
import { BindingDriftRepository } from './persistence/binding-drift.repository';
import { BindingEntity } from './persistence/binding.entity';
import { BindingRepository } from './persistence/binding.repository';
import { CorpDataRepository } from './persistence/corp-data.repository';
import { LookupDayRepository } from './persistence/lookup-day.repository';
import { SelfBindingEntity } from './persistence/self-binding.entity';
import { SelfBindingRepository } from './persistence/self-binding.repository';
import { USER_BINDING_OPTIONS, type UserBindingOptions } from './user-binding.options';

export interface UserBindingModuleOptions {
  /** Whether the REST endpoints are served by this process. */
  http: boolean;
  /**
   * The one `AuthorizationModule.forRoot…` of the application (called twice it would be two), a module that gives {@link BindingUses} where the REST
   * endpoints are served, and what `inject` names.
   */
  imports: DynamicModule[];
  inject?: unknown[];
  /** Default: a process without workers. */
  useFactory?: (...dependencies: never[]) => UserBindingOptions;
}

/** Host users and their WeCom accounts. Needs global `Clock`, `UserDirectory`, `HostNotices` and `HostAccess`, and the data source {@link PUSH_DATA_SOURCE}. */
@Module({
  providers: [
    PushDatabase,
    BindingRepository,
    BindingDriftRepository,
    BindingBatchRepository,
    BatchRowRepository,
    BatchApplyRepository,
    LookupDayRepository,
    SelfBindingRepository,
    BindAskRepository,
    WecomAccountsService,
    BindingsService,
    UserListService,
    RecipientResolver,
    BoundPeople,
    BindingDrift,
    ContactEvents,
    CorpData,
    CorpDataRepository,
    BindingBatchesService,
    ExportUsersService,
    SelfBindingService,
    RowChecks,
    BatchChecker,
    BindingLoop,
  ],
  exports: [RecipientResolver, BoundPeople, BindingDrift],
})
export class UserBindingModule {
  static register({ http, imports, inject = [], useFactory = () => ({}) }: UserBindingModuleOptions): DynamicModule {
    const options = { provide: USER_BINDING_OPTIONS, inject, useFactory } as Provider;
    const entities = [BindingEntity, BindingChangeEntity, BindingBatchEntity, BindingBatchRowEntity, BindingLookupDayEntity, SelfBindingEntity];
    return {
      module: UserBindingModule,
      imports: [...imports, TypeOrmModule.forFeature(entities, PUSH_DATA_SOURCE)],
      providers: [options, ...(http ? [CsvBodyType, BindingChangesService, BindAsksService] : [])],
      controllers: http ? [HostUserController, WecomAccountController, SelfBindingController, BindAskController, BindingChangeController, BindingBatchController] : [],
    };
  }
}
