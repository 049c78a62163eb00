const encoder = new TextEncoder();
const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' });
/** Longer joined sequences are no emoji a person would miss whole (the longest of Unicode is 10 code points). */
const LONGEST_GRAPHEME_UNITS = 64;

/** Bytes of the text in UTF-8, as WeCom counts. */
export function byteLength(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}

/**
 * The longest beginning of a text within a limit in bytes of UTF-8, with an ellipsis when something was cut.
 * Never tears a code point, nor a flag or a joined emoji apart; half surrogate pairs become U+FFFD.
 * @param limit in bytes; the ellipsis is counted in, and left out when there is no room for it
 */
export function cutToBytes(text: string, limit: number, options: { ellipsis?: string } = {}): string {
  const whole = wellFormed(text);
  if (byteLength(whole) <= limit) return whole;
  const ellipsis = options.ellipsis ?? '…';
  const room = limit - byteLength(ellipsis);
  return room < 0 ? prefix(whole, limit) : prefix(whole, room) + ellipsis;
}

/**
 * How much room a text takes in a card, in Chinese characters: a letter of other scripts takes half of one.
 * @returns in steps of a half
 */
export function shownWidth(text: string): number {
  let width = 0;
  for (const character of text) width += widthOf(character);
  return width;
}

const FIRST_WIDE = 0x1100;
const widthOf = (character: string): number => ((character.codePointAt(0) ?? 0) < FIRST_WIDE ? 0.5 : 1);

/**
 * As {@link cutToBytes}, for the limits that WeCom advises in characters.
 * @param limit as {@link shownWidth} counts, at least 1; the ellipsis is counted in
 */
export function cutToWidth(text: string, limit: number): string {
  const whole = wellFormed(text);
  if (whole.length <= limit || shownWidth(whole) <= limit) return whole;
  let [kept, left] = ['', limit - 1];
  // No text within the limit is longer than this, so no more needs to be looked at.
  for (const { segment } of graphemes.segment(whole.slice(0, limit * 4 + LONGEST_GRAPHEME_UNITS))) {
    left -= shownWidth(segment);
    if (left < 0) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

export interface CutLines {
  text: string;
  /** The lines left out, in their order; empty when all were kept. */
  cutLines: string[];
}

/**
 * Keeps whole lines from the top, so that no row of a table is cut in half.
 * @param limit in bytes of UTF-8, the note counted in
 * @param note becomes the last line when lines were left out, such as "另有 12 行"; given how many. Default: a line with "…"
 * @returns the text, and what was left out. When not even one line fits, the first is cut inside and stands among `cutLines`
 */
export function cutLinesToBytes(text: string, limit: number, note: (cutLines: number) => string = () => '…'): CutLines {
  const whole = wellFormed(text);
  if (byteLength(whole) <= limit) return { text: whole, cutLines: [] };
  const lines = whole.split('\n');
  // The note is longest when all lines are cut: what fits with that one, fits.
  const room = limit - byteLength(note(lines.length));
  let kept = 0;
  for (let used = 0; kept < lines.length; kept += 1) {
    used += byteLength(lines[kept] ?? '') + 1;
    if (used > room) break;
  }
  const cutLines = lines.slice(kept);
  if (kept === 0) return { text: cutToBytes(lines[0] ?? '', limit), cutLines };
  return { text: [...lines.slice(0, kept), note(cutLines.length)].join('\n'), cutLines };
}

function prefix(text: string, limit: number): string {
  const fit = encoder.encodeInto(text, new Uint8Array(limit)).read;
  const torn = graphemes.segment(text).containing(fit);
  return text.slice(0, torn && torn.segment.length <= LONGEST_GRAPHEME_UNITS ? torn.index : fit);
}

function wellFormed(text: string): string {
  return text.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD');
}
