import { chromium, type Browser } from 'playwright-core';

// Background services of a browser that would only fail in a closed network, one by one.
const QUIET = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** A desk. Nothing moves: on a busy machine a dialog is where it grows from for so long that a click on it begins there, and ends beside it. */
export const DESK = { viewport: { width: 1440, height: 900 }, timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce' } as const;

/** A test that needs a browser; `npm test` says why when there is none to be had, and Jest counts it as skipped. */
export const itInBrowser: typeof it = process.env.BROWSER_TESTS_LEFT_OUT ? it.skip : it;

/** A headless Chromium for as long as `use` takes. */
export async function withBrowser<T>(use: (browser: Browser) => Promise<T>): Promise<T> {
  const browser = await chromium.launch({ executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium', args: QUIET });
  try {
    return await use(browser);
  } finally {
    await browser.close();
  }
}

/** Where a screenshot of the documentation goes; nowhere in an ordinary run, so that tests leave the checkout as it was. */
export function screenshotPath(name: string): string | undefined {
  return process.env.UPDATE_SCREENSHOTS ? `docs/images/${name}` : undefined;
}
