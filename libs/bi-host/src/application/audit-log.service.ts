import { Injectable } from '@nestjs/common';
import { decodeCursor, encodeCursor } from '#kernel';
import type { AuditRow } from '../domain/audit-entry';
import type { Caller } from '../domain/caller';
import type { Paged } from '../domain/host-user';
import { AuditRepository, type AuditFilter, type AuditPosition } from '../persistence/audit.repository';
import { cursorId, wrongCursor } from './cursor-id';

export interface AuditQuery extends Omit<AuditFilter, 'tenantId'> {
  cursor?: string;
  limit: number;
}

/** The audit log as administrators read it. */
@Injectable()
export class AuditLogService {
  constructor(private readonly lines: AuditRepository) {}

  /** Newest first. */
  async list(caller: Caller, { cursor, limit, ...filter }: AuditQuery): Promise<Paged<AuditRow>> {
    const after = cursor === undefined ? undefined : positionOf(cursor);
    const rows = await this.lines.list({ ...filter, tenantId: caller.tenantId }, after, limit + 1); // one more tells whether there is a next page
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return { items, nextCursor: rows.length > limit && last ? encodeCursor([last.at.toISOString(), last.id]) : undefined };
  }
}

function positionOf(cursor: string): AuditPosition {
  const [time = '', id] = decodeCursor(cursor, 2);
  const at = new Date(time);
  if (Number.isNaN(at.getTime())) throw wrongCursor();
  return { at, id: cursorId(id) };
}
