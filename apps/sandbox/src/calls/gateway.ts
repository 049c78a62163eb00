import type { IncomingMessage, ServerResponse } from 'node:http';
import { parse } from 'node:querystring';
import type { Fault, FaultKind } from '../domain/faults';
import { maskBody, maskQuery } from '../domain/journal';
import type { Platform } from '../domain/platform';
import { randomText } from '../domain/random-text';
import type { TokenKind } from '../domain/tokens';
import { WecomError } from '../domain/wecom-error';
import { CallContext, type ApiCall } from './api-call';
import { readRequest, type RequestBody } from './read-request';

const JOURNAL_TEXT_BYTES = 2048;
const TOKEN_PARAMETER: Readonly<Record<TokenKind, string>> = {
  app: 'access_token',
  contacts: 'access_token',
  suite: 'suite_access_token',
  provider: 'provider_access_token',
};
const MISSING_TOKEN: Readonly<Record<string, number>> = { access_token: 41001, suite_access_token: 41022, provider_access_token: 41001 };
/** These keep the call from being handled at all. */
const LOST_BEFORE: readonly FaultKind[] = ['reset', 'hang', 'http_status', 'html'];

interface Outcome {
  errcode: number;
  json: string;
}

/**
 * Takes every call under `/cgi-bin/`: faults first, then credentials, allow list and frequency, then the call itself; all of it goes
 * into the journal. It sits before Nest's router: at a million deliveries the router and the request log would cost more than WeCom's rules.
 */
export class Gateway {
  private readonly calls: ReadonlyMap<string, ApiCall>;

  constructor(
    private readonly platform: Platform,
    calls: readonly ApiCall[],
  ) {
    this.calls = new Map(calls.map((call) => [call.path, call]));
  }

