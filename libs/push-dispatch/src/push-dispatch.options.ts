import type { Language } from '#kernel';
import type { AppLimits } from './domain/app-limits';

export const PUSH_DISPATCH_OPTIONS = Symbol('PUSH_DISPATCH_OPTIONS');

/** Two processes make 3000 calls a second at 50 ms each only if more than 75 of each are under way. */
export const CONCURRENT_CALLS = 128;

/**
 * Runs that are begun, and written, together share statements and transactions: 2,000 runs of 50 people take 5.0 to 5.3 s where 64 are under way in
 * each of two processes, 5.2 to 6.2 s where 32 are, in turns on one day. What one process has fetched no other takes: of 50 runs with 1,000 contents
 * each one of two processes prepared most in one of four bursts, which took no longer, since both send. Far more would leave machines idle.
 */
export const CONCURRENT_RUNS = 64;

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
  /** Calls to WeCom that this process makes at once, at most; default {@link CONCURRENT_CALLS}. */
  concurrentCalls?: number;
  /** Runs that this process prepares at once, at most; default {@link CONCURRENT_RUNS}. */
  concurrentRuns?: number;
}
