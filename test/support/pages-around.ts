import { createServer, request, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A small server of a test, for as long as `use` takes. */
async function listening<T>(listener: RequestListener, use: (origin: string) => Promise<T>, port = 0): Promise<T> {
  const server: Server = createServer(listener);
  await new Promise<void>((ready) => {
    server.listen(port, '127.0.0.1', ready);
  });
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    await new Promise((closed) => {
      server.close(closed);
    });
  }
}

/** A page of a BI that shows `framed` in a frame, and answers its question for a token with `answer` (JSON), if any. */
export function withPageAround<T>(port: number, framed: string, answer: object | undefined, use: (origin: string) => Promise<T>): Promise<T> {
  const script = answer
    ? `addEventListener('message', (event) => {
        if (event.data?.type === 'push-console:token-needed') event.source.postMessage(${JSON.stringify(answer)}, event.origin);
      });`
    : '';
  const html = `<!doctype html><title>BI</title><script>${script}</script><iframe src="${framed}" style="width:1200px;height:800px"></iframe>`;
  return listening((_request, response) => response.setHeader('content-type', 'text/html').end(html), use, port);
}

/** A proxy that gives what stands behind `target` under a path, as a web server before several applications does. */
export function withProxyUnder<T>(port: number, path: string, target: string, use: (origin: string) => Promise<T>): Promise<T> {
  const listener: RequestListener = (incoming, response) => {
    if (!incoming.url?.startsWith(`${path}/`)) {
      response.writeHead(404).end();
      return;
    }
    const onward = request(`${target}${incoming.url.slice(path.length)}`, { method: incoming.method, headers: incoming.headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    incoming.pipe(onward);
  };
  return listening(listener, use, port);
}
