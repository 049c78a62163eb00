import type { FilterChoice } from '#bi-host';
import { stateMachine, type Language } from '#kernel';
import type { PushChannel, RecipientSelection } from '#records';
import type { ExceptionRules } from './exceptions/rules';
import type { CalendarPolicy } from './schedule/calendar-policy';
import type { Schedule } from './schedule/schedule';

/** `stopped`: by the system, after {@link FAILURES_UNTIL_STOP} failed runs in a row; editing or enabling starts it again. */
export const pushTaskState = stateMachine('push_task', {
  enabled: ['disabled', 'stopped'],
  disabled: ['enabled'],
  stopped: ['enabled', 'disabled'],
});
export type PushTaskState = (typeof pushTaskState.states)[number];

/** Failed runs in a row after which the system stops a task. */
export const FAILURES_UNTIL_STOP = 3;

/** What an editor decides about a task. */
export interface PushTaskDefinition {
  projectId: string;
  pageId: string;
  /** Title of the message and of its records. */
  title: string;
  /** Ids of the charts to show; null is the whole page. */
  charts: string[] | null;
  /** Filters of the page that are set; the others keep the page's own. */
  filters: FilterChoice[];
  channel: PushChannel;
  templateKey: string;
  language: Language;
  /** Text before and after the content; may be empty. */
  beginning: string;
  ending: string;
  /** Whether the message leads to the page. */
  withLink: boolean;
  schedule: Schedule;
  /** What happens on days that are no working days; null: the task runs on them like on others. */
  calendar: CalendarPolicy | null;
  /** How far a start may lie after its planned time, in seconds, so that starts are spread; 0 is exactly at. */
  toleranceSeconds: number;
  /** Empty when the channel is robots. */
  recipients: RecipientSelection;
  exceptions: ExceptionRules;
  /** Whether each person gets a link of his own that counts when it is opened. */
  countOpens: boolean;
  /** Whether a table too long for one message becomes several. */
  splitTables: boolean;
  ownerUserId: string;
  /** How long after its start a run may still be sent, in seconds. */
  graceSeconds: number;
}

export interface PushTask extends PushTaskDefinition {
  id: string;
  tenantId: string;
  /** Title of the page when the task was saved. */
  pageTitle: string;
  state: PushTaskState;
  /** Failed runs in a row. */
  failureCount: number;
  /** When it starts next, and the time of its schedule that this start stands for; both null when it does not. */
  nextRunAt: Date | null;
  nextPlannedAt: Date | null;
  createdAt: Date;
  createdBy: string;
  updatedAt: Date;
  updatedBy: string;
  /** Grows with each edit: two editors never overwrite each other silently. */
  version: number;
}
