import { Inject, Injectable } from '@nestjs/common';
import { PUSH_DISPATCH_OPTIONS, type PushDispatchOptions } from '../../push-dispatch.options';
import { WorkerLoop } from '../worker-loop';
import { AlarmTeller } from './alarm-teller.service';

/** Looks for alarms of which somebody must be told. */
@Injectable()
export class AlarmLoop extends WorkerLoop {
  constructor(teller: AlarmTeller, @Inject(PUSH_DISPATCH_OPTIONS) options: PushDispatchOptions) {
    super(() => teller.tellDue(), 'alarms could not be told', options);
  }
}
