import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const FOLDER = join('libs', 'pictures', 'fonts');
export const FONT_FILES = ['NotoSansSC-Regular.ttf', 'NotoSansSC-SemiBold.ttf'] as const;

/** The folder of the fonts, beside the sources: found from them, and from `dist` in a repository or an installed package. */
export function fontFolder(): string {
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, FOLDER, FONT_FILES[0]))) return join(folder, FOLDER);
  }
  throw new Error(`The fonts are missing: ${FOLDER} must be installed with the product`);
}

/** Which characters a TrueType font has, and how wide they are. */
export class FontMetrics {
  private readonly glyphs = new Map<number, number>();
  private readonly advances: Float64Array;

  constructor(font: Buffer) {
    const table = (tag: string): Buffer => {
      for (let at = 12; at < 12 + font.readUInt16BE(4) * 16; at += 16) {
        if (font.toString('latin1', at, at + 4) === tag) return font.subarray(font.readUInt32BE(at + 8));
      }
      throw new Error(`The font has no table ${tag}`);
    };
    const perEm = table('head').readUInt16BE(18);
    const widths = table('hmtx');
    this.advances = Float64Array.from({ length: table('hhea').readUInt16BE(34) }, (_, glyph) => widths.readUInt16BE(glyph * 4) / perEm);
    this.readCharacters(table('cmap'));
  }

  has(codePoint: number): boolean {
    return this.glyphs.has(codePoint);
  }

  /** @returns width in the unit of `size` */
  width(text: string, size: number): number {
    let ems = 0;
    for (const character of text) {
      const glyph = this.glyphs.get(character.codePointAt(0) ?? 0);
      ems += glyph === undefined ? 1 : this.advances[Math.min(glyph, this.advances.length - 1)];
    }
    return ems * size;
  }

  /** Format 4 holds the basic plane; it is in every TrueType font for the web. */
  private readCharacters(cmap: Buffer): void {
    const offsets = Array.from({ length: cmap.readUInt16BE(2) }, (_, at) => cmap.readUInt32BE(4 + at * 8 + 4));
    const start = offsets.find((offset) => cmap.readUInt16BE(offset) === 4);
    if (start === undefined) throw new Error('The font has no character map of format 4');
    const segments = cmap.readUInt16BE(start + 6) / 2;
    const [ends, starts, deltas, ranges] = [14, 16 + segments * 2, 16 + segments * 4, 16 + segments * 6].map((offset) => start + offset);
    for (let segment = 0; segment < segments; segment += 1) {
      const last = cmap.readUInt16BE(ends + segment * 2);
      const delta = cmap.readUInt16BE(deltas + segment * 2);
      const rangeAt = ranges + segment * 2;
      const range = cmap.readUInt16BE(rangeAt);
      for (let code = cmap.readUInt16BE(starts + segment * 2); code <= last && code < 0xffff; code += 1) {
        const first = range === 0 ? code : cmap.readUInt16BE(rangeAt + range + (code - cmap.readUInt16BE(starts + segment * 2)) * 2);
        const glyph = first === 0 ? 0 : (first + delta) & 0xffff;
        if (glyph !== 0) this.glyphs.set(code, glyph);
      }
    }
  }
}

let metrics: FontMetrics | undefined;

/** Of the regular weight; read once. */
export function fontMetrics(): FontMetrics {
  metrics ??= new FontMetrics(readFileSync(join(fontFolder(), FONT_FILES[0])));
  return metrics;
}
