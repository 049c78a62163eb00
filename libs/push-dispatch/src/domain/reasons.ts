import type { HoldCode } from '#push-task';
import type { Reason } from '#records';

/**
 * Why something was not sent. Codes are API: they stand in records, the console has a sentence for each in each language,
 * and they are never renamed.
 */
export const REASONS = {
  USER_NOT_FOUND: 'The host does not know this user any more',
  USER_INACTIVE: 'The user is locked or has left at the host',
  UNBOUND: 'The user is not bound to a WeCom account: bind it under Users',
  OUT_OF_RANGE: "The WeCom account is outside the app's visible range: the WeCom administrator can widen the range",
  LEFT: 'The WeCom account has left the corp: bind the user anew',
  NO_RIGHT: 'The user may not see the page at the host',
  EMPTY_CONTENT: 'All charts of the page are empty for this user',
  INVALID_USER: 'WeCom does not know the account, or it is outside the app\'s visible range',
  UNLICENSED: 'The WeCom account has no interface licence: the provider can assign one',
  PAGE_NOT_FOUND: 'The page does not exist any more',
  PAGE_NOT_PUBLISHED: 'The page is not published: publish it, and the next run is sent',
  PAGE_SHARING_OFF: 'Sharing of the page is off, so nobody could open the link: switch sharing on, or the link off in the task',
  OWNER_NO_RIGHT: 'The owner of the task may not see the page any more: give the right back, or hand the task over',
  FILTER_NOT_OFFERED: 'The page does not offer a filter, or a value of it, that the task sets: choose anew in the task',
  RULE_EMPTY: 'The rule of the task names nobody at the moment',
  RULE_NOT_FOUND: 'The host does not know the rule, or its column, that names the recipients: choose another one in the task',
  RULE_TOO_LARGE: 'The rule of the task names too many people',
  ALL_CHARTS_EMPTY: 'All charts of the page are empty',
  ALL_CHARTS_FAILED: 'No chart of the page could be loaded at the host',
  SOME_CHART_EMPTY: 'Some charts of the page are empty',
  CHOSEN_CHART_EMPTY: 'A chart that the task watches is empty or gone',
  CHART_FAILED: 'A chart of the page could not be loaded at the host',
  SNAPSHOT_SLOW: 'The host took longer for the page than the task allows',
  DATA_STALE: 'The data of the page is older than the task allows',
  SAME_AS_LAST: 'The page shows what the last message showed',
  CONDITION_NOT_MET: 'The condition of the alert is not met',
  CONDITION_UNKNOWN: 'The condition of the alert cannot be judged: a chart, a value, or the run before is not there',
  ALERT_ALREADY_TOLD: 'The alert was told already and has not cleared since',
  ALERT_QUIET_TIME: 'The alert was told a short while ago: its quiet time is not over',
  QUIET_HOURS: 'It is within the quiet hours of the task',
  NON_WORKING_DAY: 'It is no working day, and the task is held on such days',
  HOST_UNAVAILABLE: 'The BI host did not answer as it should',
  NOBODY_REACHABLE: 'Nobody named in the task can be reached: see the reason of each person',
  AUTHORIZATION_NOT_USABLE: 'The WeCom authorization cannot be used: see its health for the remedy',
  ROBOT_NOT_USABLE: 'The group robot is disabled, or WeCom does not know its address any more: see the robot for the remedy',
  WECOM_BUSY: 'WeCom is busy or asks to wait; it is tried again',
  CALLS_PACED: 'The app has as many calls a minute as it may make; it goes out in its turn',
  MEMBER_BUSY: 'The person got as many messages of this app within the minute or hour as WeCom delivers; above that WeCom drops them without a word',
  DAILY_QUOTA_USED: 'The app has sent as many messages as WeCom allows for today; it goes out after midnight in China, if it may still wait',
  APP_BEHIND: 'Many messages of the app wait to go out; the page is looked at when they are fewer',
  WECOM_UNREACHABLE: 'WeCom could not be reached; it is tried again',
  WECOM_REFUSED_CONTENT: 'WeCom refused the content of the message',
  WECOM_REFUSED_REQUEST: 'WeCom refused the request',
  MEDIA_REFUSED: 'WeCom does not take the picture or file of the message',
  MEDIA_UNDER_WAY: 'The same picture or file is being uploaded by another run; it is tried again',
  OUTCOME_UNKNOWN: 'WeCom did not say in time whether it took the message; sending again could reach people twice',
  EXPIRED: 'It could not be sent until its deadline',
  MISSED_TOO_OLD: "The system was not running at this time, and the task's grace was over when it came back",
  MISSED_OVERTAKEN: 'The system was not running at this time; a later time of the same task is sent instead',
  ALERT_CHANGED: 'Another run of the task changed the alert meanwhile; it is judged anew',
  CONTENT_NOT_KEPT: 'The record holds nothing that this person may see now: push the task anew',
  REPLAY_CONTENT_MISSING: 'The content of the record is not kept any more: push the task anew',
  INTERNAL: 'An unexpected fault in this system; the log has it under the run id',
} as const;

export type ReasonCode = keyof typeof REASONS;

/** @param detail what is special this time; no secrets */
export function reason(code: ReasonCode, detail?: string): Reason {
  return { code, text: detail ? `${REASONS[code]}. ${detail}` : REASONS[code] };
}

/** Why a run is held or waits. @param about names of what was found */
export function reasonFor({ code, about }: { code: HoldCode; about: readonly string[] }): Reason {
  return reason(code, about.length > 0 ? about.join(', ') : undefined);
}

/**
 * Trouble of recipients, of the corp's authorization, of the host or of WeCom as a whole says nothing about the task: it never counts
 * towards stopping it. A host that is down for a morning must not stop each task that it has.
 */
const NOT_THE_TASKS_FAULT: ReadonlySet<string> = new Set<ReasonCode>([
  'USER_NOT_FOUND',
  'USER_INACTIVE',
  'UNBOUND',
  'OUT_OF_RANGE',
  'LEFT',
  'NO_RIGHT',
  'INVALID_USER',
  'UNLICENSED',
  'NOBODY_REACHABLE',
  'AUTHORIZATION_NOT_USABLE',
  'ROBOT_NOT_USABLE',
  'HOST_UNAVAILABLE',
  'WECOM_BUSY',
  'CALLS_PACED',
  'MEMBER_BUSY',
  'DAILY_QUOTA_USED',
  'APP_BEHIND',
  'WECOM_UNREACHABLE',
  'MEDIA_UNDER_WAY',
  'OUTCOME_UNKNOWN',
  'EXPIRED',
]);

export function countsAsFailure(reasonCode: string | undefined): boolean {
  return reasonCode === undefined || !NOT_THE_TASKS_FAULT.has(reasonCode);
}

/** What a run waits for that has not begun: more than the system not having run. */
const WAITS_OF_PLANNED: ReadonlySet<string> = new Set<ReasonCode>(['WECOM_BUSY', 'APP_BEHIND']);

export const isWaitOfPlanned = (code: string | undefined): boolean => code !== undefined && WAITS_OF_PLANNED.has(code);
