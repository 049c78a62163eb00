import { Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { PUSH_DATA_SOURCE } from '#kernel';
import { BindingStateService } from './application/binding-state.service';
import { BindingsService } from './application/bindings.service';
import { RecipientResolver } from './application/recipient-resolver';
import { UserListService } from './application/user-list.service';
import { WecomAccountsService } from './application/wecom-accounts.service';
import { HostUserController } from './http/host-user.controller';
import { WecomAccountController } from './http/wecom-account.controller';
import { BindingEntity } from './persistence/binding.entity';
import { BindingRepository } from './persistence/binding.repository';

/** Host users and their WeCom accounts. Needs global `Clock`, `UserDirectory` and `HostAccess`, and the data source {@link PUSH_DATA_SOURCE}. */
@Module({
  providers: [BindingRepository, WecomAccountsService, BindingsService, UserListService, RecipientResolver, BindingStateService],
  exports: [RecipientResolver, BindingStateService],
})
export class UserBindingModule {
  /**
   * @param http whether the REST endpoints are served by this process
   * @param imports the one `AuthorizationModule.forRoot…` of the application: called twice it would be two
   */
  static register({ http, imports }: { http: boolean; imports: DynamicModule[] }): DynamicModule {
    return {
      module: UserBindingModule,
      imports: [...imports, TypeOrmModule.forFeature([BindingEntity], PUSH_DATA_SOURCE)],
      controllers: http ? [HostUserController, WecomAccountController] : [],
    };
  }
}
