import type { Template } from '../template';

const ZH = `
{{#if test}}【测试】{{/if}}{{title}}
{{#each notes}}
{{this}}
{{/each}}
{{#if beginning}}
{{beginning}}
{{/if}}

{{#each numbers}}
{{title}}：{{value}}{{#if change}}（{{change.title}} {{change.value}}）{{/if}}
{{else}}
{{#each charts}}
{{#if @first}}
{{title}}{{#if partlyEmpty}}（部分数据缺失）{{/if}}
{{#if trend}}
{{trend.label}}{{#each trend.values}}　{{#if title}}{{title}} {{/if}}{{value}}{{#if change}}，较上期 {{change}}{{/if}}{{/each}}
{{else}}
{{#each (top this 3)}}
{{cells this}}
{{/each}}
{{#if (more this 3)}}
… 还有 {{number (more this 3)}} 行
{{/if}}
{{/if}}
{{/if}}
{{/each}}
{{/each}}
{{#if failed}}
加载失败：{{failed}}
{{/if}}
{{#if empty}}
暂无数据：{{empty}}
{{/if}}

{{#if late}}
迟到：计划 {{late.plannedAt}}
{{/if}}
数据截至 {{dataTime}}
推送于 {{runTime}}
{{#if link}}
<a href="{{link}}">查看完整报表</a>
{{/if}}
{{#if ending}}

{{ending}}
{{/if}}
`;

const EN = `
{{#if test}}[Test] {{/if}}{{title}}
{{#each notes}}
{{this}}
{{/each}}
{{#if beginning}}
{{beginning}}
{{/if}}

{{#each numbers}}
{{title}}: {{value}}{{#if change}} ({{change.title}} {{change.value}}){{/if}}
{{else}}
{{#each charts}}
{{#if @first}}
{{title}}{{#if partlyEmpty}} (some data missing){{/if}}
{{#if trend}}
{{trend.label}}{{#each trend.values}}　{{#if title}}{{title}} {{/if}}{{value}}{{#if change}}, {{change}} on the previous{{/if}}{{/each}}
{{else}}
{{#each (top this 3)}}
{{cells this}}
{{/each}}
{{#if (more this 3)}}
… {{number (more this 3)}} more {{plural (more this 3) "row" "rows"}}
{{/if}}
{{/if}}
{{/if}}
{{/each}}
{{/each}}
{{#if failed}}
Failed: {{failed}}
{{/if}}
{{#if empty}}
No data: {{empty}}
{{/if}}

{{#if late}}
Late: planned {{late.plannedAt}}
{{/if}}
Data as of {{dataTime}}
Sent {{runTime}}
{{#if link}}
<a href="{{link}}">Open the full report</a>
{{/if}}
{{#if ending}}

{{ending}}
{{/if}}
`;

export const TEXT_SHORT: Template = {
  key: 'text-short',
  version: 2,
  msgtype: 'text',
  needsLink: false,
  attachment: null,
  name: { 'zh-CN': '短文本', 'en-US': 'Short text' },
  description: {
    'zh-CN': '纯文本：关键数字（没有时取第一个图表的前三行）、数据时间与链接。任何客户端都能显示。',
    'en-US': 'Plain text: key numbers, or the top three rows of the first chart, data time and link. Shown by every client.',
  },
  sources: { 'zh-CN': { content: ZH }, 'en-US': { content: EN } },
};
