import { Injectable } from '@nestjs/common';
import { RecipientResolver } from '#user-binding';
import type { RobotMention } from '../domain/robot';

/** From host users to the accounts that a post mentions. */
@Injectable()
export class RobotMentions {
  constructor(private readonly bindings: RecipientResolver) {}

  /** Accounts of those who are bound and reachable, each once; the others are not mentioned. */
  async accountsOf(tenantId: string, mentions: readonly (RobotMention | null)[]): Promise<string[]> {
    const accounts = new Map<string, string>();
    for (const mention of mentions) {
      if (!mention || mention.userIds.length === 0) continue;
      const bound = await this.bindings.resolve(tenantId, mention.authorizationId, mention.userIds);
      for (const { wecomUserId, state } of bound.values()) if (state === 'active') accounts.set(wecomUserId.toLowerCase(), wecomUserId);
    }
    return [...accounts.values()];
  }
}
