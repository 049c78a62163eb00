// What opening each page of the console costs: script over the wire (what the page names, without which it is not drawn, and what comes after that), requests, when its largest part is drawn (LCP), and what moves meanwhile (CLS).
// Real processes behind it, a real Chromium with an empty cache, signed in as an administrator, on the processor of a mid-range phone (see processor.mjs).
// Then a list of records scrolled by pages: tasks of the main thread that take longer than 50 ms.
// Needs `npm run build` and TEST_DATABASE_URL. Options (defaults): --network fast4g | slow4g | none (fast4g) --pages 20 (of the list; 0: none) --cpu mid | low | <times slower> (mid) --only overview,records (`list`: no page, only the list).
// The last line is one JSON object; ends with 1 where a goal is missed: 250 kB of script, LCP 2000 ms, CLS 0.05.
import { register } from 'node:module';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { migrateDatabase } from '#push-module';
import { createBenchDatabase } from './bench-database.mjs';
import { rateOf } from './processor.mjs';

register('./typescript-hooks.mjs', import.meta.url);
const { CONSOLE_PAGES } = await import('../support/console-pages.ts');
const { fillConsole } = await import('../support/console-world.ts');
const { DEMO, RealSystem } = await import('../support/real-processes.ts');

/** As Chromium's developer tools name them; Lighthouse's own preset for phones is slow 4G. Bytes a second, round trip in ms. */
const NETWORKS = { fast4g: { down: 9e6 * 0.9 / 8, up: 1.5e6 * 0.9 / 8, latency: 165 }, slow4g: { down: 1.6e6 / 8, up: 0.75e6 / 8, latency: 150 }, none: { down: -1, up: -1, latency: 0 } };
const GOAL = { scriptBytes: 250_000, lcpMs: 2000, cls: 0.05 };
const LONG_TASK_MS = 50;

const text = (value) => ({ type: 'string', default: String(value) });
const { values: options } = parseArgs({ options: { network: text('fast4g'), pages: text(20), cpu: text('mid'), only: text('') } });
const only = options.only.split(',').filter(Boolean);
const network = NETWORKS[options.network];

const WATCH = `
  window.measured = { lcp: 0, cls: 0, long: [] };
  new PerformanceObserver((list) => { measured.lcp = list.getEntries().at(-1).startTime; }).observe({ type: 'largest-contentful-paint', buffered: true });
  new PerformanceObserver((list) => { for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) measured.cls += value; }).observe({ type: 'layout-shift', buffered: true });
  new PerformanceObserver((list) => { for (const { duration } of list.getEntries()) measured.long.push(Math.round(duration)); }).observe({ type: 'longtask' });
`;

const database = await createBenchDatabase();
let system;
let browser;
let cpu;
try {
  browser = await chromium.launch({ executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium', args: ['--disable-gpu'] });
  cpu = Number(options.cpu) > 0 ? { rate: Number(options.cpu) } : await rateOf(browser, options.cpu);
  console.log('processor'.padEnd(24), JSON.stringify(cpu));
  await migrateDatabase(database.url);
  system = await RealSystem.start(database.url, 1);
  const world = await fillConsole(system);
  const { token, expiresAt } = await (await fetch(`${system.api.url}/push/sessions`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ account: DEMO.account, password: DEMO.password }),
  })).json();
  const signedIn = `sessionStorage.setItem('wecom-push.session', ${JSON.stringify(JSON.stringify({ token, expiresAt }))});`;
  const pages = {};
  for (const { name, path } of CONSOLE_PAGES) {
    if (only.length > 0 && !only.includes(name)) continue;
    pages[name] = await open(path(world), signedIn);
    console.log(name.padEnd(24), JSON.stringify(pages[name]));
  }
  const list = Number(options.pages) > 0 ? await scroll(signedIn) : undefined;
  const missed = Object.entries(pages).filter(([, { scriptBytes, lcpMs, cls }]) => scriptBytes > GOAL.scriptBytes || lcpMs > GOAL.lcpMs || cls > GOAL.cls).map(([name]) => name);
  console.log(JSON.stringify({ network: options.network, cpu, pages, list, missed }));
  process.exitCode = missed.length > 0 ? 1 : 0;
} finally {
  await browser?.close();
  await system?.stop();
  await database.drop();
}

