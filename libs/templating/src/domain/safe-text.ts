import type { MessageType } from '#wecom';

/**
 * Text of others, made safe for one message type before a template sees it, so that no template can forget to.
 *
 * WeCom documents no way to escape. What has a meaning there is therefore replaced by its full-width twin, which no parser takes
 * for markup and people read the same. All replacements are single characters: the result may be cut anywhere.
 */

/** What a template shows where there is nothing. */
export const MISSING = '—';

// Direction marks and overrides, zero-width spaces: they would reorder or hide what stands around. ZWJ stays, emoji need it.
const INVISIBLE = /[\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF\uFFF9-\uFFFB]/g;
const HALF_CHARACTER = /\p{Cs}/gu;
const BLANK_OR_CONTROL = /[\s\p{Cc}\u2028\u2029]+/gu;
const BLANK_WITHIN_LINE = /[^\S\n]+|[^\P{Cc}\n]+/gu;

const PLAIN_CHARACTER = /^[\p{L}\p{N}\p{Mn},.%$¥()（）/、，。：；！？·+-]$/u;
/** By UTF-16 unit: asked in a fraction of the time that a regular expression takes with as many characters. */
const PLAIN = Uint8Array.from({ length: 0x1_0000 }, (_, unit) => Number(PLAIN_CHARACTER.test(String.fromCharCode(unit))));
const BLANK = 0x20;
/** What has a meaning although it is made of plain characters. */
const WWW = /www\./i;
const LIST = /^(?:[-+]|\d+[.)])/;

const TWINS: Record<string, string> = { '<': '＜', '>': '＞', '&': '＆', '[': '［', ']': '］', '*': '＊', '`': "'", '\\': '＼', '#': '＃', '|': '｜', '~': '～', _: '＿', '-': '－', '+': '＋', '=': '＝', '.': '．', ')': '）' };
const twin = (character: string): string => TWINS[character] ?? character;
/** Tags, and entities such as `&lt;`. */
const MARKUP = /[<>]|&(?=#?\w+;)/g;
/** And links, bold (also by __), code, escapes, headings. */
const MARKDOWN = /[<>[\]*`\\]|&(?=#?\w+;)|^#|_(?=_)|(?<=_)_/gm;

/** And tables, italic, lists, rules. */
const MARKDOWN_V2 = /[<>[\]*`\\|~]|&(?=#?\w+;)|^#|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|^[-+](?=\s|$)|(?<=^\d{1,9})[.)](?=\s|$)|^[-=_](?=[-=_\s]*$)/gmu;

function withoutMarkup(text: string, msgtype: MessageType): string {
  return text.replace(msgtype === 'markdown' ? MARKDOWN : msgtype === 'markdown_v2' ? MARKDOWN_V2 : MARKUP, twin);
}

/** True for nearly all titles and cells: nothing to do, in lines and paragraphs. */
function isPlain(raw: string, msgtype: MessageType): boolean {
  let before = BLANK;
  for (let at = 0; at < raw.length; at += 1) {
    const unit = raw.charCodeAt(at);
    if (unit === BLANK ? before === BLANK : PLAIN[unit] === 0) return false;
    before = unit;
  }
  if (before === BLANK && raw !== '') return false;
  return !(raw.includes('.') && WWW.test(raw)) && !(msgtype === 'markdown_v2' && LIST.test(raw));
}

/**
 * A value of the data or a title: one line, no markup, no address that a phone would make a link of.
 * @returns an empty string when nothing visible is in it
 */
export function safeLine(raw: string, msgtype: MessageType): string {
  if (isPlain(raw, msgtype)) return raw;
  const line = raw.replace(HALF_CHARACTER, '\uFFFD').replace(INVISIBLE, '').replace(BLANK_OR_CONTROL, ' ').trim();
  return withoutMarkup(line, msgtype).replaceAll('://', '：//').replace(/www\./gi, (www) => `${www.slice(0, 3)}．`);
}

/** Words of the task's owner: lines are kept, at most one empty line between two; an address may stay one. */
export function safeParagraph(raw: string, msgtype: MessageType): string {
  if (isPlain(raw, msgtype)) return raw;
  const lines = raw.replace(HALF_CHARACTER, '\uFFFD').replace(INVISIBLE, '').replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n').replace(BLANK_WITHIN_LINE, ' ');
  const text = lines.split('\n').map((line) => line.trim()).join('\n').replace(/\n{3,}/g, '\n\n').trim();
  return withoutMarkup(text, msgtype);
}
