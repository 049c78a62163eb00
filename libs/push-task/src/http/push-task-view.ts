import type { Caller } from '#bi-host';
import type { PushTask, PushTaskDefinition } from '../domain/push-task';
import { parseSchedule } from '../domain/schedule/schedule';
import type { CreatePushTaskRequestDto, PushTaskResponseDto } from './dto/push-task.dto';

/** @throws InvalidInputError naming the wrong fields of the schedule */
export function definitionOf(caller: Caller, body: CreatePushTaskRequestDto): PushTaskDefinition {
  return {
    projectId: body.projectId,
    pageId: body.pageId,
    title: body.title,
    authorizationId: body.authorizationId,
    templateKey: body.templateKey,
    language: body.language,
    beginning: body.beginning,
    ending: body.ending,
    withLink: body.withLink,
    schedule: parseSchedule(body.schedule),
    recipientUserIds: body.recipients.userIds,
    ownerUserId: body.ownerUserId ?? caller.userId,
    graceSeconds: 60 * body.graceMinutes,
  };
}

export function taskView(task: PushTask): PushTaskResponseDto {
  return {
    id: task.id,
    projectId: task.projectId,
    pageId: task.pageId,
    pageTitle: task.pageTitle,
    title: task.title,
    authorizationId: task.authorizationId,
    templateKey: task.templateKey,
    language: task.language,
    beginning: task.beginning,
    ending: task.ending,
    withLink: task.withLink,
    schedule: task.schedule,
    recipients: { userIds: task.recipientUserIds },
    ownerUserId: task.ownerUserId,
    graceMinutes: task.graceSeconds / 60,
    state: task.state,
    failureCount: task.failureCount,
    nextRunAt: task.nextRunAt?.toISOString() ?? null,
    createdAt: task.createdAt.toISOString(),
    createdBy: task.createdBy,
    updatedAt: task.updatedAt.toISOString(),
    updatedBy: task.updatedBy,
    version: task.version,
  };
}