  async serve(request: IncomingMessage & { originalUrl: string }, response: ServerResponse): Promise<void> {
    const started = performance.now();
    this.platform.touch();
    const at = this.platform.now();
    const [path, search] = splitOnce(request.originalUrl, '?');
    const api = path.replace(/^\/cgi-bin\//, '').replace(/\/$/, '');
    const call = this.calls.get(api);
    if (!call) {
      request.resume();
      response.writeHead(404, { 'content-type': 'application/json; charset=UTF-8' });
      response.end(JSON.stringify({ errcode: 404, errmsg: `the sandbox does not know /cgi-bin/${api}; GET /sandbox/calls lists what it knows` }));
      return;
    }
    const query = firstValues(search);
    const ip = (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
    let body: RequestBody = { raw: Buffer.alloc(0), file: undefined };
    let early: WecomError | undefined;
    try {
      body = await readRequest(request);
    } catch (error) {
      if (!(error instanceof WecomError)) return; // the caller hung up
      early = error;
    }
    const context = new CallContext(query, body.raw, body.file, ip, `http://${request.headers.host ?? 'localhost'}`);
    const about = this.aboutOf(call, context);
    const faults = this.platform.faults.take({ api, ...about });
    await this.wait(faults);

    // Its parameters are in a body that GET does not have.
    if (call.method === 'POST' && request.method === 'GET') early ??= new WecomError(40058, 'POST required');
    const lost = faults.find((fault) => LOST_BEFORE.includes(fault.kind));
    const outcome = lost ? undefined : await this.run(call, context, faults, early);
    const httpStatus = this.answer(response, outcome, faults);
    this.platform.journal.add({
      at,
      method: request.method ?? '',
      api,
      ...about,
      ip,
      query: maskQuery(query),
      request: body.file ? `[file ${body.file.fileName}, ${body.file.bytes.length} bytes]` : maskBody(body.raw.toString('utf8', 0, JOURNAL_TEXT_BYTES)),
      reply: outcome ? maskBody(outcome.json.slice(0, JOURNAL_TEXT_BYTES)) : '',
      httpStatus,
      // What the caller saw: a lost answer has no code, although the call may have been handled.
      errcode: outcome && httpStatus === 200 ? outcome.errcode : null,
      faults: faults.map((fault) => fault.kind),
      durationMs: Math.round((performance.now() - started) * 100) / 100,
    });
  }

  private aboutOf(call: ApiCall, context: CallContext): { corpId: string | null; agentId: number | null } {
    if (call.tokens.length > 0) {
      const owner = this.platform.tokens.peek(context.query[TOKEN_PARAMETER[call.tokens[0]]] ?? '')?.owner;
      return { corpId: owner?.corpId ?? null, agentId: owner?.agentId ?? null };
    }
    const about = call.about?.(context);
    return { corpId: about?.corpId ?? null, agentId: about?.agentId ?? null };
  }

  private async wait(faults: readonly Fault[]): Promise<void> {
    for (const fault of faults) {
      if (fault.kind === 'latency') await new Promise((resolve) => setTimeout(resolve, this.platform.faults.delayOf(fault)));
    }
  }

  private async run(call: ApiCall, context: CallContext, faults: readonly Fault[], early: WecomError | undefined): Promise<Outcome> {
    try {
      this.applyFaults(call, context, faults);
      this.authenticate(call, context);
      if (early) throw early;
      this.countFrequency(call, context);
      const result = await call.handle(context);
      const head = call.withoutErrcode ? {} : { errcode: 0, errmsg: context.wrongFormat ? 'ok. Warning: wrong json format. ' : 'ok' };
      return { errcode: 0, json: JSON.stringify({ ...head, ...result }) };
    } catch (error) {
      if (!(error instanceof WecomError)) throw error;
      return { errcode: error.errcode, json: JSON.stringify({ errcode: error.errcode, errmsg: this.errmsg(error, context), ...error.extra }) };
    }
  }

  /** WeCom's errmsg carries a hint, the caller's address and a help link, and nobody may rely on it. */
  private errmsg(error: WecomError, context: CallContext): string {
    const warning = context.wrongFormat ? 'Warning: wrong json format. ' : '';
    const hint = `${Math.floor(this.platform.now() / 1000)}_${randomText(16)}`;
    const help = `https://open.work.weixin.qq.com/devtool/query?e=${error.errcode}`;
    return `${warning}${error.message}, hint: [${hint}], from ip: ${context.ip}, more info at ${help}`;
  }

  private applyFaults(call: ApiCall, context: CallContext, faults: readonly Fault[]): void {
    for (const fault of faults) {
      if (fault.kind === 'errcode') throw new WecomError(fault.errcode ?? -1);
      if (fault.kind === 'ip_refused') throw new WecomError(60020);
      const token = call.tokens.length > 0 ? context.query[TOKEN_PARAMETER[call.tokens[0]]] : undefined;
      if (!token) continue;
      if (fault.kind === 'token_invalidated') this.platform.tokens.invalidate(token);
      const owner = fault.kind === 'token_expired' ? this.platform.tokens.peek(token)?.owner : undefined;
      if (owner) this.platform.tokens.expireOwner(owner);
    }
  }

  private authenticate(call: ApiCall, context: CallContext): void {
    if (call.tokens.length === 0) return;
    const parameter = TOKEN_PARAMETER[call.tokens[0]];
    const value = context.query[parameter];
    if (!value) throw new WecomError(MISSING_TOKEN[parameter]);
    const { tokens, suites } = this.platform;
    // The contact-sync helper's token is a good one, only not for this call.
    const owner = tokens.resolve(value, call.tokens.includes('app') ? [...call.tokens, 'contacts'] : call.tokens);
    if (!call.tokens.includes(owner.kind)) throw new WecomError(48002);
    context.owner = owner;
    if (owner.kind === 'contacts') context.corp = this.platform.corps.get(owner.corpId ?? '')!;
    const app = owner.kind === 'app' ? this.platform.app(owner.corpId ?? '', owner.agentId ?? -1) : undefined;
    if (owner.kind === 'app' && !app) throw new WecomError(40014);
    // A self-built app lists the corp's own addresses; all else comes from the provider's.
    const providerCorpId = owner.kind === 'suite' ? suites.suites.get(owner.suiteId ?? '')?.providerCorpId : owner.kind === 'provider' ? owner.corpId : app?.data.providerCorpId;
    const trustedIps = providerCorpId ? suites.providers.get(providerCorpId)?.trustedIps : app?.data.trustedIps;
    if (trustedIps && !trustedIps.includes(context.ip)) throw new WecomError(60020);
    if (!app) return;
    context.app = app;
    context.corp = app.corp;
    if (!app.data.enabled) throw new WecomError(50003);
    if (app.data.inactive) throw new WecomError(48006);
  }

  private countFrequency(call: ApiCall, context: CallContext): void {
    const { limits, frequency } = this.platform;
    if (context.query['debug'] === '1') frequency.count(`debug ${context.owner?.corpId ?? context.ip}`, limits.debugPerMinute, 'minute');
    if (call.freeOfBasicFrequency) return;
    const provider = context.owner?.kind === 'suite' || context.owner?.kind === 'provider' || context.app?.data.kind === 'third_party';
    frequency.count(`ip ${context.ip} ${call.path} m`, provider ? limits.providerIpApiPerMinute : limits.ipApiPerMinute, 'minute');
    frequency.count(`ip ${context.ip} ${call.path} h`, provider ? limits.providerIpApiPerHour : limits.ipApiPerHour, 'hour');
    if (!context.corp) return;
    frequency.count(`corp ${context.corp.corpId} ${call.path} m`, limits.corpApiPerMinute, 'minute');
    frequency.count(`corp ${context.corp.corpId} ${call.path} h`, limits.corpApiPerHour, 'hour');
  }

  /** @returns the HTTP status that was sent, or null when the caller gets no answer */
  private answer(response: ServerResponse, outcome: Outcome | undefined, faults: readonly Fault[]): number | null {
    for (const fault of faults) {
      if (fault.kind === 'hang' || fault.kind === 'accept_then_hang') return null; // until the caller gives up
      if (fault.kind === 'reset' || fault.kind === 'accept_then_reset') {
        response.socket?.resetAndDestroy();
        return null;
      }
      if (fault.kind === 'http_status') return send(response, fault.status ?? 502, 'text/html', `<html><body><h1>${fault.status ?? 502}</h1></body></html>`);
      if (fault.kind === 'html') return send(response, 200, 'text/html', '<!DOCTYPE html><html><body>This page is not what you asked for.</body></html>');
      if (fault.kind === 'truncated_json' && outcome) {
        return send(response, 200, 'application/json; charset=UTF-8', outcome.json.slice(0, Math.max(1, outcome.json.length >> 1)));
      }
    }
    return send(response, 200, 'application/json; charset=UTF-8', outcome?.json ?? '');
  }
}

function send(response: ServerResponse, status: number, contentType: string, text: string): number {
  response.writeHead(status, { 'content-type': contentType, 'content-length': Buffer.byteLength(text, 'utf8') });
  response.end(text); // text and not bytes: then head and body leave in one write
  return status;
}

function splitOnce(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function firstValues(search: string): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(parse(search))) values[name] = (Array.isArray(value) ? value[0] : value) ?? '';
  return values;
}
