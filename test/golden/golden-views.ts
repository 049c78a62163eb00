import { EIGHT_PAGES, inEnglish } from '#pictures/testing';
import { figuresOf, type MessageView, TEMPLATE_LANGUAGES, type TemplateLanguage } from '#templating';

export type PageName = keyof typeof EIGHT_PAGES;
export const PAGE_NAMES = Object.keys(EIGHT_PAGES) as PageName[];
export { TEMPLATE_LANGUAGES };

const HOSTILE = '[x](https://evil.example) <font color="warning"> **b** `c` </div><a href="//evil.example">\n# y';

/** A push of each of the eight pages: at nine in Shanghai, or the same minute for a reader of English in New York. */
export function goldenView(name: PageName, language: TemplateLanguage): MessageView {
  const chinese = language === 'zh-CN';
  const page = EIGHT_PAGES[name];
  const snapshot = chinese ? page : inEnglish(page);
  const { title } = snapshot.page;
  const view: MessageView = {
    title, link: `${snapshot.page.url}?lang=${language}`, runTime: new Date('2026-11-23T01:00:07Z'), zone: chinese ? 'Asia/Shanghai' : 'America/New_York', snapshot,
    beginning: chinese ? '各位早，昨日数据如下：' : 'Good morning, here is yesterday:',
  };
  const last = { ...snapshot, charts: snapshot.charts.map((chart) => (chart.kind === 'number' ? { ...chart, rows: chart.rows.map(([value, ...rest]) => [typeof value === 'number' ? value * 0.98 : value, ...rest]) } : chart)) };
  switch (name) {
    case 'normal':
      return { ...view, previous: figuresOf(last), ending: chinese ? '有疑问请联系数据组 8021' : 'Questions? Ask the data team, ext. 8021' };
    case 'partlyEmpty':
      return { ...view, late: { plannedAt: new Date('2026-11-23T00:30:00Z') }, notes: [chinese ? '数据未更新：等待 30 分钟后发送' : 'Data not updated: sent after waiting for 30 minutes'] };
    case 'longChinese':
      return { ...view, beginning: `${title}。`.repeat(6), ending: title };
    case 'emojiAndRtl':
      return { ...view, beginning: chinese ? '早上好 ☀️👨‍👩‍👧' : 'Good morning ☀️👨‍👩‍👧', ending: 'شكراً 🙏' };
    case 'hostileMarkup':
      return { ...view, beginning: HOSTILE, ending: HOSTILE, test: true };
    case 'negativeAndZero':
      return { ...view, previous: figuresOf(last) };
    default:
      return view;
  }
}
