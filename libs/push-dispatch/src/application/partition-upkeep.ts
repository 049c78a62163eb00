import { Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '#kernel';
import { RecordPartitions } from '#records';
import { PUSH_DISPATCH_OPTIONS, type PushDispatchOptions } from '../push-dispatch.options';

const INTERVAL_MS = 6 * 3_600_000;

/** Makes the records' tables of the coming months. Until one is made, its rows are kept in a table for all other times. */
@Injectable()
export class PartitionUpkeep implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(PartitionUpkeep.name);
  private timer: NodeJS.Timeout | undefined;
  private current: Promise<void> = Promise.resolve();

  constructor(
    private readonly partitions: RecordPartitions,
    private readonly clock: Clock,
    @Inject(PUSH_DISPATCH_OPTIONS) private readonly options: PushDispatchOptions,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.options.workers) return;
    this.current = this.makeAhead();
    this.timer = setInterval(() => {
      this.current = this.makeAhead();
    }, INTERVAL_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.current;
  }

  private async makeAhead(): Promise<void> {
    try {
      const made = await this.partitions.makeAhead(this.clock.now());
      if (made > 0) this.log.log(`made ${made} tables for records of the coming months`);
    } catch (error) {
      this.log.error({ err: error }, 'the tables of the coming months could not be made; it is tried again');
    }
  }
}
