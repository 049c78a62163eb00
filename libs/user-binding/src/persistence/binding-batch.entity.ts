import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { BatchSource, BatchState, LookupKind, MatchFilter, RowOutcome, StopReason } from '../domain/binding-batch';
import type { RowProblem } from '../domain/row-problem';

@Entity({ name: 'push_binding_batch' })
@Check('ck_push_binding_batch_source', `source in ('csv', 'match')`)
@Check('ck_push_binding_batch_state', `state in ('checking', 'stopped', 'previewed', 'applied', 'undone')`)
@Index('ix_push_binding_batch_authorization', ['tenantId', 'authorizationId', 'id'])
@Index('ix_push_binding_batch_due', ['nextLookAt'], { where: `state = 'checking'` })
export class BindingBatchEntity {
  @PrimaryColumn({ name: 'tenant_id', type: 'text', primaryKeyConstraintName: 'pk_push_binding_batch' }) tenantId: string;
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'pk_push_binding_batch' }) id: string;
  @Column({ name: 'authorization_id', type: 'uuid' }) authorizationId: string;
  @Column({ name: 'source', type: 'text' }) source: BatchSource;
  @Column({ name: 'state', type: 'text' }) state: BatchState;
  @Column({ name: 'stop_reason', type: 'text', nullable: true }) stopReason: StopReason | null;
  @Column({ name: 'file_name', type: 'text', nullable: true }) fileName: string | null;
  @Column({ name: 'lookup_by', type: 'text', array: true }) by: LookupKind[];
  @Column({ name: 'filter', type: 'jsonb' }) filter: MatchFilter;
  @Column({ name: 'account_cap', type: 'int', nullable: true }) accountCap: number | null;
  @Column({ name: 'host_cursor', type: 'text', nullable: true }) hostCursor: string | null;
  @Column({ name: 'host_done', type: 'boolean' }) hostDone: boolean;
  @Column({ name: 'lookups', type: 'int', default: 0 }) lookups: number;
  @Column({ name: 'wrong_lookups', type: 'int', default: 0 }) wrongLookups: number;
  @Column({ name: 'failures', type: 'int', default: 0 }) failures: number;
  @Column({ name: 'next_look_at', type: 'timestamptz' }) nextLookAt: Date;
  @Column({ name: 'leased_by', type: 'text', nullable: true }) leasedBy: string | null;
  @Column({ name: 'leased_until', type: 'timestamptz', nullable: true }) leasedUntil: Date | null;
  @Column({ name: 'created_by', type: 'text' }) createdBy: string;
  @Column({ name: 'created_at', type: 'timestamptz' }) createdAt: Date;
  @Column({ name: 'applied_by', type: 'text', nullable: true }) appliedBy: string | null;
  @Column({ name: 'applied_at', type: 'timestamptz', nullable: true }) appliedAt: Date | null;
  @Column({ name: 'undone_by', type: 'text', nullable: true }) undoneBy: string | null;
  @Column({ name: 'undone_at', type: 'timestamptz', nullable: true }) undoneAt: Date | null;
}

@Entity({ name: 'push_binding_batch_row' })
@Check('ck_push_binding_batch_row_outcome', `outcome in ('pending', 'ok', 'unchanged', 'error')`)
@Index('ix_push_binding_batch_row_user', ['tenantId', 'batchId', 'hostUserId'])
@Index('ix_push_binding_batch_row_account', ['tenantId', 'batchId', 'wecomUserKey'])
@Index('ix_push_binding_batch_row_pending', ['tenantId', 'batchId', 'rowNumber'], { where: `outcome = 'pending'` })
export class BindingBatchRowEntity {
  @PrimaryColumn({ name: 'tenant_id', type: 'text', primaryKeyConstraintName: 'pk_push_binding_batch_row' }) tenantId: string;
  @PrimaryColumn({ name: 'batch_id', type: 'uuid', primaryKeyConstraintName: 'pk_push_binding_batch_row' }) batchId: string;
  @PrimaryColumn({ name: 'row_number', type: 'int', primaryKeyConstraintName: 'pk_push_binding_batch_row' }) rowNumber: number;
  @Column({ name: 'host_user_id', type: 'text' }) hostUserId: string;
  @Column({ name: 'host_user_name', type: 'text' }) hostUserName: string;
  @Column({ name: 'wecom_user_id', type: 'text', nullable: true }) wecomUserId: string | null;
  @Column({ name: 'wecom_user_key', type: 'text', nullable: true }) wecomUserKey: string | null;
  @Column({ name: 'wecom_name', type: 'text', nullable: true }) wecomName: string | null;
  @Column({ name: 'matched_by', type: 'text', nullable: true }) matchedBy: LookupKind | null;
  @Column({ name: 'outcome', type: 'text' }) outcome: RowOutcome;
  @Column({ name: 'problem', type: 'text', nullable: true }) problem: RowProblem | null;
  @Column({ name: 'problem_details', type: 'jsonb', nullable: true }) problemDetails: Record<string, unknown> | null;
  /** The binding that the row replaces, as it was at the preview: what an undo puts back. */
  @Column({ name: 'previous', type: 'jsonb', nullable: true }) previous: Record<string, unknown> | null;
  @Column({ name: 'applied_binding_id', type: 'uuid', nullable: true }) appliedBindingId: string | null;
  @Column({ name: 'undone', type: 'boolean', default: false }) undone: boolean;
}

/** Wrong look-ups of a corp on one of WeCom's natural days: all matches of the corp share WeCom's limit. */
@Entity({ name: 'push_binding_lookup_day' })
export class BindingLookupDayEntity {
  @PrimaryColumn({ name: 'tenant_id', type: 'text', primaryKeyConstraintName: 'pk_push_binding_lookup_day' }) tenantId: string;
  @PrimaryColumn({ name: 'corp_id', type: 'text', primaryKeyConstraintName: 'pk_push_binding_lookup_day' }) corpId: string;
  @PrimaryColumn({ name: 'kind', type: 'text', primaryKeyConstraintName: 'pk_push_binding_lookup_day' }) kind: LookupKind;
  @PrimaryColumn({ name: 'day', type: 'date', primaryKeyConstraintName: 'pk_push_binding_lookup_day' }) day: string;
  @Column({ name: 'wrong', type: 'int' }) wrong: number;
}
