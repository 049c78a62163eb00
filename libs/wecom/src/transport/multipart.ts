import { randomUUID } from 'node:crypto';
import type { WecomFile } from './wecom-api';

export interface MultipartBody {
  headers: Record<string, string>;
  body: AsyncIterable<Buffer>;
}

/**
 * Frames one file as WeCom wants it: field `media`, the raw UTF-8 name in `filename` (not `filename*`), `filelength`,
 * and a content-length, which spares a guess about chunked uploads.
 */
export function multipartBody(file: WecomFile): MultipartBody {
  const boundary = `wecom-${randomUUID()}`;
  const head = Buffer.from(
    `--${boundary}\r\nContent-Disposition: form-data; name="media"; filename="${escapeName(file.fileName)}"; filelength=${file.sizeBytes}\r\n` +
      `Content-Type: ${file.contentType ?? 'application/octet-stream'}\r\n\r\n`,
  );
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  return {
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}`, 'content-length': String(head.length + file.sizeBytes + tail.length) },
    body: framed(head, file, tail),
  };
}

async function* framed(head: Buffer, file: WecomFile, tail: Buffer): AsyncGenerator<Buffer> {
  yield head;
  for await (const chunk of file.content) yield chunk as Buffer;
  yield tail;
}

/** As browsers do it: these three would end the header. */
function escapeName(name: string): string {
  return name.replaceAll('\r', '%0D').replaceAll('\n', '%0A').replaceAll('"', '%22');
}
