// Pictures per second with and without worker threads, beside bare ECharts and sharp in the same run, and how long the event loop
// waits meanwhile. The last line is one JSON object.
import { createRequire } from 'node:module';
import { monitorEventLoopDelay } from 'node:perf_hooks';

const require = createRequire(import.meta.url);
const dist = (path) => require(`../../dist/libs/pictures/src/${path}`);
const { Fontconfig } = dist('files/fontconfig.js');
const fontconfig = new Fontconfig();
process.env.FONTCONFIG_FILE = fontconfig.file;
const echarts = require('echarts');
const sharp = require('sharp');
const { Pictures } = dist('index.js');
const { makeFile } = dist('files/make-file.js');
const { EIGHT_PAGES } = dist('testing/index.js');

const COUNT = Number(process.env.COUNT ?? 40);
const trend = EIGHT_PAGES.normal.charts.find(({ kind }) => kind === 'line');
const request = (kind, at) => ({ kind, chartId: kind === 'chart_picture' ? trend.id : undefined, snapshot: EIGHT_PAGES.normal, title: `日报 ${at}`, language: 'zh-CN', zone: 'Asia/Shanghai' });

async function bare() {
  const plot = echarts.init(null, null, { renderer: 'svg', ssr: true, width: 375, height: 260 });
  plot.setOption({ animation: false, xAxis: { type: 'category', data: trend.rows.map(([day]) => day) }, yAxis: { type: 'value' }, series: [{ type: 'line', data: trend.rows.map(([, value]) => value) }] });
  const svg = plot.renderToSVGString();
  plot.dispose();
  return sharp(Buffer.from(svg), { density: 144 }).png().toBuffer();
}

async function measure(make) {
  for (let at = 0; at < 3; at += 1) await make(`warm ${at}`);
  const before = process.memoryUsage().rss;
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const began = performance.now();
  await Promise.all(Array.from({ length: COUNT }, (_, at) => make(String(at))));
  const seconds = (performance.now() - began) / 1000;
  delay.disable();
  return { perSecond: Number((COUNT / seconds).toFixed(1)), eventLoopP99Ms: Number((delay.percentile(99) / 1e6).toFixed(1)), rssGrowthPerPictureKb: Math.round((process.memoryUsage().rss - before) / COUNT / 1024) };
}

const pictures = new Pictures({});
const result = {
  bareEchartsSharp: await measure(bare),
  chartWithoutWorkers: await measure((at) => makeFile(request('chart_picture', at))),
  chartWithWorkers: await measure((at) => pictures.make(request('chart_picture', at))),
  pageWithoutWorkers: await measure((at) => makeFile(request('page_picture', at))),
  pageWithWorkers: await measure((at) => pictures.make(request('page_picture', at))),
};
await pictures.onModuleDestroy();
fontconfig.remove();
console.table(result);
console.log(JSON.stringify(result));
