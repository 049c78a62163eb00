import type { Readable } from 'node:stream';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { CallbackRejectedError, MAX_CALLBACK_BYTES } from '#wecom';

/** As Express and Fastify give it. */
export interface CallbackRequest {
  headers: Record<string, string | string[] | undefined>;
  /** Set where the host reads bodies of this type itself. */
  body?: unknown;
  rawBody?: unknown;
  /** Fastify's way to Node's request. */
  raw?: Readable;
}

interface FastifyInstance {
  hasContentTypeParser(type: string): boolean;
  addContentTypeParser(type: string, options: { parseAs: 'string'; bodyLimit: number }, parse: (request: unknown, body: string, done: (error: null, body: string) => void) => void): void;
}

const XML_TYPES = ['text/xml', 'application/xml'];

/** Fastify answers 415 to what it has no parser for; Express leaves it unread. */
@Injectable()
export class CallbackBodyParser implements OnModuleInit {
  constructor(private readonly adapterHost: HttpAdapterHost) {}

  onModuleInit(): void {
    const adapter = this.adapterHost.httpAdapter;
    if (adapter?.getType() !== 'fastify') return;
    const fastify = adapter.getInstance<FastifyInstance>();
    for (const type of XML_TYPES) {
      if (fastify.hasContentTypeParser(type)) continue;
      fastify.addContentTypeParser(type, { parseAs: 'string', bodyLimit: MAX_CALLBACK_BYTES }, (_request, body, done) => done(null, body));
    }
  }
}

/**
 * The body as text, whether or not somebody has read it already.
 * @throws CallbackRejectedError (`xml`) when it is too large, or was taken for something else than text
 */
export async function readCallbackBody(request: CallbackRequest): Promise<string> {
  for (const read of [request.rawBody, request.body]) {
    if (typeof read === 'string') return read;
    if (Buffer.isBuffer(read)) return read.toString('utf8');
  }
  const stream = request.raw ?? (request as unknown as Readable);
  if (stream.readableEnded || Number(request.headers['content-length'] ?? 0) > MAX_CALLBACK_BYTES) throw new CallbackRejectedError('xml');
  const chunks: Buffer[] = [];
  let size = 0;
  // A stream that is left before its end is destroyed, and the connection with it: right for who sends without end.
  for await (const chunk of stream) {
    chunks.push(chunk as Buffer);
    size += (chunk as Buffer).length;
    if (size > MAX_CALLBACK_BYTES) throw new CallbackRejectedError('xml');
  }
  return Buffer.concat(chunks).toString('utf8');
}
