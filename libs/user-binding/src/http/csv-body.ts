import { Readable } from 'node:stream';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { InvalidInputError } from '#kernel';

export const CSV_TYPE = 'text/csv';
export const MAX_CSV_BYTES = 5_000_000;

/** A request of Express (a stream that no parser touched), or of Fastify (whose body is what {@link CsvBodyType} passes on). */
export interface CsvRequest {
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body?: unknown;
}

/** Fastify refuses a content type that nobody declared; Express leaves the body alone. */
@Injectable()
export class CsvBodyType implements OnModuleInit {
  constructor(private readonly adapterHost: HttpAdapterHost) {}

  onModuleInit(): void {
    const { httpAdapter } = this.adapterHost;
    if (httpAdapter?.getType() !== 'fastify') return;
    const fastify = httpAdapter.getInstance<FastifyTypes>();
    if (!fastify.hasContentTypeParser(CSV_TYPE)) fastify.addContentTypeParser(CSV_TYPE, (_request, payload, done) => done(null, payload));
  }
}

interface FastifyTypes {
  hasContentTypeParser(type: string): boolean;
  addContentTypeParser(type: string, parser: (request: unknown, payload: Readable, done: (error: Error | null, body: unknown) => void) => void): void;
}

/** The file in the body of a request. @throws InvalidInputError (file) when it is too large, empty, or not sent as text/csv */
export async function readCsvBody(request: CsvRequest): Promise<Buffer> {
  const type = request.headers['content-type'];
  if (typeof type !== 'string' || !/^text\/csv\b/i.test(type)) throw InvalidInputError.field('file', `send the file as the body, with content-type ${CSV_TYPE}`);
  const { body } = request;
  // A host may have a parser of its own for all texts.
  if (typeof body === 'string' || Buffer.isBuffer(body)) return limited(Buffer.from(body));
  const stream = body instanceof Readable ? body : request;
  if (!(stream instanceof Readable)) throw InvalidInputError.field('file', 'the body cannot be read');
  if (Number(request.headers['content-length'] ?? 0) > MAX_CSV_BYTES) {
    stream.resume();
    throw tooLarge();
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_CSV_BYTES) {
      stream.resume();
      throw tooLarge();
    }
    chunks.push(chunk);
  }
  return limited(Buffer.concat(chunks));
}

function limited(file: Buffer): Buffer {
  if (file.length > MAX_CSV_BYTES) throw tooLarge();
  if (file.length === 0) throw InvalidInputError.field('file', { 'en-US': 'the file is empty', 'zh-CN': '文件是空的' });
  return file;
}

const tooLarge = (): InvalidInputError => InvalidInputError.field('file', { 'en-US': `larger than ${MAX_CSV_BYTES / 1_000_000} MB: split it`, 'zh-CN': `文件超过 ${MAX_CSV_BYTES / 1_000_000} MB，请拆成几个文件` });
