import { createHash } from 'node:crypto';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { DomainError, Slots } from '#kernel';
import { PICTURE_MAX_BYTES, type FileRequest, type MadeFile } from '../domain/file-request';
import { FileNotMadeError, PicturesBusyError } from '../domain/pictures.errors';
import { ScreenshotFailedError, ScreenshotRefusedError } from './screenshot.errors';
import type { ScreenshotOptions } from './screenshot.options';

const TIMEOUT_MS = 20_000;
/** A page takes about 100 MB while it is open. */
const PAGES_AT_ONCE = 2;
const MOST_WAITING = 50;

/** As wide as a phone, in CSS pixels; a longer page ends at {@link MAX_HEIGHT}. */
const VIEWPORT = { width: 375, height: 812 };
const PIXELS_PER_PIXEL = 2;
const MAX_HEIGHT = 4000;

/** Whichever fits first is taken. */
const ENCODINGS = [{ type: 'png' }, { type: 'jpeg', quality: 82 }, { type: 'jpeg', quality: 50 }] as const;

/**
 * What a page says of itself: `<html data-push-ready="false">` at first and `"true"` when all of it is drawn. A page that says nothing is ready
 * when nothing was loaded for half a second.
 */
const SIGNAL = 'document.documentElement.dataset.pushReady';

/** Takes pictures of the host's pages with one browser, which is started by the first. */
export class Screenshots {
  private browser?: Promise<Browser>;
  private readonly slots = new Slots(PAGES_AT_ONCE);
  private readonly origins: ReadonlySet<string>;
  private readonly timeoutMs: number;
  private waiting = 0;

  constructor(private readonly options: ScreenshotOptions) {
    this.timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
    this.origins = new Set(options.origins.map((origin) => new URL(origin).origin));
  }

  /**
   * The page at the address that the host gave for this viewer.
   * @throws ScreenshotRefusedError. @throws ScreenshotFailedError. @throws PicturesBusyError. @throws FileNotMadeError when it is above 2 MB however encoded
   */
  async take({ snapshot, language, zone }: FileRequest): Promise<MadeFile> {
    const url = this.allowed(snapshot.page.url);
    if (this.waiting >= MOST_WAITING) throw new PicturesBusyError(this.waiting);
    this.waiting += 1;
    try {
      return await this.slots.run(() => this.inContext({ locale: language, timezoneId: zone }, (page) => this.picture(page, url)));
    } catch (error) {
      if (error instanceof DomainError) throw error;
      // Nothing of Playwright's words: they hold the address, which may carry the host's token.
      const slow = error instanceof Error && error.name === 'TimeoutError';
      throw new ScreenshotFailedError(slow ? `The page was not ready within ${this.timeoutMs / 1000} seconds` : 'The browser could not show the page');
    } finally {
      this.waiting -= 1;
    }
  }

  async close(): Promise<void> {
    const browser = await this.browser?.catch(() => undefined);
    await browser?.close();
  }

  private allowed(address: string): string {
    if (URL.canParse(address) && this.origins.has(new URL(address).origin)) return address;
    throw new ScreenshotRefusedError(`The page is not at one of the origins that screenshots may be taken of: ${[...this.origins].join(', ')}`);
  }

  private async inContext<T>(options: { locale: string; timezoneId: string }, use: (page: Page) => Promise<T>): Promise<T> {
    const browser = await this.running();
    const context = await browser.newContext({ ...options, viewport: VIEWPORT, deviceScaleFactor: PIXELS_PER_PIXEL, acceptDownloads: false, serviceWorkers: 'block' });
    try {
      await this.keepWithinOrigins(context);
      return await use(await context.newPage());
    } finally {
      await context.close();
    }
  }

  /** Redirects are not asked about here: those to another host end at the browser's own rules, see {@link launch}. */
  private async keepWithinOrigins(context: BrowserContext): Promise<void> {
    await context.route('**/*', (route) => {
      const { protocol, origin } = new URL(route.request().url());
      return protocol === 'data:' || protocol === 'blob:' || this.origins.has(origin) ? route.continue() : route.abort('blockedbyclient');
    });
  }

  private async picture(page: Page, url: string): Promise<MadeFile> {
    const timeout = this.timeoutMs;
    page.setDefaultTimeout(timeout);
    const response = await page.goto(url, { waitUntil: 'load', timeout });
    this.allowed(page.url());
    if (!response?.ok()) throw new ScreenshotFailedError(`The page answered ${response?.status() ?? 'nothing'}; the address of a snapshot must show the page without sign-in`);
    if ((await page.evaluate(SIGNAL)) === undefined) await page.waitForLoadState('networkidle', { timeout });
    else await page.waitForFunction(`${SIGNAL} === 'true'`, undefined, { timeout });
    const height = Math.min(MAX_HEIGHT, Math.max(VIEWPORT.height, Number(await page.evaluate('document.documentElement.scrollHeight'))));
    const clip = { x: 0, y: 0, width: VIEWPORT.width, height };
    for (const encoding of ENCODINGS) {
      const bytes = await page.screenshot({ ...encoding, clip, fullPage: true, animations: 'disabled', timeout });
      if (bytes.length <= PICTURE_MAX_BYTES) return { bytes, contentType: `image/${encoding.type}`, contentHash: createHash('sha256').update(bytes).digest('hex') };
    }
    throw new FileNotMadeError('The screenshot is above 2 MB however it is encoded; choose the drawn picture instead');
  }

  /** A browser that ended is started again. */
  private async running(): Promise<Browser> {
    const started = await (this.browser ??= this.launch());
    if (started.isConnected()) return started;
    this.browser = this.launch();
    return this.browser;
  }

  private async launch(): Promise<Browser> {
    const hosts = [...this.origins].map((origin) => `EXCLUDE ${new URL(origin).hostname}`);
    try {
      // An optional package: whoever takes no screenshots need not have it.
      const { chromium } = await import('playwright-core');
      return await chromium.launch({
        executablePath: this.options.executablePath,
        // Chromium's sandbox does not run as root.
        chromiumSandbox: process.getuid?.() !== 0,
        args: ['--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', `--host-resolver-rules=MAP * ~NOTFOUND, ${hosts.join(', ')}`],
      });
    } catch (error) {
      this.browser = undefined;
      throw new ScreenshotFailedError('The browser for screenshots cannot be started: is playwright-core installed, and its path right?', {}, error);
    }
  }
}
