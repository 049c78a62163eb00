import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';
import { Pictures, ScreenshotFailedError, ScreenshotRefusedError, ScreenshotsOffError, type PicturesOptions } from '#pictures';
import { itInBrowser } from '../support/browser';
import { authorizeAndBind, ADMINISTRATOR, ended, startTestApp, taskOf } from '../support/test-app';

const CHROMIUM = process.env.CHROME_PATH ?? '/usr/bin/chromium';

const html = (body: string, attributes = ''): string => `<!doctype html><html lang="zh-CN" ${attributes}><body style="margin:0">${body}</body></html>`;
const box = (colour: string, height: number): string => `<div style="height:${height}px;background:${colour}">销售日报</div>`;

/** Pages of a host, and a host that no page may reach. */
class TwoHosts {
  private readonly servers: Server[] = [];
  reachedTheOther = 0;
  origin = '';
  other = '';

  async start(pages: (host: TwoHosts) => Record<string, () => { status?: number; headers?: Record<string, string>; body?: string }>): Promise<this> {
    this.other = `http://localhost:${await this.listen((_request, response) => { this.reachedTheOther += 1; response.end(html(box('#f00', 100))); })}`;
    this.origin = `http://127.0.0.1:${await this.listen((request, response) => {
      const { status = 200, headers = {}, body = '' } = pages(this)[new URL(request.url ?? '/', this.origin).pathname]?.() ?? { status: 404 };
      response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(body);
    })}`;
    return this;
  }

  close(): void {
    for (const server of this.servers) server.closeAllConnections();
    for (const server of this.servers) server.close();
  }

  private async listen(answer: RequestListener): Promise<number> {
    const server = createServer(answer);
    this.servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, resolve));
    return (server.address() as AddressInfo).port;
  }
}

