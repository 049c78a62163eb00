import { Injectable } from '@nestjs/common';
import { SqlRepository, type Tx } from '#kernel';

export interface StoredCallbackKeys {
  tokenSealed: string;
  aesKeySealed: string;
}

export interface AppChannel extends StoredCallbackKeys {
  authorizationId: string;
  tenantId: string;
  corpId: string;
}

@Injectable()
export class WecomCallbackRepository extends SqlRepository {
  async put(tenantId: string, authorizationId: string, keys: StoredCallbackKeys, now: Date, tx: Tx): Promise<void> {
    await this.rows(
      `insert into push_wecom_callback (authorization_id, tenant_id, token_sealed, aes_key_sealed, created_at) values ($1, $2, $3, $4, $5)
       on conflict (authorization_id) do update
          set token_sealed = excluded.token_sealed, aes_key_sealed = excluded.aes_key_sealed, created_at = excluded.created_at`,
      [authorizationId, tenantId, keys.tokenSealed, keys.aesKeySealed, now],
      tx,
    );
  }

  async exists(authorizationId: string): Promise<boolean> {
    return (await this.row('select 1 from push_wecom_callback where authorization_id = $1', [authorizationId])) !== undefined;
  }

  /** The keys of an app that is not revoked. */
  async find(authorizationId: string): Promise<AppChannel | undefined> {
    return this.row<AppChannel>(
      `select callback.authorization_id as "authorizationId", app.tenant_id as "tenantId", app.corp_id as "corpId",
              callback.token_sealed as "tokenSealed", callback.aes_key_sealed as "aesKeySealed"
         from push_wecom_callback as callback join push_authorization as app on app.id = callback.authorization_id
        where callback.authorization_id = $1 and app.state <> 'revoked'`,
      [authorizationId],
    );
  }

  async remove(authorizationId: string, tx: Tx): Promise<void> {
    await this.rows('delete from push_wecom_callback where authorization_id = $1', [authorizationId], tx);
  }
}
