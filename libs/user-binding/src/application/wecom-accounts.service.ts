import { Injectable } from '@nestjs/common';
import { AuthorizationsService, WecomAppClient } from '#authorization';
import { userGet, WecomError } from '#wecom';
import type { Binding } from '../domain/binding';
import { WecomAccountNotFoundError } from '../domain/binding.errors';
import type { AccountSight } from '../domain/drift';
import { accountStatusOf, LEFT_STATUS, type WecomAccount } from '../domain/wecom-account';
import { BindingRepository } from '../persistence/binding.repository';

export interface FoundAccount {
  account: WecomAccount;
  /** Who has it already. */
  binding: Binding | undefined;
}

/** Looks up WeCom accounts. WeCom finds a full account only, never a part of one. */
@Injectable()
export class WecomAccountsService {
  constructor(
    private readonly authorizations: AuthorizationsService,
    private readonly client: WecomAppClient,
    private readonly bindings: BindingRepository,
  ) {}

  /**
   * @param wecomUserId the full account
   * @throws AuthorizationNotFoundError. @throws AuthorizationNotUsableError. @throws WecomAccountNotFoundError. @throws WecomError
   */
  async find(tenantId: string, authorizationId: string, wecomUserId: string): Promise<FoundAccount> {
    await this.authorizations.getApp(tenantId, authorizationId);
    const account = await this.lookUp(authorizationId, wecomUserId);
    return { account, binding: await this.bindings.findByAccount({ tenantId, authorizationId }, account.userId) };
  }

  /** One call, for an authorization that the caller has checked. @throws WecomAccountNotFoundError. @throws WecomError */
  async lookUp(authorizationId: string, wecomUserId: string): Promise<WecomAccount> {
    const { userid, name, department, position, avatar, status } = await this.ask(authorizationId, wecomUserId);
    if (status === LEFT_STATUS) throw new WecomAccountNotFoundError(wecomUserId);
    return { userId: userid, name, departmentIds: department ?? [], position: position || null, avatarUrl: avatar || null, status: accountStatusOf(status) };
  }

  /** Whether an account is still there. @throws WecomError or AuthorizationNotUsableError when nothing is known */
  async sightOf(authorizationId: string, wecomUserId: string): Promise<AccountSight> {
    try {
      return (await this.ask(authorizationId, wecomUserId)).status === LEFT_STATUS ? 'left' : 'found';
    } catch (error) {
      if (error instanceof WecomAccountNotFoundError) return 'not_found';
      throw error;
    }
  }

  private async ask(authorizationId: string, wecomUserId: string) {
    try {
      return await this.client.call(authorizationId, userGet, { userId: wecomUserId });
    } catch (error) {
      if (error instanceof WecomError && error.fault === 'recipient') throw new WecomAccountNotFoundError(wecomUserId, error);
      throw error;
    }
  }
}
