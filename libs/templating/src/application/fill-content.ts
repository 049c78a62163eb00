import { byteLength, messageLimit, type MessageContent, type TemplateCard } from '#wecom';
import { BETWEEN_ITEM } from '../domain/message-model';
import type { Template, TemplateLanguage, TemplateSources } from '../domain/template';
import { TemplateNeedsLinkError } from '../domain/templating.errors';
import type { MessageDraft } from './message-draft';

const CARD_URL_BYTES = messageLimit('app', 'textcard', 'url').max;

/** @throws TemplateNeedsLinkError when the message is a card, and the address none that WeCom takes */
export function fillContent(template: Template, language: TemplateLanguage, link: string | null, draft: MessageDraft): MessageContent {
  switch (template.msgtype) {
    case 'text':
    case 'markdown':
    case 'markdown_v2':
      return contentOfText(template.msgtype, draft.lines('content', template.sources[language].content));
    case 'textcard': {
      const { title, description, btntxt } = template.sources[language];
      // Each line is a block of its own: WeCom needs no breaks between them.
      const body = draft.lines('description', description, (lines) => lines.replace(/\n+/g, ''));
      return { msgtype: 'textcard', textcard: { title: draft.line('title', title), description: body, url: cardLink(template, link), btntxt: draft.line('btntxt', btntxt) } };
    }
    case 'news': {
      const { title, description } = template.sources[language];
      const article = {
        title: draft.cutLine('articles[0].title', 'articles[].title', draft.full(title)),
        description: draft.lines('articles[].description', description),
        url: cardLink(template, link),
        picurl: draft.attach('page_picture', 'image_url', 'page.png'),
      };
      return { msgtype: 'news', news: { articles: [article] } };
    }
    case 'template_card':
      return { msgtype: 'template_card', template_card: card(template.sources[language], cardLink(template, link), draft) };
    case 'image':
      return { msgtype: 'image', image: { media_id: draft.attach(template.attachment ?? 'page_picture', 'media_id', draft.full(template.sources[language].fileName)) } };
    case 'file':
      return { msgtype: 'file', file: { media_id: draft.attach(template.attachment ?? 'xlsx', 'media_id', draft.full(template.sources[language].fileName)) } };
  }
}

/** A message that holds nothing but words. */
export function contentOfText(msgtype: 'text' | 'markdown' | 'markdown_v2', content: string): MessageContent {
  if (msgtype === 'text') return { msgtype, text: { content } };
  return msgtype === 'markdown' ? { msgtype, markdown: { content } } : { msgtype, markdown_v2: { content } };
}

function cardLink({ key }: Template, link: string | null): string {
  if (link === null) throw new TemplateNeedsLinkError(key, 'there is none with http:// or https://');
  const bytes = byteLength(link);
  if (bytes > CARD_URL_BYTES) throw new TemplateNeedsLinkError(key, `this one has ${bytes} bytes, and WeCom takes ${CARD_URL_BYTES}`);
  return link;
}

/** Places that stayed empty are left out: WeCom would show them as empty lines. */
function card(sources: TemplateSources['template_card'], url: string, draft: MessageDraft): TemplateCard {
  const [source, title, desc] = [draft.line('source.desc', sources.source), draft.line('main_title.title', sources.title), draft.line('main_title.desc', sources.description)];
  const [number, label] = [draft.line('emphasis_content.title', sources.number), draft.line('emphasis_content.desc', sources.numberLabel)];
  const subtitle = draft.line('sub_title_text', sources.subtitle);
  const items = cardItems(draft.full(sources.items), draft);
  return {
    card_type: 'text_notice',
    ...(source && { source: { desc: source } }),
    main_title: { title, ...(desc && { desc }) },
    ...(number && { emphasis_content: { title: number, ...(label && { desc: label }) } }),
    ...(subtitle && { sub_title_text: subtitle }),
    ...(items.length > 0 && { horizontal_content_list: items }),
    card_action: { type: 1, url },
  };
}

const LIST = 'horizontal_content_list';

function cardItems(lines: string, draft: MessageDraft): { keyname: string; value: string }[] {
  const all = lines.split('\n').filter((line) => line.includes(BETWEEN_ITEM));
  const shown = all.slice(0, messageLimit('app', 'template_card', LIST).max);
  if (shown.length < all.length) draft.noteCut(LIST, byteLength(shown.join('')), byteLength(all.join('')));
  return shown.map((line, at) => {
    const [name, value] = line.split(BETWEEN_ITEM);
    return {
      keyname: draft.cutLine(`${LIST}[${at}].keyname`, `${LIST}[].keyname`, name),
      value: draft.cutLine(`${LIST}[${at}].value`, `${LIST}[].value`, value.trim() || '—'),
    };
  });
}
