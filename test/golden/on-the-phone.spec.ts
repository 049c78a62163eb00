import * as fc from 'fast-check';
import { TEMPLATE_LANGUAGES, templateCatalog, TemplateRenderer, type MessageView, type RenderedMessage } from '#templating';
import { anyView, HARMLESS_WORDS, hostileWords, viewInWords } from '#templating/testing';
import { elementsOf, phoneDrawing, type Drawn } from '../support/phone-drawing';
import { goldenView, PAGE_NAMES } from './golden-views';

const CASES = templateCatalog().flatMap(({ key }) => TEMPLATE_LANGUAGES.map((language) => [key, language] as const));
const renderer = new TemplateRenderer();
const draw = phoneDrawing();

function drawingOf({ content, attachments }: RenderedMessage): Drawn {
  const payload = (content as unknown as Record<string, object>)[content.msgtype];
  return draw(content.msgtype, { ...payload, file_name: attachments[0]?.fileName, file_size: 1 });
}

/** Addresses of the phone itself and of what we attach are no links of the message. */
const linksIn = (drawn: Drawn): string[] => elementsOf(drawn).flatMap(({ href }) => (href === undefined || /^(\/|https:\/\/attachment\.invalid\/)/.test(href) ? [] : [href]));

/** A paragraph of the owner may have more lines: each is a line of its own, and no more than that. */
const withoutPlainLines = (drawn: Drawn): Drawn => {
  if (drawn === 'text') return drawn;
  const children = drawn.children.map(withoutPlainLines).filter((child) => child === 'text' || child.className !== 'line' || child.children.some((inner) => inner !== 'text'));
  return { ...drawn, children };
};

it('sees the markup that there is', () => {
  const tags = (msgType: string, content: object): string[] => elementsOf(draw(msgType, content)).map(({ tag }) => tag);
  expect(tags('markdown', { content: '# a\n> [b](https://evil.example) **c** <font color="info">d</font>' })).toEqual(['div', 'h1', 'blockquote', 'div', 'a', 'strong', 'span']);
  expect(tags('text', { content: '<a href="https://evil.example">a</a>' })).toEqual(['div', 'a']);
});

describe.each(CASES)('%s in %s', (templateKey, language) => {
  const render = (view: MessageView): RenderedMessage[] => renderer.render({ templateKey, language, view });

  it('is drawn by the phone with the same elements for hostile words as for harmless ones', () => {
    const good = render(viewInWords(HARMLESS_WORDS));
    fc.assert(
      fc.property(hostileWords, (words) => {
        const bad = render(viewInWords(words));
        fc.pre(bad.every(({ cut }) => cut.every(({ field }) => field.startsWith('template_card')))); // what is cut has fewer elements
        expect(bad.map(drawingOf).map(withoutPlainLines)).toEqual(good.map(drawingOf).map(withoutPlainLines));
      }),
      { numRuns: 30 },
    );
  });

  it('leads nowhere but to the page, whatever is on it', () => {
    const pages = PAGE_NAMES.map((name) => goldenView(name, language)).filter(({ beginning }) => !beginning?.includes('evil'));
    for (const view of pages) expect(new Set(render(view).map(drawingOf).flatMap(linksIn)).size).toBeLessThanOrEqual(1);
    fc.assert(
      fc.property(anyView, (view) => {
        const page = new URL(view.link ?? 'https://none.example');
        for (const link of render({ ...view, beginning: undefined, ending: undefined }).map(drawingOf).flatMap(linksIn)) expect(link.startsWith(`${page.origin}${page.pathname}`)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });
});
