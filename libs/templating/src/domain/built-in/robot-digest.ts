import type { Template } from '../template';

/** No colours here: arrows say up or down. A table begins behind an empty line, or a parser takes it for words. */
const ZH = `
### {{#if test}}【测试】{{/if}}{{title}}
> 数据截至 {{dataTime}} · 推送于 {{runTime}}
{{#if late}}
> 迟到：计划 {{late.plannedAt}}
{{/if}}
{{#each notes}}
> {{this}}
{{/each}}
{{#if filters}}
> 筛选：{{filters}}
{{/if}}

{{#if beginning}}
{{beginning}}

{{/if}}
{{#each numbers}}
- {{title}}：**{{value}}** {{#if change}}{{change.title}} {{trend change.value}}{{/if}}
{{/each}}

{{#each charts}}
**{{title}}**{{#if partlyEmpty}} （部分数据缺失）{{/if}}
{{#if trend}}
- {{trend.label}}{{#each trend.values}} {{#if title}}{{title}} {{/if}}**{{value}}** {{#if change}}较上期 {{trend change}}{{/if}}{{/each}}
{{else}}

{{tableHead this}}
{{#each (top this 10)}}
{{tableRow this}}
{{/each}}

{{#if (more this 10)}}
… 还有 {{number (more this 10)}} 行
{{/if}}
{{/if}}

{{/each}}
{{#if moreCharts}}
… 还有 {{moreCharts}} 个图表
{{/if}}
{{#if failed}}
加载失败：{{failed}}
{{/if}}
{{#if empty}}
暂无数据：{{empty}}
{{/if}}

{{#if link}}
[查看完整报表]({{link}})
{{/if}}
{{#if ending}}

{{ending}}
{{/if}}
`;

const EN = `
### {{#if test}}[Test] {{/if}}{{title}}
> Data as of {{dataTime}} · sent {{runTime}}
{{#if late}}
> Late: planned {{late.plannedAt}}
{{/if}}
{{#each notes}}
> {{this}}
{{/each}}
{{#if filters}}
> {{filters}}
{{/if}}

{{#if beginning}}
{{beginning}}

{{/if}}
{{#each numbers}}
- {{title}}: **{{value}}** {{#if change}}{{change.title}} {{trend change.value}}{{/if}}
{{/each}}

{{#each charts}}
**{{title}}**{{#if partlyEmpty}} (some data missing){{/if}}
{{#if trend}}
- {{trend.label}}{{#each trend.values}} {{#if title}}{{title}} {{/if}}**{{value}}** {{#if change}}{{trend change}} on the previous{{/if}}{{/each}}
{{else}}

{{tableHead this}}
{{#each (top this 10)}}
{{tableRow this}}
{{/each}}

{{#if (more this 10)}}
… {{number (more this 10)}} more {{plural (more this 10) "row" "rows"}}
{{/if}}
{{/if}}

{{/each}}
{{#if moreCharts}}
… {{moreCharts}} more {{plural moreCharts "chart" "charts"}}
{{/if}}
{{#if failed}}
Failed: {{failed}}
{{/if}}
{{#if empty}}
No data: {{empty}}
{{/if}}

{{#if link}}
[Open the full report]({{link}})
{{/if}}
{{#if ending}}

{{ending}}
{{/if}}
`;

export const ROBOT_DIGEST: Template = {
  key: 'robot-digest',
  version: 1,
  msgtype: 'markdown_v2',
  needsLink: false,
  attachment: null,
  name: { 'zh-CN': '群机器人摘要', 'en-US': 'Robot digest' },
  description: {
    'zh-CN': '仅用于群机器人：标题、关键数字、真正的表格、数据时间与链接。4.1.36 之前的客户端显示为纯文本，不能提醒成员。',
    'en-US': 'For group robots alone: title, key numbers, real tables, data time and link. Plain text on clients before 4.1.36; mentions nobody.',
  },
  sources: { 'zh-CN': { content: ZH }, 'en-US': { content: EN } },
};
