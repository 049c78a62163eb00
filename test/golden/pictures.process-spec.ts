import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { PICTURE_MAX_BYTES, Pictures } from '#pictures';
import { templateCatalog, TemplateRenderer } from '#templating';
import { goldenView, PAGE_NAMES, TEMPLATE_LANGUAGES } from './golden-views';

const FOLDER = join(__dirname, 'pictures');
const CASES = TEMPLATE_LANGUAGES.flatMap((language) => PAGE_NAMES.map((name) => [name, language] as const));

/** Every pixel is kept, with fewer colours: a box or a shifted column can be seen. */
const reduced = (bytes: Buffer): Promise<Buffer> => sharp(bytes).png({ palette: true, colours: 48, dither: 0, effort: 10 }).toBuffer();

interface Pixels {
  data: Buffer;
  width: number;
  height: number;
}

async function pixelsOf(bytes: Buffer): Promise<Pixels> {
  const { data, info } = await sharp(bytes).greyscale().raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/** Edges of letters may be a shade lighter on another processor; a letter that changed is more. */
const SAME_SHADE = 64;
const SAME_PIXELS = 24;

/** Where two pictures differ, in words; empty when they do not. */
function difference(now: Pixels, golden: Pixels): string {
  if (now.width !== golden.width || now.height !== golden.height) return `${now.width} × ${now.height} pixels, and it was ${golden.width} × ${golden.height}`;
  const lines: number[] = [];
  now.data.forEach((shade, at) => Math.abs(shade - golden.data[at]) > SAME_SHADE && lines.push(Math.floor(at / now.width)));
  return lines.length <= SAME_PIXELS ? '' : `${lines.length} pixels differ, between line ${lines[0]} and line ${lines.at(-1)}`;
}

/** Made in worker threads, as in production: they see no font but ours. `npm run golden` records them anew: look at each. */
describe('the picture that templates send', () => {
  const pictures = new Pictures({ timeoutMs: 120_000 }); // a thread of a test has to read TypeScript first
  const renderer = new TemplateRenderer();
  afterAll(() => pictures.onModuleDestroy());

  it.each(CASES)('looks as it looked: %s in %s', async (name, language) => {
    const view = goldenView(name, language);
    const attached = templateCatalog().flatMap(({ key }) => renderer.render({ templateKey: key, language, view })).flatMap(({ attachments }) => attachments);
    const kinds = new Set(attached.map(({ kind }) => kind).filter((kind) => kind.endsWith('picture')));
    expect([...kinds]).toEqual(['page_picture']); // one picture serves all built-in templates that have one
    const { bytes, contentType } = await pictures.make({ kind: 'page_picture', snapshot: view.snapshot, title: view.title, language, zone: view.zone });
    expect(contentType).toBe('image/png');
    expect(bytes.length).toBeLessThan(PICTURE_MAX_BYTES);
    const file = join(FOLDER, `${name}.${language}.png`);
    if (process.env['UPDATE_GOLDEN']) writeFileSync(file, await reduced(bytes));
    if (!existsSync(file)) throw new Error(`There is no ${file}; npm run golden records it`);
    const differs = difference(await pixelsOf(await reduced(bytes)), await pixelsOf(readFileSync(file)));
    if (differs === '') return;
    const beside = join(mkdirSync(join(tmpdir(), 'push-golden'), { recursive: true }) ?? join(tmpdir(), 'push-golden'), `${name}.${language}.png`);
    writeFileSync(beside, bytes);
    throw new Error(`${differs}. What it looks like now: ${beside}; what it looked like: ${file}. If it shall look so: npm run golden`);
  });
});
