import PdfKit from 'pdfkit';
import type { FileRequest, MadeFile } from '../domain/file-request';
import { pagePieces } from '../drawing/page';
import type { Piece } from '../drawing/svg';
import { GAP, MARGIN, PAGE_WIDTH } from '../drawing/theme';
import { pictureOfPieces } from './picture';

/** A page of A4 at the width of the pictures. */
const PAGE_HEIGHT = Math.round(PAGE_WIDTH * Math.SQRT2);

/** The page as pictures, so that it looks as in a message; no chart is cut by the end of a page. */
export async function pdfOf(request: FileRequest): Promise<Pick<MadeFile, 'bytes' | 'contentType'>> {
  const time = new Date(request.snapshot.dataTime ?? 0);
  const document = new PdfKit({ autoFirstPage: false, info: { Title: request.title, CreationDate: Number.isNaN(time.getTime()) ? new Date(0) : time } });
  const chunks: Buffer[] = [];
  const ended = new Promise<void>((resolve, reject) => document.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', resolve).on('error', reject));
  for (const pieces of sheets(pagePieces(request))) {
    const { bytes } = await pictureOfPieces(pieces);
    const height = Math.max(PAGE_HEIGHT, heightOf(pieces));
    document.addPage({ size: [PAGE_WIDTH, height], margin: 0 }).image(bytes, 0, 0, { width: PAGE_WIDTH });
  }
  document.end();
  await ended;
  return { bytes: Buffer.concat(chunks), contentType: 'application/pdf' };
}

const heightOf = (pieces: readonly Piece[]): number => 2 * MARGIN - GAP + pieces.reduce((sum, { height }) => sum + height + GAP, 0);

function sheets(pieces: readonly Piece[]): Piece[][] {
  const sheets: Piece[][] = [[]];
  for (const piece of pieces) {
    const sheet = sheets[sheets.length - 1];
    if (sheet.length > 0 && heightOf([...sheet, piece]) > PAGE_HEIGHT) sheets.push([piece]);
    else sheet.push(piece);
  }
  return sheets;
}
