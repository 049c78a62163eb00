import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Pool, ProxyAgent, type Dispatcher } from 'undici';
import { cleanErrmsg } from '../errors/clean-errmsg';
import { describeWecomError, wecomFaultOf } from '../errors/describe-error';
import { WecomError, type WecomFault } from '../errors/wecom.error';
import { WECOM_OPTIONS } from '../wecom.module-definition';
import type { WecomOptions } from '../wecom.options';
import { parseBaseUrl, type WecomOrigin } from './base-url';
import { exchange, ExchangeError, type HttpReply } from './exchange';
import { multipartBody } from './multipart';
import type { WecomApi, WecomFile, WecomRequestParts } from './wecom-api';
import { WecomTransport, type WecomCallOptions } from './wecom-transport.port';

const MAX_REPLY_BYTES = 64 * 1024 * 1024;
const JSON_HEADERS = { 'content-type': 'application/json' };
/** WeCom says it in the text of an otherwise good reply when it dropped fields that it could not read. */
const WRONG_JSON = 'wrong json format';

const ignore = (): void => undefined;

/** Counts since the start of the process. */
export interface WecomTransportCounts {
  calls: number;
  succeeded: number;
  failed: Partial<Record<WecomFault, number>>;
  /** Replies with which WeCom complained about our JSON: each is a fault of ours. */
  wrongJson: number;
  /** Calls under way now, those that wait for a connection included. */
  pending: number;
}

/**
 * WeCom over HTTP: one undici pool of kept connections to one base URL.
 *
 * What becomes of a fault that is not a code of WeCom's:
 * - refused, no address, TLS, no connection before the deadline, refused by a proxy, HTTP 3xx or 4xx without WeCom's JSON: `unreachable`
 * - no or half a reply after the request began to leave, HTTP 5xx, HTML, broken JSON, a reply of another shape:
 *   `unknown_outcome`, or `busy` when the call is idempotent (HTTP 408 too)
 * - HTTP 429, or more calls waiting than {@link WecomOptions.maxWaiting}: `busy`
 */
@Injectable()
export class HttpWecomTransport extends WecomTransport implements OnApplicationShutdown {
  private readonly log = new Logger(HttpWecomTransport.name);
  private readonly base: WecomOrigin;
  private readonly dispatcher: Dispatcher;
  private readonly timeoutMs: number;
  private readonly uploadTimeoutMs: number;
  private readonly maxPending: number;
  private readonly counted: WecomTransportCounts = { calls: 0, succeeded: 0, failed: {}, wrongJson: 0, pending: 0 };
  private closing: Promise<void> | undefined;
  private readonly release = (): void => {
    this.counted.pending -= 1;
  };

  /** @throws ConfigError when the base URL or the proxy's is not usable */
  constructor(@Inject(WECOM_OPTIONS) options: WecomOptions) {
    super();
    const connections = options.connections ?? 128;
    this.base = parseBaseUrl(options.baseUrl ?? 'https://qyapi.weixin.qq.com', options.allowInsecureBaseUrl ?? false);
    this.timeoutMs = options.timeoutMs ?? 10_000;
    this.uploadTimeoutMs = options.uploadTimeoutMs ?? 60_000;
    this.maxPending = connections + (options.maxWaiting ?? 2_000);
    this.dispatcher = makeDispatcher(this.base.origin, connections, options);
  }

  /** A copy of the counts, for metrics. */
  counts(): WecomTransportCounts {
    return { ...this.counted, failed: { ...this.counted.failed } };
  }

  override async call<TInput, TReply>(api: WecomApi<TInput, TReply>, input: TInput, options: WecomCallOptions = {}): Promise<TReply> {
    this.counted.calls += 1;
    const parts = api.request(input);
    // A file that breaks while its call still waits must not end the process.
    parts.file?.content.on('error', ignore);
    try {
      const reply = await this.callOnce(api, parts, options);
      this.counted.succeeded += 1;
      return reply;
    } catch (error) {
      if (error instanceof WecomError) this.counted.failed[error.fault] = (this.counted.failed[error.fault] ?? 0) + 1;
      throw error;
    } finally {
      parts.file?.content.destroy();
    }
  }

  /** Lets the calls under way end (each has its deadline), then closes all connections. Later calls fail as `unreachable`. */
  async onApplicationShutdown(): Promise<void> {
    // Two modules of one process may share this transport, and undici refuses to be closed twice.
    this.closing ??= this.dispatcher.close();
    await this.closing;
  }

  private async callOnce<TInput, TReply>(api: WecomApi<TInput, TReply>, parts: WecomRequestParts, options: WecomCallOptions): Promise<TReply> {
    const path = this.pathOf(api, parts, options.token);
    if (this.counted.pending >= this.maxPending) {
      throw new WecomError(`WeCom ${api.name}: ${this.counted.pending} calls are waiting already`, { api: api.name, fault: 'busy' });
    }
    this.counted.pending += 1;
    let reply: HttpReply;
    try {
      const request = { origin: this.base.origin, path, method: api.method, ...contentOf(parts) };
      reply = await exchange(this.dispatcher, request, parts.file ? this.uploadTimeoutMs : this.timeoutMs, this.release);
    } catch (error) {
      if (!(error instanceof ExchangeError)) throw error;
      throw this.failed(api, parts.file, error);
    }
    return this.read(api, reply, secretsOf(parts, options));
  }