/** A page with an empty cache, until nothing is loaded any more. */
async function open(path, signedIn) {
  const { page, client, close } = await slowPage(signedIn);
  const sizes = { styleBytes: 0, requests: 0 };
  const kinds = new Map();
  const scripts = new Map();
  client.on('Network.responseReceived', ({ requestId, type, response }) => {
    kinds.set(requestId, type);
    if (type === 'Script') scripts.set(requestId, { url: response.url, bytes: 0 });
  });
  const under = new Set();
  client.on('Network.requestWillBeSent', ({ requestId }) => under.add(requestId));
  client.on('Network.loadingFailed', ({ requestId }) => under.delete(requestId));
  client.on('Network.loadingFinished', ({ requestId }) => { sizes.requests += 1; under.delete(requestId); });
  // Bodies as they came, without headers.
  client.on('Network.dataReceived', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) scripts.get(requestId).bytes += encodedDataLength;
    if (kinds.get(requestId) === 'Stylesheet') sizes.styleBytes += encodedDataLength;
  });
  const html = await (await page.goto(system.api.url + path)).text();
  await page.locator('main h1').first().waitFor({ timeout: 60_000 });
  await untilDrawn(page, under);
  const { lcp, cls } = await page.evaluate('measured');
  await close();
  const bytesOf = (named) => [...scripts.values()].filter(({ url }) => html.includes(url.split('/').at(-1)) === named).reduce((sum, { bytes }) => sum + bytes, 0);
  return { scriptBytes: bytesOf(true), laterScriptBytes: bytesOf(false), ...sizes, lcpMs: Math.round(lcp), cls: Math.round(cls * 1000) / 1000 };
}

/** Until a second has gone by in which nothing was loaded: `networkidle` comes once, maybe while a slow processor has not yet asked for what the page shows. */
async function untilDrawn(page, under) {
  for (let quiet = 0; quiet < 1000;) {
    const before = Date.now();
    await page.evaluate('new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn, 100)))');
    quiet = under.size > 0 ? 0 : quiet + Date.now() - before;
  }
}

/** The list of five million records, page after page, answered here; each page is scrolled to its end. */
async function scroll(signedIn) {
  const { page, close } = await slowPage(signedIn);
  const rows = (from) => Array.from({ length: 50 }, (_, i) => ({
    id: `record-${from + i}`, taskId: 'task', projectId: 'aviation', pageId: 'page', pageTitle: '航班延误日报', title: `航班延误日报 ${from + i}`, trigger: 'schedule', state: 'sent', channel: 'app',
    plannedAt: new Date(Date.UTC(2026, 9, 1) - (from + i) * 60_000).toISOString(), late: false, reason: null, counts: { total: 100, sent: 100, rejected: 0, skipped: 0, expired: 0, unknown: 0 },
  }));
  await page.route(/\/push\/records(\?|$)/, (route) => {
    const from = Number(new URL(route.request().url()).searchParams.get('cursor') ?? 0);
    return route.fulfill({ json: { items: rows(from), nextCursor: String(from + 50) } });
  });
  await page.route(/\/push\/records\/count/, (route) => route.fulfill({ json: { count: 10_000, exact: false } }));
  await page.goto(`${system.api.url}/records`);
  await page.getByText('航班延误日报 0', { exact: true }).waitFor();
  await page.waitForLoadState('networkidle');
  await page.evaluate('measured.long = []');
  const more = [];
  const scrolled = [];
  for (let n = 1; n < Number(options.pages); n += 1) {
    for (let step = 0; step < 8; step += 1) {
      await page.mouse.wheel(0, 600);
      await page.waitForTimeout(50);
    }
    await page.evaluate('window.scrollTo(0, document.body.scrollHeight)');
    scrolled.push(...(await page.evaluate('measured.long.splice(0)')));
    await page.locator('.ant-table-wrapper ~ * button').click();
    await page.getByText(`航班延误日报 ${n * 50}`, { exact: true }).waitFor();
    await page.waitForTimeout(200);
    more.push(...(await page.evaluate('measured.long.splice(0)')));
  }
  await close();
  const of = (tasks) => ({ tasksOver50ms: tasks.filter((ms) => ms > LONG_TASK_MS).length, longestMs: Math.max(0, ...tasks) });
  return { pages: Number(options.pages), rows: Number(options.pages) * 50, scrolling: of(scrolled), loadingMore: of(more) };
}

async function slowPage(signedIn) {
  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1440, height: 900 }, timezoneId: 'Asia/Shanghai' });
  const page = await context.newPage();
  await page.addInitScript(signedIn);
  await page.addInitScript(WATCH);
  await page.mouse.move(700, 500);
  const client = await context.newCDPSession(page);
  await client.send('Network.enable');
  await client.send('Network.emulateNetworkConditions', { offline: false, downloadThroughput: network.down, uploadThroughput: network.up, latency: network.latency });
  await client.send('Emulation.setCPUThrottlingRate', { rate: cpu.rate });
  return { page, client, close: () => context.close() };
}
