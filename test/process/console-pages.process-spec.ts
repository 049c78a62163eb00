import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { createTestDatabase, type TestDatabase } from '#kernel/testing';
import { DESK, itInBrowser, screenshotPath, withBrowser } from '../support/browser';
import { CONSOLE_PAGES } from '../support/console-pages';
import { fillConsole, type ConsoleWorld } from '../support/console-world';
import { PUSH_TEST_SCHEMA } from '../support/push-schema';
import { DEMO, RealSystem } from '../support/real-processes';
import { waitFor } from '../support/wait-for';

/** How a page is looked at. A test run takes the two that differ most; screenshots are made of all four. */
interface Look {
  language: 'zh-CN' | 'en-US';
  scheme: 'light' | 'dark';
}
const TESTED: readonly Look[] = [{ language: 'zh-CN', scheme: 'light' }, { language: 'en-US', scheme: 'dark' }];
const DRAWN: readonly Look[] = [...TESTED, { language: 'zh-CN', scheme: 'dark' }, { language: 'en-US', scheme: 'light' }];

const PHONE = { width: 390, height: 844 };

/** WCAG 2.2, levels A and AA. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

interface Finding {
  id: string;
  impact: string;
  nodes: { target: string[]; failureSummary: string }[];
}

async function findingsOn(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const violations = await page.evaluate<Finding[]>(`axe.run(document, { runOnly: ${JSON.stringify(RULES)}, resultTypes: ['violations'] }).then((result) => result.violations)`);
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`));
}

/** Until nothing is loaded or moving any more. */
async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  // Not waitForFunction, which needs `eval`: the policy of the page forbids it.
  await waitFor('the page to come to rest', () =>
    page.evaluate<boolean>(`!document.querySelector('.ant-skeleton, .ant-spin-spinning') && document.getAnimations().every((one) => one.playState !== 'running' || one.effect.getComputedTiming().iterations === Infinity)`),
  );
}

describe('every page of the console', () => {
  let database: TestDatabase;
  let system: RealSystem;
  let world: ConsoleWorld;

  beforeAll(async () => {
    database = await createTestDatabase(PUSH_TEST_SCHEMA);
    system = await RealSystem.start(database.url, 1);
    world = await fillConsole(system);
  });
  afterAll(async () => {
    await system?.stop();
    await database.drop();
  });

  async function signedIn(browser: Browser, { language, scheme }: Look, viewport: { width: number; height: number }): Promise<Page> {
    const context = await browser.newContext({ ...DESK, locale: language, colorScheme: scheme, viewport });
    const page = await context.newPage();
    await page.goto(`${system.api.url}/sign-in`);
    await settled(page);
    return page;
  }

  async function signIn(page: Page): Promise<void> {
    await page.locator('#account').fill(DEMO.account);
    await page.locator('#password').fill(DEMO.password);
    await page.locator('button[type=submit]').click();
    await page.getByRole('navigation').or(page.locator('header')).first().waitFor();
  }

  for (const [name, viewport, pages] of [['desk', DESK.viewport, CONSOLE_PAGES], ['phone', PHONE, CONSOLE_PAGES.filter(({ onPhones }) => onPhones)]] as const) {
    for (const look of process.env.UPDATE_SCREENSHOTS ? DRAWN : TESTED) {
      itInBrowser(`has nothing that shuts people out, and no text without words, on a ${name}, ${look.language}, ${look.scheme}`, async () => {
        const draw = async (page: Page, what: string): Promise<void> => {
          const path = screenshotPath(`console/${what}.${name}.${look.language}.${look.scheme}.webp`);
          if (path) await sharp(await page.screenshot()).webp({ quality: 60 }).toFile(path);
        };
        await withBrowser(async (browser) => {
          const page = await signedIn(browser, look, viewport);
          const found: Record<string, string[]> = { 'sign-in': await findingsOn(page) };
          await draw(page, 'sign-in');
          await signIn(page);
          const asked: string[] = [];
          page.on('request', (request) => {
            const { pathname } = new URL(request.url());
            // Of the page that is left, the last questions may come late.
            if (request.isNavigationRequest()) asked.length = 0;
            if (pathname.startsWith('/push/')) asked.push(`${request.method()} ${pathname}`);
          });
          for (const one of pages) {
            await page.goto(`${system.api.url}${one.path(world)}`);
            await settled(page);
            await draw(page, one.name);
            const wide = await page.evaluate<boolean>(`document.documentElement.scrollWidth > innerWidth`);
            // A text that is missing shows as its key.
            const keys = (await page.locator('body').innerText()).match(/\b[a-z]+(\.[a-zA-Z]+){2,}\b/g) ?? [];
            // Also where a page does not ask what was asked for it before it ran (first-questions.ts).
            const twice = asked.filter((question, index) => asked.indexOf(question) !== index);
            found[one.name] = [...(await findingsOn(page)), ...twice.map((question) => `asks twice: ${question}`), ...(wide ? ['is wider than the screen'] : []), ...keys.map((key) => `shows ${key}`)];
          }
          expect(Object.entries(found).filter(([, findings]) => findings.length > 0)).toEqual([]);
        });
      });
    }
  }
});
