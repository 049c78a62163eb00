import { Injectable } from '@nestjs/common';
import { GroupedWork } from '#kernel';
import type { BindingState } from '../domain/binding';
import { BindingRepository, type AskedAccounts, type BoundAccount } from '../persistence/binding.repository';

/** Runs, and people, that one statement asks about. */
const RUNS_AT_ONCE = 50;
const PEOPLE_AT_ONCE = 5000;

export interface Recipient {
  /** As WeCom wants it. */
  wecomUserId: string;
  /** Only `active` may be sent to. */
  state: BindingState;
}

/** Somebody who is bound and can be sent to. */
export interface BoundUser {
  hostUserId: string;
  wecomUserId: string;
}

/** From host users to WeCom accounts. */
@Injectable()
export class RecipientResolver {
  private readonly group = new GroupedWork<AskedAccounts, BoundAccount[]>((asked) => this.bindings.findAccounts(asked), {
    items: RUNS_AT_ONCE,
    weight: { most: PEOPLE_AT_ONCE, of: ({ hostUserIds }) => hostUserIds.length },
  });

  constructor(private readonly bindings: BindingRepository) {}

  /** One query for any number of users, which runs that ask together share. @returns by host user id; a user who is not bound is absent */
  async resolve(tenantId: string, authorizationId: string, hostUserIds: readonly string[]): Promise<Map<string, Recipient>> {
    const found = await this.group.add({ tenantId, authorizationId, hostUserIds });
    return new Map(found.map(({ hostUserId, wecomUserId, state }) => [hostUserId, { wecomUserId, state }]));
  }

  /** Everybody who can be sent to, by host user id. @param after the last one seen; undefined from the beginning */
  async activeUsers(tenantId: string, authorizationId: string, after: string | undefined, limit: number): Promise<BoundUser[]> {
    return this.bindings.listActive({ tenantId, authorizationId }, after, limit);
  }
}
