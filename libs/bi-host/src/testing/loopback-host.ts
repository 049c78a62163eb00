import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { SIGNATURE_HEADERS, verifyRequest } from '#kernel';

export const LOOPBACK_SECRET = 'loopback-secret-0123456789-0123456789';

export interface ReceivedRequest {
  method: string;
  /** As it stood in the request line. */
  target: string;
  tenantId: string;
  /** Parsed from JSON; undefined without a body. */
  body: unknown;
}

/** Answers one request; the default is 200 with `{}`. */
export type Answer = (request: ReceivedRequest, response: ServerResponse) => void;

/** A body as JSON. */
export const json =
  (body: unknown, status = 200): Answer =>
  (_request, response) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

/** A BI host on a loopback port that refuses what is not signed, as the contract says, and answers as the test says. */
export class LoopbackHost {
  readonly requests: ReceivedRequest[] = [];
  /** Sockets that came in so far. */
  connections = 0;
  answer: Answer = json({});

  private constructor(
    private readonly server: Server,
    private readonly now: () => Date,
  ) {
    server.on('connection', () => void this.connections++);
    server.on('request', (request, response) => void this.take(request, response));
  }

  static async start(now: () => Date): Promise<LoopbackHost> {
    const host = new LoopbackHost(createServer(), now);
    host.server.listen(0, '127.0.0.1');
    await once(host.server, 'listening');
    return host;
  }

  get url(): string {
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('LoopbackHost does not listen');
    return `http://127.0.0.1:${address.port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const { method = '', url: target = '' } = request;
    const tenantId = String(request.headers[SIGNATURE_HEADERS.tenant]);
    const pathWithQuery = target.slice(target.indexOf('/bi/v1'));
    const isOurs = verifyRequest(LOOPBACK_SECRET, { method, pathWithQuery, tenantId, body }, request.headers, this.now());
    if (!isOurs) return void response.writeHead(401, { 'content-type': 'application/json' }).end('{"code":"BAD_SIGNATURE"}');
    const received = { method, target, tenantId, body: body.length > 0 ? (JSON.parse(body.toString()) as unknown) : undefined };
    this.requests.push(received);
    this.answer(received, response);
  }
}
