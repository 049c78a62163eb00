import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { AUTHORIZATION_MODES, authorizationState } from '../domain/authorization';
import type { Authorization, AuthorizationMode, AuthorizationState, AuthorizationTrouble, VisibleRange } from '../domain/authorization';

const oneOf = (values: readonly string[]): string => `in (${values.map((value) => `'${value}'`).join(', ')})`;

/** WeCom's callbacks and our own calls know an authorization and no tenant: so its id alone is the key. */
@Entity({ name: 'push_authorization' })
@Check('ck_push_authorization_mode', `mode ${oneOf(AUTHORIZATION_MODES)}`)
@Check('ck_push_authorization_state', `state ${oneOf(authorizationState.states)}`)
@Check('ck_push_authorization_secret', `case state when 'pending' then true when 'revoked' then secret_sealed is null else secret_sealed is not null end`)
@Index('uq_push_authorization_app', ['corpKey', 'agentId'], { unique: true, where: `((state <> 'revoked'::text) AND (suite_id IS NULL))` })
@Index('uq_push_authorization_suite', ['suiteId', 'openCorpId'], { unique: true, where: `(state = ANY (ARRAY['active'::text, 'broken'::text]))` })
@Index('uq_push_authorization_pending', ['tenantId', 'suiteId', 'corpKey'], { unique: true, where: `(state = 'pending'::text)` })
@Index('ix_push_authorization_tenant', ['tenantId', 'createdAt'])
@Index('ix_push_authorization_probe', ['probeAfter'], { where: `(state = 'broken'::text)` })
@Index('ix_push_authorization_check', ['checkAfter'], { where: `(state = ANY (ARRAY['active'::text, 'broken'::text]))` })
export class AuthorizationEntity implements Authorization {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'pk_push_authorization' }) id: string;
  @Column({ name: 'tenant_id', type: 'text' }) tenantId: string;
  @Column({ name: 'corp_id', type: 'text' }) corpId: string;
  @Column({ name: 'corp_key', type: 'text' }) corpKey: string;
  @Column({ name: 'mode', type: 'text' }) mode: AuthorizationMode;
  @Column({ name: 'suite_id', type: 'text', nullable: true }) suiteId: string | null;
  /** The corp as the provider knows it: encrypted, its case matters. */
  @Column({ name: 'open_corp_id', type: 'text', nullable: true }) openCorpId: string | null;
  @Column({ name: 'agent_id', type: 'int' }) agentId: number;
  @Column({ name: 'agent_name', type: 'text' }) agentName: string;
  @Column({ name: 'agent_logo_url', type: 'text', nullable: true }) agentLogoUrl: string | null;
  /** Never read with the row: only {@link AppAccess} holds it. */
  @Column({ name: 'secret_sealed', type: 'text', nullable: true, select: false }) secretSealed?: string | null;
  @Column({ name: 'state', type: 'text' }) state: AuthorizationState;
  @Column({ name: 'state_reason', type: 'text', nullable: true }) stateReason: AuthorizationTrouble | null;
  @Column({ name: 'state_errcode', type: 'int', nullable: true }) stateErrcode: number | null;
  @Column({ name: 'seen_ip', type: 'text', nullable: true }) seenIp: string | null;
  @Column({ name: 'visible_range', type: 'jsonb' }) visibleRange: VisibleRange;
  /** Refused secrets in a row. */
  @Column({ name: 'secret_refusals', type: 'int', default: 0 }) secretRefusals: number;
  /** When a call may ask WeCom again whether the trouble is over; null: only a person may. */
  @Column({ name: 'probe_after', type: 'timestamptz', nullable: true }) probeAfter: Date | null;
  /** When a working one is looked at again, whether or not anybody pushes. */
  @Column({ name: 'check_after', type: 'timestamptz', nullable: true }) checkAfter: Date | null;
  @Column({ name: 'activated_at', type: 'timestamptz', nullable: true }) activatedAt: Date | null;
  @Column({ name: 'created_at', type: 'timestamptz' }) createdAt: Date;
  @Column({ name: 'created_by', type: 'text' }) createdBy: string;
  @Column({ name: 'updated_at', type: 'timestamptz' }) updatedAt: Date;
  @Column({ name: 'version', type: 'int', default: 1 }) version: number;
}
