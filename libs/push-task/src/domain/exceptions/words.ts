import { DateTime } from 'luxon';
import type { Language } from '#kernel';
import type { FindingCode, NoteCode } from './decide';

type Words = Record<NoteCode, (about: string) => string>;

const ZH: Words = {
  PAGE_NOT_PUBLISHED: () => '页面尚未发布，本次没有数据',
  PAGE_SHARING_OFF: () => '页面的分享已关闭，本次没有数据',
  PAGE_NOT_FOUND: () => '页面已不存在，本次没有数据',
  OWNER_NO_RIGHT: () => '任务负责人已无权查看此页面',
  HOST_UNAVAILABLE: () => 'BI 平台暂时无法访问，本次没有数据',
  CHART_FAILED: (about) => `部分图表加载失败：${about}`,
  SNAPSHOT_SLOW: () => '页面加载过慢，本次没有数据',
  EMPTY_CONTENT: () => '所有图表均无数据',
  SOME_CHART_EMPTY: (about) => `部分图表无数据：${about}`,
  CHOSEN_CHART_EMPTY: (about) => `重点图表无数据：${about}`,
  DATA_STALE: (about) => `数据延迟：数据时间为 ${about}`,
  SAME_AS_LAST: () => '数据与上次推送相同',
  RECOVERED: () => '告警已恢复：条件不再满足',
};

const EN: Words = {
  PAGE_NOT_PUBLISHED: () => 'The page is not published: no data this time',
  PAGE_SHARING_OFF: () => 'Sharing of the page is off: no data this time',
  PAGE_NOT_FOUND: () => 'The page does not exist any more: no data this time',
  OWNER_NO_RIGHT: () => 'The owner of the task may not see this page any more',
  HOST_UNAVAILABLE: () => 'The BI platform cannot be reached: no data this time',
  CHART_FAILED: (about) => `Some charts could not be loaded: ${about}`,
  SNAPSHOT_SLOW: () => 'The page took too long: no data this time',
  EMPTY_CONTENT: () => 'All charts are empty',
  SOME_CHART_EMPTY: (about) => `Some charts are empty: ${about}`,
  CHOSEN_CHART_EMPTY: (about) => `Watched charts are empty: ${about}`,
  DATA_STALE: (about) => `Data is late: it is from ${about}`,
  SAME_AS_LAST: () => 'The data is the same as last time',
  RECOVERED: () => 'The alert is over: its condition is not met any more',
};

/** The line of a finding, as people read it. Titles in it are those of the host, as they are: templates make every line safe. */
export function noteText({ code, about }: { code: NoteCode; about: string[] }, language: Language, zone: string): string {
  const chinese = language === 'zh-CN';
  const names = code === 'DATA_STALE' ? about.map((time) => DateTime.fromISO(time, { zone }).toFormat('yyyy-MM-dd HH:mm')) : about;
  return (chinese ? ZH : EN)[code](names.join(chinese ? '、' : ', '));
}

const REMEDIES: Record<FindingCode, [zh: string, en: string]> = {
  PAGE_NOT_PUBLISHED: ['请发布页面', 'Publish the page'],
  PAGE_SHARING_OFF: ['请打开页面分享，或在任务中关闭链接', 'Switch sharing of the page on, or the link off in the task'],
  PAGE_NOT_FOUND: ['请在任务中选择另一个页面，或删除任务', 'Choose another page in the task, or delete the task'],
  OWNER_NO_RIGHT: ['请恢复负责人的页面权限，或移交任务', 'Give the owner the right to the page back, or hand the task over'],
  HOST_UNAVAILABLE: ['请检查 BI 平台是否正常运行', 'See whether the BI platform works'],
  CHART_FAILED: ['请在 BI 平台打开页面，检查图表', 'Open the page at the BI platform and look at its charts'],
  SNAPSHOT_SLOW: ['请减少图表或优化查询，或放宽任务的等待时间', 'Make the page faster, or allow it more time in the task'],
  EMPTY_CONTENT: ['请检查数据是否已更新', 'See whether the data has arrived'],
  SOME_CHART_EMPTY: ['请检查这些图表的数据', 'See whether the data of these charts has arrived'],
  CHOSEN_CHART_EMPTY: ['请检查这些图表的数据，或在任务中修改监控范围', 'See whether their data has arrived, or choose other charts in the task'],
  DATA_STALE: ['请检查数据更新是否延迟', 'See why the data is late'],
  SAME_AS_LAST: ['请检查数据是否已更新', 'See whether the data has arrived'],
};

/** What to do about a finding, in one sentence. */
export function remedyText(code: FindingCode, language: Language): string {
  return REMEDIES[code][language === 'zh-CN' ? 0 : 1];
}
