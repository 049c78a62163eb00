import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import { wecomEventState, type WecomEventState } from '../domain/wecom-event';

/** Callbacks of suites name no tenant, so its id alone is the key. */
@Entity({ name: 'push_wecom_event' })
@Check('ck_push_wecom_event_state', `state in (${wecomEventState.states.map((state) => `'${state}'`).join(', ')})`)
@Unique('uq_push_wecom_event_body', ['channel', 'bodyHash'])
@Index('ix_push_wecom_event_due', ['nextTryAt'], { where: `(state = 'pending'::text)` })
@Index('ix_push_wecom_event_received', ['receivedAt'])
export class WecomEventEntity {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'pk_push_wecom_event' }) id: string;
  @Column({ name: 'channel', type: 'text' }) channel: string;
  @Column({ name: 'body_hash', type: 'text' }) bodyHash: string;
  @Column({ name: 'tenant_id', type: 'text', nullable: true }) tenantId: string | null;
  @Column({ name: 'authorization_id', type: 'uuid', nullable: true }) authorizationId: string | null;
  @Column({ name: 'suite_id', type: 'text', nullable: true }) suiteId: string | null;
  @Column({ name: 'kind', type: 'text' }) kind: string;
  /** The decrypted XML; null once its secret was used. */
  @Column({ name: 'body_sealed', type: 'text', nullable: true }) bodySealed: string | null;
  @Column({ name: 'state', type: 'text' }) state: WecomEventState;
  @Column({ name: 'attempts', type: 'int', default: 0 }) attempts: number;
  /** Also the end of the lease of whoever works on it. */
  @Column({ name: 'next_try_at', type: 'timestamptz' }) nextTryAt: Date;
  @Column({ name: 'received_at', type: 'timestamptz' }) receivedAt: Date;
  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true }) endedAt: Date | null;
  @Column({ name: 'last_error', type: 'text', nullable: true }) lastError: string | null;
}
