import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '#kernel';
import { AppPaceRepository } from '../../persistence/app-pace.repository';
import { PUSH_DISPATCH_OPTIONS, type PushDispatchOptions } from '../../push-dispatch.options';
import { WorkerLoop } from '../worker-loop';

const EACH_MS = 300_000;
/** Longer than anybody looks back. */
const KEPT_MS = 2 * 3_600_000;

/** Forgets what went out so long ago that no limit asks for it. */
@Injectable()
export class AdmissionUpkeep extends WorkerLoop {
  constructor(pace: AppPaceRepository, clock: Clock, @Inject(PUSH_DISPATCH_OPTIONS) options: PushDispatchOptions) {
    const forget = async (): Promise<boolean> => {
      await pace.forgetBefore(new Date(clock.now().getTime() - KEPT_MS));
      return false;
    };
    super(forget, 'what went out long ago could not be forgotten', options, EACH_MS);
  }
}
