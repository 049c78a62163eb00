import type { FilterChoice } from '#bi-host';
import type { Language } from '#kernel';
import type { PushRunState, RunTrigger } from './states';

/** Through what a push goes out: the app, one to one, or one or more group robots. */
export type PushChannel = { kind: 'app'; authorizationId: string } | { kind: 'robots'; robotIds: string[]; mention: ChannelMention | null };

/** Whom a post in a group mentions: host users, by their binding in an authorization of the group's corp. */
export interface ChannelMention {
  authorizationId: string;
  userIds: string[];
}

/** A query of the host's project whose result names people. */
export interface RecipientRule {
  queryId: string;
  /** The column that holds them; null: the first. */
  column: string | null;
}

/**
 * Who gets a push through the app: the union of all that is named, without those excluded; a person named twice gets one
 * message. Groups, departments, the rule and `allBound` are resolved to people at the run.
 */
export interface RecipientSelection {
  /** Host users, each once. */
  userIds: string[];
  groupIds: string[];
  /** With all departments below them. */
  departmentIds: string[];
  /** A query of the host whose result names the people. */
  rule: RecipientRule | null;
  /** Everybody who is bound in the authorization and may see the page; whoever may not is left out without a word. */
  allBound: boolean;
  excludedUserIds: string[];
}

/** What a run pushes, frozen when it was planned: a later edit of the task changes no run under way. */
export interface PushSpec {
  title: string;
  pageId: string;
  pageTitle: string;
  /** Ids of the charts to show; null is the whole page. */
  charts: string[] | null;
  /** Filters of the page that are set; the others keep the page's own. */
  filters: FilterChoice[];
  channel: PushChannel;
  templateKey: string;
  language: Language;
  beginning: string;
  ending: string;
  withLink: boolean;
  /** Spreading of the start: a run is late only after it. Absent in runs of before it existed. */
  toleranceSeconds?: number;
  /** IANA zone in which times are shown. */
  zone: string;
  /** Whose days off are quiet, as push-task's `parseCalendarPolicy` takes it. Absent in runs of before it was kept: Monday to Friday. */
  calendar?: unknown;
  ownerUserId: string;
  recipients: RecipientSelection;
  /** When not to send, as push-task's `parseExceptionRules` takes it. */
  exceptions: unknown;
  /** Whether each person gets a link of his own that counts when it is opened. */
  countOpens: boolean;
  /** Whether a table too long for one message becomes several. */
  splitTables: boolean;
  /** Of a replay: to whom of the record. */
  replay?: ReplayChoice;
}

/** To whom of a record that ended it is sent once more. */
export interface ReplayChoice {
  /** The record that was looked at: the first one, or an earlier replay of it; only its people are asked about. */
  amongRecord: string;
  /** Only these people, or robots; null: all whom it did not reach. */
  userIds: string[] | null;
  /** Also to whom nobody knows whether it came. */
  includeUnknown: boolean;
}

/** Why a run, call or delivery is as it is: a code that is never renamed, and one sentence. */
export interface Reason {
  code: string;
  text: string;
}

export interface PlannedRun {
  id: string;
  tenantId: string;
  projectId: string;
  /** Null: the test of a draft that was never saved. */
  taskId: string | null;
  trigger: RunTrigger;
  /** `missed` when it is only recorded. */
  state: Extract<PushRunState, 'planned' | 'missed'>;
  reason?: Reason;
  plannedAt: Date;
  /** After this time nothing is sent any more that was not sent before. */
  deadlineAt: Date;
  /** Who asked for it; undefined for the schedule. */
  actorUserId?: string;
  /** Of whoever asked: a second request with the same id is the same request. */
  requestId?: string;
  /** The record whose stored content it sends once more. */
  replayOf?: string;
  spec: PushSpec;
}

export interface Run {
  id: string;
  tenantId: string;
  projectId: string;
  /** Null: the test of a draft that was never saved. */
  taskId: string | null;
  trigger: RunTrigger;
  state: PushRunState;
  plannedAt: Date;
  deadlineAt: Date;
  /** The record whose stored content it sends once more to some of its people; null for every other run. */
  replayOf: string | null;
  spec: PushSpec;
}

/** A run that says something of its task: no test does, and no replay of what another run made. */
export type TaskRun = Run & { taskId: string };

export const isOfTask = (run: Run): run is TaskRun => run.trigger !== 'test' && run.replayOf === null && run.taskId !== null;

/** How many deliveries of a run are in each state. */
export interface DeliveryCounts {
  total: number;
  pending: number;
  sent: number;
  rejected: number;
  skipped: number;
  expired: number;
  unknown: number;
}

/**
 * The end state of a run whose calls are all settled: `sent` when everybody named got it, `failed` when nobody did.
 */
export function endStateOf(counts: Pick<DeliveryCounts, 'sent' | 'total'>): Extract<PushRunState, 'sent' | 'partly_sent' | 'failed'> {
  if (counts.sent === 0) return 'failed';
  return counts.sent === counts.total ? 'sent' : 'partly_sent';
}
