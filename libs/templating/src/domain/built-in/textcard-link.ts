import type { Template } from '../template';

const ZH = `
<div class="gray">数据截至 {{dataTime}} · 推送于 {{runTime}}</div>
{{#if late}}
<div class="highlight">迟到：计划 {{late.plannedAt}}</div>
{{/if}}
{{#each notes}}
<div class="highlight">{{this}}</div>
{{/each}}
{{#if beginning}}
<div class="normal">{{beginning}}</div>
{{/if}}
{{#each numbers}}
<div class="normal">{{title}}：{{value}}{{#if change}}（{{change.title}} {{change.value}}）{{/if}}</div>
{{else}}
{{#each charts}}
{{#if @first}}
<div class="normal">{{title}}</div>
{{#if trend}}
<div class="normal">{{trend.label}}{{#each trend.values}}　{{#if title}}{{title}} {{/if}}{{value}}{{#if change}}，较上期 {{change}}{{/if}}{{/each}}</div>
{{else}}
{{#each (top this 3)}}
<div class="normal">{{cells this}}</div>
{{/each}}
{{#if (more this 3)}}
<div class="gray">… 还有 {{number (more this 3)}} 行</div>
{{/if}}
{{/if}}
{{/if}}
{{/each}}
{{/each}}
{{#if failed}}
<div class="highlight">加载失败：{{failed}}</div>
{{/if}}
{{#if empty}}
<div class="gray">暂无数据：{{empty}}</div>
{{/if}}
{{#if ending}}
<div class="normal">{{ending}}</div>
{{/if}}
`;

const EN = `
<div class="gray">Data as of {{dataTime}} · sent {{runTime}}</div>
{{#if late}}
<div class="highlight">Late: planned {{late.plannedAt}}</div>
{{/if}}
{{#each notes}}
<div class="highlight">{{this}}</div>
{{/each}}
{{#if beginning}}
<div class="normal">{{beginning}}</div>
{{/if}}
{{#each numbers}}
<div class="normal">{{title}}: {{value}}{{#if change}} ({{change.title}} {{change.value}}){{/if}}</div>
{{else}}
{{#each charts}}
{{#if @first}}
<div class="normal">{{title}}</div>
{{#if trend}}
<div class="normal">{{trend.label}}{{#each trend.values}}　{{#if title}}{{title}} {{/if}}{{value}}{{#if change}}, {{change}} on the previous{{/if}}{{/each}}</div>
{{else}}
{{#each (top this 3)}}
<div class="normal">{{cells this}}</div>
{{/each}}
{{#if (more this 3)}}
<div class="gray">… {{number (more this 3)}} more {{plural (more this 3) "row" "rows"}}</div>
{{/if}}
{{/if}}
{{/if}}
{{/each}}
{{/each}}
{{#if failed}}
<div class="highlight">Failed: {{failed}}</div>
{{/if}}
{{#if empty}}
<div class="gray">No data: {{empty}}</div>
{{/if}}
{{#if ending}}
<div class="normal">{{ending}}</div>
{{/if}}
`;

export const TEXTCARD_LINK: Template = {
  key: 'textcard-link',
  version: 2,
  msgtype: 'textcard',
  needsLink: true,
  attachment: null,
  name: { 'zh-CN': '链接卡片', 'en-US': 'Link card' },
  description: {
    'zh-CN': '卡片：标题、数据时间、关键数字（没有时取第一个图表的前三行），点击打开报表。必须有链接。',
    'en-US': 'A card that opens the report: title, data time, key numbers, or the top three rows of the first chart. Needs a link.',
  },
  sources: {
    'zh-CN': { title: '{{#if test}}【测试】{{/if}}{{title}}', description: ZH, btntxt: '查看报表' },
    'en-US': { title: '{{#if test}}[Test] {{/if}}{{title}}', description: EN, btntxt: 'Open' },
  },
};
