import * as fc from 'fast-check';
import type { ChartSnapshot } from '#bi-host';
import { byteLength, checkMessage, checkRobotMessage } from '#wecom';
import { builtInTemplate } from '../domain/catalog';
import type { MessageView, RenderedMessage } from '../domain/message-view';
import { TEMPLATE_LANGUAGES, type Template } from '../domain/template';
import { anyView, FORBIDDEN } from '../testing/arbitrary-view';
import { CHARTS, samplePage, sampleView } from '../testing/sample-view';
import { textsOf } from '../testing/texts-of';
import { MAX_PARTS } from './split-tables';
import { TemplateRenderer } from './template-renderer';

const renderer = new TemplateRenderer();
const SPLITTING = ['markdown-digest', 'text-short', 'robot-digest'];

const tableOf = (rows: number, change: Partial<ChartSnapshot> = {}): ChartSnapshot => ({
  ...CHARTS.regions, id: `table-${rows}`, title: `门店${rows}`, rows: Array.from({ length: rows }, (_, at) => [`第${at + 1}家店铺`, 100_000 + at, 0.01]), totalRows: undefined, ...change,
});
const viewOf = (charts: ChartSnapshot[], change: Partial<MessageView> = {}): MessageView => sampleView({ snapshot: samplePage({ charts }), ...change });
const render = (view: MessageView, templateKey = 'markdown-digest', split = true): RenderedMessage[] => renderer.render({ templateKey, language: 'zh-CN', view, split });
const textOf = ({ content }: RenderedMessage): string => textsOf(content)[0];
const shopsOf = (messages: readonly RenderedMessage[]): number[] => messages.flatMap((message) => Array.from(textOf(message).matchAll(/第(\d+)家店铺/g), ([, number]) => Number(number)));
const upTo = (count: number): number[] => Array.from({ length: count }, (_, at) => at + 1);

describe.each(SPLITTING)('%s', (key) => {
  it('goes on with the rows of a long table in numbered messages, each row once and whole, headings repeated', () => {
    const messages = render(viewOf([tableOf(180)]), key);
    expect(messages.length).toBeGreaterThan(1);
    expect(shopsOf(messages)).toEqual(upTo(180));
    messages.forEach((message, at) => {
      const text = textOf(message);
      expect(text.split('\n')[0]).toContain(`门店销售日报 (${at + 1}/${messages.length})`);
      expect(text).toContain('推送于 2026-11-23 09:00');
      if (key !== 'text-short') expect(text).toMatch(/区域(　| \| )销售额\(元\)/);
      expect(text.includes('门店180（续）')).toBe(at > 0);
      expect(message.cut).toEqual([]);
      expect(text).not.toContain('还有');
    });
  });

  it('says words before the data in the first, those after it in the last', () => {
    const texts = render(viewOf([tableOf(180)]), key).map(textOf);
    const having = (words: string): number[] => texts.flatMap((text, at) => (text.includes(words) ? [at] : []));
    expect(texts.length).toBeGreaterThan(1);
    expect(having('各位早')).toEqual([0]);
    expect(having('有疑问请联系数据组')).toEqual([texts.length - 1]);
    expect(having('查看完整报表')).toEqual([0, texts.length - 1]);
  });

  it('makes one message, as it would without splitting, when all rows fit', () => {
    const view = viewOf([{ ...CHARTS.regions, rows: CHARTS.regions.rows.slice(0, 3) }]);
    expect(render(view, key).map(textOf)).toEqual(render(view, key, false).map(textOf));
    expect(shopsOf(render(viewOf([tableOf(14)]), key))).toEqual(upTo(14));
  });

  it('ends after nine messages, and records and tells how many rows are left out', () => {
    const messages = render(viewOf([tableOf(1000, { totalRows: 5000 })]), key);
    const shown = shopsOf(messages);
    expect(messages).toHaveLength(MAX_PARTS);
    expect(shown).toEqual(upTo(shown.length));
    expect(textOf(messages[8])).toContain(`… 还有 ${(5000 - shown.length).toLocaleString('en-US')} 行`);
    const limit = byteLength('x') * (key === 'robot-digest' ? 4096 : 2048) * MAX_PARTS;
    expect(messages.flatMap(({ cut }) => cut)).toEqual([{ field: expect.stringMatching(/content$/), limitBytes: limit, fullBytes: expect.any(Number), rows: 1000 - shown.length }]);
    const [{ fullBytes }] = messages[8].cut;
    expect(fullBytes).toBeGreaterThan(limit);
  });

  it('gives messages that WeCom takes whatever is on the page, never more than nine', () => {
    fc.assert(
      fc.property(anyView, fc.constantFrom(...TEMPLATE_LANGUAGES), (view, language) => {
        const messages = renderer.render({ templateKey: key, language, view, split: true });
        expect(messages.length).toBeLessThanOrEqual(MAX_PARTS);
        for (const { content } of messages) {
          expect(content.msgtype === 'markdown_v2' ? checkRobotMessage(content) : checkMessage(content)).toEqual([]);
          expect(textsOf(content)[0]).not.toMatch(FORBIDDEN);
        }
        expect(new Set(messages.map(({ content }) => JSON.stringify(content))).size).toBe(messages.length);
        if (messages.length > 1) messages.forEach(({ content }, at) => expect(textsOf(content)[0]).toContain(`(${at + 1}/${messages.length})`));
      }),
      { numRuns: 20 },
    );
  });
});

