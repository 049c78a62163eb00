import { Injectable } from '@nestjs/common';
import { SqlRepository } from '#kernel';
import type { MadeFile } from '#pictures';
import type { MediaKey } from '../domain/media-policy';

export interface MediaFile {
  contentHash: string;
  fileName: string;
  contentType: MadeFile['contentType'];
  bytes: Buffer;
  /** Media ids or addresses that WeCom gave for it, all of them. */
  names: string[];
}

/** Where files are named. */
export interface NamingText {
  tenantId: string;
  authorizationId: string;
  /** A request, or the content of a message. */
  text: string;
}

/** Files of messages, kept while calls that name them may be sent, and their records show them. */
@Injectable()
export class MediaFileRepository extends SqlRepository {
  /** @param until when nothing may name it any more */
  async keep({ tenantId, authorizationId, contentHash, use }: MediaKey, name: string, file: Omit<MediaFile, 'contentHash' | 'names'>, until: Date): Promise<void> {
    // Mostly it is there, and its bytes need not travel.
    const kept = await this.row(
      `update push_media_file set expires_at = greatest(expires_at, $6), names = case when $5::text = any(names) then names else names || $5::text end
        where tenant_id = $1 and authorization_id = $2 and content_hash = $3 and use = $4 returning 1`,
      [tenantId, authorizationId, contentHash, use, name, until],
    );
    if (kept) return;
    await this.rows(
      `insert into push_media_file as known (tenant_id, authorization_id, content_hash, use, names, expires_at, file_name, content_type, bytes)
       values ($1, $2, $3, $4, array[$5::text], $6, $7, $8, $9)
       on conflict on constraint pk_push_media_file do update set expires_at = greatest(known.expires_at, excluded.expires_at),
         names = case when $5::text = any(known.names) then known.names else known.names || $5::text end`,
      [tenantId, authorizationId, contentHash, use, name, until, file.fileName, file.contentType, file.bytes],
    );
  }

  /** Files that a text names. @param use by media id or address; both when left out */
  async namedIn({ tenantId, authorizationId, text }: NamingText, use?: MediaKey['use']): Promise<MediaFile[]> {
    return this.rows<MediaFile>(
      `select content_hash as "contentHash", file_name as "fileName", content_type as "contentType", bytes, names
         from push_media_file
        where tenant_id = $1 and authorization_id = $2 and ($4::text is null or use = $4) and exists (select from unnest(names) as name where position(name in $3) > 0)`,
      [tenantId, authorizationId, text, use ?? null],
    );
  }

  /** Keeps the files that a text names at least until then. */
  async keepLonger({ tenantId, authorizationId, text }: NamingText, until: Date): Promise<void> {
    await this.rows(
      `update push_media_file set expires_at = greatest(expires_at, $4)
        where tenant_id = $1 and authorization_id = $2 and exists (select from unnest(names) as name where position(name in $3) > 0)`,
      [tenantId, authorizationId, text, until],
    );
  }

  /** Some of what nothing may name any more. */
  async forgetExpired(now: Date): Promise<void> {
    await this.rows(
      `delete from push_media_file where (tenant_id, authorization_id, content_hash, use) in
         (select tenant_id, authorization_id, content_hash, use from push_media_file where expires_at <= $1 order by expires_at limit 50 for update skip locked)`,
      [now],
    );
  }
}
