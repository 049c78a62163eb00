// The golden pictures side by side, for libs/pictures/README.md. One row for each language.
import { readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

const FOLDER = fileURLToPath(new URL('pictures/', import.meta.url));
const SHEET = fileURLToPath(new URL('../../libs/pictures/contact-sheet.png', import.meta.url));
const WIDTH = 200;
const GAP = 10;
/** A long page is cut below. */
const MAX_HEIGHT = 620;

const names = readdirSync(FOLDER);
const rows = ['zh-CN', 'en-US'].map((language) => names.filter((name) => name.endsWith(`.${language}.png`)).toSorted());
const parts = [];
let top = GAP;
for (const row of rows) {
  const pictures = await Promise.all(row.map(async (name) => {
    const { data, info } = await sharp(FOLDER + name).resize({ width: WIDTH }).toBuffer({ resolveWithObject: true });
    const height = Math.min(info.height, MAX_HEIGHT);
    return { input: await sharp(data).extract({ left: 0, top: 0, width: WIDTH, height }).toBuffer(), height };
  }));
  pictures.forEach(({ input }, at) => parts.push({ input, left: GAP + at * (WIDTH + GAP), top }));
  top += Math.max(...pictures.map(({ height }) => height)) + GAP;
}
const sheet = sharp({ create: { width: GAP + rows[0].length * (WIDTH + GAP), height: top, channels: 3, background: '#C7CDDA' } }).composite(parts);
writeFileSync(SHEET, await sheet.png({ palette: true, colours: 64, dither: 0, effort: 10 }).toBuffer());
