import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** WeCom gives back the `state` and names no tenant: so it alone is the key. */
@Entity({ name: 'push_authorization_link' })
@Index('ix_push_authorization_link_authorization', ['authorizationId', 'createdAt'])
export class AuthorizationLinkEntity {
  @PrimaryColumn({ name: 'state', type: 'text', primaryKeyConstraintName: 'pk_push_authorization_link' }) state: string;
  @Column({ name: 'tenant_id', type: 'text' }) tenantId: string;
  @Column({ name: 'authorization_id', type: 'uuid' }) authorizationId: string;
  @Column({ name: 'url', type: 'text' }) url: string;
  @Column({ name: 'created_at', type: 'timestamptz' }) createdAt: Date;
  @Column({ name: 'expires_at', type: 'timestamptz' }) expiresAt: Date;
}
