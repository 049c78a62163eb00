import { Inject, Injectable } from '@nestjs/common';
import { OwnerWatch } from '#push-task';
import { PUSH_DISPATCH_OPTIONS, type PushDispatchOptions } from '../push-dispatch.options';
import { WorkerLoop } from './worker-loop';

/** Looks for owners of tasks who are due for a look. */
@Injectable()
export class OwnerLoop extends WorkerLoop {
  constructor(watch: OwnerWatch, @Inject(PUSH_DISPATCH_OPTIONS) options: PushDispatchOptions) {
    super(() => watch.checkDue(), 'owners of tasks could not be looked at', options);
  }
}
