// Pictures with and without worker threads, beside bare ECharts and sharp, and how long the event loop waits meanwhile.
import { createRequire } from 'node:module';
import { monitorEventLoopDelay } from 'node:perf_hooks';

const require = createRequire(import.meta.url);
const dist = (path) => require(`../../../dist/libs/pictures/src/${path}`);
const { Fontconfig } = dist('files/fontconfig.js');
const fontconfig = new Fontconfig();
process.env.FONTCONFIG_FILE = fontconfig.file;
const echarts = require('echarts');
const sharp = require('sharp');
const { Pictures } = dist('index.js');
const { makeFile } = dist('files/make-file.js');
const { EIGHT_PAGES } = dist('testing/index.js');

const COUNT = Number(process.env.COUNT ?? 20);
const ROUNDS = Number(process.env.ROUNDS ?? 5);
const trend = EIGHT_PAGES.normal.charts.find(({ kind }) => kind === 'line');
const request = (kind, title) => ({ kind, chartId: kind === 'chart_picture' ? trend.id : undefined, snapshot: EIGHT_PAGES.normal, title, language: 'zh-CN', zone: 'Asia/Shanghai' });

/** The same line, of the same size, with what ECharts makes of it by itself: no frame, no title, no font of its own. */
async function bare() {
  const plot = echarts.init(null, null, { renderer: 'svg', ssr: true, width: 375, height: 260 });
  plot.setOption({ animation: false, xAxis: { type: 'category', data: trend.rows.map(([day]) => day) }, yAxis: { type: 'value' }, series: [{ type: 'line', data: trend.rows.map(([, value]) => value) }] });
  const svg = plot.renderToSVGString();
  plot.dispose();
  return sharp(Buffer.from(svg), { density: 144 }).png().toBuffer();
}

/** All asked for at once, as a run does. */
async function round(make, names) {
  const rss = process.memoryUsage.rss();
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const cpu = process.cpuUsage();
  const began = performance.now();
  await Promise.all(names.map(make));
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  delay.disable();
  return { perSecond: names.length / seconds, cpuMsPerPicture: (user + system) / 1000 / names.length, eventLoopP99Ms: delay.percentile(99) / 1e6, rssGrowthPerPictureKb: (process.memoryUsage.rss() - rss) / names.length / 1024 };
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

export async function measurePictures(say) {
  const pictures = new Pictures({ cacheBytes: 0 });
  const ways = {
    bareEchartsSharp: bare,
    chartWithoutWorkers: (name) => makeFile(request('chart_picture', name)),
    chartWithWorkers: (name) => pictures.make(request('chart_picture', name)),
    pageWithoutWorkers: (name) => makeFile(request('page_picture', name)),
    pageWithWorkers: (name) => pictures.make(request('page_picture', name)),
  };
  const all = Object.fromEntries(Object.keys(ways).map((way) => [way, []]));
  for (let at = -1; at < ROUNDS; at += 1) {
    say(at < 0 ? 'pictures: getting warm' : `pictures: round ${at + 1} of ${ROUNDS}`);
    for (const [way, make] of Object.entries(ways)) {
      const measured = await round(make, Array.from({ length: COUNT }, (_, number) => `${at} ${number}`));
      if (at >= 0) all[way].push(measured);
    }
  }
  await pictures.onModuleDestroy();
  fontconfig.remove();
  return Object.fromEntries(Object.entries(all).map(([way, rounds]) => [way, Object.fromEntries(Object.keys(rounds[0]).map((what) => [what, Number(median(rounds.map((one) => one[what])).toFixed(1))]))]));
}
