import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import { bindingState, type Binding, type BindingState } from '../domain/binding';
import { DRIFT_CAUSES, type DriftCause } from '../domain/drift';

/** The tenant leads every key, so that the table can be spread over machines by tenant later without a rewrite. */
@Entity({ name: 'push_binding' })
@Check('ck_push_binding_state', `state in (${bindingState.states.map((state) => `'${state}'`).join(', ')})`)
@Check('ck_push_binding_check_cause', `check_cause in (${DRIFT_CAUSES.map((cause) => `'${cause}'`).join(', ')})`)
@Index('ix_push_binding_check', ['checkAfter'])
@Unique('uq_push_binding_host_user', ['tenantId', 'authorizationId', 'hostUserId'])
@Unique('uq_push_binding_wecom_user', ['tenantId', 'authorizationId', 'wecomUserKey'])
export class BindingEntity implements Binding {
  @PrimaryColumn({ name: 'tenant_id', type: 'text', primaryKeyConstraintName: 'pk_push_binding' }) tenantId: string;
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'pk_push_binding' }) id: string;
  @Column({ name: 'authorization_id', type: 'uuid' }) authorizationId: string;
  @Column({ name: 'host_user_id', type: 'text' }) hostUserId: string;
  @Column({ name: 'host_user_name', type: 'text' }) hostUserName: string;
  @Column({ name: 'wecom_user_id', type: 'text' }) wecomUserId: string;
  @Column({ name: 'wecom_user_key', type: 'text' }) wecomUserKey: string;
  @Column({ name: 'wecom_name', type: 'text' }) wecomName: string;
  @Column({ name: 'state', type: 'text' }) state: BindingState;
  @Column({ name: 'bound_by', type: 'text' }) boundBy: string;
  @Column({ name: 'bound_at', type: 'timestamptz' }) boundAt: Date;
  @Column({ name: 'updated_at', type: 'timestamptz' }) updatedAt: Date;
  @Column({ name: 'version', type: 'int', default: 1 }) version: number;
  /** When WeCom is asked again whether the account is still there. */
  @Column({ name: 'check_after', type: 'timestamptz', default: () => "(now() + '12:00:00')" }) checkAfter: Date;
  @Column({ name: 'check_cause', type: 'text', default: 'nightly' }) checkCause: DriftCause;
}
