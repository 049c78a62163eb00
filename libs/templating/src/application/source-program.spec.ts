import Handlebars, { type HelperOptions } from 'handlebars';
import * as fc from 'fast-check';
import { BUILT_IN_TEMPLATES } from '../domain/catalog';
import { buildModel } from '../domain/build-model';
import { detailLevels } from '../domain/detail';
import type { MessageView } from '../domain/message-view';
import { anyView } from '../testing/arbitrary-view';
import { sampleView } from '../testing/sample-view';
import { HELPERS, type HelperData } from './helpers';
import { programOf } from './source-program';
import { WorkBudget } from './work-budget';

const SOURCES = BUILT_IN_TEMPLATES.flatMap(({ key, msgtype, sources }) =>
  Object.entries(sources['zh-CN'] as Record<string, string>).map(([field, source]) => [`${key} ${field}`, msgtype, source] as const),
);

/** Handlebars itself, with our helpers and the options that it was run with before. */
function byHandlebars(source: string): (model: object, data: HelperData) => string {
  const handlebars = Handlebars.create();
  for (const [name, helper] of Object.entries(HELPERS)) {
    handlebars.registerHelper(name, (...values: unknown[]) => (helper as (...all: unknown[]) => unknown)(...values.slice(0, -1), { data: (values.at(-1) as HelperOptions).data as HelperData }));
  }
  const template = handlebars.compile(source, { strict: true, noEscape: true });
  return (model, data) => template(model, { data });
}

function bothWays(source: string, msgtype: (typeof SOURCES)[number][1], view: MessageView): [string, string] {
  const [detail] = detailLevels(view, 2048);
  const data = (): HelperData => ({ detail, colors: msgtype === 'markdown', budget: new WorkBudget() });
  const model = buildModel(view, 'https://bi.example.com/', { msgtype, language: 'zh-CN', detail });
  return [programOf(source)(model, { data: data() }), byHandlebars(source)({ ...model, charts: model.charts.value }, data())];
}

it.each(SOURCES)('%s says what Handlebars makes of it', (_name, msgtype, source) => {
  fc.assert(
    fc.property(anyView, (view) => {
      const [ours, theirs] = bothWays(source, msgtype, view);
      expect(ours).toBe(theirs);
    }),
    { numRuns: 15 },
  );
});

it.each([
  ['blanks around blocks', 'a\n{{#if title}}\n b \n{{else}}\nc\n{{/if}}\nd {{~title~}} e\n{{! a remark }}\nf'],
  ['else if', '{{#if late}}1{{else if beginning}}2{{else}}3{{/if}}'],
  ['with and what is around', '{{#each numbers}}{{#with change}}{{title}} {{../title}} {{../../title}}{{else}}-{{/with}}{{/each}}'],
  ['loops in loops', '{{#each charts}}{{@index}},{{@first}},{{@last}}{{#each rows}}[{{@index}}{{#each this}}{{this}}{{/each}}{{../title}}]{{else}}none{{/each}}{{/each}}'],
  ['blocks about 0, lists and text', '{{#if moreCharts}}1{{/if}}{{#unless notes}}2{{/unless}}{{#if filters}}3{{/if}}{{#unless test}}4{{/unless}}'],
  ['what is asked and is not there', '{{#if nothing}}1{{/if}}{{#each nothing}}2{{else}}3{{/each}}'],
  ['printed flags, nulls and lists', '{{test}}|{{late}}|{{numbers.length}}|{{this.title}}|{{./title}}|{{{title}}}'],
  ['plain values', '{{plural 2 "row" "rows"}}{{truncate "很长的" 6}}{{#if true}}x{{/if}}{{#if null}}y{{/if}}'],
  ['nothing', ''],
])('does as Handlebars does: %s', (_what, source) => {
  const [ours, theirs] = bothWays(source, 'text', sampleView());
  expect(ours).toBe(theirs);
});

describe('what a source reaches', () => {
  const model = { title: 'x', list: [1], group: Object.create({ inherited: 'secret' }) as object };
  const run = (source: string): string => programOf(source)(model, { data: { detail: detailLevels(sampleView(), 0).next().value, colors: false, budget: new WorkBudget() } as HelperData });

  it.each(['constructor', '__proto__', 'toString', 'title.constructor', 'title.length', 'group.inherited', 'group.constructor', 'list.map', 'list.constructor.constructor', '__defineGetter__', 'hasOwnProperty'])(
    'is not the prototype: %s', (path) => {
      expect(() => run(`{{${path}}}`)).toThrow('is not there');
      expect(run(`{{#if ${path}}}reached{{/if}}`)).toBe('');
      expect(run(`{{#with ${path}}}reached{{/with}}`)).toBe('');
      expect(run(`{{number ${path}}}`)).toBe('—');
    });

  it.each(['{{constructor title}}', '{{toString title}}', '{{__proto__ title}}', '{{lookup this "constructor"}}', '{{log title}}', '{{helperMissing title}}', '{{blockHelperMissing title}}'])(
    'is no helper but ours: %s', (source) => expect(() => run(source)).toThrow('unknown helper'));

  it.each(['{{@root.title}}', '{{@detail}}', '{{@budget.step}}', '{{@constructor}}', '{{@options.data}}', '{{@../index}}'])('is not the renderer: %s', (source) => expect(() => run(source)).toThrow('unknown variable'));

  it.each(['{{#title}}x{{/title}}', '{{#each list as |item|}}{{item}}{{/each}}', '{{> title}}', '{{#> title}}x{{/title}}', '{{* title}}', '{{#*inline "a"}}x{{/inline}}', '{{number title unit="x"}}', '{{"text"}}', '{{5}}', '{{#each}}x{{/each}}'])(
    'is not what we do not have: %s', (source) => expect(() => run(source)).toThrow());
});
