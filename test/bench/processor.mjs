// How many times slower the browser must be made to be a mid-range phone, whatever machine it runs on: as Chromium's developer tools calibrate their
// preset "mid-tier mobile". What is compared is Lighthouse's BenchmarkIndex; 1000 is that of a mid-tier phone such as a Pixel 5, 264 that of a Moto G4 Power.
// Source: devtools-frontend, panels/mobile_throttling/CalibrationController.ts; Lighthouse, docs/throttling.md.
const SCORES = { mid: 1000, low: 264 };
const HALF_MS = 250;
const STEPS = 8;
const CLOSE_ENOUGH = 10;

/** Runs in the page: how often a second a text of 10,000 letters is put together, and 100,000 numbers are copied; the mean of both, divided by 10. */
function benchmarkIndex(halfMs) {
  function perSecond(work) {
    const start = Date.now();
    let times = 0;
    // Looking at the clock each time would be part of what is measured.
    while (times % 10 !== 0 || Date.now() - start < halfMs) work(times++);
    return times / ((Date.now() - start) / 1000);
  }
  const arrays = [[], []];
  for (let i = 0; i < 100_000; i += 1) arrays[0][i] = arrays[1][i] = i;
  const texts = perSecond(() => {
    let text = '';
    for (let i = 0; i < 10_000; i += 1) text += 'a';
    if (text.length === 1) throw new Error('never; keeps the loop from being left out');
  });
  const copies = perSecond((time) => {
    const from = arrays[time % 2];
    const to = arrays[1 - (time % 2)];
    for (let i = 0; i < from.length; i += 1) to[i] = from[i];
  });
  return (texts + copies) / 20;
}

/**
 * @param {import('playwright-core').Browser} browser on a machine that does nothing else meanwhile
 * @param {'mid' | 'low'} device
 * @returns {Promise<{ index: number, rate: number }>} the index of this machine, and how many times slower the device is (1: this machine is no faster)
 */
export async function rateOf(browser, device) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const client = await context.newCDPSession(page);
  const at = async (rate) => {
    await client.send('Emulation.setCPUThrottlingRate', { rate });
    return page.evaluate(benchmarkIndex, HALF_MS);
  };
  await at(1); // V8 makes machine code of it
  const index = await at(1);
  const wanted = SCORES[device];
  if (!wanted) throw new Error(`--cpu is mid, low or a number, not ${device}`);
  let lower = 1;
  let upper = Math.max(1, (index / wanted) * 1.5);
  let rate = lower;
  for (let step = 0; step < STEPS && upper > 1; step += 1) {
    rate = Number(((lower + upper) / 2).toFixed(2));
    const score = await at(rate);
    if (Math.abs(score - wanted) < CLOSE_ENOUGH) break;
    if (score < wanted) upper = rate;
    else lower = rate;
  }
  await context.close();
  return { index: Math.round(index), rate };
}
