import { Injectable } from '@nestjs/common';
import { checkPageChoices, ContentSource, ForbiddenError, PageNotAvailableError, withCharts, type Caller, type PageChoices } from '#bi-host';
import { Clock } from '#kernel';
import { Pictures } from '#pictures';
import { checkMessage, checkRobotMessage, measureMessage, type FieldUse, type MessageContent, type MessageViolation } from '#wecom';
import { templateOf, type SourcesByLanguage } from '../domain/own-template';
import type { Attachment, RenderedMessage } from '../domain/message-view';
import type { TemplateLanguage } from '../domain/template';
import { checkTemplate } from './check-template';
import { TemplateRenderer } from './template-renderer';
import { TemplatesService } from './templates.service';

export interface PreviewRequest extends PageChoices {
  projectId: string;
  pageId: string;
  templateKey: string;
  /** Unsaved sources in the place of the template's. */
  sources?: SourcesByLanguage;
  language: TemplateLanguage;
  title: string;
  beginning?: string;
  ending?: string;
  withLink: boolean;
  splitTables: boolean;
  zone: string;
}

/** An attachment as it was made; a picture with its bytes, of any other file the name and the size. */
export interface PreviewedAttachment extends Attachment {
  contentType: string;
  sizeBytes: number;
  /** Of a picture, at most 2 MB before base64. */
  dataUrl?: string;
}

export interface PreviewedMessage extends Omit<RenderedMessage, 'attachments'> {
  attachments: PreviewedAttachment[];
  uses: FieldUse[];
  violations: MessageViolation[];
}

/** Shows what a draft would send, with the page as the caller sees it now. Nothing is stored or sent. */
@Injectable()
export class PreviewService {
  constructor(
    private readonly templates: TemplatesService,
    private readonly renderer: TemplateRenderer,
    private readonly content: ContentSource,
    private readonly pictures: Pictures,
    private readonly clock: Clock,
  ) {}

  /** @throws InvalidInputError for a chart or filter that the page does not have. @throws TemplateInvalidError, TemplateNeedsLinkError, TemplateNotFoundError. @throws PageNotAvailableError. @throws HostUnavailableError. @throws PicturesBusyError. @throws FileNotMadeError */
  async preview(caller: Caller, request: PreviewRequest): Promise<PreviewedMessage[]> {
    const { projectId, pageId, templateKey, sources, language, title, beginning, ending, withLink, splitTables, zone, charts, filters } = request;
    caller.mustBe('editor', projectId);
    if (caller.actor.kind === 'api_key') throw new ForbiddenError('A preview shows what a person sees, and an API key is nobody at the host; sign in', {});
    const saved = await this.templates.newest(caller.tenantId, templateKey);
    const template = sources ? templateOf({ id: saved.key, newestVersion: saved.version, name: '', msgtype: saved.msgtype, attachment: saved.attachment, sources }) : saved;
    if (sources) checkTemplate(template, this.renderer);
    const shown = { projectId, pageId, filters: [...filters] };
    checkPageChoices(await this.content.getPage(caller.tenantId, shown), { charts, filters });
    const { groups } = await this.content.groupViewers(caller.tenantId, shown, [caller.userId]);
    if (groups.length === 0) throw new PageNotAvailableError('no_right', 'You may not see this page at the host');
    const snapshot = withCharts(await this.content.takeSnapshot(caller.tenantId, { ...shown, viewerId: caller.userId, language }), charts);
    const view = { title, beginning, ending, link: withLink ? snapshot.page.url : null, runTime: this.clock.now(), zone, snapshot };
    const messages = this.renderer.render({ template, language, view, split: splitTables });
    const made = async (attachment: Attachment): Promise<PreviewedAttachment> => {
      const { kind, chartId } = attachment;
      const { bytes, contentType } = await this.pictures.make({ kind, chartId, snapshot, title, language, zone });
      const picture = contentType.startsWith('image/') && { dataUrl: `data:${contentType};base64,${bytes.toString('base64')}` };
      return { ...attachment, contentType, sizeBytes: bytes.length, ...picture };
    };
    return Promise.all(messages.map(async (message) => ({ ...message, attachments: await Promise.all(message.attachments.map(made)), ...checked(message.content) })));
  }
}

function checked(content: MessageContent): Pick<PreviewedMessage, 'uses' | 'violations'> {
  if (content.msgtype === 'markdown_v2') return { uses: measureMessage('robot', content), violations: checkRobotMessage(content) };
  return { uses: measureMessage('app', content), violations: checkMessage(content) };
}
