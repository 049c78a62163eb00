import { Inject, Injectable } from '@nestjs/common';
import { Clock, newId } from '#kernel';
import { WorkerRepository } from '../../persistence/worker.repository';
import { PUSH_DISPATCH_OPTIONS, type PushDispatchOptions } from '../../push-dispatch.options';
import { WorkerLoop } from '../worker-loop';

const BEAT_MS = 2000;
/** A process that was not seen for so long does not send any more. */
const DEAD_AFTER_MS = 15_000;

/** How many processes send: what an app may do at once is divided among them. Costs a statement or three each two seconds. */
@Injectable()
export class LiveWorkers extends WorkerLoop {
  private readonly id = newId();
  private living = 1;

  constructor(
    private readonly workers: WorkerRepository,
    private readonly clock: Clock,
    @Inject(PUSH_DISPATCH_OPTIONS) options: PushDispatchOptions,
  ) {
    super(() => this.beat(), 'nobody knows that this process sends', options, BEAT_MS);
  }

  /** This one too. A new process is known to the others within {@link BEAT_MS}; until then all together do a little more. */
  get count(): number {
    return this.living;
  }

  override async beforeApplicationShutdown(): Promise<void> {
    await super.beforeApplicationShutdown();
    await this.workers.leave(this.id);
  }

  private async beat(): Promise<boolean> {
    const now = this.clock.now();
    this.living = await this.workers.beat(this.id, now, new Date(now.getTime() - DEAD_AFTER_MS));
    return false;
  }
}
