import { Injectable } from '@nestjs/common';
import { Clock } from '#kernel';
import { CallLedger, type CallToSend } from '#records';
import { WecomError } from '#wecom';
import type { MediaKey } from '../domain/media-policy';
import { MediaRefusedError, SendLaterError, TryAgainError } from '../domain/push-dispatch.errors';
import { MediaFileRepository, type MediaFile } from '../persistence/media-file.repository';
import { MediaRepository } from '../persistence/media.repository';
import { AttachmentsService } from './attachments.service';

/** What WeCom says of a media id that it does not know, or not any more. */
const UNKNOWN_MEDIA: ReadonlySet<number | undefined> = new Set([40007, 40145]);

/** Until an upload that failed or is under way elsewhere is asked for again, in milliseconds. */
const LATER_MS = 2_000;

/** Uploads a file anew when WeCom refuses a call for its media id. */
@Injectable()
export class MediaRenewal {
  constructor(
    private readonly files: MediaFileRepository,
    private readonly media: MediaRepository,
    private readonly attachments: AttachmentsService,
    private readonly calls: CallLedger,
    private readonly clock: Clock,
  ) {}

  /**
   * Only the media id changes. The refusal says that nobody got the old text, so that the new one reaches nobody twice; it is stored before it is sent,
   * so that a repeat after a crash has the new bytes. A call of which an earlier attempt may have arrived is left as it is.
   * @returns the call as it is to be sent now; undefined when the refusal stands
   * @throws SendLaterError when somebody else uploads the same, or WeCom cannot take it now.
   */
  async after(error: unknown, call: CallToSend): Promise<CallToSend | undefined> {
    if (!(error instanceof WecomError) || !UNKNOWN_MEDIA.has(error.errcode) || call.firstSentAt !== null) return undefined;
    let { body } = call;
    for (const file of await this.files.namedIn({ tenantId: call.tenantId, authorizationId: call.targetId, text: body }, 'media_id')) {
      const fresh = await this.renewed(call, file);
      if (fresh === undefined) return undefined;
      for (const old of file.names) body = body.replaceAll(old, fresh);
    }
    if (body === call.body || !(await this.calls.replaceBody(call, body))) return undefined;
    return { ...call, body };
  }

  private async renewed(call: CallToSend, file: MediaFile): Promise<string | undefined> {
    const key: MediaKey = { tenantId: call.tenantId, authorizationId: call.targetId, use: 'media_id', contentHash: file.contentHash };
    const [refused] = file.names.filter((id) => call.body.includes(id));
    await this.media.drop(key, refused);
    try {
      const fresh = await this.attachments.fileUploaded(key, file);
      await this.files.keep(key, fresh, file, call.deadlineAt);
      return fresh;
    } catch (error) {
      if (error instanceof MediaRefusedError) return undefined;
      if (error instanceof TryAgainError) throw new SendLaterError(error.reason, new Date(this.clock.now().getTime() + LATER_MS));
      throw error;
    }
  }
}
