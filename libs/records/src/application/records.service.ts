import { Injectable } from '@nestjs/common';
import { decodeCursor, decodeTimeCursor, encodeCursor, encodeTimeCursor, InvalidInputError } from '#kernel';
import type { Caller, Paged } from '#bi-host';
import { PushRecordNotFoundError } from '../domain/records.errors';
import type { PushDeliveryState, PushRunState, RunTrigger } from '../domain/states';
import type { CallRow, DeliveryPosition, DeliveryRow, MessageRow, RecordRow } from '../domain/record-rows';
import { RecordQueryRepository } from '../persistence/record-query.repository';

export interface RecordQuery {
  projectId?: string;
  states?: PushRunState[];
  title?: string;
  taskId?: string;
  trigger?: RunTrigger;
  from?: Date;
  to?: Date;
  cursor?: string;
  limit: number;
}

export interface RecordDetail extends RecordRow {
  messages: MessageRow[];
  calls: CallRow[];
}

/** Push records as people of a project see them. */
@Injectable()
export class RecordsService {
  constructor(private readonly records: RecordQueryRepository) {}

  /** Newest first. @throws ForbiddenError when the caller may not see the project asked for */
  async list(caller: Caller, query: RecordQuery): Promise<Paged<RecordRow>> {
    if (query.projectId !== undefined) caller.mustBe('viewer', query.projectId);
    const after = query.cursor === undefined ? undefined : decodeTimeCursor(query.cursor);
    const rows = await this.records.list(
      {
        tenantId: caller.tenantId,
        projectIds: query.projectId === undefined ? caller.projectsAs('viewer') : [query.projectId],
        states: query.states,
        titleWords: query.title?.split(/\s+/).filter(Boolean),
        taskId: query.taskId,
        trigger: query.trigger,
        from: query.from,
        to: query.to,
      },
      after,
      query.limit + 1, // one more tells whether there is a next page
    );
    const items = rows.slice(0, query.limit);
    const last = items.at(-1);
    return { items, nextCursor: rows.length > query.limit && last ? encodeTimeCursor({ at: last.plannedAt, id: last.id }) : undefined };
  }

  /** @throws PushRecordNotFoundError also when the caller may not see it: its existence is not told */
  async get(caller: Caller, recordId: string): Promise<RecordDetail> {
    const record = await this.visible(caller, recordId);
    const [messages, calls] = await Promise.all([
      this.records.messages(caller.tenantId, recordId),
      this.records.calls(caller.tenantId, recordId),
    ]);
    return { ...record, messages, calls };
  }

  async deliveries(
    caller: Caller,
    recordId: string,
    query: { state?: PushDeliveryState; cursor?: string; limit: number },
  ): Promise<Paged<DeliveryRow>> {
    await this.visible(caller, recordId);
    const after = query.cursor === undefined ? undefined : positionOf(query.cursor);
    const rows = await this.records.deliveries(caller.tenantId, recordId, query.state, after, query.limit + 1);
    const items = rows.slice(0, query.limit);
    const last = items.at(-1);
    return { items, nextCursor: rows.length > query.limit && last ? encodeCursor([last.hostUserId, String(last.part)]) : undefined };
  }

  private async visible(caller: Caller, recordId: string): Promise<RecordRow> {
    const record = await this.records.find(caller.tenantId, recordId);
    if (!record || !caller.may('viewer', record.projectId)) throw new PushRecordNotFoundError(recordId);
    return record;
  }
}

/** @throws InvalidInputError (field `cursor`) */
function positionOf(cursor: string): DeliveryPosition {
  const [hostUserId, part] = decodeCursor(cursor, 2);
  if (!/^\d{1,4}$/.test(part)) throw InvalidInputError.field('cursor', 'give back nextCursor of the page before as it was, or leave it out');
  return { hostUserId, part: Number(part) };
}
