import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CallbackCrypto, parseCallbackMessage, parseEnvelope, type CallbackMessage } from '#wecom';

export const CALLBACK_TOKEN = 'hJ3kQz7TestToken01';
export const CALLBACK_KEY = 'BiPushDemoKey0123456789abcdefghijklmnopqrst';

export interface ReceivedCallback extends CallbackMessage {
  receiveId: string;
  toUserName: string;
  path: string;
}

/** An application's callback address, made of nothing but what libs/wecom offers. */
export class CallbackReceiver {
  readonly crypto = new CallbackCrypto(CALLBACK_TOKEN, CALLBACK_KEY);
  readonly received: ReceivedCallback[] = [];
  /** Receiver ids of the GET checks that were answered. */
  readonly checked: string[] = [];
  /** Ids that callbacks may be meant for. */
  accepts: string[] = [];
  /** The answer of a POST, by what was received. */
  answer: (callback: ReceivedCallback) => { status: number; body: string };
  /** The answer of the GET check, given the plain text. */
  answerCheck: (plain: string) => string;

  private constructor(private readonly server: Server) {
    this.reset();
    server.on('request', (request: IncomingMessage, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { status, body } = this.handle(request, Buffer.concat(chunks).toString('utf8'));
        response.writeHead(status, { 'content-type': 'text/plain' }).end(body);
      });
    });
  }

  static async start(): Promise<CallbackReceiver> {
    const server = createServer();
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return new CallbackReceiver(server);
  }

  reset(): void {
    this.received.length = 0;
    this.checked.length = 0;
    this.accepts = [];
    this.answer = ({ fields }) => ({ status: 200, body: fields.InfoType ? 'success' : '' });
    this.answerCheck = (plain) => plain;
  }

  settings(path: string): { url: string; token: string; encodingAesKey: string } {
    return { url: `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/wecom/${path}`, token: CALLBACK_TOKEN, encodingAesKey: CALLBACK_KEY };
  }

  kinds(): string[] {
    return this.received.map(({ kind }) => kind);
  }

  of(kind: string): ReceivedCallback {
    const found = this.received.findLast((callback) => callback.kind === kind);
    if (!found) throw new Error(`no ${kind} came, but: ${this.kinds().join(', ')}`);
    return found;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private handle(request: IncomingMessage, body: string): { status: number; body: string } {
    const url = new URL(request.url ?? '', 'http://receiver');
    const parameter = (name: string): string => url.searchParams.get(name) ?? '';
    const query = { msgSignature: parameter('msg_signature'), timestamp: parameter('timestamp'), nonce: parameter('nonce') };
    try {
      if (request.method === 'GET') {
        const { message, receiveId } = this.crypto.open(query, parameter('echostr'), this.accepts);
        this.checked.push(receiveId);
        return { status: 200, body: this.answerCheck(message) };
      }
      const { encrypt, toUserName } = parseEnvelope(body);
      const { message, receiveId } = this.crypto.open(query, encrypt, this.accepts);
      const callback = { ...parseCallbackMessage(message), receiveId, toUserName, path: url.pathname };
      this.received.push(callback);
      return this.answer(callback);
    } catch {
      return { status: 403, body: '' };
    }
  }
}
