import type { PushTask } from '#push-task';
import type { PushSpec } from '#records';

/** What a run of the task pushes, frozen. */
export function specOf(task: PushTask, recipientUserIds: string[] = task.recipientUserIds): PushSpec {
  return {
    title: task.title,
    pageId: task.pageId,
    pageTitle: task.pageTitle,
    authorizationId: task.authorizationId,
    templateKey: task.templateKey,
    language: task.language,
    beginning: task.beginning,
    ending: task.ending,
    withLink: task.withLink,
    zone: task.schedule.zone,
    ownerUserId: task.ownerUserId,
    recipientUserIds,
  };
}
