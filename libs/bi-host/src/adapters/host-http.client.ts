import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { errors, Pool, type Dispatcher } from 'undici';
import type { z } from 'zod';
import { Clock, signRequest } from '#kernel';
import { HOST_CONTRACT_PREFIX } from '../contract/host-contract';
import { HostUnavailableError } from '../domain/bi-host.errors';
import { errorOfReply } from './error-of-reply';
import { BodyTooLongError, parseReply, readBounded, type HostReply } from './host-reply';
import { HTTP_HOST_OPTIONS, type HttpHostOptions } from './http-host.options';

/** One call of the host contract. */
export interface HostCall<T> {
  tenantId: string;
  method: 'GET' | 'POST';
  /** Under `/bi/v1`, its parts percent-encoded, such as `/users`. */
  path: string;
  /** Undefined ones are left out. */
  query?: Record<string, string | undefined>;
  /** Sent as JSON. */
  body?: unknown;
  reply: z.ZodType<T>;
  /** A snapshot may take longer. */
  slow?: boolean;
  /** In place of the configured limit, in milliseconds. */
  timeoutMs?: number;
}

/** Signed calls to the host over kept connections. Never retries: its callers know what a repeat costs. */
@Injectable()
export class HostHttpClient implements OnApplicationShutdown {
  private readonly pool: Pool;
  private readonly basePath: string;

  constructor(
    @Inject(HTTP_HOST_OPTIONS) private readonly options: HttpHostOptions,
    private readonly clock: Clock,
  ) {
    if (Buffer.byteLength(options.secret) < 32) throw new Error('HttpHostOptions.secret must be at least 32 bytes');
    const base = new URL(options.baseUrl);
    this.basePath = base.pathname.replace(/\/+$/, '');
    this.pool = new Pool(base.origin, { connections: options.connections ?? 20, connect: { timeout: options.connectTimeoutMs ?? 2000 } });
  }

  /** @throws HostUnavailableError. @throws PageNotAvailableError, WrongCredentialsError where the host says so */
  async call<T>(call: HostCall<T>): Promise<T> {
    const name = `${call.method} ${call.path}`;
    const response = await this.send(call, name);
    if (response.statusCode < 200 || response.statusCode > 299) throw errorOfReply(name, response);
    return parseReply(name, response, call.reply);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.close();
  }

  private async send<T>(call: HostCall<T>, name: string): Promise<HostReply> {
    const timeoutMs = call.timeoutMs ?? (call.slow ? (this.options.snapshotTimeoutMs ?? 30_000) : (this.options.timeoutMs ?? 10_000));
    const maxBodyBytes = this.options.maxBodyBytes ?? 20 * 1024 * 1024;
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      const response = await this.pool.request({ ...this.signed(call), signal });
      const body = await readBounded(response.body, maxBodyBytes);
      return { statusCode: response.statusCode, contentType: String(response.headers['content-type'] ?? 'none'), body };
    } catch (error) {
      const reason = signal.aborted ? `did not answer within ${timeoutMs / 1000} s` : reasonOf(error, maxBodyBytes);
      throw new HostUnavailableError(`The BI host ${reason}`, { call: name }, error);
    }
  }

  private signed<T>(call: HostCall<T>): Dispatcher.RequestOptions {
    const given = Object.entries(call.query ?? {}).filter((entry): entry is [string, string] => entry[1] !== undefined);
    const query = given.length > 0 ? `?${new URLSearchParams(given).toString()}` : '';
    const pathWithQuery = `${HOST_CONTRACT_PREFIX}${call.path}${query}`;
    const body = call.body === undefined ? '' : JSON.stringify(call.body);
    const signature = signRequest(this.options.secret, { method: call.method, pathWithQuery, tenantId: call.tenantId, body }, this.clock.now());
    return {
      method: call.method,
      path: this.basePath + pathWithQuery,
      headers: { accept: 'application/json', ...(body !== '' && { 'content-type': 'application/json; charset=utf-8' }), ...signature },
      body: body === '' ? null : body,
    };
  }
}

/** What went wrong between us and the host, and what to do about it. */
function reasonOf(error: unknown, maxBodyBytes: number): string {
  if (error instanceof BodyTooLongError) return `answered more than ${maxBodyBytes} bytes`;
  if (error instanceof errors.ConnectTimeoutError) return 'cannot be reached: connecting took too long. Check its address and the network';
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown error';
  return `cannot be reached (${code}). Check that it runs and that its base URL is right`;
}
