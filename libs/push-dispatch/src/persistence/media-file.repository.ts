import { Injectable } from '@nestjs/common';
import { SqlRepository } from '#kernel';
import type { MadeFile } from '#pictures';
import type { MediaKey } from '../domain/media-policy';

export interface MediaFile {
  contentHash: string;
  fileName: string;
  contentType: MadeFile['contentType'];
  bytes: Buffer;
  /** Ids that WeCom gave for it, all of them. */
  mediaIds: string[];
}

/** Files behind media ids, kept while calls with such an id may be sent. */
@Injectable()
export class MediaFileRepository extends SqlRepository {
  /** @param until when the last call with this id may be sent */
  async keep({ tenantId, authorizationId, contentHash }: MediaKey, mediaId: string, file: Omit<MediaFile, 'contentHash' | 'mediaIds'>, until: Date): Promise<void> {
    // Mostly it is there, and its bytes need not travel.
    const kept = await this.row(
      `update push_media_file set expires_at = greatest(expires_at, $5), media_ids = case when $4::text = any(media_ids) then media_ids else media_ids || $4::text end
        where tenant_id = $1 and authorization_id = $2 and content_hash = $3 returning 1`,
      [tenantId, authorizationId, contentHash, mediaId, until],
    );
    if (kept) return;
    await this.rows(
      `insert into push_media_file as known (tenant_id, authorization_id, content_hash, media_ids, expires_at, file_name, content_type, bytes)
       values ($1, $2, $3, array[$4::text], $5, $6, $7, $8)
       on conflict on constraint pk_push_media_file do update set expires_at = greatest(known.expires_at, excluded.expires_at),
         media_ids = case when $4::text = any(known.media_ids) then known.media_ids else known.media_ids || $4::text end`,
      [tenantId, authorizationId, contentHash, mediaId, until, file.fileName, file.contentType, file.bytes],
    );
  }

  /** Files that a request text names by one of their ids. */
  async namedIn(tenantId: string, authorizationId: string, body: string): Promise<MediaFile[]> {
    return this.rows<MediaFile>(
      `select content_hash as "contentHash", file_name as "fileName", content_type as "contentType", bytes, media_ids as "mediaIds"
         from push_media_file
        where tenant_id = $1 and authorization_id = $2 and exists (select from unnest(media_ids) as id where position(id in $3) > 0)`,
      [tenantId, authorizationId, body],
    );
  }

  /** Keeps the files that a request text names at least until then. @returns how many there are */
  async keepLonger(tenantId: string, authorizationId: string, body: string, until: Date): Promise<number> {
    const rows = await this.rows(
      `update push_media_file set expires_at = greatest(expires_at, $4)
        where tenant_id = $1 and authorization_id = $2 and exists (select from unnest(media_ids) as id where position(id in $3) > 0) returning 1`,
      [tenantId, authorizationId, body, until],
    );
    return rows.length;
  }

  /** Some of what no call may name any more. */
  async forgetExpired(now: Date): Promise<void> {
    await this.rows(
      `delete from push_media_file where (tenant_id, authorization_id, content_hash) in
         (select tenant_id, authorization_id, content_hash from push_media_file where expires_at <= $1 order by expires_at limit 50 for update skip locked)`,
      [now],
    );
  }
}
