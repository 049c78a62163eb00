import { randomInt, randomUUID } from 'node:crypto';
import type { CallbackSettings } from '../app';
import type { Faults } from '../faults';
import { open, seal, signatureOf } from './callback-crypto';
import { toXml, xmlText, type XmlFields } from './xml';

export interface HttpAnswer {
  status: number;
  body: string;
}

/** How callbacks leave the sandbox. */
export abstract class CallbackTransport {
  /** @param timeoutMs after which the connection is cut. @throws when there was no answer in time */
  abstract request(method: 'GET' | 'POST', url: string, body: string | undefined, timeoutMs: number): Promise<HttpAnswer>;
}

export interface CallbackTarget {
  settings: CallbackSettings;
  /** Stands at the end of the sealed text: corpid of an app's callback, suiteid of a suite's. */
  receiveId: string;
  toUserName: string;
  /** '' for suites. */
  agentId: string;
  /** What a good answer looks like: `success` for suites; anything for apps. */
  expects: 'success' | 'anything';
  corpId: string | null;
  suiteId: string | null;
}

export interface CallbackAttempt {
  at: number;
  durationMs: number;
  status: number | null;
  answer: string;
  error: string;
}

export interface CallbackRecord {
  id: string;
  at: number;
  /** InfoType, Event, or `text`. */
  kind: string;
  corpId: string | null;
  agentId: string;
  suiteId: string | null;
  url: string;
  xml: string;
  /** `refused`: answered, but not as WeCom wants it. `lost`, by a fault, was never sent. */
  state: 'pending' | 'delivered' | 'refused' | 'failed' | 'lost';
  /** Authorization events want their answer within a second. */
  slow: boolean;
  attempts: CallbackAttempt[];
  faults: string[];
  /** Passive reply of the app, opened. */
  passiveReply: string;
}

const TIMEOUT_MS = 5000;
const VERIFY_TIMEOUT_MS = 1000;
const AUTHORIZATION_SLOW_MS = 1000;
const ATTEMPTS = 3;
const RECORDS_KEPT = 500;
const ANSWER_SHOWN = 500;

/** Sends signed and encrypted callbacks, tries three times in all, and keeps what became of each (sheet, section 3). */
export class CallbackSender {
  private readonly held: CallbackRecord[] = [];
  private readonly running = new Set<Promise<unknown>>();
  private closed = false;

  /** @param retryDelayMs between attempts; the sheet names none */
  constructor(
    private readonly transport: CallbackTransport,
    private readonly now: () => number,
    private readonly faults: () => Faults,
    private readonly retryDelayMs: () => number,
  ) {}

  /** Newest first. */
  get records(): CallbackRecord[] {
    return this.held.toReversed();
  }

  clear(): void {
    this.held.length = 0;
  }

  stop(): void {
    this.closed = true;
  }

  /** Resolves when nothing is under way any more. */
  async settled(): Promise<void> {
    while (this.running.size > 0) await Promise.allSettled(this.running);
  }

  /**
   * The GET check of a callback address.
   * @returns '' when it answered as WeCom wants it, else what was wrong
   */
  async verify(settings: CallbackSettings, receiveId: string): Promise<string> {
    const echo = String(randomInt(2 ** 47)) + String(randomInt(10_000, 99_999));
    const url = new URL(settings.url);
    const encrypted = seal(settings.encodingAesKey, echo, receiveId);
    for (const [name, value] of this.signed(settings.token, encrypted)) url.searchParams.set(name, value);
    url.searchParams.set('echostr', encrypted);
    try {
      const answer = await this.transport.request('GET', url.toString(), undefined, VERIFY_TIMEOUT_MS);
      if (answer.status !== 200) return `answered HTTP ${answer.status}`;
      return answer.body === echo ? '' : `did not answer the plain echostr, but: ${answer.body.slice(0, 80)}`;
    } catch (error) {
      return `gave no answer within ${VERIFY_TIMEOUT_MS} ms: ${messageOf(error)}`;
    }
  }

