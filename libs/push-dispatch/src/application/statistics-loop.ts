import { Inject, Injectable } from '@nestjs/common';
import { StatisticsService } from '#records';
import { PUSH_DISPATCH_OPTIONS, type PushDispatchOptions } from '../push-dispatch.options';
import { WorkerLoop } from './worker-loop';

/** Whoever asks for statistics adds what is not in the sums yet: the pause only bounds how much that is. */
const PAUSE_MS = 10_000;

/** Adds what ended to the sums of days. */
@Injectable()
export class StatisticsLoop extends WorkerLoop {
  constructor(statistics: StatisticsService, @Inject(PUSH_DISPATCH_OPTIONS) options: PushDispatchOptions) {
    super(() => statistics.keepUp(), 'statistics could not be added up', options, PAUSE_MS);
  }
}
