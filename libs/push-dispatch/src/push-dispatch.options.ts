import type { Language } from '#kernel';
import type { AppLimits } from './domain/app-limits';

export const PUSH_DISPATCH_OPTIONS = Symbol('PUSH_DISPATCH_OPTIONS');

export interface PushDispatchOptions {
  /** The database of the queue: the same one that holds our tables, since both are written in one transaction. */
  databaseUrl: string;
  /** Address of the console, for links in alarms; without it they have none. */
  publicUrl?: string;
  /** Host users who are told of alarms for administrators; default: whoever authorized the app. */
  alarmUserIds?: readonly string[];
  /** Their language; default `zh-CN`. */
  alarmLanguage?: Language;
  /** What one app may do at WeCom, over all processes; the same in all of them. */
  limits?: Partial<AppLimits>;
  /** Whether this process plans due tasks and works off the queue. */
  workers: boolean;
  /** Connections of the queue beside those of our tables; default 6. */
  queueConnections?: number;
  /** How often due tasks are looked for, in milliseconds; default 1000. */
  planningIntervalMs?: number;
  /** Calls to WeCom that this process makes at once, at most; default 64. */
  concurrentCalls?: number;
  /** Runs that this process prepares at once, at most; default 16. */
  concurrentRuns?: number;
}
