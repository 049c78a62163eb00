import { Inject, Injectable } from '@nestjs/common';
import type { Run } from '#records';
import { CHANNEL_OPENERS, type ChannelOpener, type OpenChannel } from './open-channel';

/** The channels that runs go out through. */
@Injectable()
export class PushChannels {
  constructor(@Inject(CHANNEL_OPENERS) private readonly openers: readonly ChannelOpener[]) {}

  /** @throws DomainError when it cannot be used now */
  async open(run: Run): Promise<OpenChannel> {
    const { kind } = run.spec.channel;
    const opener = this.openers.find((one) => one.kind === kind);
    if (!opener) throw new Error(`nothing opens channel ${kind}`);
    return opener.open(run);
  }
}
