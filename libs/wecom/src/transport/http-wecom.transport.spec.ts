import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { inspect } from 'node:util';
import { ConfigError } from '#kernel';
import { Logger } from '@nestjs/common';
import { z } from 'zod';
import { WecomError } from '../errors/wecom.error';
import type { WecomOptions } from '../wecom.options';
import { agentGet, gettoken } from '../calls/app.calls';
import { mediaUpload } from '../calls/media.calls';
import { messageSend } from '../calls/message.calls';
import { getAuthInfo } from '../calls/provider.calls';
import { HttpWecomTransport } from './http-wecom.transport';
import type { WecomApi } from './wecom-api';

type Answer = (request: IncomingMessage, response: ServerResponse, body: string) => void;

const json = (body: unknown, status = 200): Answer => (_request, response) => void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
const text = (body: string, status = 200, type = 'text/html'): Answer => (_request, response) => void response.writeHead(status, { 'content-type': type }).end(body);

function deferred<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve!: (value: T) => void;
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

describe('HttpWecomTransport', () => {
  let server: Server;
  let baseUrl: string;
  let answer: Answer;
  let seen: { method?: string; url?: string; contentType?: string; body: string }[];
  let connections: number;
  const open = new Set<Socket>();
  const transports: HttpWecomTransport[] = [];
  const unhandled = jest.fn();

  const make = (options: WecomOptions = {}): HttpWecomTransport => {
    const transport = new HttpWecomTransport({ baseUrl, timeoutMs: 30_000, uploadTimeoutMs: 60_000, ...options });
    transports.push(transport);
    return transport;
  };
  const send = (transport = make()): Promise<unknown> => transport.call(messageSend, { body: '{"touser":"a"}' }, { token: 'secret-token-1' });
  const read = (transport = make()): Promise<unknown> => transport.call(agentGet, { agentId: 1 }, { token: 'secret-token-1' });
  /** Lets time pass up to a deadline, once what the test waits for has happened; only our own timers are held. */
  const holdTime = (): ((ms: number) => void) => {
    jest.useFakeTimers({ doNotFake: ['Date', 'hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate', 'clearImmediate', 'setInterval', 'clearInterval'] });
    return (ms) => {
      jest.advanceTimersByTime(ms);
      jest.useRealTimers();
    };
  };
  const faultOf = async (call: Promise<unknown>): Promise<WecomError> => {
    const error: unknown = await call.then(() => undefined, (reason: unknown) => reason);
    if (!(error instanceof WecomError)) throw new Error(`expected a WecomError, got ${inspect(error)}`);
    return error;
  };

  beforeEach(async () => {
    seen = [];
    connections = 0;
    answer = json({ errcode: 0, errmsg: 'ok' });
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = Buffer.concat(chunks).toString('utf8');
        seen.push({ method: request.method, url: request.url, contentType: request.headers['content-type'], body });
        answer(request, response, body);
      });
    });
    server.on('connection', (socket) => {
      connections += 1;
      open.add(socket);
      socket.on('close', () => open.delete(socket));
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    unhandled.mockClear();
    process.on('unhandledRejection', unhandled);
  });

  afterEach(async () => {
    await Promise.all(transports.splice(0).map((transport) => transport.onApplicationShutdown()));
    // No leaked socket: once the transports are closed, every connection ends without the server forcing it.
    await Promise.all([...open].map((socket) => new Promise((resolve) => socket.once('close', resolve))));
    await new Promise((resolve) => server.close(resolve));
    process.off('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
    jest.restoreAllMocks();
    jest.useRealTimers();
  });

  describe('a call that WeCom accepts', () => {
    it('carries the token in the query and the stored bytes as they are in the body', async () => {
      answer = json({ errcode: 0, errmsg: 'ok', msgid: 'm1', invaliduser: 'wangwu|zhaoliu', response_code: 'rc' });
      const body = '{"touser":"zhangsan","text":{"content":"日报 📈"}}';
      const reply = await make().call(messageSend, { body }, { token: 'a+b/c=' });
      expect(reply).toMatchObject({ msgid: 'm1', invaliduser: ['wangwu', 'zhaoliu'], invalidparty: [], unlicenseduser: [] });
      expect(seen).toEqual([{ method: 'POST', url: '/cgi-bin/message/send?access_token=a%2Bb%2Fc%3D', contentType: 'application/json', body }]);
    });

    it('takes a reply without errcode as success, and a code written as text', async () => {
      answer = json({ access_token: 't', expires_in: 7200 });
      await expect(make().call(gettoken, { corpId: 'ww1', secret: 's&1' })).resolves.toMatchObject({ access_token: 't' });
      expect(seen[0]?.url).toBe('/cgi-bin/gettoken?corpid=ww1&corpsecret=s%261');
      answer = json({ errcode: '40013', errmsg: 'invalid corpid' });
      expect(await faultOf(make().call(gettoken, { corpId: 'ww1', secret: 's' }))).toMatchObject({ errcode: 40013, fault: 'app' });
    });

    it('keeps a path prefix of the base URL, as gateways in front of private deployments have', async () => {
      answer = json({ errcode: 0, agentid: 1, name: 'BI' });
      await make({ baseUrl: `${baseUrl}/gw/wecom/` }).call(agentGet, { agentId: 1 }, { token: 't' });
      expect(seen[0]?.url).toBe('/gw/wecom/cgi-bin/agent/get?access_token=t&agentid=1');
    });

    it('keeps connections: 50 calls one after the other do not need more than two', async () => {
      const transport = make();
      for (let i = 0; i < 50; i += 1) await send(transport);
      expect(connections).toBeLessThanOrEqual(2);
      expect(transport.counts()).toMatchObject({ calls: 50, succeeded: 50, pending: 0 });
    });

    it('never uses more connections than it may, and serves all calls', async () => {
      const transport = make({ connections: 3 });
      await Promise.all(Array.from({ length: 40 }, () => send(transport)));
      expect(seen).toHaveLength(40);
      expect(connections).toBeLessThanOrEqual(3);
    });
  });

  describe('faults of the network', () => {
    it.each([
      ['nobody listens', async (): Promise<string> => {
        const free = createTcpServer();
        await once(free.listen(0, '127.0.0.1'), 'listening');
        const { port } = free.address() as AddressInfo;
        await new Promise((resolve) => free.close(resolve));
        return `http://127.0.0.1:${port}`;
      }],
      ['the name does not exist', (): string => 'https://wecom.invalid'],
      ['TLS does not answer', (): string => baseUrl.replace('http:', 'https:')],
    ])('%s: unreachable, whatever the call', async (_case, urlOf) => {
      const transport = make({ baseUrl: await urlOf() });
      expect(await faultOf(send(transport))).toMatchObject({ fault: 'unreachable', kind: 'unavailable', api: 'message/send', errcode: undefined });
      expect(await faultOf(read(transport))).toMatchObject({ fault: 'unreachable' });
    });

    it('no free connection before the deadline: unreachable, and the request never leaves afterwards', async () => {
      const pass = holdTime();
      const first = deferred<ServerResponse>();
      answer = (_request, response) => first.resolve(response);
      const transport = make({ connections: 1 });
      const held = faultOf(send(transport));
      const waiting = faultOf(transport.call(messageSend, { body: '{"n":2}' }, { token: 't' }));
      const response = await first.promise;
      pass(30_000);
      expect(await held).toMatchObject({ fault: 'unknown_outcome' });
      expect(await waiting).toMatchObject({ fault: 'unreachable' });
      response.destroy();
      answer = json({ errcode: 0 });
      await transport.call(messageSend, { body: '{"n":3}' }, { token: 't' });
      expect(seen.map((request) => request.body)).toEqual(['{"touser":"a"}', '{"n":3}']);
    });

    it.each<[string, (response: ServerResponse) => void]>([
      ['accepted, then silent', () => undefined],
      ['headers, then silent', (response) => response.writeHead(200).flushHeaders()],
      ['half a body, then silent', (response) => void response.writeHead(200).write('{"errcode":0')],
    ])('%s: ends at its deadline, the outcome of a send is unknown, a read may be repeated', async (_case, begin) => {
      for (const [call, fault] of [[send, 'unknown_outcome'], [read, 'busy']] as const) {
        const pass = holdTime();
        const arrived = deferred<void>();
        answer = (_request, response) => {
          begin(response);
          arrived.resolve();
        };
        const failing = faultOf(call());
        await arrived.promise;
        pass(30_000);
        expect(await failing).toMatchObject({ fault, kind: 'unavailable', message: expect.stringContaining('30000 ms') });
      }
    });

    it.each<[string, Answer]>([
      ['reset after the request', (request) => void request.socket.resetAndDestroy()],
      ['closed after the request', (request) => void request.socket.destroy()],
      ['body shorter than announced', (_request, response) => {
        response.writeHead(200, { 'content-length': '500' });
        response.write('{"errcode":0', () => response.destroy());
      }],
      ['HTTP 500', text('oops', 500)],
      ['HTTP 502 with JSON', json({ errcode: 0, agentid: 1, name: 'x' }, 502)],
      ['HTTP 503 HTML', text('<html>busy</html>', 503)],
      ['HTTP 408', text('timeout', 408)],
      ['HTML with status 200', text('<html>log in to the hotel Wi-Fi</html>')],
      ['truncated JSON', text('{"errcode":0,"errmsg":"o', 200, 'application/json')],
      ['an empty body', text('')],
      ['JSON, but no object', text('[1]', 200, 'application/json')],
      ['an errcode that is no number', json({ errcode: 'soon' })],
      ['no HTTP at all', (request) => void request.socket.end('not http\r\n\r\n')],
    ])('%s: the outcome of a send is unknown, an idempotent call may simply be repeated', async (_case, given) => {
      answer = given;
      const transport = make();
      expect(await faultOf(send(transport))).toMatchObject({ fault: 'unknown_outcome', kind: 'unavailable' });
      expect(await faultOf(read(transport))).toMatchObject({ fault: 'busy', kind: 'unavailable' });
      expect(transport.counts()).toEqual({ calls: 2, succeeded: 0, failed: { unknown_outcome: 1, busy: 1 }, wrongJson: 0, pending: 0 });
    });

    it('a reply of another shape: a send may have been carried out, other calls may be repeated', async () => {
      answer = json({ errcode: 0, msgid: { nested: true } });
      expect(await faultOf(send())).toMatchObject({ fault: 'unknown_outcome', message: expect.stringContaining('msgid') });
      answer = json({ errcode: 0, agentid: 1 });
      expect(await faultOf(read())).toMatchObject({ fault: 'busy', message: expect.stringContaining('name') });
    });

    it.each([
      [302, 'unreachable'],
      [403, 'unreachable'],
      [404, 'unreachable'],
      [429, 'busy'],
    ])('HTTP %i from something in between was not carried out: %s', async (status, fault) => {
      answer = text('<html>gateway</html>', status);
      expect(await faultOf(send())).toMatchObject({ fault });
    });

    it('reads the code of WeCom whatever the HTTP status', async () => {
      answer = json({ errcode: 40014, errmsg: 'invalid access_token' }, 400);
      expect(await faultOf(send())).toMatchObject({ fault: 'token', errcode: 40014 });
    });

    it('refuses more waiting calls than it may hold, at once and as busy', async () => {
      const held = deferred<void>();
      answer = (_request, response) => void held.promise.then(() => response.end('{"errcode":0}'));
      const transport = make({ connections: 1, maxWaiting: 2 });
      const calls = [send(transport), send(transport), send(transport)];
      expect(await faultOf(send(transport))).toMatchObject({ fault: 'busy' });
      held.resolve();
      await Promise.all(calls);
      await send(transport);
    });

    it('after the shutdown: lets a call under way end, refuses later ones as unreachable', async () => {
      const arrived = deferred<ServerResponse>();
      answer = (_request, response) => arrived.resolve(response);
      const transport = make();
      const call = send(transport);
      const response = await arrived.promise;
      const closed = transport.onApplicationShutdown();
      expect(await faultOf(send(transport))).toMatchObject({ fault: 'unreachable' });
      response.end('{"errcode":0,"msgid":"m"}');
      await expect(call).resolves.toMatchObject({ msgid: 'm' });
      await closed;
    });
  });

  describe('an upload', () => {
    const picture = Buffer.from('\x89PNG demo picture');
    const upload = (content: Readable, sizeBytes: number, transport = make()): Promise<unknown> =>
      transport.call(mediaUpload, { type: 'file', file: { fileName: '销售"日报".xlsx', sizeBytes, content } }, { token: 't' });

    it('is multipart under the field media, with the Chinese name as it is, a length, and the very bytes', async () => {
      let body = Buffer.alloc(0);
      let headers: IncomingMessage['headers'] = {};
      server.removeAllListeners('request').on('request', (request: IncomingMessage, response: ServerResponse) => {
        const chunks: Buffer[] = [];
        headers = request.headers;
        request.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
          body = Buffer.concat(chunks);
          response.end('{"errcode":0,"errmsg":"","type":"file","media_id":"m1","created_at":"1760000000"}');
        });
      });
      await expect(upload(Readable.from([picture.subarray(0, 4), picture.subarray(4)]), picture.length)).resolves.toMatchObject({ media_id: 'm1', created_at: 1760000000 });
      const boundary = /^multipart\/form-data; boundary=(.+)$/.exec(headers['content-type'] ?? '')?.[1] ?? '?';
      expect(headers['content-length']).toBe(String(body.length));
      expect(body.toString('latin1').split(`--${boundary}`)).toHaveLength(3);
      expect(body.toString('utf8')).toContain(`Content-Disposition: form-data; name="media"; filename="销售%22日报%22.xlsx"; filelength=${picture.length}\r\n`);
      expect(body.includes(Buffer.concat([Buffer.from('\r\n\r\n'), picture, Buffer.from('\r\n--')]))).toBe(true);
    });

    it('is sent as it is read, never held as a whole', async () => {
      let largest = 0;
      answer = json({ errcode: 0, media_id: 'm', created_at: 1 });
      const sent = { bytes: 0 };
      const content = new Readable({
        highWaterMark: 64 * 1024,
        read() {
          sent.bytes += 64 * 1024;
          this.push(sent.bytes <= 8 * 1024 * 1024 ? Buffer.alloc(64 * 1024) : null);
          largest = Math.max(largest, this.readableLength);
        },
      });
      await upload(content, 8 * 1024 * 1024);
      expect(largest).toBeLessThanOrEqual(256 * 1024);
      expect(content.destroyed).toBe(true);
    });

    it.each<[string, (transport: () => HttpWecomTransport) => { call: Promise<unknown>; content: Readable }, string]>([
      ['that breaks while it is read', (transport) => {
        const content = new Readable({ read() { this.destroy(new Error('disk gone')); } });
        return { content, call: upload(content, 100, transport()) };
      }, 'ours'],
      ['of a file that does not exist', (transport) => {
        const content = createReadStream('/nowhere/报表.xlsx');
        return { content, call: upload(content, 100, transport()) };
      }, 'ours'],
      ['longer than announced', (transport) => {
        const content = Readable.from([Buffer.alloc(200)]);
        return { content, call: upload(content, 100, transport()) };
      }, 'ours'],
      ['shorter than announced', (transport) => {
        const content = Readable.from([Buffer.alloc(50)]);
        return { content, call: upload(content, 100, transport()) };
      }, 'ours'],
    ])('%s fails and lets the file go', async (_case, start, fault) => {
      const { call, content } = start(make);
      expect(await faultOf(call)).toMatchObject({ fault });
      expect(content.destroyed).toBe(true);
    });

    it('that never goes on ends at the deadline for uploads and lets the file go', async () => {
      const pass = holdTime();
      const reading = deferred<void>();
      const content = new Readable({ read: () => reading.resolve() });
      const failing = faultOf(upload(content, 100));
      await reading.promise;
      pass(60_000);
      expect(await failing).toMatchObject({ fault: 'busy', message: expect.stringContaining('60000 ms') });
      expect(content.destroyed).toBe(true);
    });

    it('lets the file go when the call cannot even begin', async () => {
      const content = Readable.from([picture]);
      expect(await faultOf(make().call(mediaUpload, { type: 'file', file: { fileName: 'a', sizeBytes: picture.length, content } }))).toMatchObject({ fault: 'ours' });
      expect(content.destroyed).toBe(true);
    });
  });

  describe('answers of WeCom', () => {
    it('gives class, code and the address that WeCom saw', async () => {
      answer = json({ errcode: 60020, errmsg: 'not allow to access from your ip, hint: [1760000000_1_abc], from ip: 203.0.113.7, more info at https://open.work.weixin.qq.com/devtool/query?e=60020' });
      const error = await faultOf(read());
      expect(error).toMatchObject({ code: 'WECOM_CALL_FAILED', fault: 'app', kind: 'conflict', errcode: 60020, seenIp: '203.0.113.7' });
      expect(error.details).toMatchObject({ api: 'agent/get', errmsg: expect.stringContaining('from ip: 203.0.113.7') });
      expect(error.message).toContain('trusted IPs');
    });

    it('a wrong secret is final for gettoken, but a stale token for other calls', async () => {
      answer = json({ errcode: 40001, errmsg: 'invalid credential' });
      expect(await faultOf(make().call(gettoken, { corpId: 'ww1', secret: 'x' }))).toMatchObject({ fault: 'app' });
      expect(await faultOf(read())).toMatchObject({ fault: 'token' });
    });

    it('an unknown code is busy and logged', async () => {
      const error = jest.spyOn(Logger.prototype, 'error').mockImplementation();
      answer = json({ errcode: 99887766, errmsg: 'new thing' });
      expect(await faultOf(read())).toMatchObject({ fault: 'busy', errcode: 99887766 });
      expect(error).toHaveBeenCalledWith(expect.objectContaining({ errcode: 99887766 }), expect.any(String));
    });

    it('treats "wrong json format" as a fault of ours, yet uses the reply', async () => {
      const error = jest.spyOn(Logger.prototype, 'error').mockImplementation();
      answer = json({ errcode: 0, errmsg: 'ok. Warning: wrong json format. ', msgid: 'm2' });
      const transport = make();
      await expect(send(transport)).resolves.toMatchObject({ msgid: 'm2' });
      expect(transport.counts().wrongJson).toBe(1);
      expect(error).toHaveBeenCalledWith(expect.objectContaining({ api: 'message/send' }), expect.stringContaining('JSON'));
    });

    it('never lets a token, a secret or a query string out through errors', async () => {
      const faults: Answer[] = [
        (request, response, body) => json({ errcode: 40014, errmsg: `invalid ${/(?:token|secret)=([^&]*)/.exec(request.url ?? '')?.[1] ?? ''} at ${request.url ?? ''}` })(request, response, body),
        json({ errcode: 40001, errmsg: 'corpsecret=top-secret-value wrong; {"suite_ticket":"ticket-demo-9"}' }),
        text('<html>', 502),
        (request) => void request.socket.resetAndDestroy(),
      ];
      for (const given of faults) {
        answer = given;
        const transport = make();
        for (const error of [await faultOf(read(transport)), await faultOf(transport.call(gettoken, { corpId: 'ww1', secret: 'top-secret-value' }))]) {
          const all = inspect(error, { depth: 10 }) + JSON.stringify(error.details);
          expect(all).not.toMatch(/secret-token-1|top-secret-value|ticket-demo-9|access_token=[^*]|corpsecret=[^*]/);
        }
      }
    });

    it('knows the secrets of a body too', async () => {
      answer = json({ errcode: 40084, errmsg: 'invalid perm-code-value' });
      const error = await faultOf(make().call(getAuthInfo, { authCorpId: 'wp1', permanentCode: 'perm-code-value' }, { token: 't' }));
      expect(inspect(error)).not.toContain('perm-code-value');
    });

    it('a call made without its token fails here, not at WeCom', async () => {
      expect(await faultOf(make().call(agentGet, { agentId: 1 }))).toMatchObject({ fault: 'ours' });
      expect(seen).toEqual([]);
    });

    it('lets a mistake inside a call definition through as it is', async () => {
      const broken: WecomApi<void, unknown> = {
        name: 'x', method: 'GET', path: '/x', token: 'none', idempotent: true, reply: z.unknown(),
        request: () => {
          throw new TypeError('bad input');
        },
      };
      await expect(make().call(broken, undefined)).rejects.toThrow(TypeError);
    });
  });

  describe('through a proxy', () => {
    let proxy: Server;
    let proxyUrl: string;
    let tunnels: { to?: string; authorization?: string }[];
    let refuse: number | 'silent' | undefined;

    beforeEach(async () => {
      tunnels = [];
      refuse = undefined;
      proxy = createServer();
      proxy.on('connect', (request: IncomingMessage, client: Socket) => {
        tunnels.push({ to: request.url, authorization: request.headers['proxy-authorization'] });
        if (refuse === 'silent') {
          client.resume().on('end', () => client.end());
          return;
        }
        if (refuse) {
          client.end(`HTTP/1.1 ${refuse} No\r\n\r\n`);
          return;
        }
        const [host, port] = (request.url ?? '').split(':');
        const upstream = connect(Number(port), host, () => {
          client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
          upstream.pipe(client).pipe(upstream);
        });
        upstream.on('error', () => client.destroy());
        client.on('error', () => upstream.destroy());
      });
      await once(proxy.listen(0, '127.0.0.1'), 'listening');
      proxyUrl = `http://egress:p%40ss@127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    });

    afterEach(async () => {
      await Promise.all(transports.splice(0).map((transport) => transport.onApplicationShutdown()));
      await new Promise((resolve) => proxy.close(resolve));
    });

    it('tunnels, with the credentials of the proxy address, and reuses the tunnel', async () => {
      const transport = make({ proxyUrl });
      await send(transport);
      await send(transport);
      expect(tunnels[0]).toEqual({ to: baseUrl.slice('http://'.length), authorization: `Basic ${Buffer.from('egress:p@ss').toString('base64')}` });
      expect(new Set(tunnels.map((tunnel) => tunnel.to)).size).toBe(1);
      expect(seen).toHaveLength(2);
    });

    it.each([407, 403, 502])('a tunnel refused with %i: unreachable, nothing was sent, the password stays secret', async (status) => {
      refuse = status;
      const error = await faultOf(send(make({ proxyUrl })));
      expect(error).toMatchObject({ fault: 'unreachable' });
      expect(inspect(error, { depth: 10 })).not.toContain('p@ss');
      expect(seen).toEqual([]);
    });

    it('a proxy that accepts and then says nothing: unreachable at the deadline', async () => {
      refuse = 'silent';
      expect(await faultOf(send(make({ proxyUrl, timeoutMs: 60, connectTimeoutMs: 100 })))).toMatchObject({ fault: 'unreachable' });
    });
  });

  it.each([
    ['http://qyapi.weixin.qq.com', 'plain text'],
    ['ftp://127.0.0.1', 'ftp:'],
    ['qyapi.weixin.qq.com', 'not an address'],
    ['https://user:hunter2@qyapi.weixin.qq.com', 'credentials'],
    ['https://qyapi.weixin.qq.com/?access_token=x', 'query'],
  ])('refuses the base URL %s', (url, why) => {
    const build = (): HttpWecomTransport => new HttpWecomTransport({ baseUrl: url });
    expect(build).toThrow(ConfigError);
    expect(build).toThrow(why);
    expect(build).not.toThrow('hunter2');
  });

  it.each([{ baseUrl: 'http://localhost:8080' }, { baseUrl: 'http://[::1]:8080' }, { baseUrl: 'http://wecom.intranet', allowInsecureBaseUrl: true }, {}])('accepts %o', (options) => {
    expect(() => new HttpWecomTransport(options)).not.toThrow();
  });
});
