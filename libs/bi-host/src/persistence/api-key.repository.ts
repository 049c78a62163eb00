import { Injectable } from '@nestjs/common';
import { SqlRepository, type Tx } from '#kernel';
import type { ApiKey } from '../domain/api-key';

const KEY = `tenant_id as "tenantId", id, name, administrator, project_roles as "projectRoles", created_at as "createdAt", created_by as "createdBy",
  expires_at as "expiresAt", last_used_at as "lastUsedAt", revoked_at as "revokedAt"`;

@Injectable()
export class ApiKeyRepository extends SqlRepository {
  async insert(key: ApiKey, hash: Buffer, tx: Tx): Promise<void> {
    await this.rows(
      `insert into push_api_key (tenant_id, id, name, hash, administrator, project_roles, created_at, created_by, expires_at)
       values ($1, $2, $3, $4, $5, $6::jsonb, $7, $8, $9)`,
      [key.tenantId, key.id, key.name, hash, key.administrator, JSON.stringify(key.projectRoles), key.createdAt, key.createdBy, key.expiresAt],
      tx,
    );
  }

  /** The only question without a tenant: which one it is, is what a key proves. */
  async findForSignIn(id: string): Promise<(ApiKey & { hash: Buffer }) | undefined> {
    return this.row(`select ${KEY}, hash from push_api_key where id = $1`, [id]);
  }

  /** Newest first. @param after id of the last key seen */
  async list(tenantId: string, after: string | undefined, limit: number): Promise<ApiKey[]> {
    return this.rows(`select ${KEY} from push_api_key where tenant_id = $1 and ($2::uuid is null or id < $2) order by id desc limit $3`, [tenantId, after ?? null, limit]);
  }

  /** @returns the key and whether it was this call that revoked it; undefined when the tenant has no such key */
  async revoke(tenantId: string, id: string, now: Date, tx: Tx): Promise<{ key: ApiKey; revokedNow: boolean } | undefined> {
    const before = await this.row<ApiKey>(`select ${KEY} from push_api_key where tenant_id = $1 and id = $2 for update`, [tenantId, id], tx);
    if (!before) return undefined;
    if (before.revokedAt !== null) return { key: before, revokedNow: false };
    await this.rows(`update push_api_key set revoked_at = $3 where tenant_id = $1 and id = $2`, [tenantId, id, now], tx);
    return { key: { ...before, revokedAt: now }, revokedNow: true };
  }

  /** Says that a key was used, unless that was said after `unlessAfter`: one write for many calls. */
  async used(tenantId: string, id: string, now: Date, unlessAfter: Date): Promise<void> {
    await this.rows(
      `update push_api_key set last_used_at = $3 where tenant_id = $1 and id = $2 and (last_used_at is null or last_used_at <= $4)`,
      [tenantId, id, now, unlessAfter],
    );
  }
}
