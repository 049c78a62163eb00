import { Injectable } from '@nestjs/common';
import { Clock, PushDatabase } from '#kernel';
import { blockAfter } from '../domain/send-block';
import { SendBlockRepository } from '../persistence/send-block.repository';

/** How long another process's block may go unseen here, in milliseconds. */
const READ_EVERY_MS = 1000;

/** Which apps WeCom refuses for a while, shared by all processes. Costs one small query a second in each. */
@Injectable()
export class SendBlocks {
  private readonly known = new Map<string, Date>();
  private reading: Promise<void> | undefined;
  private readAt = -Infinity;

  constructor(
    private readonly database: PushDatabase,
    private readonly blocks: SendBlockRepository,
    private readonly clock: Clock,
  ) {}

  /** @returns until when the app must be left alone, or undefined when it may be called */
  async until(tenantId: string, targetId: string): Promise<Date | undefined> {
    if (performance.now() - this.readAt > READ_EVERY_MS) await (this.reading ??= this.read());
    const until = this.known.get(keyOf(tenantId, targetId));
    return until && until > this.clock.now() ? until : undefined;
  }

  /** Notes that WeCom refused a call with this code. @returns until when the app must be left alone */
  async note(tenantId: string, targetId: string, errcode: number): Promise<Date> {
    const { until } = await this.database.transaction(async (tx) => {
      const block = blockAfter(await this.blocks.lock(tenantId, targetId, tx), errcode, this.clock.now());
      await this.blocks.write(tenantId, targetId, block, tx);
      return block;
    });
    this.known.set(keyOf(tenantId, targetId), until);
    return until;
  }

  private async read(): Promise<void> {
    try {
      const rows = await this.blocks.activeAt(this.clock.now());
      this.known.clear();
      for (const { tenantId, targetId, until } of rows) this.known.set(keyOf(tenantId, targetId), until);
      this.readAt = performance.now();
    } finally {
      this.reading = undefined;
    }
  }
}

const keyOf = (tenantId: string, targetId: string): string => `${tenantId}/${targetId}`;
