import { Injectable } from '@nestjs/common';
import { AuthorizationsService } from '#authorization';
import type { Run } from '#records';
import { safeLink, TemplateNotForChannelError, type RenderedMessage } from '#templating';
import type { MessageContent } from '#wecom';
import { AttachmentsService } from '../attachments.service';
import { ownCalls, sharedCalls, type MessageTarget } from '../message-calls';
import { MessageLinks, type CountedLink } from '../message-link.service';
import { NoticeAudience } from '../notice-audience';
import { RecipientsService } from '../recipients.service';
import { authorizationOf } from '../run-spec';
import { ChannelOpener, type CarriedMessage, type OpenChannel } from './open-channel';

/** What templates make that an app can send. */
type MessageForApps = Exclude<MessageContent, { msgtype: 'markdown_v2' }>;

/** One to one through the app of a corp: one call for up to 1000 people, or for each person where opens are counted. */
@Injectable()
export class AppChannel extends ChannelOpener {
  readonly kind = 'app';

  constructor(
    private readonly authorizations: AuthorizationsService,
    private readonly recipients: RecipientsService,
    private readonly notices: NoticeAudience,
    private readonly attachments: AttachmentsService,
    private readonly links: MessageLinks,
  ) {
    super();
  }

  async open(run: Run): Promise<OpenChannel> {
    const authorizationId = authorizationOf(run.spec);
    const { agentId } = await this.authorizations.getApp(run.tenantId, authorizationId);
    let links = 0;
    return {
      resolve: () => this.recipients.resolve(run),
      noticeAudience: () => this.notices.of(run),
      carry: async (message, source, recipients, counted) => {
        const target = { authorizationId, agentId, recipients };
        const content = mustBeForApps(await this.attachments.complete(message, source, authorizationId), message);
        if (!counted) return { content, calls: sharedCalls(content, target), skipped: [] };
        const first = links;
        links += recipients.length;
        return this.counted(run, content, target, counted, first);
      },
    };
  }

  /** @param first number of the first person's link in the run */
  private counted(run: Run, content: MessageForApps, target: MessageTarget, { code, url, pageUrl, validUntil }: CountedLink, first: number): CarriedMessage {
    const text = JSON.stringify(content);
    const shown = text.includes(code);
    return {
      content: JSON.parse(text.replaceAll(safeLink(url) ?? url, () => pageUrl)) as MessageContent,
      counted: shown ? { pageUrl, validUntil } : undefined,
      calls: ownCalls(content, target, { placeholder: code, first, shown, codeOf: (number) => this.links.codeOf(run.id, number) }),
      skipped: [],
    };
  }
}

/** Tasks are refused such a template when they are saved. @throws TemplateNotForChannelError */
function mustBeForApps(content: MessageContent, { template }: RenderedMessage): MessageForApps {
  if (content.msgtype === 'markdown_v2') throw new TemplateNotForChannelError(template.key, 'app');
  return content;
}
