import * as fc from 'fast-check';
import { checkMessage, checkRobotMessage, type MessageContent } from '#wecom';
import { templateCatalog } from '../domain/catalog';
import type { MessageView } from '../domain/message-view';
import { TEMPLATE_LANGUAGES } from '../domain/template';
import { TemplateNeedsLinkError } from '../domain/templating.errors';
import { anyText, anyView, FORBIDDEN } from '../testing/arbitrary-view';
import { markupOf } from '../testing/markup';
import { sampleView } from '../testing/sample-view';
import { textsOf } from '../testing/texts-of';
import { HARMLESS_WORDS, hostileWords, viewInWords } from '../testing/words-on-page';
import { TemplateRenderer } from './template-renderer';

const renderer = new TemplateRenderer();
const CASES = templateCatalog().flatMap(({ key }) => TEMPLATE_LANGUAGES.map((language) => [key, language] as const));

/** Pictures and files have no words of their own. */
const WORDLESS = new Set(['image', 'file']);

const violationsOf = (content: MessageContent) => (content.msgtype === 'markdown_v2' ? checkRobotMessage(content) : checkMessage(content));

/** By another way than the renderer's. */
function minute(view: MessageView, language: string): string {
  const parts = (options: Intl.DateTimeFormatOptions): string => new Intl.DateTimeFormat(language === 'zh-CN' ? 'sv-SE' : 'en-US', { timeZone: view.zone, ...options }).format(view.runTime);
  const day = language === 'zh-CN' ? parts({ year: 'numeric', month: '2-digit', day: '2-digit' }) : parts({ year: 'numeric', month: 'short', day: 'numeric' });
  return `${day} ${parts({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })}`;
}

describe.each(CASES)('%s in %s', (templateKey, language) => {
  const render = (view: MessageView) => renderer.render({ templateKey, language, view })[0];

  it('gives a message that WeCom takes as it is, whatever is on the page', () => {
    fc.assert(
      fc.property(anyView, (view) => {
        const { content, cut } = render(view);
        expect(violationsOf(content)).toEqual([]);
        for (const text of textsOf(content)) {
          expect(Buffer.from(text, 'utf8').toString('utf8')).toBe(text);
          expect(text).not.toMatch(FORBIDDEN);
          expect(text).not.toMatch(/<(?!font color="(?:info|comment|warning)">|\/font>|div class="(?:gray|normal|highlight)">|\/div>|a href="|\/a>)/);
        }
        if (!WORDLESS.has(content.msgtype)) expect(textsOf(content).join('\n')).toContain(minute(view, language));
        expect(cut.every(({ limitBytes, fullBytes }) => fullBytes > limitBytes)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it('closes all markup that it opens, also when it had to be cut', () => {
    fc.assert(
      fc.property(anyView, (view) => {
        const { content } = render(view);
        for (const text of textsOf(content)) {
          for (const tag of ['font', 'div', 'a']) expect(text.match(new RegExp(`<${tag}\\b`, 'g'))?.length).toBe(text.match(new RegExp(`</${tag}>`, 'g'))?.length);
          if (content.msgtype.startsWith('markdown')) for (const line of text.split('\n')) expect((line.match(/\*\*/g)?.length ?? 0) % 2).toBe(0);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('says the same with hostile words as with harmless ones: no link, tag, bold, heading or quote more', () => {
    fc.assert(
      fc.property(hostileWords, (words) => {
        const [bad, good] = [render(viewInWords(words)), render(viewInWords(HARMLESS_WORDS))];
        fc.pre(bad.cut.every(({ field }) => field.startsWith('template_card'))); // places of a card are cut one by one; else there is less of everything; the test before looks at that
        expect(markupOf(bad.content)).toEqual(markupOf(good.content));
        if (!bad.content.msgtype.startsWith('markdown')) return;
        const lines = (content: MessageContent): number => textsOf(content)[0].split('\n').filter((line) => line !== '').length;
        const ofOwner = [words.beginning, words.ending].map((text) => text.replace(/\r\n|\u2028/g, '\n').split('\n').filter((line) => line.replace(/\u202E/g, '').trim() !== '').length - 1);
        expect(lines(bad.content) - lines(good.content)).toBe(ofOwner[0] + ofOwner[1]);
      }),
      { numRuns: 30 },
    );
  });

  it('takes any link, or says that it needs another', () => {
    fc.assert(
      fc.property(anyText, (link) => {
        try {
          expect(violationsOf(render(sampleView({ link })).content)).toEqual([]);
        } catch (error) {
          expect(error).toBeInstanceOf(TemplateNeedsLinkError);
        }
      }),
      { numRuns: 30 },
    );
  });
});
