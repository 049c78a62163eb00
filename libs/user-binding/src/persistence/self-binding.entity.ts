import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';

/** The link that a person last asked for; a new one takes the place of the old one, and using it removes it. */
@Entity({ name: 'push_self_binding' })
@Unique('uq_push_self_binding_state', ['stateHash', 'tenantId'])
export class SelfBindingEntity {
  @PrimaryColumn({ name: 'tenant_id', type: 'text', primaryKeyConstraintName: 'pk_push_self_binding' }) tenantId: string;
  @PrimaryColumn({ name: 'authorization_id', type: 'uuid', primaryKeyConstraintName: 'pk_push_self_binding' }) authorizationId: string;
  @PrimaryColumn({ name: 'host_user_id', type: 'text', primaryKeyConstraintName: 'pk_push_self_binding' }) hostUserId: string;
  @Column({ name: 'host_user_name', type: 'text' }) hostUserName: string;
  @Column({ name: 'state_hash', type: 'text' }) stateHash: string;
  @Column({ name: 'ask_hash', type: 'text', nullable: true }) askHash: string | null;
  @Column({ name: 'expires_at', type: 'timestamptz' }) expiresAt: Date;
}
