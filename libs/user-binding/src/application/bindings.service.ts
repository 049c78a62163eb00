import { Injectable } from '@nestjs/common';
import { AuthorizationsService } from '#authorization';
import { AuditTrail, UserDirectory, type AuditActor } from '#bi-host';
import { Clock, newId, PushDatabase, type Tx } from '#kernel';
import type { Binding } from '../domain/binding';
import { AccountAlreadyBoundError, BindingNotFoundError, HostUserNotFoundError } from '../domain/binding.errors';
import { BindingRepository } from '../persistence/binding.repository';
import { bindingBound, bindingUnbound } from './binding-audit';
import { WecomAccountsService } from './wecom-accounts.service';

export interface BindRequest {
  authorizationId: string;
  hostUserId: string;
  /** The full WeCom account. */
  wecomUserId: string;
}

/** Who binds, and for which tenant: a caller is one. */
export interface Binder {
  tenantId: string;
  userId: string;
  actor: AuditActor;
}

/** Binds host users to their WeCom accounts: one account for one user in an authorization. */
@Injectable()
export class BindingsService {
  constructor(
    private readonly database: PushDatabase,
    private readonly authorizations: AuthorizationsService,
    private readonly accounts: WecomAccountsService,
    private readonly directory: UserDirectory,
    private readonly bindings: BindingRepository,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * Binds a user, in the place of an earlier account if there is one; makes a suspended binding active again.
   * @param within runs in the transaction of the binding, and undoes it by throwing
   * @throws AuthorizationNotFoundError. @throws HostUserNotFoundError. @throws WecomAccountNotFoundError. @throws AccountAlreadyBoundError
   */
  async bind(caller: Binder, { authorizationId, hostUserId, wecomUserId }: BindRequest, within?: (before: Binding | undefined, tx: Tx) => Promise<void>): Promise<Binding> {
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
      const saved = await this.database.transaction(async (tx) => {
        const [before] = await this.bindings.findByHostUsers(scope, [hostUserId], tx);
        const after = await this.bindings.save(scope, binding, tx);
        if (after) await within?.(before, tx);
        if (after) await this.audit.record(caller.actor, bindingBound(scope, before, after), tx);
        return after;
      });
      if (saved) return saved;
      // Without a holder, who unbound just now, the account is free.
      const holder = await this.bindings.findByAccount(scope, account.userId);
      if (holder) throw new AccountAlreadyBoundError(account.userId, { hostUserId: holder.hostUserId, hostUserName: holder.hostUserName });
    }
  }

  /** @throws BindingNotFoundError. @throws AuthorizationNotFoundError */
  async unbind(caller: Binder, authorizationId: string, hostUserId: string): Promise<void> {
    const scope = { tenantId: caller.tenantId, authorizationId };
    await this.authorizations.getApp(caller.tenantId, authorizationId);
    await this.database.transaction(async (tx) => {
      const removed = await this.bindings.remove(scope, hostUserId, tx);
      if (!removed) throw new BindingNotFoundError(hostUserId);
      await this.audit.record(caller.actor, bindingUnbound(scope, removed), tx);
    });
  }
}
