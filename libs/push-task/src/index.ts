export { PushTaskModule, type PushTaskModuleOptions } from './push-task.module';
export { FAILURES_UNTIL_STOP, pushTaskState, type PushTask, type PushTaskDefinition, type PushTaskState } from './domain/push-task';
export { PushTaskChangedError, PushTaskNotFoundError } from './domain/push-task.errors';
export { MISSED_RECORDED, planDue, type DuePlan, type MissedTime } from './domain/due';
export { MAX_TIMES_A_DAY, parseSchedule, type Schedule, type ScheduleKind } from './domain/schedule/schedule';
export { nextRun, nextRuns } from './domain/schedule/next-run';
export { PushTasksService, type TaskQuery } from './application/push-tasks.service';
export { PushTaskRepository } from './persistence/push-task.repository';
export { PUSH_TASK_MIGRATIONS } from './persistence/migrations';