  /** Sends one callback; returns at once. `record.state` tells later what became of it. */
  send(target: CallbackTarget, kind: string, fields: XmlFields, onPassiveReply?: (xml: string) => void): CallbackRecord {
    const record: CallbackRecord = {
      id: randomUUID(),
      at: this.now(),
      kind,
      corpId: target.corpId,
      agentId: target.agentId,
      suiteId: target.suiteId,
      url: target.settings.url,
      xml: toXml(fields),
      state: 'pending',
      slow: false,
      attempts: [],
      faults: [],
      passiveReply: '',
    };
    this.held.push(record);
    if (this.held.length > RECORDS_KEPT) this.held.shift();
    const sending = this.deliver(target, record, onPassiveReply).finally(() => this.running.delete(sending));
    this.running.add(sending);
    return record;
  }

  private async deliver(target: CallbackTarget, record: CallbackRecord, onPassiveReply: ((xml: string) => void) | undefined): Promise<void> {
    const faults = this.faults().takeCallback({ api: record.kind, corpId: record.corpId, agentId: Number(record.agentId) || null });
    record.faults = faults.map((fault) => fault.kind);
    if (record.faults.includes('callback_lost')) {
      record.state = 'lost';
      return;
    }
    for (const fault of faults) if (fault.kind === 'callback_late') await pause(this.faults().delayOf(fault));
    // Every attempt repeats the same bytes, so that a receiver can know it for the same.
    const encrypted = seal(target.settings.encodingAesKey, record.xml, target.receiveId);
    const url = new URL(target.settings.url);
    for (const [name, value] of this.signed(target.settings.token, encrypted)) url.searchParams.set(name, value);
    const body = toXml({ ToUserName: target.toUserName, Encrypt: encrypted, AgentID: target.agentId });
    for (let attempt = 1; attempt <= ATTEMPTS && !this.closed; attempt += 1) {
      if (attempt > 1) await pause(this.retryDelayMs());
      const answer = await this.attempt(record, url.toString(), body);
      if (answer?.status !== 200) continue;
      this.judge(target, record, answer.body, onPassiveReply);
      if (record.faults.includes('callback_twice')) await this.attempt(record, url.toString(), body);
      return;
    }
    record.state = 'failed';
  }

  private async attempt(record: CallbackRecord, url: string, body: string): Promise<HttpAnswer | undefined> {
    const started = performance.now();
    const attempt: CallbackAttempt = { at: this.now(), durationMs: 0, status: null, answer: '', error: '' };
    record.attempts.push(attempt);
    try {
      const answer = await this.transport.request('POST', url, body, TIMEOUT_MS);
      attempt.status = answer.status;
      attempt.answer = answer.body.slice(0, ANSWER_SHOWN);
      return answer;
    } catch (error) {
      attempt.error = messageOf(error);
      return undefined;
    } finally {
      attempt.durationMs = Math.round(performance.now() - started);
      if (record.suiteId && attempt.durationMs > AUTHORIZATION_SLOW_MS) record.slow = true;
    }
  }

  private judge(target: CallbackTarget, record: CallbackRecord, answer: string, onPassiveReply: ((xml: string) => void) | undefined): void {
    if (target.expects === 'success') {
      record.state = answer === 'success' ? 'delivered' : 'refused';
      return;
    }
    record.state = 'delivered';
    const encrypted = xmlText(answer, 'Encrypt');
    if (encrypted === '') return;
    const genuine = signatureOf(target.settings.token, xmlText(answer, 'TimeStamp'), xmlText(answer, 'Nonce'), encrypted) === xmlText(answer, 'MsgSignature');
    try {
      const { message, receiveId } = open(target.settings.encodingAesKey, encrypted);
      if (!genuine || receiveId !== target.receiveId) throw new RangeError('wrong signature or receiveid');
      record.passiveReply = message;
      onPassiveReply?.(message);
    } catch {
      record.state = 'refused';
    }
  }

  private signed(token: string, encrypted: string): [string, string][] {
    const timestamp = String(Math.floor(this.now() / 1000));
    const nonce = String(randomInt(1_000_000_000, 10_000_000_000));
    return [
      ['msg_signature', signatureOf(token, timestamp, nonce, encrypted)],
      ['timestamp', timestamp],
      ['nonce', nonce],
    ];
  }
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds).unref());

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message || ('code' in error ? String(error.code) : error.name);
}
