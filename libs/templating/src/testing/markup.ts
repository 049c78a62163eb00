import type { MessageContent } from '#wecom';
import { textsOf } from './texts-of';

/**
 * What a phone would make of a message besides plain text, in order. More lenient than WeCom is known to be: it takes for markup
 * all that might be.
 */
export function markupOf(content: MessageContent): string[] {
  if (content.msgtype === 'text') return tokens(content.text.content, TAG, ADDRESS);
  if (content.msgtype === 'markdown') return tokens(content.markdown.content, LINK, IMAGE, TAG, BOLD, CODE, ESCAPE, HEADING, QUOTE, ADDRESS);
  if (content.msgtype === 'markdown_v2') return tokens(content.markdown_v2.content, LINK, IMAGE, TAG, BOLD, CODE, ESCAPE, HEADING, QUOTE, RULE, LIST, ITALIC, STRIKE, CELL, ADDRESS);
  return [...textsOf(content).flatMap((text) => [...tokens(text, TAG, ADDRESS), '|']), addressOf(content)];
}

function addressOf(content: MessageContent): string {
  if (content.msgtype === 'textcard') return content.textcard.url;
  if (content.msgtype === 'news') return content.news.articles.map(({ url = '' }) => url).join(' ');
  return content.msgtype === 'template_card' && content.template_card.card_type === 'text_notice' ? (content.template_card.card_action.url ?? '') : '';
}

const TAG = String.raw`<[^>]*>?|&#?\w+;`;
const LINK = String.raw`\[[^\]\n]*\]\s*\([^)\n]*\)`;
const IMAGE = String.raw`!\[`;
const BOLD = String.raw`\*+|__+`;
const CODE = '`+';
const ESCAPE = String.raw`\\.`;
const HEADING = '^ *#+ ';
const QUOTE = '^ *> ?';
const RULE = String.raw`^ *[-=_*][-=_* ]*$`;
const LIST = String.raw`^ *(?:[-+]|\d+[.)]) `;
/** Between two letters it is a letter to every parser. */
const ITALIC = String.raw`(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])`;
const STRIKE = '~+';
const CELL = String.raw`\|`;
const ADDRESS = String.raw`\w+:\/\/[^\s<>()]*|\bwww\.\S*`;

function tokens(text: string, ...patterns: string[]): string[] {
  return Array.from(text.matchAll(new RegExp(patterns.join('|'), 'gimu')), ([token]) => token);
}
