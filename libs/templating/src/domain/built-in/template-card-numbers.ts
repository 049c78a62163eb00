import type { Template, TemplateSources } from '../template';

/** The first key number stands large, the others below: each with its change from the last push, else with the change that the host gives. */
const NUMBER = '{{#each numbers}}{{#if @first}}{{value}}{{/if}}{{/each}}';
const ITEMS = `
{{#each numbers}}
{{#unless @first}}
{{#if sinceLast}}
{{item title value (trend sinceLast)}}
{{else}}
{{#if change}}
{{item title value (trend change.value)}}
{{else}}
{{item title value ""}}
{{/if}}
{{/if}}
{{/unless}}
{{else}}
{{#each charts}}
{{#if @first}}
{{#unless trend}}
{{#each (top this 5)}}
{{row this}}
{{/each}}
{{/unless}}
{{/if}}
{{/each}}
{{/each}}
`;

/** The change must be read to its end, so that the title gives way: a card shows 15 Chinese characters or 30 letters here. @param titleBytes what is left for it */
const label = (since: string, titleBytes: number, blank: string): string => {
  const change = (what: string, value: string): string => `{{truncate title ${titleBytes}}} ${what}${blank}{{trend ${value}}}`;
  return `{{#each numbers}}{{#if @first}}{{#if sinceLast}}${change(since, 'sinceLast')}{{else}}{{#if change}}${change('{{change.title}}', 'change.value')}{{else}}{{title}}{{/if}}{{/if}}{{/if}}{{/each}}`;
};

const ZH: TemplateSources['template_card'] = {
  source: '数据截至 {{dataTime}}',
  title: '{{#if test}}【测试】{{/if}}{{title}}',
  description: '推送于 {{runTime}}{{#if late}} · 迟到：计划 {{late.plannedAt}}{{/if}}',
  number: NUMBER,
  numberLabel: label('较上次', 21, ''),
  subtitle: '{{#each notes}}{{this}} {{/each}}{{#if beginning}}{{beginning}} {{/if}}{{#if failed}}加载失败：{{failed}} {{/if}}{{#if empty}}暂无数据：{{empty}} {{/if}}{{#if ending}}{{ending}}{{/if}}',
  items: ITEMS,
};

const EN: TemplateSources['template_card'] = {
  source: 'Data: {{dataTime}}',
  title: '{{#if test}}[Test] {{/if}}{{title}}',
  description: 'Sent {{runTime}}{{#if late}}, late: planned {{late.plannedAt}}{{/if}}',
  number: NUMBER,
  numberLabel: label('vs last', 13, ' '),
  subtitle: '{{#each notes}}{{this}} {{/each}}{{#if beginning}}{{beginning}} {{/if}}{{#if failed}}Failed: {{failed}} {{/if}}{{#if empty}}No data: {{empty}} {{/if}}{{#if ending}}{{ending}}{{/if}}',
  items: ITEMS,
};

export const TEMPLATE_CARD_NUMBERS: Template = {
  key: 'template-card-numbers',
  version: 2,
  msgtype: 'template_card',
  needsLink: true,
  attachment: null,
  name: { 'zh-CN': '指标卡片', 'en-US': 'Number card' },
  description: {
    'zh-CN': '第一个关键数字放大显示，其余逐行列出，均带较上次推送的升降。点击打开报表，必须有链接。',
    'en-US': 'The first key number large, the others in lines, each up or down against the last push. Opens the report; needs a link.',
  },
  sources: { 'zh-CN': ZH, 'en-US': EN },
};
