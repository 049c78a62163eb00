import type { Browser, Page } from 'playwright-core';
import { DESK } from './browser';
import { DEMO, type RealSystem } from './real-processes';

interface Visitor {
  /** Of the demo host. Default: its administrator. */
  account?: string;
  /** Of the browser, which decides the language of the console. Default: zh-CN. */
  locale?: string;
  timezoneId?: string;
}

/** A page of the console in a browser context of its own, opened by whoever signs in on the way to it. */
export async function signedIn(browser: Browser, { api }: RealSystem, path: string, visitor: Visitor = {}): Promise<Page> {
  const { account = DEMO.account, locale = 'zh-CN', timezoneId = DESK.timezoneId } = visitor;
  const context = await browser.newContext({ ...DESK, locale, timezoneId });
  const page = await context.newPage();
  await page.goto(`${api.url}/sign-in?return=${encodeURIComponent(path)}`);
  await page.locator('#account').fill(account);
  await page.locator('#password').fill(DEMO.password);
  await page.locator('button[type=submit]').click();
  await page.waitForURL(`${api.url}${path}`);
  return page;
}
