import { Injectable } from '@nestjs/common';
import type { Caller } from '#bi-host';
import { RecordsService, type SentMessage } from '#records';
import { MediaFileRepository } from '../persistence/media-file.repository';

export interface RecordFile {
  /** How the content names it; empty for a robot's picture, which stands in the request itself. */
  placeholder: string;
  fileName: string;
  contentType: string;
  sizeBytes: number;
  /** Of pictures only. */
  picture?: Buffer;
}

/** Pictures and files that went out with a message, as far as they are kept. */
@Injectable()
export class RecordFiles {
  constructor(
    private readonly records: RecordsService,
    private readonly files: MediaFileRepository,
  ) {}

  /** @throws PushRecordNotFoundError also when the caller may not see the record, or the message is of another one */
  async of(caller: Caller, recordId: string, messageId: string): Promise<RecordFile[]> {
    const message = await this.records.message(caller, recordId, messageId);
    if (message.channel === 'robot') return robotPicture(message);
    const text = JSON.stringify(message.content);
    const files = await this.files.namedIn({ tenantId: caller.tenantId, authorizationId: message.targetId, text });
    return files.map(({ fileName, contentType, bytes, names }) => ({
      placeholder: names.find((name) => text.includes(name)) ?? '',
      fileName,
      contentType,
      sizeBytes: bytes.length,
      picture: contentType.startsWith('image/') ? bytes : undefined,
    }));
  }
}

function robotPicture({ content, body }: SentMessage): RecordFile[] {
  if (content.msgtype !== 'image') return [];
  const { image } = JSON.parse(body) as { image?: { base64?: string } };
  if (!image?.base64) return [];
  const picture = Buffer.from(image.base64, 'base64');
  const contentType = picture[0] === 0xff ? 'image/jpeg' : 'image/png';
  return [{ placeholder: '', fileName: contentType === 'image/png' ? 'picture.png' : 'picture.jpg', contentType, sizeBytes: picture.length, picture }];
}