describe('screenshots of pages of the host', () => {
  let hosts: TwoHosts;
  const open: Pictures[] = [];
  beforeAll(async () => {
    hosts = await new TwoHosts().start(({ other }) => ({
      '/plain': () => ({ body: html(box('#00f', 1500)) }),
      '/endless': () => ({ body: html(box('#00f', 90_000)) }),
      '/later': () => ({ body: html(`${box('#f00', 200)}<script>setTimeout(() => { document.body.innerHTML = '<div style="height:900px;background:#0f0"></div>'; document.documentElement.dataset.pushReady = 'true'; }, 300)</script>`, 'data-push-ready="false"') }),
      '/never': () => ({ body: html(box('#f00', 200), 'data-push-ready="false"') }),
      '/asks-elsewhere': () => ({ body: html(`${box('#00f', 300)}<img src="${other}/leak.png"><iframe src="${other}/frame"></iframe>`) }),
      '/leads-elsewhere': () => ({ status: 302, headers: { location: `${other}/page` } }),
      '/sign-in': () => ({ status: 401, body: html('who are you?') }),
    }));
  });
  afterAll(async () => {
    for (const pictures of open) await pictures.onModuleDestroy();
    hosts.close();
  });

  const made = (options: PicturesOptions = { screenshots: { executablePath: CHROMIUM, origins: [hosts.origin] } }): Pictures => {
    const pictures = new Pictures(options);
    open.push(pictures);
    return pictures;
  };
  const snapshotAt = (url: string) => ({ page: { id: 'daily', projectId: 'sales', title: '销售日报', published: true, sharing: true, url }, dataTime: null, filters: [], charts: [] });
  const shot = (path: string, pictures = made()) =>
    pictures.make({ kind: 'page_screenshot', snapshot: snapshotAt(path.startsWith('/') ? hosts.origin + path : path), title: '日报', language: 'zh-CN', zone: 'Asia/Shanghai' });
  const lastColour = async (bytes: Buffer): Promise<number[]> => {
    const { width, height } = await sharp(bytes).metadata();
    return [...(await sharp(bytes).extract({ left: width - 2, top: height - 2, width: 1, height: 1 }).removeAlpha().raw().toBuffer())];
  };

  itInBrowser('are as wide as a phone at double resolution, and as long as the page to a bound', async () => {
    const pictures = made();
    const plain = await shot('/plain', pictures);
    expect(plain.contentType).toBe('image/png');
    expect(await sharp(plain.bytes).metadata()).toMatchObject({ width: 750, height: 3000 });
    expect(await lastColour(plain.bytes)).toEqual([0, 0, 255]);
    expect(await sharp((await shot('/endless', pictures)).bytes).metadata()).toMatchObject({ height: 8000 });
  });

  itInBrowser('wait for a page that says when it is drawn', async () => {
    expect(await lastColour((await shot('/later')).bytes)).toEqual([0, 255, 0]);
  });

  itInBrowser('give up on a page that never is', async () => {
    const pictures = made({ screenshots: { executablePath: CHROMIUM, origins: [hosts.origin], timeoutMs: 1500 } });
    await expect(shot('/never', pictures)).rejects.toThrow('The page was not ready within 1.5 seconds');
  });

  itInBrowser('never reach another host, whatever the page asks for or redirects to', async () => {
    const pictures = made();
    expect(await lastColour((await shot('/asks-elsewhere', pictures)).bytes)).toHaveLength(3);
    await expect(shot('/leads-elsewhere', pictures)).rejects.toBeInstanceOf(ScreenshotFailedError);
    expect(hosts.reachedTheOther).toBe(0);
  });

  itInBrowser('say that a page must be shown without a sign-in, and never the address', async () => {
    const error = await shot('/sign-in?token=secret-of-the-host').catch((refused: unknown) => refused);
    expect(error).toMatchObject({ code: 'SCREENSHOT_FAILED', message: expect.stringContaining('401') as string });
    expect(JSON.stringify(error) + String((error as Error).stack)).not.toContain('secret-of-the-host');
  });

  it('are taken of the origins of the host only', async () => {
    for (const url of [`${hosts.other}/page`, 'file:///etc/passwd', 'http://169.254.169.254/', '']) await expect(shot(url)).rejects.toBeInstanceOf(ScreenshotRefusedError);
  });

  it('are off unless a browser is named, and then refused by field when a task is saved', async () => {
    await expect(shot('/plain', made({}))).rejects.toBeInstanceOf(ScreenshotsOffError);
    const t = await startTestApp();
    try {
      const authorizationId = await authorizeAndBind(t);
      const { body } = await t.as(ADMINISTRATOR).post('/push/tasks').send(taskOf(authorizationId, { templateKey: 'image-screenshot' })).expect(400);
      expect(body).toMatchObject({ code: 'INVALID_INPUT', details: { fields: { templateKey: [expect.stringContaining('switched off') as string] } } });
    } finally {
      await t.close();
    }
  });

  itInBrowser('go out as pictures of a push', async () => {
    const t = await startTestApp({ pictures: { screenshots: { executablePath: CHROMIUM, origins: [hosts.origin] } } });
    try {
      t.host.setPage({ projectId: 'sales', id: 'daily', url: `${hosts.origin}/plain` });
      t.wecom.answer('media/upload', { errcode: 0, type: 'image', media_id: 'media-1', created_at: '1760000000' });
      const authorizationId = await authorizeAndBind(t);
      const { body } = await t.as(ADMINISTRATOR).post('/push/tasks').send(taskOf(authorizationId, { templateKey: 'image-screenshot' })).expect(201);
      const { body: started } = await t.as(ADMINISTRATOR).post(`/push/tasks/${(body as { id: string }).id}/run`).expect(202);
      expect(await ended(t, (started as { recordId: string }).recordId)).toMatchObject({ state: 'sent' });
      expect(t.wecom.callsOf('media/upload')).toHaveLength(1);
    } finally {
      await t.close();
    }
  });
});
