import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

const PK = 'pk_push_secret_try';

/** A secret that somebody typed and WeCom has not accepted (yet). */
@Entity({ name: 'push_secret_try' })
@Index('ix_push_secret_try_time', ['triedAt'])
export class SecretTryEntity {
  @PrimaryColumn({ name: 'tenant_id', type: 'text', primaryKeyConstraintName: PK }) tenantId: string;
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: PK }) id: string;
  @Column({ name: 'address', type: 'text' }) address: string;
  @Column({ name: 'tried_at', type: 'timestamptz' }) triedAt: Date;
}
