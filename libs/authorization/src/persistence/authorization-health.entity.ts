import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import type { WecomFault } from '#wecom';
import { USE_STATES, type UseState } from '../domain/app-use';

/** What was last seen of an authorization; apart from it, since it is written while messages go out. */
@Entity({ name: 'push_authorization_health' })
@Check('ck_push_authorization_health_use_state', `use_state in (${USE_STATES.map((state) => `'${state}'`).join(', ')})`)
export class AuthorizationHealthEntity {
  @PrimaryColumn({ name: 'authorization_id', type: 'uuid', primaryKeyConstraintName: 'pk_push_authorization_health' }) authorizationId: string;
  @Column({ name: 'tenant_id', type: 'text' }) tenantId: string;
  @Column({ name: 'last_sent_at', type: 'timestamptz', nullable: true }) lastSentAt: Date | null;
  @Column({ name: 'last_checked_at', type: 'timestamptz', nullable: true }) lastCheckedAt: Date | null;
  @Column({ name: 'last_callback_at', type: 'timestamptz', nullable: true }) lastCallbackAt: Date | null;
  @Column({ name: 'last_error_at', type: 'timestamptz', nullable: true }) lastErrorAt: Date | null;
  @Column({ name: 'last_error_api', type: 'text', nullable: true }) lastErrorApi: string | null;
  @Column({ name: 'last_errcode', type: 'int', nullable: true }) lastErrcode: number | null;
  @Column({ name: 'last_error_fault', type: 'text', nullable: true }) lastErrorFault: WecomFault | null;
  @Column({ name: 'last_error_seen_ip', type: 'text', nullable: true }) lastErrorSeenIp: string | null;
  @Column({ name: 'last_opened_at', type: 'timestamptz', nullable: true }) lastOpenedAt: Date | null;
  @Column({ name: 'last_unlicensed_at', type: 'timestamptz', nullable: true }) lastUnlicensedAt: Date | null;
  @Column({ name: 'use_state', type: 'text', nullable: true }) useState: UseState | null;
  /** When WeCom said so, by its clock. */
  @Column({ name: 'use_state_at', type: 'timestamptz', nullable: true }) useStateAt: Date | null;
  @Column({ name: 'disabled_from', type: 'timestamptz', nullable: true }) disabledFrom: Date | null;
}
