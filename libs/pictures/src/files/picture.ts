import sharp from 'sharp';
import { PICTURE_MAX_BYTES, type FileRequest, type MadeFile } from '../domain/file-request';
import { chartPieces, pagePieces, stacked } from '../drawing/page';
import type { Piece } from '../drawing/svg';
import { PAGE_WIDTH } from '../drawing/theme';

const PIXELS_PER_PIXEL = 2;
/** libvips and phones give up on longer ones. */
const MAX_PIXELS_HIGH = 16_000;

type Step = (scale: number) => { scale: number; encode: (image: sharp.Sharp) => sharp.Sharp; contentType: 'image/png' | 'image/jpeg' };
/** The best that fits is taken. */
const STEPS: readonly Step[] = [
  (scale) => ({ scale, encode: (image) => image.png({ compressionLevel: 7 }), contentType: 'image/png' }),
  (scale) => ({ scale, encode: (image) => image.png({ compressionLevel: 9, palette: true, colours: 128, dither: 0 }), contentType: 'image/png' }),
  (scale) => ({ scale, encode: (image) => image.jpeg({ quality: 82, chromaSubsampling: '4:4:4' }), contentType: 'image/jpeg' }),
  (scale) => ({ scale: scale * 0.6, encode: (image) => image.jpeg({ quality: 75 }), contentType: 'image/jpeg' }),
  (scale) => ({ scale: scale * 0.3, encode: (image) => image.jpeg({ quality: 60 }), contentType: 'image/jpeg' }),
];

export type Picture = Pick<MadeFile, 'bytes' | 'contentType'>;

export function pictureOf(request: FileRequest): Promise<Picture> {
  return pictureOfPieces(request.kind === 'chart_picture' ? chartPieces(request) : pagePieces(request));
}

/** Twice the width of a phone; within {@link PICTURE_MAX_BYTES} whatever is on it. */
export async function pictureOfPieces(pieces: readonly Piece[], maxBytes = PICTURE_MAX_BYTES): Promise<Picture> {
  const { svg, height } = stacked(pieces);
  const fullScale = Math.min(PIXELS_PER_PIXEL, MAX_PIXELS_HIGH / height);
  let picture: Picture | undefined;
  for (const step of STEPS) {
    const { scale, encode, contentType } = step(fullScale);
    const document = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${Math.round(PAGE_WIDTH * scale)}" height="${Math.round(height * scale)}" viewBox="0 0 ${PAGE_WIDTH} ${height}">${svg}</svg>`;
    const bytes = await encode(sharp(Buffer.from(document), { unlimited: true }).flatten({ background: '#FFFFFF' })).toBuffer();
    picture = { bytes, contentType };
    if (bytes.length <= maxBytes) break;
  }
  if (!picture) throw new Error('no step of encoding');
  return picture;
}
