import type { Language } from '#kernel';
import { fontMetrics } from './font';
import { BOLD_FAMILY, COLOURS, FONT_FAMILY, RADIUS } from './theme';

/** A piece of a picture: SVG with its corner at 0, 0. */
export interface Piece {
  svg: string;
  height: number;
}

const INVISIBLE = /[\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]|\u200C|\u200D|[\uFE00-\uFE0F]/g;
const BLANK_OR_CONTROL = /[\s\p{Cc}\u2028\u2029]+/gu;
/** Emoji and what they are joined of. */
const EMOJI = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Emoji_Modifier}|\u20E3/u;

/** One line of what the font has: emoji that it lacks are left out, and runs of letters that it lacks become one `·`, so that no boxes are drawn. */
export function printable(raw: string): string {
  const font = fontMetrics();
  let out = '';
  for (const character of raw.replace(INVISIBLE, '').replace(BLANK_OR_CONTROL, ' ').normalize('NFC')) {
    if (font.has(character.codePointAt(0) ?? 0)) out += character;
    else if (!EMOJI.test(character)) out += '·';
  }
  return out.replace(/· (?=·)/g, '').replace(/·+/g, '·').replace(/ {2,}/g, ' ').trim();
}

/** Printable, and cut with … where it is wider than `width`. */
export function fitted(raw: string, size: number, width: number): string {
  const text = printable(raw.slice(0, 400));
  const font = fontMetrics();
  if (font.width(text, size) <= width) return text;
  let left = width - font.width('…', size);
  let out = '';
  for (const character of text) {
    left -= font.width(character, size);
    if (left < 0) break;
    out += character;
  }
  return `${out.trimEnd()}…`;
}

/** At most `lines` lines, the last one cut. Breaks between words where there are some. */
export function wrapped(raw: string, size: number, width: number, lines: number): string[] {
  const font = fontMetrics();
  const out: string[] = [];
  let rest = printable(raw.slice(0, 800));
  while (rest !== '' && out.length < lines - 1 && font.width(rest, size) > width) {
    let end = 0;
    let used = 0;
    for (const character of rest) {
      used += font.width(character, size);
      if (used > width) break;
      end += character.length;
    }
    const blank = rest.lastIndexOf(' ', end);
    if (blank > end / 2 && /\w/.test(rest[end] ?? '')) end = blank;
    out.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  return rest === '' ? out : [...out, fitted(rest, size, width)];
}

export const escapeXml = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

export interface TextStyle {
  size: number;
  fill: string;
  weight?: 400 | 600;
  anchor?: 'start' | 'middle' | 'end';
}

/** @param text printable already. @param y of the base line */
export function textAt(x: number, y: number, text: string, { size, fill, weight = 400, anchor = 'start' }: TextStyle): string {
  return `<text x="${round(x)}" y="${round(y)}" font-family="${weight === 600 ? BOLD_FAMILY : FONT_FAMILY}" font-size="${size}" fill="${fill}" text-anchor="${anchor}" xml:space="preserve">${escapeXml(text)}</text>`;
}

export function rectangle(x: number, y: number, width: number, height: number, fill: string, more = ''): string {
  return `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" fill="${fill}" ${more}/>`;
}

export const round = (n: number): number => Math.round(n * 100) / 100;

export function cardFrame(width: number, height: number): string {
  return rectangle(0.5, 0.5, width - 1, height - 1, COLOURS.card, `rx="${RADIUS}" stroke="${COLOURS.edge}"`);
}

/** Red is up in China, and down elsewhere. */
export function signColour(sign: number, language: Language): string {
  if (sign === 0) return COLOURS.secondary;
  return (sign > 0) === (language === 'zh-CN') ? COLOURS.red : COLOURS.green;
}
