// Messages per second of a core: ours beside the engine with Intl, and beside the engine with words that are there already.
import { createRequire } from 'node:module';
import { bareTemplate, bareView } from './bare-handlebars.mjs';

const require = createRequire(import.meta.url);
const dist = (path) => require(`../../../dist/libs/templating/src/${path}`);
const { TemplateRenderer } = dist('index.js');
const { BUILT_IN_TEMPLATES } = dist('domain/catalog.js');
const { sampleView } = dist('testing/sample-view.js');

const ROUNDS = Number(process.env.ROUNDS ?? 7);
const ROUND_MS = 150;
/** Until V8 has compiled what is hot. */
const WARM_RENDERINGS = 60_000;
const LANGUAGE = 'zh-CN';
const renderer = new TemplateRenderer();

/** In seconds of this process's own time, so that other work on the machine does not count. */
function perCpuSecond(render) {
  const began = process.cpuUsage();
  let count = 0;
  for (const end = performance.now() + ROUND_MS; performance.now() < end; count += 20) for (let at = 0; at < 20; at += 1) render();
  const { user, system } = process.cpuUsage(began);
  return (count * 1e6) / (user + system);
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const charactersOf = (texts) => texts.join('').replace(/\s/g, '').length;

function measure(template) {
  const view = sampleView({ beginning: '各位早', ending: undefined }); // fits every message at once
  const bare = bareTemplate(template.sources[LANGUAGE], template.msgtype === 'markdown');
  const words = bareView(view);
  const ways = {
    ours: () => renderer.render({ templateKey: template.key, language: LANGUAGE, view }),
    bare: () => bare(bareView(view)),
    engineAlone: () => bare(words),
  };
  const [{ content, cut, attachments }] = ways.ours();
  if (cut.length > 0) throw new Error(`${template.key} was cut`);
  const all = Object.fromEntries(Object.keys(ways).map((way) => [way, []]));
  for (const render of Object.values(ways)) for (let at = 0; at < WARM_RENDERINGS; at += 1) render();
  for (let round = 0; round < ROUNDS; round += 1) for (const [way, render] of Object.entries(ways)) all[way].push(perCpuSecond(render));
  const ratio = (way) => Math.round(100 * median(all.ours.map((speed, round) => speed / all[way][round])));
  const written = JSON.stringify(content[template.msgtype] ?? content).replace(/\\n|\\"/g, '') + attachments.map(({ fileName }) => fileName).join('');
  return {
    ...Object.fromEntries(Object.entries(all).map(([way, speeds]) => [way, Math.round(median(speeds))])),
    percentOfBare: ratio('bare'), percentOfEngineAlone: ratio('engineAlone'), characters: [charactersOf([written]), charactersOf(ways.bare())],
  };
}

/** By template; `characters` of ours as JSON, and of bare text. */
export function measureMessages(say) {
  return Object.fromEntries(BUILT_IN_TEMPLATES.map((template) => {
    say(`messages: ${template.key}`);
    return [template.key, measure(template)];
  }));
}
