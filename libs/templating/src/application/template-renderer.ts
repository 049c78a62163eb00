import { Injectable } from '@nestjs/common';
import { byteLength } from '#wecom';
import type { MessageView, RenderedMessage } from '../domain/message-view';
import { safeLink } from '../domain/safe-link';
import { splitsTables, type Template, type TemplateLanguage } from '../domain/template';
import { builtInTemplate } from '../domain/catalog';
import { compileSource, type CompiledSource } from './compile-template';
import { contentOfText, fillContent } from './fill-content';
import { MessageDraft, placeOf, type DraftOptions } from './message-draft';
import { splitTables } from './split-tables';

/** The template itself, or the key of a built-in one. */
export type RenderRequest = ({ template: Template } | { templateKey: string }) & {
  language: TemplateLanguage;
  view: MessageView;
  /** Whether tables too long for one message go on in further ones; without meaning for cards, pictures and files. Default false. */
  split?: boolean;
};

/** A longer address in a text or markdown would take the room of what the message says. */
const LINK_BYTES = 1000;
/** Message types whose link stands among their words. */
const LINK_IN_WORDS: ReadonlySet<Template['msgtype']> = new Set(['text', 'markdown', 'markdown_v2']);
/** Sources of all tenants that stay compiled. */
const MAX_COMPILED = 2000;

/** Turns a page's snapshot into the content of a WeCom message. Templates are compiled once and kept. */
@Injectable()
export class TemplateRenderer {
  private readonly compiled = new Map<string, CompiledSource>();

  /**
   * One message, or numbered parts; within WeCom's byte limits, whatever the snapshot holds.
   * @throws TemplateNotFoundError
   * @throws TemplateNeedsLinkError when the template makes a card, and the view has no address that WeCom takes; in other
   *   messages an address that is not http or https is left out
   * @throws TemplateInvalidError
   * @throws RangeError when a time of the view is no time, or its zone no zone
   */
  render({ language, view, split = false, ...which }: RenderRequest): RenderedMessage[] {
    const template = 'template' in which ? which.template : builtInTemplate(which.templateKey);
    const { msgtype } = template;
    const link = safeLink(view.link ?? '') ?? null;
    const linkBytes = byteLength(link ?? '');
    const dropped = LINK_IN_WORDS.has(msgtype) && linkBytes > LINK_BYTES;
    const options: DraftOptions = { msgtype, language, view, link: dropped ? null : link, compile: (source) => this.compile(source) };
    const messages = (split ? splitContent(template, language, options) : undefined) ?? [wholeMessage(template, language, link, options)];
    if (dropped) messages[0].cut.push({ field: 'link', limitBytes: LINK_BYTES, fullBytes: linkBytes });
    return messages.map((message) => ({ ...message, template: { key: template.key, version: template.version } }));
  }

  private compile(source: string): CompiledSource {
    let compiled = this.compiled.get(source);
    if (!compiled) {
      if (this.compiled.size >= MAX_COMPILED) this.compiled.clear();
      this.compiled.set(source, (compiled = compileSource(source)));
    }
    return compiled;
  }
}

type Unsigned = Omit<RenderedMessage, 'template'>;

function wholeMessage(template: Template, language: TemplateLanguage, link: string | null, options: DraftOptions): Unsigned {
  const draft = new MessageDraft(options);
  return { content: fillContent(template, language, link, draft), attachments: draft.attachments, cut: draft.cut };
}

/** @returns undefined when it is one message */
function splitContent(template: Template, language: TemplateLanguage, options: DraftOptions): Unsigned[] | undefined {
  if (!splitsTables(template)) return undefined;
  const parts = splitTables(options, template.sources[language].content, placeOf(template.msgtype, 'content'));
  return parts?.map(({ text, cut }) => ({ content: contentOfText(template.msgtype, text), attachments: [], cut }));
}
