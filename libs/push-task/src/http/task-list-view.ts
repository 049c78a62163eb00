import type { FailingTask, ListedTask } from '../application/task-overview.service';
import type { FailingTaskDto, ListedTaskDto } from './dto/task-list.dto';
import { taskView } from './push-task-view';

export function listedView({ task, ownerName, lastRun }: ListedTask): ListedTaskDto {
  const run = lastRun && {
    recordId: lastRun.id, state: lastRun.state, trigger: lastRun.trigger, plannedAt: lastRun.plannedAt, finishedAt: lastRun.finishedAt, reasonCode: lastRun.reasonCode,
  };
  return Object.assign(taskView(task), { ownerName, lastRun: run });
}

export function failingView(failing: FailingTask): FailingTaskDto {
  const { failure } = failing;
  return Object.assign(listedView(failing), {
    failure: failure && {
      recordId: failure.run.id, at: failure.run.finishedAt ?? failure.run.plannedAt, reasonCode: failure.run.reasonCode, cause: failure.cause, remedy: failure.remedy,
    },
  });
}
