import type { Language } from '#kernel';

export const PUSH_TASK_OPTIONS = Symbol('PUSH_TASK_OPTIONS');

export interface PushTaskOptions {
  /** The shortest time between two runs of one task, in minutes; default 1, which is as often as a schedule can say. */
  minIntervalMinutes?: number;
  /** Whether opens of links can be counted: that needs an address at which people reach this system. Default false. */
  opensCounted?: boolean;
  /** Language of alarms about tasks of several people; default `zh-CN`. */
  alarmLanguage?: Language;
  /** Whether screenshots of pages can be taken. Default false. */
  screenshots?: boolean;
}
