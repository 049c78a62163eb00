import { DateTime } from 'luxon';
import type { Language } from '#kernel';
import type { NoteCode } from './decide';

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
