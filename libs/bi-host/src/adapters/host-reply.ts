import type { z } from 'zod';
import { HostUnavailableError } from '../domain/bi-host.errors';

/** An answer of the host, whole. */
export interface HostReply {
  statusCode: number;
  contentType: string;
  body: Buffer;
}

export class BodyTooLongError extends Error {}

/** @throws BodyTooLongError as soon as it is clear; the rest is not read */
export async function readBounded(body: AsyncIterable<Buffer>, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > maxBytes) throw new BodyTooLongError();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** @returns undefined when the body is no JSON in UTF-8 */
export function jsonOf(reply: HostReply): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(reply.body));
  } catch {
    return undefined;
  }
}

/** @throws HostUnavailableError that names the first wrong fields, without their values */
export function parseReply<T>(call: string, reply: HostReply, schema: z.ZodType<T>): T {
  const json = jsonOf(reply);
  if (json === undefined) {
    throw new HostUnavailableError(`The BI host answered ${call} with no JSON in UTF-8 (content type ${reply.contentType}). Check its base URL`, { call });
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.slice(0, 5).map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`);
  throw brokenContract(call, fields);
}

/** @param fields each `name: what is wrong with it` */
export function brokenContract(call: string, fields: string[]): HostUnavailableError {
  return new HostUnavailableError(`The BI host's answer to ${call} is not as the contract says: ${fields.join('; ')}`, { call, fields });
}
