import { Injectable } from '@nestjs/common';
import { decodeTimeCursor, encodeTimeCursor } from '#kernel';
import type { AuditRow } from '../domain/audit-entry';
import type { Caller } from '../domain/caller';
import type { Paged } from '../domain/host-user';
import { AuditRepository, type AuditFilter } from '../persistence/audit.repository';

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
    const after = cursor === undefined ? undefined : decodeTimeCursor(cursor);
    const rows = await this.lines.list({ ...filter, tenantId: caller.tenantId }, after, limit + 1); // one more tells whether there is a next page
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return { items, nextCursor: rows.length > limit && last ? encodeTimeCursor(last) : undefined };
  }
}
