import { Injectable } from '@nestjs/common';
import type { Tx } from '#kernel';

/** An authorization that ended. */
export interface EndedAuthorization {
  tenantId: string;
  authorizationId: string;
}

/** Deletes what it holds of the corp's people, in the transaction of the end. */
export type CorpLeftHandler = (ended: EndedAuthorization, tx: Tx) => Promise<void>;

/**
 * Who holds data of a corp that must go when the corp cancels its authorization, as WeCom demands of a provider. Register in
 * `onModuleInit`; no handler is ever taken off. What an administrator of ours revokes deletes nothing but secrets.
 */
@Injectable()
export class AuthorizationEndings {
  private readonly handlers: CorpLeftHandler[] = [];

  on(handler: CorpLeftHandler): void {
    this.handlers.push(handler);
  }

  async corpLeft(ended: EndedAuthorization, tx: Tx): Promise<void> {
    for (const handler of this.handlers) await handler(ended, tx);
  }
}
