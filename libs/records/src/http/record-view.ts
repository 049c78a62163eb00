import type { RecordDetail, RecordQuery } from '../application/records.service';
import { remedyOf } from '../domain/remedies';
import type { DeliveryRow, OpensRow, RecordRow } from '../domain/record-rows';
import type { DeliveryResponseDto, OpensDto, ReasonDto, RecordDetailResponseDto, RecordResponseDto } from './dto/record.dto';
import type { RecordFilterQueryDto } from './dto/record-filter.dto';

const time = (date: Date): string => date.toISOString();
const timeOrNull = (date: Date | null): string | null => date?.toISOString() ?? null;
const reasonOf = (row: { reasonCode: string | null; reason: string | null }): ReasonDto | null =>
  row.reasonCode === null ? null : { code: row.reasonCode, text: row.reason ?? '', remedy: remedyOf(row.reasonCode) };

const opensOf = ({ opens, firstOpenedAt, lastOpenedAt }: OpensRow): OpensDto => ({ opens, firstOpenedAt: timeOrNull(firstOpenedAt), lastOpenedAt: timeOrNull(lastOpenedAt) });

export function queryOf({ state, trigger, projectId, title, taskId, pageId, channel, authorizationId, robotId, corpId, hostUserId, from, to }: RecordFilterQueryDto): RecordQuery {
  return { states: state, triggers: trigger, projectId, title, taskId, pageId, channel, authorizationId, robotId, corpId, hostUserId, from, to };
}

export function recordView(row: RecordRow): RecordResponseDto {
  return {
    id: row.id,
    projectId: row.projectId,
    taskId: row.taskId,
    trigger: row.trigger,
    state: row.state,
    title: row.title,
    pageId: row.pageId,
    pageTitle: row.pageTitle,
    late: row.late,
    plannedAt: time(row.plannedAt),
    startedAt: timeOrNull(row.startedAt),
    preparedAt: timeOrNull(row.preparedAt),
    finishedAt: timeOrNull(row.finishedAt),
    actorUserId: row.actorUserId,
    ownerUserId: row.ownerUserId,
    reason: reasonOf(row),
    dataTime: row.dataTime,
    template: row.template,
    counts: { total: row.total, sent: row.sent, rejected: row.rejected, skipped: row.skipped, expired: row.expired, unknown: row.unknown },
  };
}

export function recordDetailView(record: RecordDetail): RecordDetailResponseDto {
  return Object.assign(recordView(record), {
    messages: record.messages,
    calls: record.calls.map((call) => ({
      id: call.id,
      messageId: call.messageId,
      state: call.state,
      recipients: call.recipients,
      attempts: call.attempts,
      wecomMessageId: call.wecomMessageId,
      reason: reasonOf(call),
      firstSentAt: timeOrNull(call.firstSentAt),
      settledAt: timeOrNull(call.settledAt),
    })),
    opens: record.opens && Object.assign(opensOf(record.opens), { people: record.opens.people }),
    timeline: record.timeline.map(({ step, at, tookMs }) => ({ step, at: time(at), tookMs })),
  });
}

export function deliveryView(row: DeliveryRow): DeliveryResponseDto {
  return {
    hostUserId: row.hostUserId,
    hostUserName: row.hostUserName,
    robot: row.robot,
    wecomUserId: row.wecomUserId,
    messageId: row.messageId,
    state: row.state,
    reason: reasonOf(row),
    settledAt: timeOrNull(row.settledAt),
    opens: row.opens && opensOf(row.opens),
  };
}
