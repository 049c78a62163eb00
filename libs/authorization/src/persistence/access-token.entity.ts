import { Column, Entity, JoinColumn, OneToOne, PrimaryColumn, type Relation } from 'typeorm';
import { AuthorizationEntity } from './authorization.entity';

/** The one access token that all processes share. */
@Entity({ name: 'push_access_token' })
export class AccessTokenEntity {
  @PrimaryColumn({ name: 'authorization_id', type: 'uuid', primaryKeyConstraintName: 'pk_push_access_token' }) authorizationId: string;
  @OneToOne(() => AuthorizationEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'authorization_id', foreignKeyConstraintName: 'fk_push_access_token_authorization' })
  authorization: Relation<AuthorizationEntity>;
  @Column({ name: 'tenant_id', type: 'text' }) tenantId: string;
  @Column({ name: 'token_sealed', type: 'text', nullable: true }) tokenSealed: string | null;
  @Column({ name: 'expires_at', type: 'timestamptz', nullable: true }) expiresAt: Date | null;
  /** Nobody asks WeCom for a token before this. */
  @Column({ name: 'renew_after', type: 'timestamptz' }) renewAfter: Date;
  /** Until then one process is renewing and the others wait, or use the old token while it lives. */
  @Column({ name: 'renew_lock_until', type: 'timestamptz', nullable: true }) renewLockUntil: Date | null;
  /** Grows with each claim and each token: a process whose claim was taken over stores nothing. */
  @Column({ name: 'version', type: 'int', default: 1 }) version: number;
}
