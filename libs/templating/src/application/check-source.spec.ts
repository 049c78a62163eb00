import { BUILT_IN_TEMPLATES } from '../domain/catalog';
import { buildModel } from '../domain/build-model';
import { detailLevels } from '../domain/detail';
import { TemplateInvalidError } from '../domain/templating.errors';
import { TEMPLATE_HELPERS, TEMPLATE_VARIABLES } from '../domain/variables';
import { sampleView } from '../testing/sample-view';
import { MAX_DEPTH, MAX_NODES, MAX_SOURCE_BYTES } from '../domain/source-problem';
import { checkSource } from './check-source';
import { compileSource } from './compile-template';
import { HELPERS } from './helpers';
import { WorkBudget } from './work-budget';

const EVERY_SOURCE = BUILT_IN_TEMPLATES.flatMap(({ key, sources }) =>
  Object.entries(sources).flatMap(([language, fields]) => Object.entries(fields as Record<string, string>).map(([field, source]) => [`${key} ${language} ${field}`, source])),
);

const [detail] = detailLevels(sampleView(), 2048);
const data = () => ({ detail: detail, colors: true, budget: new WorkBudget() });
const model = () => buildModel(sampleView(), 'https://bi.example.com/', { msgtype: 'markdown', language: 'zh-CN', detail: detail });

it.each(EVERY_SOURCE)('%s passes its own check', (_name, source) => expect(checkSource(source)).toEqual([]));

it('documents every variable that templates see, and every helper', () => {
  expect(TEMPLATE_VARIABLES.map(({ name }) => name).toSorted()).toEqual(Object.keys(model()).toSorted());
  expect(TEMPLATE_HELPERS.map(({ name }) => name).toSorted()).toEqual(Object.keys(HELPERS).toSorted());
});

it.each([
  ['an unknown variable', 'a\n b {{titel}}', 2, 6, 'titel'],
  ['an unknown field', '{{#each numbers}}\n{{price}}\n{{/each}}', 2, 3, 'price'],
  ['an unknown helper', '\n\n{{loud title}}', 3, 1, 'loud'],
  ['an unknown block', 'x{{#loop 5}}y{{/loop}}', 1, 2, 'loop'],
  ['too few values', '{{truncate title}}', 1, 1, 'takes 2'],
  ['a list in the place of a text', 'a {{numbers}}', 1, 5, 'list'],
  ['a loop through no list', '{{#each title}}x{{/each}}', 1, 9, 'list'],
  ['a group by this', '{{#each numbers}}\n{{this}}\n{{/each}}', 2, 3, 'has fields'],
  ['everything by this', '{{this}}', 1, 3, 'has fields'],
  ['a row by this', '{{#each charts}}{{#each rows}}{{this}}{{/each}}{{/each}}', 1, 33, 'use cells'],
  ['a partial', 'x\n{{> secret}}', 2, 1, 'partials'],
  ['the prototype', '{{title.constructor}}', 1, 3, 'title.constructor'],
  ['the prototype by name', '{{lookup title "__proto__"}}', 1, 1, 'lookup'],
  ['the prototype of this', '{{#with this}}{{__proto__}}{{/with}}', 1, 9, 'with takes a group'],
  ['the inside of the renderer', '{{@detail.rows}}', 1, 3, '@detail'],
  ['the root', '{{@root.title}}', 1, 3, '@root'],
  ['blocks that do not match', '{{title}}\n{{#if late}}x{{/each}}', 2, 4, "if doesn't match each"],
])('names line and column of %s, in both languages', (_case, source, line, column, words) => {
  const [problem] = checkSource(source);
  expect(problem).toEqual({ line, column, message: expect.stringContaining(words), text: { 'zh-CN': expect.stringMatching(/\p{Script=Han}/u), 'en-US': problem.message } });
});

it('names line and column of broken syntax', () => {
  expect(checkSource('第一行 {{title}}\n第二行 {{#if}')[0]).toMatchObject({ line: 2, message: expect.stringContaining('the syntax is broken') });
  expect(checkSource('{{#if title}}')[0]).toMatchObject({ message: expect.stringContaining('the syntax is broken') });
});

it.each([
  ['16 KB', 'x'.repeat(MAX_SOURCE_BYTES + 1)],
  ['500 expressions', '{{title}}'.repeat(MAX_NODES + 1)],
  ['12 levels', '{{#if title}}'.repeat(MAX_DEPTH + 1) + '{{/if}}'.repeat(MAX_DEPTH + 1)],
  ['12 levels by far', '{{#if test}}'.repeat(800) + '{{/if}}'.repeat(800)],
])('refuses a source of more than %s', (_what, source) => expect(checkSource(source)).toHaveLength(1));

describe('a template that would not end', () => {
  const loops = (depth: number, body: string): string => Array.from({ length: depth }, (_, i) => `{{#each ${'../'.repeat(i + 1)}charts}}`).join('') + body + '{{/each}}'.repeat(depth);

  it('stops after 1,000 turns, soon, and the next rendering is as always', () => {
    const source = `{{#each charts}}${loops(10, 'x')}{{/each}}`;
    const began = process.hrtime.bigint();
    expect(() => compileSource(source)(model(), data())).toThrow(TemplateInvalidError);
    expect(Number(process.hrtime.bigint() - began) / 1e6).toBeLessThan(1000);
    expect(compileSource('{{title}}')(model(), data())).toBe('门店销售日报');
  });

  it('stops before it writes 10 MB', () => {
    const source = `{{#each charts}}{{#each ../charts}}{{#each ../../charts}}${'很长'.repeat(4000)}{{/each}}{{/each}}{{/each}}`;
    expect(() => compileSource(source)(model(), data())).toThrow(/write more than/);
  });
});
