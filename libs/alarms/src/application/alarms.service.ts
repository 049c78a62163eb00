import { Injectable } from '@nestjs/common';
import { Clock, decodeCursor, decodeTimeCursor, encodeCursor, encodeTimeCursor, InvalidInputError, type Tx } from '#kernel';
import type { Caller, Paged } from '#bi-host';
import type { AlarmKey, NewAlarm, PushAlarm, PushAlarmState } from '../domain/alarm';
import { AlarmRepository, type AlarmPosition } from '../persistence/alarm.repository';

export interface AlarmQuery {
  state?: PushAlarmState;
  projectId?: string;
  cursor?: string;
  limit: number;
}

/** What is wrong now, for people: raised and cleared by whoever finds out, collected by cause. */
@Injectable()
export class Alarms {
  constructor(
    private readonly alarms: AlarmRepository,
    private readonly clock: Clock,
  ) {}

  /** Opens the alarm, or counts one more if it is open; people are told at once, and then at most once an hour. @param tx of the change that is the cause */
  async raise(alarm: NewAlarm, tx: Tx): Promise<void> {
    await this.alarms.raise(alarm, this.clock.now(), tx);
  }

  /** Ends the alarm if it is open; does nothing otherwise. */
  async clear(alarm: AlarmKey, tx: Tx): Promise<void> {
    await this.clearAll([alarm], tx);
  }

  /** Ends those of the alarms that are open, in one step. */
  async clearAll(alarms: readonly AlarmKey[], tx: Tx): Promise<void> {
    if (alarms.length > 0) await this.alarms.clear(alarms, this.clock.now(), tx);
  }

  /** Ends all alarms of a subject without a message: a person has seen to it, or it is gone. */
  async dismiss(tenantId: string, subject: { type: string; id: string }, tx: Tx): Promise<void> {
    await this.dismissAll(tenantId, subject.type, [subject.id], tx);
  }

  /** As {@link dismiss}, for many subjects of a type at once. */
  async dismissAll(tenantId: string, subjectType: string, subjectIds: readonly string[], tx: Tx): Promise<void> {
    await this.alarms.dismiss(tenantId, subjectType, subjectIds, this.clock.now(), tx);
  }

  /** Ends open alarms of a cause that is news rather than trouble, once they are this old and people were told. */
  async expire(tenantId: string, cause: string, olderThanMs: number, tx: Tx): Promise<void> {
    const now = this.clock.now();
    await this.alarms.expire(tenantId, cause, new Date(now.getTime() - olderThanMs), now, tx);
  }

  /** Open alarms of the tenant of which nobody could be told; `list` says why. */
  async countUndeliverable(tenantId: string): Promise<number> {
    return this.alarms.countUndeliverable(tenantId);
  }

  /** Open ones first, then the newest. Administrators see all of the tenant, others those of their projects. @throws ForbiddenError */
  async list(caller: Caller, { cursor, limit, state, projectId }: AlarmQuery): Promise<Paged<PushAlarm>> {
    if (projectId !== undefined) caller.mustBe('viewer', projectId);
    const projectIds = projectId === undefined ? caller.projectsAs('viewer') : [projectId];
    const rows = await this.alarms.list({ tenantId: caller.tenantId, projectIds, state }, cursor === undefined ? undefined : positionOf(cursor), limit + 1);
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return { items, nextCursor: rows.length > limit && last ? cursorOf(last) : undefined };
  }
}

const cursorOf = ({ state, lastAt, id }: PushAlarm): string => encodeCursor([state, encodeTimeCursor({ at: lastAt, id })]);

function positionOf(cursor: string): AlarmPosition {
  const [state = '', place = ''] = decodeCursor(cursor, 2);
  if (state !== 'open' && state !== 'cleared') throw InvalidInputError.field('cursor', 'give back nextCursor of the page before as it was, or leave it out');
  return { open: state === 'open', ...decodeTimeCursor(place) };
}
