import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AuthorizationState, AuthorizationTrouble } from '../domain/authorization';
import type { AuthorizationChange } from '../domain/health';

const PK = 'pk_push_authorization_change';

/** One row for each change of state: the alarm that is raised once. */
@Entity({ name: 'push_authorization_change' })
export class AuthorizationChangeEntity implements AuthorizationChange {
  @PrimaryColumn({ name: 'tenant_id', type: 'text', primaryKeyConstraintName: PK }) tenantId: string;
  @PrimaryColumn({ name: 'authorization_id', type: 'uuid', primaryKeyConstraintName: PK }) authorizationId: string;
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: PK }) id: string;
  @Column({ name: 'from_state', type: 'text' }) from: AuthorizationState;
  @Column({ name: 'to_state', type: 'text' }) to: AuthorizationState;
  @Column({ name: 'reason', type: 'text', nullable: true }) reason: AuthorizationTrouble | null;
  @Column({ name: 'errcode', type: 'int', nullable: true }) errcode: number | null;
  @Column({ name: 'seen_ip', type: 'text', nullable: true }) seenIp: string | null;
  @Column({ name: 'changed_at', type: 'timestamptz' }) changedAt: Date;
}
