import { createHash } from 'node:crypto';
import type { PageSnapshot } from '#bi-host';
import type { Language } from '#kernel';

export type FileKind = 'page_picture' | 'chart_picture' | 'page_screenshot' | 'xlsx' | 'csv' | 'pdf';

/** What shall be made of a page. Equal requests give the same content, but for a `page_screenshot`, which shows the page at its address now. */
export interface FileRequest {
  kind: FileKind;
  /** Of a `chart_picture`, which needs it; of a `csv`, which takes the first table otherwise. */
  chartId?: string;
  snapshot: PageSnapshot;
  title: string;
  language: Language;
  /** IANA zone in which times are shown. */
  zone: string;
}

/** What is made of the data alone. */
export type DrawnRequest = FileRequest & { kind: Exclude<FileKind, 'page_screenshot'> };

export interface MadeFile {
  bytes: Buffer;
  contentType: 'image/png' | 'image/jpeg' | 'application/pdf' | 'text/csv' | 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  /** SHA-256 of the request in hex: equal for equal content, also where the bytes hold a time; of a screenshot that of its bytes. */
  contentHash: string;
}

/** Grows when the same request is drawn in another way, so that nothing made before is taken for it. */
const DRAWING_VERSION = 2;

/** @returns SHA-256 in hex of all that decides on the content */
export function contentHashOf({ kind, chartId, snapshot, title, language, zone }: FileRequest): string {
  return createHash('sha256').update(JSON.stringify([DRAWING_VERSION, kind, chartId, snapshot, title, language, zone])).digest('hex');
}

/** What `media/uploadimg` and robots take at most; `media/upload` takes more, but nobody loads it on a phone. */
export const PICTURE_MAX_BYTES = 2 * 1024 * 1024;
