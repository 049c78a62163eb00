import { Injectable } from '@nestjs/common';
import { SqlRepository, type TimePosition, type Tx } from '#kernel';
import type { ActorKind } from '../domain/actor';
import type { AuditRow, NewAuditRow } from '../domain/audit-entry';

export interface AuditFilter {
  tenantId: string;
  actorKind?: ActorKind;
  actorId?: string;
  /** Whole, such as `authorization.create`, or what stands before the point. */
  action?: string;
  subjectType?: string;
  subjectId?: string;
  /** At or after. */
  from?: Date;
  /** Before. */
  to?: Date;
}

const ROW = `id, at, actor_kind as "actorKind", actor_id as "actorId", actor_name as "actorName", action, subject_type as "subjectType",
  subject_id as "subjectId", subject_name as "subjectName", before, after, remote_address as "remoteAddress", request_id as "requestId"`;

@Injectable()
export class AuditRepository extends SqlRepository {
  async insert(lines: readonly NewAuditRow[], tx?: Tx): Promise<void> {
    if (lines.length === 0) return;
    await this.rows(
      `insert into push_audit (tenant_id, id, at, actor_kind, actor_id, actor_name, action, subject_type, subject_id, subject_name,
                               before, after, remote_address, request_id)
       select "tenantId", id, at, actor->>'kind', actor->>'id', actor->>'name', action, subject->>'type', subject->>'id', subject->>'name',
              before, after, actor->>'remoteAddress', actor->>'requestId'
         from jsonb_to_recordset($1::jsonb) as line("tenantId" text, id uuid, at timestamptz, actor jsonb, action text, subject jsonb, before jsonb, after jsonb)`,
      [JSON.stringify(lines)],
      tx,
    );
  }

  /** Newest first; by keyset, so that a deep page costs what the first one costs. */
  async list(filter: AuditFilter, after: TimePosition | undefined, limit: number): Promise<AuditRow[]> {
    const parameters: unknown[] = [filter.tenantId];
    const conditions = ['tenant_id = $1'];
    const add = (condition: (place: string) => string, value: unknown): void => {
      if (value === undefined) return;
      parameters.push(value);
      conditions.push(condition(`$${parameters.length}`));
    };
    add((p) => `actor_kind = ${p}`, filter.actorKind);
    add((p) => `actor_id = ${p}`, filter.actorId);
    add((p) => `(action = ${p} or starts_with(action, ${p} || '.'))`, filter.action);
    add((p) => `subject_type = ${p}`, filter.subjectType);
    add((p) => `subject_id = ${p}`, filter.subjectId);
    add((p) => `at >= ${p}`, filter.from);
    add((p) => `at < ${p}`, filter.to);
    if (after) {
      parameters.push(after.at, after.id);
      conditions.push(`(at, id) < ($${parameters.length - 1}::timestamptz, $${parameters.length}::uuid)`);
    }
    parameters.push(limit);
    return this.rows<AuditRow>(`select ${ROW} from push_audit where ${conditions.join(' and ')} order by at desc, id desc limit $${parameters.length}`, parameters);
  }
}
