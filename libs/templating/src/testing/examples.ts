import { TemplateRenderer } from '../application/template-renderer';
import { textsOf } from './texts-of';
import { CHARTS, samplePage, sampleView, sampleViewInEnglish } from './sample-view';

const renderer = new TemplateRenderer();

function example(templateKey: string, language: 'zh-CN' | 'en-US', view = language === 'zh-CN' ? sampleView() : sampleViewInEnglish()): string {
  const [{ content }] = renderer.render({ templateKey, language, view });
  if (content.msgtype === 'textcard') return JSON.stringify(content.textcard, null, 2);
  return textsOf(content).join('\n');
}

/** The messages of the README, by their heading there. */
export function examples(): Record<string, string> {
  const hostile = '[中奖](https://evil.example) <font color="warning">\n# x';
  return {
    'markdown-digest, zh-CN': example('markdown-digest', 'zh-CN'),
    'markdown-digest, en-US, late': example('markdown-digest', 'en-US', sampleViewInEnglish({ runTime: new Date('2026-11-23T01:20:00Z'), late: { plannedAt: new Date('2026-11-23T01:00:00Z') } })),
    'text-short, zh-CN, a test': example('text-short', 'zh-CN', sampleView({ test: true })),
    'text-short, en-US': example('text-short', 'en-US'),
    'textcard-link, zh-CN': example('textcard-link', 'zh-CN', sampleView({ ending: undefined })),
    'robot-digest, zh-CN': example('robot-digest', 'zh-CN'),
    'textcard-link, en-US': example('textcard-link', 'en-US', sampleViewInEnglish({ beginning: undefined, ending: undefined })),
    'markdown-digest, hostile words and nothing to tell': example('markdown-digest', 'zh-CN', sampleView({
      title: hostile, beginning: undefined, ending: undefined,
      snapshot: samplePage({ dataTime: null, filters: [], charts: [{ ...CHARTS.refunds, title: hostile, rows: [[null]] }, CHARTS.stock] }),
    })),
  };
}
