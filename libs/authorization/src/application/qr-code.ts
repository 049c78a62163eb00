import { toDataURL, toString } from 'qrcode';

/** Wide enough for the camera of a phone held before a screen, in pixels. */
const WIDTH = 320;

export interface QrPictures {
  /** `data:image/png;base64,…`, 320 pixels wide. */
  png: string;
  /** The text of an SVG file. */
  svg: string;
}

export async function qrPictures(text: string): Promise<QrPictures> {
  const [png, svg] = await Promise.all([toDataURL(text, { width: WIDTH }), toString(text, { type: 'svg', width: WIDTH })]);
  return { png, svg };
}
