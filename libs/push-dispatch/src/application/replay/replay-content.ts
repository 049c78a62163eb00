import { Injectable } from '@nestjs/common';
import { Clock } from '#kernel';
import { pushRun, ReplaySource, type PreparedMessage, type Run } from '#records';
import { ReplayContentMissingError } from '../../domain/record-action.errors';
import { MEDIA_GOOD_MS } from '../../domain/replay';
import { MediaFileRepository } from '../../persistence/media-file.repository';

/** Types whose request names a picture or file that WeCom keeps for three days; a robot's picture stands in its request. */
const WITH_MEDIA = { app: ['image', 'file'], robots: ['file'] };

/** Whether the content of a record is still whole. */
@Injectable()
export class ReplayContent {
  constructor(
    private readonly source: ReplaySource,
    private readonly files: MediaFileRepository,
    private readonly clock: Clock,
  ) {}

  /** @param record undefined when it is not kept any more. @throws ReplayContentMissingError */
  async mustBeThere(tenantId: string, recordId: string, record: Run | undefined): Promise<{ dataTime: string | null }> {
    const key = { tenantId, id: recordId };
    const facts = await this.source.record(key);
    if (!record || !facts) throw new ReplayContentMissingError('the record is not kept any more');
    if (!(await this.source.hasContent(key))) {
      throw new ReplayContentMissingError(pushRun.isFinal(record.state) && facts.preparedAt ? 'its messages are not kept any more' : 'no message was ever made for it');
    }
    const message = await this.source.messageOfType(key, WITH_MEDIA[record.spec.channel.kind]);
    const sinceMs = this.clock.now().getTime() - (facts.preparedAt ?? record.plannedAt).getTime();
    // WeCom still has what it names; later it is uploaded anew, if the file is there.
    if (message && sinceMs > MEDIA_GOOD_MS) {
      const kept = record.spec.channel.kind === 'app' && (await this.files.namedIn({ tenantId, authorizationId: message.targetId, text: message.body })).length > 0;
      if (!kept) throw new ReplayContentMissingError('its pictures and files are not kept any more');
    }
    return { dataTime: facts.dataTime };
  }

  /** Until the replay has ended WeCom may refuse a media id. */
  async keepMedia({ tenantId, deadlineAt }: Run, messages: readonly PreparedMessage[]): Promise<void> {
    for (const { msgtype, calls } of messages) {
      const [call] = calls;
      if (call.channel === 'app' && WITH_MEDIA.app.includes(msgtype)) await this.files.keepLonger({ tenantId, authorizationId: call.targetId, text: call.body }, deadlineAt);
    }
  }
}
