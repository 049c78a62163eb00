import type { Template } from '../template';

const ZH = `
数据截至 {{dataTime}} · 推送于 {{runTime}}
{{#if late}}
迟到：计划 {{late.plannedAt}}
{{/if}}
{{#each notes}}
{{this}}
{{/each}}
{{#if beginning}}
{{beginning}}
{{/if}}
{{#each numbers}}
{{title}}：{{value}}{{#if change}}（{{change.title}} {{change.value}}）{{/if}}
{{/each}}
{{#if failed}}
加载失败：{{failed}}
{{/if}}
{{#if empty}}
暂无数据：{{empty}}
{{/if}}
{{#if ending}}
{{ending}}
{{/if}}
`;

const EN = `
Data as of {{dataTime}} · sent {{runTime}}
{{#if late}}
Late: planned {{late.plannedAt}}
{{/if}}
{{#each notes}}
{{this}}
{{/each}}
{{#if beginning}}
{{beginning}}
{{/if}}
{{#each numbers}}
{{title}}: {{value}}{{#if change}} ({{change.title}} {{change.value}}){{/if}}
{{/each}}
{{#if failed}}
Failed: {{failed}}
{{/if}}
{{#if empty}}
No data: {{empty}}
{{/if}}
{{#if ending}}
{{ending}}
{{/if}}
`;

export const NEWS_PICTURE: Template = {
  key: 'news-picture',
  version: 1,
  msgtype: 'news',
  needsLink: true,
  attachment: 'page_picture',
  name: { 'zh-CN': '图文卡片', 'en-US': 'Picture card' },
  description: {
    'zh-CN': '报表图片，下方是标题、数据时间与关键数字，点击打开报表。必须有链接。',
    'en-US': 'The page as a picture, with title, data time and key numbers below; opens the report. Needs a link.',
  },
  sources: {
    'zh-CN': { title: '{{#if test}}【测试】{{/if}}{{title}}', description: ZH },
    'en-US': { title: '{{#if test}}[Test] {{/if}}{{title}}', description: EN },
  },
};
