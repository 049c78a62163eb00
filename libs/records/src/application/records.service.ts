import { Injectable } from '@nestjs/common';
import { decodeCursor, decodeIdCursor, decodeTimeCursor, encodeCursor, encodeTimeCursor, InvalidInputError } from '#kernel';
import type { Caller, Paged } from '#bi-host';
import { PushRecordNotFoundError } from '../domain/records.errors';
import type { RecordCount, RecordFilter } from '../domain/record-filter';
import type { RecallProgress } from '../domain/recall';
import type { RunEvent } from '../domain/run-event';
import type { CallRow, DeliveryPosition, DeliveryRow, MessageRow, RecordOpensRow, RecordRow, ReplayRow, SentMessage } from '../domain/record-rows';
import { timelineOf, type TimelineEntry } from '../domain/timeline';
import { RecallLedger } from '../persistence/recall-ledger';
import { RecordQueryRepository, type DeliveryFilter } from '../persistence/record-query.repository';
import { RecordSearchRepository } from '../persistence/record-search.repository';
import { RunEvents } from '../persistence/run-events';
import { CorpAuthorizations } from '../ports/corp-authorizations.port';

/** What people ask for; what is left out is not asked. */
export interface RecordQuery extends Omit<RecordFilter, 'tenantId' | 'projectIds' | 'titleWords' | 'targetIds'> {
  projectId?: string;
  /** Words of the title, separated by spaces. */
  title?: string;
  authorizationId?: string;
  robotId?: string;
  corpId?: string;
}

/** Replays that a record names. */
export const REPLAYS_SHOWN = 100;

export interface RecordDetail extends RecordRow {
  messages: MessageRow[];
  calls: CallRow[];
  /** Null where no message has a link that counts. */
  opens: RecordOpensRow | null;
  timeline: TimelineEntry[];
  /** The latest first, at most {@link REPLAYS_SHOWN}. */
  replays: ReplayRow[];
  recall: RecallProgress;
}

/** Push records as people of a project see them. */
@Injectable()
export class RecordsService {
  constructor(
    private readonly records: RecordQueryRepository,
    private readonly search: RecordSearchRepository,
    private readonly corps: CorpAuthorizations,
    private readonly recalls: RecallLedger,
    private readonly eventLines: RunEvents,
  ) {}

  /** Newest first. @throws ForbiddenError when the caller may not see the project asked for */
  async list(caller: Caller, { cursor, limit, ...query }: RecordQuery & { cursor?: string; limit: number }): Promise<Paged<RecordRow>> {
    const filter = await this.filterOf(caller, query);
    const found = await this.search.newest(filter, cursor === undefined ? undefined : decodeTimeCursor(cursor), limit + 1); // one more tells whether there is a next page
    const shown = found.slice(0, limit);
    const last = shown.at(-1);
    const items = await this.records.byIds(caller.tenantId, shown.map(({ id }) => id));
    return { items, nextCursor: found.length > limit && last ? encodeTimeCursor({ at: last.plannedAt, id: last.id }) : undefined };
  }

  /** @throws ForbiddenError when the caller may not see the project asked for */
  async count(caller: Caller, query: RecordQuery): Promise<RecordCount> {
    return this.search.count(await this.filterOf(caller, query));
  }

  /** What the caller asks for, of what he may see. @throws ForbiddenError when he may not see the project asked for */
  async filterOf(caller: Caller, { projectId, title, authorizationId, robotId, corpId, ...query }: RecordQuery): Promise<RecordFilter> {
    if (projectId !== undefined) caller.mustBe('viewer', projectId);
    return {
      ...query,
      tenantId: caller.tenantId,
      projectIds: projectId === undefined ? caller.projectsAs('viewer') : [projectId],
      channel: query.channel ?? (robotId !== undefined ? 'robot' : authorizationId !== undefined || corpId !== undefined ? 'app' : undefined),
      titleWords: title?.split(/\s+/).filter(Boolean),
      targetIds: inAll([
        authorizationId === undefined ? undefined : [authorizationId],
        robotId === undefined ? undefined : [robotId],
        corpId === undefined ? undefined : await this.corps.ofCorp(caller.tenantId, corpId),
      ]),
    };
  }

  /** @throws PushRecordNotFoundError also when the caller may not see it: its existence is not told */
  async get(caller: Caller, recordId: string): Promise<RecordDetail> {
    const record = await this.visible(caller, recordId);
    const [messages, calls, opens, times, replays, recall] = await Promise.all([
      this.records.messages(caller.tenantId, recordId),
      this.records.calls(caller.tenantId, recordId),
      this.records.opens(caller.tenantId, recordId),
      this.records.callTimes(caller.tenantId, recordId),
      this.records.replays(caller.tenantId, recordId, REPLAYS_SHOWN),
      this.recalls.progress({ tenantId: caller.tenantId, id: recordId }),
    ]);
    return { ...record, messages, calls, opens: opens ?? null, timeline: timelineOf(record, times), replays, recall };
  }

  /** What was appended after the end, in the order in which it happened. @throws PushRecordNotFoundError */
  async events(caller: Caller, recordId: string, { cursor, limit }: { cursor?: string; limit: number }): Promise<Paged<RunEvent>> {
    await this.visible(caller, recordId);
    const found = await this.eventLines.list(caller.tenantId, recordId, cursor === undefined ? undefined : decodeIdCursor(cursor), limit + 1);
    const items = found.slice(0, limit);
    return { items, nextCursor: found.length > limit ? encodeCursor([items.at(-1)!.id]) : undefined };
  }

  async deliveries(
    caller: Caller,
    recordId: string,
    query: DeliveryFilter & { cursor?: string; limit: number },
  ): Promise<Paged<DeliveryRow>> {
    await this.visible(caller, recordId);
    const after = query.cursor === undefined ? undefined : positionOf(query.cursor);
    const rows = await this.records.deliveries(caller.tenantId, recordId, query, after, query.limit + 1);
    const items = rows.slice(0, query.limit);
    const last = items.at(-1);
    return { items, nextCursor: rows.length > query.limit && last ? encodeCursor([last.hostUserId, String(last.part)]) : undefined };
  }

  /** A message of a record. @throws PushRecordNotFoundError also when the caller may not see the record, or it has no such message */
  async message(caller: Caller, recordId: string, messageId: string): Promise<SentMessage> {
    await this.visible(caller, recordId);
    const message = await this.records.message(caller.tenantId, recordId, messageId);
    if (!message) throw new PushRecordNotFoundError(recordId);
    return message;
  }

  /** @throws PushRecordNotFoundError also when the caller may not see it */
  async visible(caller: Caller, recordId: string): Promise<RecordRow> {
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

/** What stands in each of the lists that are asked for; a record goes through the app or through robots, never both. */
function inAll(lists: readonly (readonly string[] | undefined)[]): string[] | undefined {
  const asked = lists.filter((list) => list !== undefined);
  return asked.length === 0 ? undefined : asked[0].filter((id) => asked.every((list) => list.includes(id)));
}
