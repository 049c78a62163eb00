import { Injectable } from '@nestjs/common';
import { SqlRepository } from '#kernel';
import type { MediaKey } from '../domain/media-policy';

/** What WeCom keeps of ours, and who is uploading. A row without a value is a claim. */
@Injectable()
export class MediaRepository extends SqlRepository {
  /** @returns the media id or address, if it is good until after `now` */
  async find({ tenantId, authorizationId, use, contentHash }: MediaKey, now: Date): Promise<string | undefined> {
    const row = await this.row<{ value: string }>(
      `select value from push_media where tenant_id = $1 and authorization_id = $2 and use = $3 and content_hash = $4 and value is not null and expires_at > $5`,
      [tenantId, authorizationId, use, contentHash, now],
    );
    return row?.value;
  }

  /** Of all processes one uploads at a time; a claim whose process died ends at `until`. @returns false when somebody else is at it, or done */
  async claim({ tenantId, authorizationId, use, contentHash }: MediaKey, now: Date, until: Date): Promise<boolean> {
    const row = await this.row(
      `insert into push_media (tenant_id, authorization_id, use, content_hash, expires_at) values ($1, $2, $3, $4, $6)
       on conflict on constraint pk_push_media do update set value = null, expires_at = excluded.expires_at where push_media.expires_at <= $5 returning 1`,
      [tenantId, authorizationId, use, contentHash, now, until],
    );
    return row !== undefined;
  }

  async store({ tenantId, authorizationId, use, contentHash }: MediaKey, value: string, expiresAt: Date): Promise<void> {
    await this.rows(
      `insert into push_media (tenant_id, authorization_id, use, content_hash, value, expires_at) values ($1, $2, $3, $4, $5, $6)
       on conflict on constraint pk_push_media do update set value = excluded.value, expires_at = excluded.expires_at`,
      [tenantId, authorizationId, use, contentHash, value, expiresAt],
    );
  }

  /** WeCom does not know this id any more. Whoever uploaded anew meanwhile is left alone. */
  async drop({ tenantId, authorizationId, use, contentHash }: MediaKey, value: string): Promise<void> {
    await this.rows(`delete from push_media where tenant_id = $1 and authorization_id = $2 and use = $3 and content_hash = $4 and value = $5`, [tenantId, authorizationId, use, contentHash, value]);
  }

  /** The upload failed: the next one need not wait. */
  async release({ tenantId, authorizationId, use, contentHash }: MediaKey): Promise<void> {
    await this.rows(`delete from push_media where tenant_id = $1 and authorization_id = $2 and use = $3 and content_hash = $4 and value is null`, [tenantId, authorizationId, use, contentHash]);
  }

  /** Some of what is over; called with each upload, so that the table stays as large as what is in use. */
  async forgetExpired(now: Date): Promise<void> {
    await this.rows(
      `delete from push_media where (tenant_id, authorization_id, use, content_hash) in
         (select tenant_id, authorization_id, use, content_hash from push_media where expires_at <= $1 order by expires_at limit 50 for update skip locked)`,
      [now],
    );
  }
}
