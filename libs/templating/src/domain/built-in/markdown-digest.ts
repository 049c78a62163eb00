import type { Template } from '../template';

const ZH = `
### {{#if test}}【测试】{{/if}}{{title}}
<font color="comment">数据截至 {{dataTime}} · 推送于 {{runTime}}</font>
{{#if late}}
<font color="warning">迟到：计划 {{late.plannedAt}}</font>
{{/if}}
{{#each notes}}
<font color="warning">{{this}}</font>
{{/each}}
{{#if filters}}
<font color="comment">筛选：{{filters}}</font>
{{/if}}

{{#if beginning}}
{{beginning}}

{{/if}}
{{#each numbers}}
{{title}}：**{{value}}**{{#if change}}　{{change.title}} {{colored change.value}}{{/if}}
{{/each}}

{{#each charts}}
**{{title}}**{{#if partlyEmpty}}<font color="comment">（部分数据缺失）</font>{{/if}}
{{#if trend}}
> {{trend.label}}{{#each trend.values}}　{{#if title}}{{title}} {{/if}}**{{value}}**{{#if change}}，较上期 {{colored change}}{{/if}}{{/each}}
{{else}}
> <font color="comment">{{heading}}</font>
{{#each (top this 10)}}
> {{cells this}}
{{/each}}
{{#if (more this 10)}}
> <font color="comment">… 还有 {{number (more this 10)}} 行</font>
{{/if}}
{{/if}}

{{/each}}
{{#if moreCharts}}
<font color="comment">… 还有 {{moreCharts}} 个图表</font>
{{/if}}
{{#if failed}}
<font color="warning">加载失败：{{failed}}</font>
{{/if}}
{{#if empty}}
<font color="comment">暂无数据：{{empty}}</font>
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
<font color="comment">Data as of {{dataTime}} · sent {{runTime}}</font>
{{#if late}}
<font color="warning">Late: planned {{late.plannedAt}}</font>
{{/if}}
{{#each notes}}
<font color="warning">{{this}}</font>
{{/each}}
{{#if filters}}
<font color="comment">{{filters}}</font>
{{/if}}

{{#if beginning}}
{{beginning}}

{{/if}}
{{#each numbers}}
{{title}}: **{{value}}**{{#if change}}　{{change.title}} {{colored change.value}}{{/if}}
{{/each}}

{{#each charts}}
**{{title}}**{{#if partlyEmpty}} <font color="comment">(some data missing)</font>{{/if}}
{{#if trend}}
> {{trend.label}}{{#each trend.values}}　{{#if title}}{{title}} {{/if}}**{{value}}**{{#if change}}, {{colored change}} on the previous{{/if}}{{/each}}
{{else}}
> <font color="comment">{{heading}}</font>
{{#each (top this 10)}}
> {{cells this}}
{{/each}}
{{#if (more this 10)}}
> <font color="comment">… {{number (more this 10)}} more {{plural (more this 10) "row" "rows"}}</font>
{{/if}}
{{/if}}

{{/each}}
{{#if moreCharts}}
<font color="comment">… {{moreCharts}} more {{plural moreCharts "chart" "charts"}}</font>
{{/if}}
{{#if failed}}
<font color="warning">Failed: {{failed}}</font>
{{/if}}
{{#if empty}}
<font color="comment">No data: {{empty}}</font>
{{/if}}

{{#if link}}
[Open the full report]({{link}})
{{/if}}
{{#if ending}}

{{ending}}
{{/if}}
`;

export const MARKDOWN_DIGEST: Template = {
  key: 'markdown-digest',
  version: 2,
  msgtype: 'markdown',
  needsLink: false,
  attachment: null,
  name: { 'zh-CN': '图文摘要', 'en-US': 'Digest' },
  description: {
    'zh-CN': '标题、关键数字、表格前几行、趋势最新值、数据时间与链接，适合日报和周报。微信插件中不显示。',
    'en-US': 'Title, key numbers, the top rows of tables, the newest point of lines, data time and link: for daily and weekly reports. Not shown in the WeChat plugin.',
  },
  sources: { 'zh-CN': { content: ZH }, 'en-US': { content: EN } },
};
