import { isErased } from '#bi-host';
import type { RecordDetail, RecordQuery } from '../application/records.service';
import { remedyOf } from '../domain/remedies';
import type { DeliveryRow, OpensRow, RecordRow, ReplayRow } from '../domain/record-rows';
import type { Reason } from '../domain/run';
import type { RunEvent } from '../domain/run-event';
import type { DeliveryResponseDto, OpensDto, ReasonDto, RecordCountsDto, RecordDetailResponseDto, RecordReplayDto, RecordResponseDto } from './dto/record.dto';
import type { RecordEventDto } from './dto/record-event.dto';
import type { RecordProgressDto } from './dto/progress.dto';
import type { RecordFilterQueryDto } from './dto/record-filter.dto';

const time = (date: Date): string => date.toISOString();
const timeOrNull = (date: Date | null): string | null => date?.toISOString() ?? null;
const reasonOf = (row: { reasonCode: string | null; reason: string | null }): ReasonDto | null =>
  row.reasonCode === null ? null : reasonView({ code: row.reasonCode, text: row.reason ?? '' });

/** With what mends it. */
export function reasonView({ code, text }: Reason): ReasonDto {
  return { code, text, remedy: remedyOf(code) };
}

const opensOf = ({ opens, firstOpenedAt, lastOpenedAt }: OpensRow): OpensDto => ({ opens, firstOpenedAt: timeOrNull(firstOpenedAt), lastOpenedAt: timeOrNull(lastOpenedAt) });

const countsOf = ({ total, sent, rejected, skipped, expired, unknown }: RecordCountsDto): RecordCountsDto => ({ total, sent, rejected, skipped, expired, unknown });

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
    replayOf: row.replayOf,
    plannedAt: time(row.plannedAt),
    startedAt: timeOrNull(row.startedAt),
    preparedAt: timeOrNull(row.preparedAt),
    finishedAt: timeOrNull(row.finishedAt),
    actorUserId: row.actorUserId,
    ownerUserId: row.ownerUserId,
    reason: reasonOf(row),
    dataTime: row.dataTime,
    template: row.template,
    counts: countsOf(row),
  };
}

export function progressView(row: RecordRow): RecordProgressDto {
  const { total, sent, rejected, skipped, expired, unknown } = row;
  const settled = sent + rejected + skipped + expired + unknown;
  const counts = { total, pending: Math.max(0, total - settled), sent, rejected, skipped, expired, unknown };
  return { recordId: row.id, state: row.state, counts, reason: reasonOf(row), finishedAt: timeOrNull(row.finishedAt) };
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
    replays: record.replays.map(replayView),
    recall: record.recall,
  });
}

function replayView(row: ReplayRow): RecordReplayDto {
  const { id, trigger, state, actorUserId } = row;
  return { id, trigger, state, plannedAt: time(row.plannedAt), finishedAt: timeOrNull(row.finishedAt), actorUserId, counts: countsOf(row) };
}

export function eventView({ at, ...event }: RunEvent): RecordEventDto {
  return { ...event, at: time(at) };
}

export function deliveryView(row: DeliveryRow): DeliveryResponseDto {
  return {
    hostUserId: row.hostUserId,
    erased: isErased(row.hostUserId),
    hostUserName: row.hostUserName,
    robot: row.robot,
    wecomUserId: row.wecomUserId,
    messageId: row.messageId,
    state: row.state,
    reason: reasonOf(row),
    settledAt: timeOrNull(row.settledAt),
    recalledAt: timeOrNull(row.recalledAt),
    opens: row.opens && opensOf(row.opens),
  };
}
