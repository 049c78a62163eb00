import { Injectable } from '@nestjs/common';
import { byteLength, cutToBytes, messageLimit } from '#wecom';
import { buildModel } from '../domain/build-model';
import { BUILT_IN_TEMPLATES } from '../domain/catalog';
import { detailLevels, type Detail } from '../domain/detail';
import type { MessageView, RenderedMessage } from '../domain/message-view';
import { safeLink } from '../domain/safe-link';
import type { Template, TemplateLanguage } from '../domain/template';
import { TemplateNeedsLinkError, TemplateNotFoundError } from '../domain/templating.errors';
import { compileSource, createHandlebars, type CompiledSource } from './compile-template';
import { fit, type Fitted } from './fit';

export interface RenderRequest {
  templateKey: string;
  language: TemplateLanguage;
  view: MessageView;
}

interface Job {
  template: Template;
  language: TemplateLanguage;
  view: MessageView;
  /** Safe. */
  link: string | null;
}

type Rendered = Pick<RenderedMessage, 'content' | 'cut'>;

const CONTENT_BYTES = { text: messageLimit('app', 'text', 'content').max, markdown: messageLimit('app', 'markdown', 'content').max };
const CARD_TITLE_BYTES = messageLimit('app', 'textcard', 'title').max;
const CARD_DESCRIPTION_BYTES = messageLimit('app', 'textcard', 'description').max;
const CARD_URL_BYTES = messageLimit('app', 'textcard', 'url').max;
/** A longer address in a text or markdown would take the room of what the message says. */
const LINK_BYTES = 1000;

/** Turns a page's snapshot into the content of a WeCom message. Templates are compiled once and kept. */
@Injectable()
export class TemplateRenderer {
  private readonly handlebars = createHandlebars();
  private readonly compiled = new Map<string, CompiledSource>();

  /**
   * One message, or numbered parts; within WeCom's byte limits, whatever the snapshot holds.
   * @throws TemplateNotFoundError
   * @throws TemplateNeedsLinkError when the template makes a card, and the view has no address that WeCom takes; in other
   *   messages an address that is not http or https is left out
   * @throws TemplateInvalidError
   * @throws RangeError when a time of the view is no time, or its zone no zone
   */
  render({ templateKey, language, view }: RenderRequest): RenderedMessage[] {
    const template = BUILT_IN_TEMPLATES.find(({ key }) => key === templateKey);
    if (!template) throw new TemplateNotFoundError(templateKey);
    const job = { template, language, view, link: safeLink(view.link ?? '') ?? null };
    const rendered = template.msgtype === 'textcard' ? this.card(job, template) : this.message(job, template);
    return [{ ...rendered, attachments: [], template: { key: template.key, version: template.version } }];
  }

  private message(job: Job, { msgtype, sources }: Extract<Template, { msgtype: 'text' | 'markdown' }>): Rendered {
    const linkBytes = byteLength(job.link ?? '');
    const linkFits = linkBytes <= LINK_BYTES;
    const place = { field: `${msgtype}.content`, limitBytes: CONTENT_BYTES[msgtype] };
    const { text, cut } = this.fitted(place, sources[job.language].content, linkFits ? job : { ...job, link: null }, (lines) => lines);
    if (!linkFits) cut.push({ field: 'link', limitBytes: LINK_BYTES, fullBytes: linkBytes });
    return { content: msgtype === 'text' ? { msgtype, text: { content: text } } : { msgtype, markdown: { content: text } }, cut };
  }

  private card(job: Job, { key, sources }: Extract<Template, { msgtype: 'textcard' }>): Rendered {
    if (job.link === null) throw new TemplateNeedsLinkError(key, 'there is none with http:// or https://');
    const linkBytes = byteLength(job.link);
    if (linkBytes > CARD_URL_BYTES) throw new TemplateNeedsLinkError(key, `this one has ${linkBytes} bytes, and WeCom takes ${CARD_URL_BYTES}`);
    const { title, description, btntxt } = sources[job.language];
    const head = this.cutTitle(title, job);
    const place = { field: 'textcard.description', limitBytes: CARD_DESCRIPTION_BYTES };
    // Each line is a block of its own: WeCom needs no breaks between them.
    const body = this.fitted(place, description, job, (lines) => lines.replace(/\n+/g, ''));
    const textcard = { title: head.text, description: body.text, url: job.link, btntxt };
    return { content: { msgtype: 'textcard', textcard }, cut: [...head.cut, ...body.cut] };
  }

  /** A title has no markup: it may be cut anywhere. */
  private cutTitle(source: string, job: Job): Fitted {
    const [richest] = detailLevels(job.view, CARD_TITLE_BYTES);
    const full = this.run(source, job, richest);
    const text = cutToBytes(full, CARD_TITLE_BYTES);
    return { text, cut: text === full ? [] : [{ field: 'textcard.title', limitBytes: CARD_TITLE_BYTES, fullBytes: byteLength(full) }] };
  }

  private fitted(place: { field: string; limitBytes: number }, source: string, job: Job, finish: (lines: string) => string): Fitted {
    return fit(place, detailLevels(job.view, place.limitBytes), (detail) => this.run(source, job, detail), finish);
  }

  private run(source: string, { template: { msgtype }, language, view, link }: Job, detail: Detail): string {
    let compiled = this.compiled.get(source);
    if (!compiled) this.compiled.set(source, (compiled = compileSource(this.handlebars, source)));
    return compiled(buildModel(view, link, { msgtype, language, detail }), { detail, colors: msgtype === 'markdown' });
  }
}
