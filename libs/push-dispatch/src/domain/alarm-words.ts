import type { PushAlarm } from '#alarms';
import type { Language } from '#kernel';
import { byteLength, cutToBytes, messageLimit } from '#wecom';

const WORDS: Record<Language, Record<'alarm' | 'over' | 'remedy' | 'times' | 'last' | 'open' | 'overText', string>> = {
  'zh-CN': { alarm: '【告警】', over: '【恢复】', remedy: '处理办法：', times: '次数：', last: '最近一次：', open: '查看：', overText: '已恢复正常。此前：' },
  'en-US': { alarm: '[Alarm] ', over: '[Recovered] ', remedy: 'What to do: ', times: 'Times: ', last: 'Last: ', open: 'Open: ', overText: 'It works again. Before: ' },
};

const timeOf = (at: Date): string => `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`;

/**
 * What people read of an alarm, as text within WeCom's limit in bytes; the link stays whole. No two messages are equal: each names its time.
 * @param publicUrl where the console is; without it there is no link
 */
export function alarmText(alarm: PushAlarm, publicUrl: string | undefined, now: Date): string {
  const words = WORDS[alarm.language];
  const link = publicUrl === undefined ? '' : `\n${words.open}${publicUrl.replace(/\/+$/, '')}${alarm.path}`;
  const lines =
    alarm.state === 'cleared'
      ? [`${words.over}${alarm.subjectName}`, words.overText + alarm.text, timeOf(now)]
      : [`${words.alarm}${alarm.subjectName}`, alarm.text, words.remedy + alarm.remedy, ...(alarm.count > 1 ? [words.times + String(alarm.count)] : []), words.last + timeOf(alarm.lastAt)];
  return cutToBytes(lines.join('\n'), messageLimit('app', 'text', 'content').max - byteLength(link)) + link;
}
