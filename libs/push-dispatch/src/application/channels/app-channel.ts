import { Injectable } from '@nestjs/common';
import { AuthorizationsService } from '#authorization';
import { chunksOf, newId } from '#kernel';
import type { Run } from '#records';
import { TemplateNotForChannelError, type RenderedMessage } from '#templating';
import { RECIPIENTS_PER_CALL, serializeSend, type MessageContent } from '#wecom';
import { DUPLICATE_WINDOW_SECONDS } from '../../domain/dispatch-policy';
import { AttachmentsService, type AttachmentSource } from '../attachments.service';
import { NoticeAudience } from '../notice-audience';
import { RecipientsService, type Recipient } from '../recipients.service';
import { authorizationOf } from '../run-spec';
import { ChannelOpener, type CarriedMessage, type OpenChannel } from './open-channel';

/** One to one through the app of a corp: one call for up to 1000 people. */
@Injectable()
export class AppChannel extends ChannelOpener {
  readonly kind = 'app';

  constructor(
    private readonly authorizations: AuthorizationsService,
    private readonly recipients: RecipientsService,
    private readonly notices: NoticeAudience,
    private readonly attachments: AttachmentsService,
  ) {
    super();
  }

  async open(run: Run): Promise<OpenChannel> {
    const authorizationId = authorizationOf(run.spec);
    const { agentId } = await this.authorizations.getApp(run.tenantId, authorizationId);
    return {
      resolve: () => this.recipients.resolve(run),
      noticeAudience: () => this.notices.of(run),
      carry: (message, source, recipients) => this.carry({ authorizationId, agentId }, message, source, recipients),
    };
  }

  private async carry(app: { authorizationId: string; agentId: number }, message: RenderedMessage, source: AttachmentSource, people: readonly Recipient[]): Promise<CarriedMessage> {
    const content = mustBeForApps(await this.attachments.complete(message, source, app.authorizationId), message);
    const calls = chunksOf(people, RECIPIENTS_PER_CALL).map((recipients) => ({
      id: newId(),
      channel: 'app' as const,
      targetId: app.authorizationId,
      body: serializeSend(content, { agentId: app.agentId, userIds: recipients.flatMap(({ wecomUserId }) => wecomUserId ?? []), duplicateWindowSeconds: DUPLICATE_WINDOW_SECONDS }),
      recipients,
    }));
    return { content, calls, skipped: [] };
  }
}

/** Tasks are refused such a template when they are saved. @throws TemplateNotForChannelError */
function mustBeForApps(content: MessageContent, { template }: RenderedMessage): Exclude<MessageContent, { msgtype: 'markdown_v2' }> {
  if (content.msgtype === 'markdown_v2') throw new TemplateNotForChannelError(template.key, 'app');
  return content;
}
