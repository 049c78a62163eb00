import { Injectable } from '@nestjs/common';
import type { Tx } from '#kernel';

/** An authorization that was broken and works again. */
export interface RecoveredAuthorization {
  tenantId: string;
  authorizationId: string;
}

/** In the transaction of the recovery. */
export type RecoveryHandler = (recovered: RecoveredAuthorization, tx: Tx) => Promise<void>;

/** Who waits for an authorization to work again. Register in `onModuleInit`; no handler is ever taken off. */
@Injectable()
export class AuthorizationRecoveries {
  private readonly handlers: RecoveryHandler[] = [];

  on(handler: RecoveryHandler): void {
    this.handlers.push(handler);
  }

  async recovered(recovered: RecoveredAuthorization, tx: Tx): Promise<void> {
    for (const handler of this.handlers) await handler(recovered, tx);
  }
}
