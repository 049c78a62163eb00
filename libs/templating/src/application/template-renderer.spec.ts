import { byteLength } from '#wecom';
import type { MessageView } from '../domain/message-view';
import { TemplateNeedsLinkError, TemplateNotFoundError } from '../domain/templating.errors';
import type { TemplateLanguage } from '../domain/template';
import { CHARTS, samplePage, sampleView, sampleViewInEnglish } from '../testing/sample-view';
import { textsOf } from '../testing/texts-of';
import { TemplateRenderer } from './template-renderer';

const renderer = new TemplateRenderer();
const KEYS = ['markdown-digest', 'text-short', 'textcard-link'];

function textOf(templateKey: string, view: MessageView, language: TemplateLanguage = 'zh-CN'): string {
  const [{ content }] = renderer.render({ templateKey, language, view });
  return textsOf(content).join('\n');
}

describe.each(KEYS)('%s', (key) => {
  it('says that a run is late, and when it was planned', () => {
    const late = { plannedAt: new Date('2026-11-23T00:30:00Z') };
    expect(textOf(key, sampleView({ late }))).toContain('迟到：计划 08:30');
    expect(textOf(key, sampleViewInEnglish({ late: { plannedAt: new Date('2026-11-22T23:30:00Z') } }), 'en-US')).toContain('Late: planned Nov 22 23:30');
    expect(textOf(key, sampleView())).not.toContain('迟到');
  });

  it('marks a test in the title', () => {
    expect(textOf(key, sampleView({ test: true }))).toMatch(/^(### )?【测试】门店销售日报\n/);
    expect(textOf(key, sampleViewInEnglish({ test: true }), 'en-US')).toMatch(/^(### )?\[Test\] Daily store sales\n/);
  });

  it('differs between two runs a minute apart, with equal data', () => {
    const later = new Date(sampleView().runTime.getTime() + 60_000);
    expect(textOf(key, sampleView({ runTime: later }))).not.toBe(textOf(key, sampleView()));
  });

  it('shows — for missing data, and says in one line which charts are empty or failed', () => {
    const { revenue, stock, visitors } = CHARTS;
    const view = sampleView({ snapshot: samplePage({ dataTime: null, charts: [{ ...revenue, rows: [[null, null]] }, stock, visitors] }) });
    const text = textOf(key, view);
    expect(text).toContain('数据截至 —');
    expect(text).toMatch(/昨日销售额：(\*\*)?—/);
    expect(text.split(/\n|<\/div>/).filter((line) => line.includes('库存预警'))).toEqual([expect.stringContaining('暂无数据：库存预警')]);
    expect(text.split(/\n|<\/div>/).filter((line) => line.includes('到店客流'))).toEqual([expect.stringContaining('加载失败：到店客流（数据源查询超时）')]);
  });

  it('takes the title of the page when the task has none', () => {
    expect(textOf(key, sampleView({ title: ' \u200B' }))).toContain('门店销售日报');
    expect(textOf(key, sampleView({ title: '', snapshot: samplePage({ page: { ...samplePage().page, title: '' } }) }))).toMatch(/^(### )?—\n/);
  });

  it('names the version it was written with', () => {
    expect(renderer.render({ templateKey: key, language: 'zh-CN', view: sampleView() })[0].template).toEqual({ key, version: 2 });
  });

  it('fits a page of a thousand rows, and tells how many are left out', () => {
    const rows = Array.from({ length: 1000 }, (_, i) => [`第 ${i + 1} 家门店，名称很长很长很长很长`, 1_000_000 - i, 0.01]);
    const view = sampleView({ snapshot: samplePage({ charts: [{ ...CHARTS.regions, rows, totalRows: 25_000 }] }) });
    const text = textOf(key, view);
    const shown = text.split('家门店').length - 1;
    expect(shown).toBeGreaterThanOrEqual(2);
    expect(text).toContain(`… 还有 ${(25_000 - shown).toLocaleString('en-US')} 行`);
  });
});

describe('markdown-digest', () => {
  it('leaves out rows before anything else, whole ones, and records the cut', () => {
    const rows = Array.from({ length: 10 }, (_, i) => [`${i}${'很长的名称'.repeat(3)}`, '说明'.repeat(10), '备注'.repeat(10), '负责人'.repeat(7)]);
    const columns = ['门店', '说明', '备注', '负责人'].map((title) => ({ key: title, title, type: 'text' as const }));
    const view = sampleView({ beginning: '开头'.repeat(60), snapshot: samplePage({ charts: [{ ...CHARTS.regions, columns, rows, totalRows: undefined }] }) });
    const [{ content, cut }] = renderer.render({ templateKey: 'markdown-digest', language: 'zh-CN', view });
    const text = content.msgtype === 'markdown' ? content.markdown.content : '';
    const shown = text.match(/^> \d.*$/gm) ?? [];
    expect(shown.length).toBeGreaterThan(2);
    expect(shown.every((line) => line.endsWith(`${'负责人'.repeat(6)}负…`))).toBe(true);
    expect(text).toContain(`… 还有 ${10 - shown.length} 行`);
    expect(text).toContain('开头'.repeat(60));
    expect(cut).toEqual([{ field: 'markdown.content', limitBytes: 2048, fullBytes: expect.any(Number) }]);
    expect(cut[0].fullBytes).toBeGreaterThan(2048);
  });

  it('keeps title, times and link when the words before and after are far too long', () => {
    const view = sampleView({ beginning: '开头很长。'.repeat(400), ending: 'The end is long. '.repeat(200) });
    const text = textOf('markdown-digest', view);
    expect(byteLength(text)).toBeLessThanOrEqual(2048);
    expect(text).toContain('### 门店销售日报');
    expect(text).toContain('推送于 2026-11-23 09:00');
    expect(text).toContain('[查看完整报表](https://bi.example.com/p/sales/daily?lang=zh-CN)');
    expect(text).toMatch(/\n(开头很长。)+(开头?很?长?)?…\n/);
    expect(text).toMatch(/\n(The end is long\. ?)+.*…$/);
  });

  it('counts the charts that it leaves out', () => {
    const charts = Array.from({ length: 20 }, (_, i) => ({ ...CHARTS.stores, title: `第 ${i + 1} 图` }));
    expect(textOf('markdown-digest', sampleView({ snapshot: samplePage({ charts }) }))).toContain('… 还有 14 个图表');
  });

  it('shows the change of a share in points', () => {
    const rate = { ...CHARTS.trend, columns: [CHARTS.trend.columns[0], { key: 'rate', title: '转化率', type: 'percent' as const }], rows: [['2026-11-21', 0.1], ['2026-11-22', 0.112]] };
    expect(textOf('markdown-digest', sampleView({ snapshot: samplePage({ charts: [rate] }) }))).toContain('> 11-22　**11.2%**，较上期 <font color="info">+1.2个百分点</font>');
  });

  it('says nothing about a change from nothing', () => {
    const text = (before: number | null): string => textOf('markdown-digest', sampleView({ snapshot: samplePage({ charts: [{ ...CHARTS.trend, rows: [['2026-11-21', before], ['2026-11-22', 5]] }] }) }));
    expect(text(0)).not.toContain('较上期');
    expect(text(null)).not.toContain('较上期');
    expect(text(-4)).toContain('+225%');
  });

  it('understands decimals that a host gives as text', () => {
    const chart = { ...CHARTS.revenue, rows: [['1284560.50', '0.0321']] };
    expect(textOf('markdown-digest', sampleView({ snapshot: samplePage({ charts: [chart] }) }))).toContain('**128.5万元**　环比 <font color="info">+3.2%</font>');
  });
});

describe('the link', () => {
  it.each(['markdown-digest', 'text-short'])('of %s is left out when there is none, or none that a phone can open', (key) => {
    for (const link of [null, undefined, '', 'javascript:alert(1)']) expect(textOf(key, sampleView({ link }))).not.toMatch(/查看完整报表|javascript/);
  });

  it('is left out of a text when it would take its room, and the record says so', () => {
    const link = `https://bi.example.com/p?q=${'x'.repeat(1500)}`;
    const [{ content, cut }] = renderer.render({ templateKey: 'text-short', language: 'zh-CN', view: sampleView({ link }) });
    expect(JSON.stringify(content)).not.toContain('bi.example.com');
    expect(cut).toEqual([{ field: 'link', limitBytes: 1000, fullBytes: link.length }]);
  });

  it('of a card must be there, and not be longer than WeCom takes', () => {
    const card = (link: string | null): unknown => renderer.render({ templateKey: 'textcard-link', language: 'zh-CN', view: sampleView({ link }) })[0];
    for (const link of [null, 'ftp://x/y', `https://x.example/${'y'.repeat(2100)}`]) expect(() => card(link)).toThrow(TemplateNeedsLinkError);
    expect(card('https://x.example/p')).toMatchObject({ content: { textcard: { url: 'https://x.example/p', btntxt: '查看报表' } } });
  });
});

it('cuts the title of a card at 128 bytes, and records it', () => {
  const [{ content, cut }] = renderer.render({ templateKey: 'textcard-link', language: 'zh-CN', view: sampleView({ title: '很长的标题'.repeat(10), test: true }) });
  expect(content).toMatchObject({ textcard: { title: `【测试】${'很长的标题'.repeat(7)}很长…` } });
  expect(cut).toContainEqual({ field: 'textcard.title', limitBytes: 128, fullBytes: 162 });
});

it('refuses a template that does not exist', () => {
  expect(() => renderer.render({ templateKey: 'markdown-digest@1', language: 'zh-CN', view: sampleView() })).toThrow(TemplateNotFoundError);
});
