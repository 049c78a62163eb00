import { Column, Entity, JoinColumn, OneToOne, PrimaryColumn, Unique, type Relation } from 'typeorm';
import { AuthorizationEntity } from './authorization.entity';

/** The one token of an authorization, a suite or the provider that all processes share. */
@Entity({ name: 'push_access_token' })
@Unique('uq_push_access_token_authorization', ['authorizationId'])
export class AccessTokenEntity {
  /** The authorization's id, `suite:…` or `provider:…`. */
  @PrimaryColumn({ name: 'holder', type: 'text', primaryKeyConstraintName: 'pk_push_access_token' }) holder: string;
  @Column({ name: 'authorization_id', type: 'uuid', nullable: true }) authorizationId: string | null;
  @OneToOne(() => AuthorizationEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'authorization_id', foreignKeyConstraintName: 'fk_push_access_token_authorization' })
  authorization: Relation<AuthorizationEntity> | null;
  @Column({ name: 'tenant_id', type: 'text', nullable: true }) tenantId: string | null;
  @Column({ name: 'token_sealed', type: 'text', nullable: true }) tokenSealed: string | null;
  @Column({ name: 'expires_at', type: 'timestamptz', nullable: true }) expiresAt: Date | null;
  /** Nobody asks WeCom for a token before this. */
  @Column({ name: 'renew_after', type: 'timestamptz' }) renewAfter: Date;
  /** Until then one process is renewing and the others wait, or use the old token while it lives. */
  @Column({ name: 'renew_lock_until', type: 'timestamptz', nullable: true }) renewLockUntil: Date | null;
  /** Grows with each claim and each token: a process whose claim was taken over stores nothing. */
  @Column({ name: 'version', type: 'int', default: 1 }) version: number;
}
