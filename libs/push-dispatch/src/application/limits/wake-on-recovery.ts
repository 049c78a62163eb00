import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AuthorizationRecoveries } from '#authorization';
import { PushQueue } from '../../persistence/push-queue';

/** What waited for a broken app goes on within seconds of its recovery, whichever process found out. */
@Injectable()
export class WakeOnRecovery implements OnModuleInit {
  constructor(
    private readonly recoveries: AuthorizationRecoveries,
    private readonly queue: PushQueue,
  ) {}

  onModuleInit(): void {
    this.recoveries.on(({ tenantId, authorizationId }, tx) => this.queue.wake([authorizationId, tenantId], tx));
  }
}
