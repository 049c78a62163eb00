import { Injectable } from '@nestjs/common';
import { Clock } from '#kernel';
import type { CallToSend } from '#records';
import { chinaDayOf } from '../../domain/china-day';
import { AppPaceRepository } from '../../persistence/app-pace.repository';

/** Gives messages back to the day of their app when WeCom certainly did not take them. Lost with the process: then the day is a little shorter. */
@Injectable()
export class AppQuota {
  constructor(
    private readonly pace: AppPaceRepository,
    private readonly clock: Clock,
  ) {}

  async giveBack({ channel, tenantId, targetId, recipients }: CallToSend): Promise<void> {
    if (channel === 'app') await this.pace.giveBack({ tenantId, targetId }, recipients, chinaDayOf(this.clock.now().getTime()));
  }
}
