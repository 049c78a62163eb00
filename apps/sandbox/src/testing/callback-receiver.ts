import { createServer, type Server } from 'node:http';
import { open, seal, signatureOf } from '../domain/callbacks/callback-crypto';
import { toXml, xmlText, type XmlFields } from '../domain/callbacks/xml';

export const CALLBACK_TOKEN = 'hJ3kQz7TestToken01';
export const CALLBACK_KEY = 'BiPushDemoKey0123456789abcdefghijklmnopqrst';

export interface Received {
  xml: string;
  receiveId: string;
  /** Of the envelope. */
  toUserName: string;
  agentId: string;
}

/** What an app runs behind its callback address: checks, opens and answers, all in memory. */
export class CallbackReceiver {
  readonly received: Received[] = [];
  /** Status for the next POSTs, from the front; 200 when empty. */
  readonly statuses: number[] = [];
  answer = '';
  /** Passive reply to the next event, sealed as WeCom wants it. */
  passiveReply: XmlFields | undefined;
  /** What the GET check answers; undefined: the plain echostr, as it should. */
  echo: string | undefined;
  private server: Server;

  async start(): Promise<this> {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { searchParams } = new URL(request.url ?? '', 'http://receiver');
        const given = (name: string): string => searchParams.get(name) ?? '';
        const envelope = Buffer.concat(chunks).toString('utf8');
        const encrypted = request.method === 'GET' ? given('echostr') : xmlText(envelope, 'Encrypt');
        if (signatureOf(CALLBACK_TOKEN, given('timestamp'), given('nonce'), encrypted) !== given('msg_signature')) {
          response.writeHead(401).end();
          return;
        }
        const { message, receiveId } = open(CALLBACK_KEY, encrypted);
        if (request.method === 'GET') {
          response.end(this.echo ?? message);
          return;
        }
        this.received.push({ xml: message, receiveId, toUserName: xmlText(envelope, 'ToUserName'), agentId: xmlText(envelope, 'AgentID') });
        response.writeHead(this.statuses.shift() ?? 200).end(this.passiveReply ? this.sealed(this.passiveReply, receiveId) : this.answer);
        this.passiveReply = undefined;
      });
    });
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  get url(): string {
    const { port } = this.server.address() as { port: number };
    return `http://127.0.0.1:${port}/callback`;
  }

  get settings(): { url: string; token: string; encodingAesKey: string } {
    return { url: this.url, token: CALLBACK_TOKEN, encodingAesKey: CALLBACK_KEY };
  }

  /** InfoTypes or Events, in the order they came. */
  get kinds(): string[] {
    return this.received.map(({ xml }) => xmlText(xml, 'InfoType') || xmlText(xml, 'Event') || xmlText(xml, 'MsgType'));
  }

  reset(): void {
    this.received.length = 0;
    this.statuses.length = 0;
    this.answer = '';
    this.passiveReply = undefined;
    this.echo = undefined;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private sealed(fields: XmlFields, receiveId: string): string {
    const encrypted = seal(CALLBACK_KEY, toXml(fields), receiveId);
    const timestamp = '1760000000';
    const nonce = 'nonce';
    return toXml({ Encrypt: encrypted, MsgSignature: signatureOf(CALLBACK_TOKEN, timestamp, nonce, encrypted), TimeStamp: timestamp, Nonce: nonce });
  }
}
