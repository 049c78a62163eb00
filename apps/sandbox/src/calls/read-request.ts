import type { IncomingMessage } from 'node:http';
import busboy from 'busboy';
import { WecomError } from '../domain/wecom-error';
import type { UploadedFile } from './api-call';

/** A robot's picture of 2 MB is the largest JSON, in base64. */
const JSON_BYTES = 4 * 1024 * 1024;
/** Files have at most 20 MB; a larger one is read so far that the call can say so. */
const UPLOAD_BYTES = 21 * 1024 * 1024;

export interface RequestBody {
  raw: Buffer;
  file: UploadedFile | undefined;
}

/** Reads the body whatever its content type says, as WeCom does. @throws WecomError 40206 too large */
export async function readRequest(request: IncomingMessage): Promise<RequestBody> {
  if (request.headers['content-type']?.startsWith('multipart/form-data')) return { raw: Buffer.alloc(0), file: await readFile(request) };
  return { raw: await readBytes(request), file: undefined };
}

/** Rejects with what is no WecomError when the caller hangs up. */
function readBytes(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= JSON_BYTES) chunks.push(chunk);
    });
    request.on('end', () => {
      if (size > JSON_BYTES) reject(new WecomError(40206));
      else resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks));
    });
    request.on('error', reject);
  });
}

function readFile(request: IncomingMessage): Promise<UploadedFile | undefined> {
  return new Promise((resolve, reject) => {
    let file: UploadedFile | undefined;
    let parser: ReturnType<typeof busboy>;
    try {
      parser = busboy({ headers: request.headers, defParamCharset: 'utf8', limits: { files: 1, fileSize: UPLOAD_BYTES } });
    } catch {
      request.resume();
      reject(new WecomError(44001, 'not a multipart form'));
      return;
    }
    parser.on('file', (fieldName, stream, info) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        file = { fieldName, fileName: info.filename ?? '', contentType: info.mimeType, bytes: Buffer.concat(chunks) };
      });
    });
    parser.on('close', () => resolve(file));
    parser.on('error', () => resolve(undefined)); // a broken form is a form without a file
    request.on('aborted', () => reject(new WecomError(44001)));
    request.pipe(parser);
  });
}
