import { Injectable } from '@nestjs/common';
import { Clock } from '#kernel';
import type { BindingState } from '../domain/binding';
import { BindingRepository } from '../persistence/binding.repository';

const BEFORE: Record<Exclude<BindingState, 'active'>, BindingState[]> = { out_of_range: ['active'], left: ['active', 'out_of_range'] };

/** Takes note of what WeCom says of accounts while something else is done. */
@Injectable()
export class BindingStateService {
  constructor(
    private readonly bindings: BindingRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * Suspends the bindings of accounts that WeCom reported as not reachable; binding the account again ends it.
   * @param wecomUserIds in any case, as WeCom lists them; unknown ones are left out
   * @returns how many bindings changed
   */
  async markUnreachable(tenantId: string, authorizationId: string, wecomUserIds: readonly string[], state: Exclude<BindingState, 'active'>): Promise<number> {
    return this.bindings.moveAccounts({ tenantId, authorizationId }, wecomUserIds, BEFORE[state], state, this.clock.now());
  }
}