it('shows tables in the order of the page, and other charts in the first message alone', () => {
  const messages = render(viewOf([CHARTS.revenue, tableOf(50), CHARTS.trend, tableOf(40, { id: 'second', title: '第二张' })]));
  const texts = messages.map(textOf);
  expect(shopsOf(messages)).toEqual([...upTo(50), ...upTo(40)]);
  expect(texts.filter((text) => text.includes('近 7 日销售额'))).toEqual([texts[0]]);
  expect(texts.filter((text) => text.includes('昨日销售额'))).toEqual([texts[0]]);
  expect(texts.findIndex((text) => text.includes('第二张'))).toBeGreaterThan(0);
  expect(texts.some((text) => text.includes('个图表'))).toBe(false);
});

it('counts the tables that nine messages do not reach', () => {
  const last = textOf(render(viewOf([tableOf(900), tableOf(900, { id: 'second', title: '第二张' }), tableOf(900, { id: 'third', title: '第三张' })])).at(-1)!);
  expect(last).toContain('… 还有 2 个图表');
});

it('writes numbers of one column alike in all messages', () => {
  const rows = Array.from({ length: 80 }, (_, at) => [`第${at + 1}家店铺`, at === 79 ? 5_000_000 : 12_000 + at, 0.01]);
  const texts = render(viewOf([tableOf(80, { rows })])).map(textOf);
  expect(texts[0]).toContain('> 第1家店铺　1.2万');
});

it('does not split what the template leaves out on purpose', () => {
  expect(render(viewOf([CHARTS.revenue, tableOf(80)]), 'text-short')).toHaveLength(1);
  expect(render(viewOf([tableOf(4), tableOf(300, { id: 'second' })]), 'text-short')).toHaveLength(1);
});

it('splits a template of a tenant too: through each and through top, with the mark also where the title is left out', () => {
  const own = (content: string): Template => ({ ...builtInTemplate('markdown-digest'), key: 'own', sources: { 'zh-CN': { content }, 'en-US': { content } } }) as Template;
  for (const loop of ['{{#each rows}}\n{{cells this}}\n{{/each}}', '{{#each (top this 3)}}\n{{#each this}}{{this}} {{/each}}\n{{/each}}']) {
    const messages = renderer.render({ template: own(`{{#each charts}}\n${loop}\n{{/each}}`), language: 'zh-CN', view: viewOf([tableOf(150)]), split: true });
    expect(shopsOf(messages)).toEqual(upTo(150));
    expect(textOf(messages[1]).split('\n')[0]).toBe(`(2/${messages.length})`);
  }
});

it('falls back to one message, and records the cut, when not even a row fits beside what a template writes anyway', () => {
  const template = { ...builtInTemplate('text-short'), sources: { 'zh-CN': { content: `${'很长'.repeat(330)}{{#each charts}}{{#each rows}}\n{{cells this}}{{/each}}{{/each}}` }, 'en-US': { content: 'x' } } } as Template;
  const messages = renderer.render({ template, language: 'zh-CN', view: viewOf([tableOf(60, { rows: [['很长'.repeat(20), 1, 1], ['b'.repeat(60), 1, 1]] })]), split: true });
  expect(messages).toHaveLength(1);
  expect(byteLength(textOf(messages[0]))).toBeLessThanOrEqual(2048);
  expect(messages[0].cut).not.toEqual([]);
});

it('keeps long words of the owner: what does not fit is cut and recorded as without splitting', () => {
  const messages = render(viewOf([tableOf(60)], { beginning: '开头'.repeat(400), ending: '结尾'.repeat(400) }));
  expect(shopsOf(messages)).toEqual(upTo(60));
  expect(messages[0].cut).toHaveLength(1);
  expect(messages.at(-1)!.cut).toHaveLength(1);
  for (const message of messages) expect(byteLength(textOf(message))).toBeLessThanOrEqual(2048);
});

it('has no meaning for cards, pictures and files', () => {
  for (const key of ['textcard-link', 'news-picture', 'template-card-numbers', 'image-page', 'file-xlsx']) expect(render(viewOf([tableOf(300)]), key)).toEqual(render(viewOf([tableOf(300)]), key, false));
});
