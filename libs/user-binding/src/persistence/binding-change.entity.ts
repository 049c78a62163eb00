import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { BindingState } from '../domain/binding';
import type { BindingChange, DriftCause } from '../domain/drift';

const PK = 'pk_push_binding_change';

/** One row for each binding whose account changed at WeCom; rows are only ever added. */
@Entity({ name: 'push_binding_change' })
export class BindingChangeEntity implements BindingChange {
  @PrimaryColumn({ name: 'tenant_id', type: 'text', primaryKeyConstraintName: PK }) tenantId: string;
  @PrimaryColumn({ name: 'authorization_id', type: 'uuid', primaryKeyConstraintName: PK }) authorizationId: string;
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: PK }) id: string;
  @Column({ name: 'host_user_id', type: 'text' }) hostUserId: string;
  @Column({ name: 'host_user_name', type: 'text' }) hostUserName: string;
  @Column({ name: 'from_state', type: 'text' }) from: BindingState;
  @Column({ name: 'to_state', type: 'text' }) to: BindingState;
  @Column({ name: 'wecom_user_id', type: 'text' }) wecomUserId: string;
  @Column({ name: 'previous_wecom_user_id', type: 'text', nullable: true }) previousWecomUserId: string | null;
  @Column({ name: 'cause', type: 'text' }) cause: DriftCause;
  @Column({ name: 'changed_at', type: 'timestamptz' }) changedAt: Date;
}
