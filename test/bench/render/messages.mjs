// Messages per second of a core: ours beside the engine with Intl, and beside the engine with words that are there already.
import { createRequire } from 'node:module';
import { bareTemplate, bareView } from './bare-handlebars.mjs';

const require = createRequire(import.meta.url);
const dist = (path) => require(`../../../dist/libs/templating/src/${path}`);
const { TemplateRenderer } = dist('index.js');
const { BUILT_IN_TEMPLATES } = dist('domain/catalog.js');
const { sampleView } = dist('testing/sample-view.js');

/** Even, so that each way is as often the first as the last. */
const ROUNDS = Number(process.env.ROUNDS ?? 12);
const ROUND_MS = 100;
/** Until V8 has compiled what is hot, of each template and way. */
const WARM_RENDERINGS = 60_000;
/** One after the other, so that V8 sees all templates before it decides how to compile what they share. */
const WARM_IN_TURN = 500;
const LANGUAGE = 'zh-CN';
const renderer = new TemplateRenderer();

function repeat(render, times) {
  for (let at = 0; at < times; at += 1) render();
}

/** In seconds of this process's own time, so that other work on the machine does not count. */
function perCpuSecond(render) {
  const began = process.cpuUsage();
  let count = 0;
  for (const end = performance.now() + ROUND_MS; performance.now() < end; count += 20) repeat(render, 20);
  const { user, system } = process.cpuUsage(began);
  return (count * 1e6) / (user + system);
}

function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.ceil((sorted.length - 1) / 2)]) / 2;
}

const charactersOf = (texts) => texts.join('').replace(/\s/g, '').length;

function caseOf(template) {
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
  const written = JSON.stringify(content[template.msgtype] ?? content).replace(/\\n|\\"/g, '') + attachments.map(({ fileName }) => fileName).join('');
  return {
    key: template.key, ways: Object.entries(ways), characters: [charactersOf([written]), charactersOf(ways.bare())],
    speeds: Object.fromEntries(Object.keys(ways).map((way) => [way, []])),
  };
}

function resultOf({ speeds, characters }) {
  const percentOf = (way) => Math.round(100 * median(speeds.ours.map((speed, round) => speed / speeds[way][round])));
  return {
    ...Object.fromEntries(Object.entries(speeds).map(([way, all]) => [way, Math.round(median(all))])),
    percentOfBare: percentOf('bare'), percentOfEngineAlone: percentOf('engineAlone'), characters,
  };
}

/** By template; `characters` of ours as JSON, and of bare text. Templates and ways take turns, in the one order and the other. */
export function measureMessages(say) {
  const cases = BUILT_IN_TEMPLATES.map(caseOf);
  say('messages: getting warm');
  for (let done = 0; done < WARM_RENDERINGS; done += WARM_IN_TURN) for (const { ways } of cases) for (const [, render] of ways) repeat(render, WARM_IN_TURN);
  for (let round = 0; round < ROUNDS; round += 1) {
    say(`messages: round ${round + 1} of ${ROUNDS}`);
    const inTurn = (items) => (round % 2 === 0 ? items : items.toReversed());
    for (const { ways, speeds } of inTurn(cases)) for (const [way, render] of inTurn(ways)) speeds[way].push(perCpuSecond(render));
  }
  return Object.fromEntries(cases.map((one) => [one.key, resultOf(one)]));
}
