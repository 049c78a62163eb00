import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Token and EncodingAESKey of a corp's own app. */
@Entity({ name: 'push_wecom_callback' })
export class WecomCallbackEntity {
  @PrimaryColumn({ name: 'authorization_id', type: 'uuid', primaryKeyConstraintName: 'pk_push_wecom_callback' }) authorizationId: string;
  @Column({ name: 'tenant_id', type: 'text' }) tenantId: string;
  @Column({ name: 'token_sealed', type: 'text' }) tokenSealed: string;
  @Column({ name: 'aes_key_sealed', type: 'text' }) aesKeySealed: string;
  @Column({ name: 'created_at', type: 'timestamptz' }) createdAt: Date;
}
