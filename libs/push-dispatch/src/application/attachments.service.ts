import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { WecomAppClient } from '#authorization';
import type { PageSnapshot } from '#bi-host';
import { Clock } from '#kernel';
import { Pictures, type MadeFile } from '#pictures';
import type { Run } from '#records';
import type { Attachment, RenderedMessage } from '#templating';
import { describeWecomError, mediaUpload, mediaUploadimg, WecomError, type LocalizedText, type MessageContent, type WecomFault, type WecomFile } from '#wecom';
import { FILE_KEPT_MS, filled, MEDIA_REUSE_MS, UPLOAD_CLAIM_MS, type MediaKey } from '../domain/media-policy';
import { MediaRefusedError, TryAgainError } from '../domain/push-dispatch.errors';
import { reason } from '../domain/reasons';
import { reasonOfFault } from '../domain/wecom-faults';
import { MediaFileRepository } from '../persistence/media-file.repository';
import { MediaRepository } from '../persistence/media.repository';

export interface AttachmentSource {
  run: Run;
  snapshot: PageSnapshot;
}

/** A file with the name that recipients see. */
type UploadFile = Pick<MadeFile, 'bytes' | 'contentType'> & { fileName: string };

/** Makes the pictures and files of messages, and uploads them to the corp, equal ones once. */
@Injectable()
export class AttachmentsService {
  constructor(
    private readonly pictures: Pictures,
    private readonly client: WecomAppClient,
    private readonly media: MediaRepository,
    private readonly files: MediaFileRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * @returns the content with media ids and addresses in place of its placeholders
   * @throws TryAgainError when another process is uploading the same, or WeCom cannot take it now. @throws MediaRefusedError when it never will.
   *   @throws PicturesBusyError. @throws FileNotMadeError
   */
  async complete({ content, attachments }: Pick<RenderedMessage, 'content' | 'attachments'>, source: AttachmentSource, authorizationId: string): Promise<MessageContent> {
    if (attachments.length === 0) return content;
    const values = new Map<string, string>();
    for (const attachment of attachments) values.set(attachment.placeholder, await this.uploaded(attachment, source, authorizationId));
    return filled(content, values);
  }

  /** What an attachment holds: for robots, which take the bytes themselves. */
  async bytesOf({ kind, chartId }: Attachment, { run, snapshot }: AttachmentSource): Promise<MadeFile> {
    const { title, language, zone } = run.spec;
    return this.pictures.make({ kind, chartId, snapshot, title, language, zone });
  }

  /** @returns the media id or address that the corp of the app gave. @throws as {@link complete} */
  async uploaded(attachment: Attachment, source: AttachmentSource, authorizationId: string): Promise<string> {
    const { run } = source;
    const file = await this.bytesOf(attachment, source);
    const fileName = nameOf(attachment, file);
    // With the name, which recipients see; it holds the minute, so that WeCom's duplicate check tells two runs with equal pictures apart.
    const contentHash = createHash('sha256').update(`${file.contentHash}\n${fileName}`).digest('hex');
    const key: MediaKey = { tenantId: run.tenantId, authorizationId, use: attachment.use, contentHash };
    const named = { bytes: file.bytes, contentType: file.contentType, fileName };
    const value = await this.fileUploaded(key, named, run.spec.language);
    await this.files.keep(key, value, named, this.keptUntil(run.deadlineAt));
    return value;
  }

  private keptUntil(deadlineAt: Date): Date {
    return new Date(Math.max(deadlineAt.getTime(), this.clock.now().getTime() + FILE_KEPT_MS));
  }

  /** @returns what WeCom gave for the file, now or before. @throws TryAgainError. @throws MediaRefusedError */
  async fileUploaded(key: MediaKey, file: UploadFile, language: keyof LocalizedText = 'en-US'): Promise<string> {
    const now = this.clock.now();
    const known = await this.media.find(key, now);
    if (known !== undefined) return known;
    if (!(await this.media.claim(key, now, new Date(now.getTime() + UPLOAD_CLAIM_MS)))) throw new TryAgainError(reason('MEDIA_UNDER_WAY'));
    try {
      const value = await this.upload(key, file, file.fileName);
      await this.media.store(key, value, new Date(now.getTime() + MEDIA_REUSE_MS[key.use]));
      await this.media.forgetExpired(now);
      await this.files.forgetExpired(now);
      return value;
    } catch (error) {
      await this.media.release(key);
      throw notUploaded(error, language);
    }
  }

  private async upload({ authorizationId, use }: MediaKey, { bytes, contentType }: Pick<MadeFile, 'bytes' | 'contentType'>, fileName: string): Promise<string> {
    const file = wecomFile(fileName, { bytes, contentType });
    if (use === 'image_url') return (await this.client.call(authorizationId, mediaUploadimg, { file })).url;
    const type = contentType.startsWith('image/') ? 'image' : 'file';
    return (await this.client.call(authorizationId, mediaUpload, { type, file })).media_id;
  }
}

/** Of these WeCom will say the same again; all else may pass, or be mended, before the run's deadline. */
const LASTING: ReadonlySet<WecomFault> = new Set(['content', 'ours', 'login', 'recipient']);

/** @returns what to throw for a failed upload: whether it may pass, and why not */
export function notUploaded(error: unknown, language: keyof LocalizedText): unknown {
  if (!(error instanceof WecomError)) return error;
  if (!LASTING.has(error.fault)) return new TryAgainError(reasonOfFault(error), error);
  if (error.errcode === undefined) return new MediaRefusedError(reason('MEDIA_REFUSED', error.message), error);
  const { meaning, remedy } = describeWecomError(error.errcode);
  return new MediaRefusedError(reason('MEDIA_REFUSED', `WeCom code ${error.errcode}: ${meaning[language]}. ${remedy[language]}`), error);
}

/** As recipients see it. */
export const nameOf = ({ fileName }: Attachment, { contentType }: Pick<MadeFile, 'contentType'>): string => (contentType === 'image/jpeg' ? fileName.replace(/\.png$/, '.jpg') : fileName);

/** For one upload: a stream is read once. */
export const wecomFile = (fileName: string, { bytes, contentType }: Pick<MadeFile, 'bytes' | 'contentType'>): WecomFile => ({
  fileName, contentType, sizeBytes: bytes.length, content: Readable.from([bytes]),
});
