import * as fc from 'fast-check';
import type { MessageView } from '../domain/message-view';
import { LINK } from './arbitrary-view';
import { CHARTS, samplePage, sampleView } from './sample-view';

export interface WordsOnPage {
  title: string;
  beginning: string;
  ending: string;
  /** Twelve, for all other places. */
  data: readonly string[];
}

const MARKUP = [
  '[x](//evil.example)', '<font color="warning">', '</font>', '<a href="//evil.example">', '</a>', '<div class="highlight">', '</div>', '<br>', '**', '*', '`', '\\', '&lt;b&gt;',
  '# ', '> ', '](', '[', '!(', '"', "'", '\n# ', '\r\n> ', '|', '| a |', '_', '~~', '- ', '\n- ', '\n1. ', '\n---\n', '\n===', '\u2028', '\n\n', '<@all>', '\u202E', '{{title}}', '销售', 'مبيعات',
];
const hostile = (pieces: readonly string[]): fc.Arbitrary<string> => fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 2 }).map((list) => `${list.join('')}x`);
const inData = hostile([...MARKUP, '[x](https://evil.example)', 'https://evil.example/', 'http://', 'www.evil.example']);
// An address that the owner writes may stay one.
const byOwner = hostile(MARKUP);

/** Words that try to be markup. */
export const hostileWords: fc.Arbitrary<WordsOnPage> = fc.record({ title: inData, beginning: byOwner, ending: byOwner, data: fc.array(inData, { minLength: 12, maxLength: 12 }) });

/** Every word of them `x`. */
export const HARMLESS_WORDS: WordsOnPage = { title: 'x', beginning: 'x', ending: 'x', data: Array.from({ length: 12 }, () => 'x') };

/** One page, in these words. */
export function viewInWords({ title, beginning, ending, data }: WordsOnPage): MessageView {
  const { orders, regions, trend, stock, visitors } = CHARTS;
  const [heading, unit] = [data[0], data[1]];
  return sampleView({
    title, beginning, ending, link: LINK,
    snapshot: samplePage({
      filters: [{ name: data[2], value: data[3] }],
      charts: [
        { ...orders, title: data[4], columns: orders.columns.map((column) => ({ ...column, unit })) },
        { ...regions, title: data[5], columns: regions.columns.map((column) => ({ ...column, title: heading })), rows: [[data[6], data[7], -0.1], [data[8], 1, null]] },
        { ...trend, title: data[9], columns: [{ ...trend.columns[0], type: 'text' }, trend.columns[1]], rows: [['a', 1], [data[10], 2]] },
        { ...stock, title: data[11] },
        { ...visitors, title: data[11], reason: data[0] },
      ],
    }),
  });
}
