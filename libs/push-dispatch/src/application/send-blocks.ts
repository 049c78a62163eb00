import { Inject, Injectable } from '@nestjs/common';
import { Clock, PushDatabase } from '#kernel';
import { DEFAULT_APP_LIMITS } from '../domain/app-limits';
import { callsAtOnce, slower } from '../domain/calls-at-once';
import { blockAfter, TOO_MANY_AT_ONCE } from '../domain/send-block';
import { SendBlockRepository, type AppRefusals } from '../persistence/send-block.repository';
import { PUSH_DISPATCH_OPTIONS, type PushDispatchOptions } from '../push-dispatch.options';

/** How long another process's block may go unseen here, in milliseconds. */
const READ_EVERY_MS = 1000;

/** Which apps WeCom refuses for a while, and which may make fewer calls at once, shared by all processes. Costs one small query a second in each. */
@Injectable()
export class SendBlocks {
  private known = new Map<string, AppRefusals>();
  private reading: Promise<void> | undefined;
  private readAt = -Infinity;
  private readonly usualAtOnce: number;

  constructor(
    private readonly database: PushDatabase,
    private readonly blocks: SendBlockRepository,
    private readonly clock: Clock,
    @Inject(PUSH_DISPATCH_OPTIONS) { limits }: PushDispatchOptions,
  ) {
    this.usualAtOnce = limits?.callsAtOnce ?? DEFAULT_APP_LIMITS.callsAtOnce;
  }

  /** @returns until when the app must be left alone, or undefined when it may be called */
  async until(targetId: string): Promise<Date | undefined> {
    if (performance.now() - this.readAt > READ_EVERY_MS) await (this.reading ??= this.read());
    const until = this.known.get(targetId)?.block?.until;
    return until && until > this.clock.now() ? until : undefined;
  }

  /** Calls that the app may make at once, all processes together. */
  callsAtOnce(targetId: string): number {
    return callsAtOnce(this.usualAtOnce, this.known.get(targetId)?.slowed, this.clock.now());
  }

  /** Notes that WeCom refused a call with this code. @returns until when the app must be left alone */
  async note(tenantId: string, targetId: string, errcode: number): Promise<Date> {
    const after = await this.database.transaction(async (tx) => {
      const now = this.clock.now();
      const { block: last, slowed } = await this.blocks.lock(tenantId, targetId, tx);
      const block = blockAfter(last, errcode, now);
      // Calls that were under way when it began are refused too.
      const fewer = block !== last && TOO_MANY_AT_ONCE.has(errcode) ? slower(this.usualAtOnce, slowed, now) : slowed;
      await this.blocks.write(tenantId, targetId, block, fewer, tx);
      return { block, slowed: fewer };
    });
    this.known.set(targetId, after);
    return after.block.until;
  }

  private async read(): Promise<void> {
    try {
      this.known = await this.blocks.activeAt(this.clock.now());
      this.readAt = performance.now();
    } finally {
      this.reading = undefined;
    }
  }
}
