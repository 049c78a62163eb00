import type { Caller } from '#bi-host';
import type { PushChannel, RecipientSelection } from '#records';
import type { PushTask, PushTaskDefinition } from '../domain/push-task';
import { parseExceptionRules } from '../domain/exceptions/parse-rules';
import { parseCalendarPolicy } from '../domain/schedule/calendar-policy';
import { parseSchedule } from '../domain/schedule/schedule';
import type { SchedulePreview } from '../domain/schedule/schedule-preview';
import type { ChannelDto, CreatePushTaskRequestDto, PushTaskResponseDto, RecipientsDto, SchedulePreviewResponseDto } from './dto/push-task.dto';

function channelOf({ kind, authorizationId = '', robotIds = [], mention }: ChannelDto): PushChannel {
  if (kind === 'app') return { kind, authorizationId };
  // As they are stored: robots are looked up, and found in use, by their text.
  return { kind, robotIds: [...new Set(robotIds.map((id) => id.toLowerCase()))], mention: mention ? { authorizationId: mention.authorizationId, userIds: mention.userIds } : null };
}

/** Written out, so that every stored selection has the same fields in the same order. */
function recipientsOf({ userIds, groupIds, departmentIds, rule, allBound, excludedUserIds }: RecipientsDto): RecipientSelection {
  return { userIds, groupIds, departmentIds, rule: rule && { queryId: rule.queryId, column: rule.column }, allBound, excludedUserIds };
}

/** @throws InvalidInputError naming the wrong fields of schedule, calendar or exceptions */
export function definitionOf(caller: Caller, body: CreatePushTaskRequestDto): PushTaskDefinition {
  return {
    projectId: body.projectId,
    pageId: body.pageId,
    title: body.title,
    charts: body.charts,
    filters: body.filters.map(({ id, values }) => ({ id, values })),
    channel: channelOf(body.channel),
    templateKey: body.templateKey,
    language: body.language,
    beginning: body.beginning,
    ending: body.ending,
    withLink: body.withLink,
    schedule: parseSchedule(body.schedule),
    calendar: parseCalendarPolicy(body.calendar),
    toleranceSeconds: 60 * body.toleranceMinutes,
    recipients: recipientsOf(body.recipients),
    exceptions: parseExceptionRules(body.exceptions),
    countOpens: body.countOpens,
    splitTables: body.splitTables,
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
    charts: task.charts,
    filters: task.filters,
    channel: task.channel,
    templateKey: task.templateKey,
    language: task.language,
    beginning: task.beginning,
    ending: task.ending,
    withLink: task.withLink,
    schedule: task.schedule,
    calendar: task.calendar,
    toleranceMinutes: task.toleranceSeconds / 60,
    recipients: task.recipients,
    exceptions: task.exceptions,
    countOpens: task.countOpens,
    splitTables: task.splitTables,
    ownerUserId: task.ownerUserId,
    graceMinutes: task.graceSeconds / 60,
    state: task.state,
    failureCount: task.failureCount,
    nextRunAt: task.nextRunAt?.toISOString() ?? null,
    nextPlannedAt: task.nextPlannedAt?.toISOString() ?? null,
    createdAt: task.createdAt.toISOString(),
    createdBy: task.createdBy,
    updatedAt: task.updatedAt.toISOString(),
    updatedBy: task.updatedBy,
    version: task.version,
  };
}

export function previewView({ runs, daysOff }: SchedulePreview): SchedulePreviewResponseDto {
  const views = runs.map((run) => ({ ...run, plannedAt: run.plannedAt.toISOString() }));
  return {
    nextRuns: views.map((run) => run.plannedAt),
    runs: views,
    daysOff: daysOff.map(({ date, day, movedTo }) => ({ date, kind: day.kind, name: day.name ?? null, movedTo })),
  };
}
