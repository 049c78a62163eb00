import { Inject, Injectable } from '@nestjs/common';
import { BoundPeople } from '#user-binding';
import { DEFAULT_APP_LIMITS } from '../../domain/app-limits';
import type { AppKey } from '../../persistence/app-pace.repository';
import { PUSH_DISPATCH_OPTIONS, type PushDispatchOptions } from '../../push-dispatch.options';

/** How old a number may be, in milliseconds: accounts come and go by the day. */
const KNOWN_FOR_MS = 300_000;

/** How many accounts the corp of an app may have, which WeCom tells us of few corps: a careful guess else. */
@Injectable()
export class AppAccounts {
  private readonly known = new Map<string, { accounts: Promise<number>; since: number }>();
  private readonly atLeast: number;

  constructor(
    private readonly bound: BoundPeople,
    @Inject(PUSH_DISPATCH_OPTIONS) { limits }: PushDispatchOptions,
  ) {
    this.atLeast = limits?.accountsAtLeast ?? DEFAULT_APP_LIMITS.accountsAtLeast;
  }

  of({ tenantId, targetId }: AppKey): Promise<number> {
    const known = this.known.get(targetId);
    if (known && performance.now() - known.since < KNOWN_FOR_MS) return known.accounts;
    const accounts = this.bound.count(tenantId, targetId).then((bound) => Math.max(bound, this.atLeast));
    this.known.set(targetId, { accounts, since: performance.now() });
    accounts.catch(() => this.known.delete(targetId));
    return accounts;
  }
}
