import { Injectable } from '@nestjs/common';
import { AuthorizationsService } from '#authorization';
import { UserDirectory } from '#bi-host';
import { Clock, newId } from '#kernel';
import type { Binding } from '../domain/binding';
import { AccountAlreadyBoundError, BindingNotFoundError, HostUserNotFoundError } from '../domain/binding.errors';
import { BindingRepository } from '../persistence/binding.repository';
import { WecomAccountsService } from './wecom-accounts.service';

export interface BindRequest {
  authorizationId: string;
  hostUserId: string;
  /** The full WeCom account. */
  wecomUserId: string;
}

/** Binds host users to their WeCom accounts: one account for one user in an authorization. */
@Injectable()
export class BindingsService {
  constructor(
    private readonly authorizations: AuthorizationsService,
    private readonly accounts: WecomAccountsService,
    private readonly directory: UserDirectory,
    private readonly bindings: BindingRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * Binds a user, in the place of an earlier account if there is one; makes a suspended binding active again.
   * @throws AuthorizationNotFoundError. @throws HostUserNotFoundError. @throws WecomAccountNotFoundError. @throws AccountAlreadyBoundError
   */
  async bind(caller: { tenantId: string; userId: string }, { authorizationId, hostUserId, wecomUserId }: BindRequest): Promise<Binding> {
    const scope = { tenantId: caller.tenantId, authorizationId };
    await this.authorizations.getApp(caller.tenantId, authorizationId);
    const [user] = await this.directory.findUsers(caller.tenantId, [hostUserId]);
    if (!user) throw new HostUserNotFoundError(hostUserId);
    const { account } = await this.accounts.find(caller.tenantId, authorizationId, wecomUserId);
    const binding = {
      id: newId(),
      hostUserId,
      hostUserName: user.name,
      wecomUserId: account.userId,
      wecomName: account.name,
      state: 'active' as const,
      boundBy: caller.userId,
      boundAt: this.clock.now(),
    };
    for (;;) {
      const saved = await this.bindings.save(scope, binding);
      if (saved) return saved;
      // Without a holder, who unbound just now, the account is free.
      const holder = await this.bindings.findByAccount(scope, account.userId);
      if (holder) throw new AccountAlreadyBoundError(account.userId, { hostUserId: holder.hostUserId, hostUserName: holder.hostUserName });
    }
  }

  /** @throws BindingNotFoundError. @throws AuthorizationNotFoundError */
  async unbind(tenantId: string, authorizationId: string, hostUserId: string): Promise<void> {
    await this.authorizations.getApp(tenantId, authorizationId);
    if (!(await this.bindings.remove({ tenantId, authorizationId }, hostUserId))) throw new BindingNotFoundError(hostUserId);
  }
}