  private failed<TInput, TReply>(api: WecomApi<TInput, TReply>, file: WecomFile | undefined, error: ExchangeError): WecomError {
    if (file && (file.content.errored || isOtherSize(error))) {
      return new WecomError(`WeCom ${api.name}: the file could not be read as announced, ${error.message}`, { api: api.name, fault: 'ours' }, error);
    }
    if (error.sent) return this.unclear(api, error.message, error);
    return new WecomError(`WeCom ${api.name}: not reached, ${error.message}`, { api: api.name, fault: 'unreachable' }, error);
  }

  private pathOf<TInput, TReply>(api: WecomApi<TInput, TReply>, parts: WecomRequestParts, token: string | undefined): string {
    let query = '';
    if (api.token !== 'none') {
      if (!token) throw new WecomError(`WeCom ${api.name}: called without its ${api.token}`, { api: api.name, fault: 'ours' });
      query = `?${api.token}=${encodeURIComponent(token)}`;
    }
    for (const name in parts.query) query += `${query ? '&' : '?'}${name}=${encodeURIComponent(parts.query[name] ?? '')}`;
    return this.base.prefix + api.path + query;
  }

  private read<TInput, TReply>(api: WecomApi<TInput, TReply>, reply: HttpReply, secrets: readonly string[]): TReply {
    const body = parseObject(reply.body);
    if (reply.status >= 500 || reply.status === 408 || (reply.status < 300 && !body)) throw this.unclear(api, `HTTP ${reply.status}${body ? '' : ', no JSON object'}`);
    if (!body || (reply.status >= 300 && body.errcode === undefined)) {
      const fault = reply.status === 429 ? 'busy' : 'unreachable';
      throw new WecomError(`WeCom ${api.name}: HTTP ${reply.status} from something in between`, { api: api.name, fault });
    }
    const errcode = body.errcode === undefined ? 0 : Number(body.errcode);
    if (!Number.isInteger(errcode)) throw this.unclear(api, 'an errcode that is no number');
    const errmsg = typeof body.errmsg === 'string' ? body.errmsg : '';
    if (errmsg.includes(WRONG_JSON)) this.complain(api.name, errmsg, secrets);
    if (errcode !== 0) throw this.refused(api.name, errcode, errmsg, secrets);
    const parsed = api.reply.safeParse(body);
    if (parsed.success) return parsed.data;
    throw this.unclear(api, `a reply of another shape at ${parsed.error.issues.map((issue) => issue.path.join('.') || 'its root').join(', ')}`);
  }

  private refused(api: string, errcode: number, errmsg: string, secrets: readonly string[]): WecomError {
    const { text, seenIp } = cleanErrmsg(errmsg, secrets);
    const description = describeWecomError(errcode);
    if (!description.known) this.log.error({ api, errcode, errmsg: text }, 'WeCom answered with a code that is not in our table');
    const message = `WeCom ${api}: ${errcode}, ${description.meaning['en-US']}`;
    return new WecomError(message, { api, fault: wecomFaultOf(errcode, api), errcode, errmsg: text, ...(seenIp && { seenIp }) });
  }

  private unclear<TInput, TReply>(api: WecomApi<TInput, TReply>, what: string, cause?: unknown): WecomError {
    const fault = api.idempotent ? 'busy' : 'unknown_outcome';
    return new WecomError(`WeCom ${api.name}: no usable answer, ${what}`, { api: api.name, fault }, cause);
  }

  private complain(api: string, errmsg: string, secrets: readonly string[]): void {
    this.counted.wrongJson += 1;
    this.log.error({ api, errmsg: cleanErrmsg(errmsg, secrets).text }, 'WeCom could not read all of our JSON: fields may have been dropped');
  }
}

function makeDispatcher(origin: string, connections: number, options: WecomOptions): Dispatcher {
  const connectTimeout = options.connectTimeoutMs ?? 3_000;
  // The deadline of the call governs; these free the connection when it is longer than they are.
  const slowest = Math.max(options.timeoutMs ?? 10_000, options.uploadTimeoutMs ?? 60_000);
  const limits = { connections, headersTimeout: options.headersTimeoutMs ?? slowest, bodyTimeout: options.bodyTimeoutMs ?? slowest, maxResponseSize: MAX_REPLY_BYTES };
  if (!options.proxyUrl) return new Pool(origin, { ...limits, connectTimeout });
  return new ProxyAgent({
    ...limits,
    uri: options.proxyUrl,
    proxyTls: { timeout: connectTimeout },
    requestTls: { timeout: connectTimeout },
    // Only CONNECT goes over these; a proxy that accepts and then says nothing must not hold a call for undici's 300 s.
    clientFactory: (proxy, opts) => new Pool(proxy, { ...opts, headersTimeout: connectTimeout }),
  });
}

function contentOf(parts: WecomRequestParts): Pick<Dispatcher.DispatchOptions, 'headers' | 'body'> {
  // undici takes any async iterable as a body; its types name streams only.
  if (parts.file) return multipartBody(parts.file) as unknown as Pick<Dispatcher.DispatchOptions, 'headers' | 'body'>;
  return parts.body === undefined ? {} : { headers: JSON_HEADERS, body: parts.body };
}

function isOtherSize(error: ExchangeError): boolean {
  return (error.cause as { code?: unknown } | undefined)?.code === 'UND_ERR_REQ_CONTENT_LENGTH_MISMATCH';
}

function parseObject(body: Buffer): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function secretsOf(parts: WecomRequestParts, options: WecomCallOptions): string[] {
  const inQuery = Object.entries(parts.query ?? {}).filter(([name]) => /secret|code|key|ticket/.test(name));
  return [options.token ?? '', ...(parts.secrets ?? []), ...inQuery.map(([, value]) => value)];
}
