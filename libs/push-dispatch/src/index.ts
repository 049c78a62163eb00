export { PushDispatchModule, type PushDispatchModuleOptions } from './push-dispatch.module';
export { type PushDispatchOptions } from './push-dispatch.options';
export { PlanDueRunsService } from './application/plan-due-runs.service';
export { PrepareRunService } from './application/prepare-run.service';
export { SendCallService } from './application/send-call.service';
export { REASONS, type ReasonCode } from './domain/reasons';
export { installQueue, PushQueue, QUEUE_SCHEMA, type QueueJobs, type QueueName } from './persistence/push-queue';
export { PUSH_DISPATCH_MIGRATIONS } from './persistence/migrations';
