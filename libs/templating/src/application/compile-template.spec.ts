import { buildModel } from '../domain/build-model';
import { detailLevels } from '../domain/detail';
import type { MessageView } from '../domain/message-view';
import type { TemplateLanguage } from '../domain/template';
import { TemplateInvalidError } from '../domain/templating.errors';
import { sampleView } from '../testing/sample-view';
import { WorkBudget } from './work-budget';
import { compileSource } from './compile-template';

interface Setting {
  view?: MessageView;
  msgtype?: 'markdown' | 'text';
  language?: TemplateLanguage;
}

function render(source: string, { view = sampleView(), msgtype = 'markdown', language = 'zh-CN' }: Setting = {}): string {
  const [detail] = detailLevels(view, 2048);
  if (!detail) throw new Error('no detail');
  return compileSource(source)(buildModel(view, null, { msgtype, language, detail }), { detail, colors: msgtype === 'markdown', budget: new WorkBudget() });
}

describe('helpers', () => {
  const revenue = (helper: string): string => `{{#each numbers}}{{#if @first}}{{${helper} value}}{{/if}}{{/each}}`;

  it.each([['number', '1,284,560.5元'], ['short', '128.5万元'], ['percent', '128,456,050%']])('%s writes a figure as %s', (helper, text) => {
    expect(render(revenue(helper))).toBe(text);
  });

  it('short uses K and M in English', () => expect(render(revenue('short'), { language: 'en-US' })).toBe('1.285M元'));

  it('colored shows the direction of changes, and numbers below zero, where the message type has colours', () => {
    const source = '{{#each numbers}}{{#if change}}{{colored change.value}} {{/if}}{{/each}}';
    expect(render(source)).toBe('<font color="info">+3.2%</font> <font color="warning">-1.5%</font>');
    expect(render(source, { msgtype: 'text' })).toBe('+3.2% -1.5%');
    expect(render(revenue('colored'))).toBe('128.5万元');
  });

  it('date and time are those of the zone', () => {
    expect(render('{{date runTime}} / {{time runTime}}', { view: sampleView({ zone: 'America/New_York' }) })).toBe('2026-11-22 / 20:00');
  });

  it('top and more share the rows of a table', () => {
    expect(render('{{#each charts}}{{#if @first}}{{#each (top this 2)}}{{cells this}};{{/each}}{{more this 2}}{{/if}}{{/each}}', { msgtype: 'text' })).toBe('华东　61.23万　+4.5%;华南　40.21万　+2.1%;16');
  });

  it('truncate cuts at bytes, plural chooses the word', () => {
    expect(render('{{truncate title 12}}|{{plural 1 "row" "rows"}}|{{plural 2 "row" "rows"}}')).toBe('门店销…|row|rows');
  });

  it('show — where there is nothing to write', () => {
    expect(render('{{plural 2 "x" numbers}} {{plural 1 late "x"}}')).toBe('— —');
    expect(render('{{number ending}} {{date ending}} {{truncate ending 9}} {{colored late}}', { view: sampleView({ ending: undefined }) })).toBe('— — — —');
  });
});

describe('a template', () => {
  it.each([
    ['an unknown variable', '{{titel}}'],
    ['an unknown field of a variable', '{{#each numbers}}{{prise}}{{/each}}'],
    ['a reach for the prototype', '{{title.constructor}}'],
    ['the prototype by name', '{{lookup title "__proto__"}}{{title.__proto__.x}}'],
    ['an unknown helper', '{{#loop 5}}x{{/loop}}'],
    ['the log', '{{log "x"}}'],
    ['broken syntax', '{{#if title}}'],
    ['a partial', '{{> secret}}'],
  ])('with %s is an error that says so', (_case, source) => {
    expect(() => render(source)).toThrow(TemplateInvalidError);
  });

  it('leaves no more than one empty line, and none at the ends', () => {
    expect(render('\n\n{{title}}  \n\n\n\n{{#if late}}x{{/if}}\n{{runTime}}\n\n')).toBe('门店销售日报\n\n2026-11-23 09:00');
  });
});
