import { Inject, Injectable } from '@nestjs/common';
import { PUSH_DISPATCH_OPTIONS, type PushDispatchOptions } from '../push-dispatch.options';
import { PlanDueRunsService } from './plan-due-runs.service';
import { WorkerLoop } from './worker-loop';

/** Looks for due tasks. */
@Injectable()
export class PlanningLoop extends WorkerLoop {
  constructor(plan: PlanDueRunsService, @Inject(PUSH_DISPATCH_OPTIONS) options: PushDispatchOptions) {
    super(() => plan.planOnce(), 'planning failed', options);
  }
}
