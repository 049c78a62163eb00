import type { Readable } from 'node:stream';
import type { z } from 'zod';

/** Which token a call carries in its query, and so which kind of caller may make it. */
export type WecomTokenKind = 'access_token' | 'suite_access_token' | 'provider_access_token' | 'none';

/** A file to upload, read while it is sent: never held in memory as a whole. */
export interface WecomFile {
  /** Shown to the recipients; may be Chinese. For files WeCom reads the kind from its extension. */
  fileName: string;
  /** Default `application/octet-stream`. */
  contentType?: string;
  /** Exact size; more than 5. An upload that turns out longer or shorter fails as `ours`. */
  sizeBytes: number;
  /** Read once and destroyed by the call, also when it fails: a repeat needs a new one. */
  content: Readable;
}

export interface WecomRequestParts {
  /** Added to the query beside the token; may hold secrets, so an address is never logged with its query. */
  query?: Record<string, string>;
  /** A JSON text as it is sent. Bytes matter: WeCom's duplicate check compares them. */
  body?: string;
  /** Sent as multipart/form-data under the field name `media`, with the deadline for uploads; in place of `body`. */
  file?: WecomFile;
  /** Values of the body that must never appear in an error or a log (those of the query are known already). */
  secrets?: readonly string[];
}

/**
 * One call of the WeCom API as data. All calls go through {@link WecomTransport.call}, so that timeouts, classes of
 * errors and parsing are the same for all of them.
 */
export interface WecomApi<TInput, TReply> {
  /** WeCom's own name, such as `message/send`; used in logs, metrics and stubs. */
  readonly name: string;
  readonly method: 'GET' | 'POST';
  /** Under the base URL, such as `/cgi-bin/message/send`. */
  readonly path: string;
  readonly token: WecomTokenKind;
  /** True when a repeat of the same call can do no harm. Only such calls are unconditionally safe to retry after a timeout. */
  readonly idempotent: boolean;
  request(input: TInput): WecomRequestParts;
  /** Every reply is parsed before use; unknown fields are let through. */
  readonly reply: z.ZodType<TReply>;
}
