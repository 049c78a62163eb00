import { Inject, Injectable } from '@nestjs/common';
import { PUSH_DISPATCH_OPTIONS, type PushDispatchOptions } from '../push-dispatch.options';
import { RetentionUpkeep } from './retention-upkeep';
import { WorkerLoop } from './worker-loop';

const PAUSE_MS = 300_000;

/** Looks for records that are not kept any longer. */
@Injectable()
export class RetentionLoop extends WorkerLoop {
  constructor(upkeep: RetentionUpkeep, @Inject(PUSH_DISPATCH_OPTIONS) options: PushDispatchOptions) {
    super(() => upkeep.removeSome(), 'records that are not kept any longer could not be removed', options, PAUSE_MS);
  }
}
