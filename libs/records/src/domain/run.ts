import type { Language } from '#kernel';
import type { PushRunState, RunTrigger } from './states';

/** What a run pushes, frozen when it was planned: a later edit of the task changes no run under way. */
export interface PushSpec {
  title: string;
  pageId: string;
  pageTitle: string;
  authorizationId: string;
  templateKey: string;
  language: Language;
  beginning: string;
  ending: string;
  withLink: boolean;
  /** IANA zone in which times are shown. */
  zone: string;
  ownerUserId: string;
  recipientUserIds: string[];
  /** When not to send, as push-task's `parseExceptionRules` takes it. */
  exceptions?: unknown;
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
  taskId: string;
  trigger: RunTrigger;
  /** `missed` when it is only recorded. */
  state: Extract<PushRunState, 'planned' | 'missed'>;
  reason?: Reason;
  plannedAt: Date;
  /** After this time nothing is sent any more that was not sent before. */
  deadlineAt: Date;
  /** Who asked for it; undefined for the schedule. */
  actorUserId?: string;
  spec: PushSpec;
}

export interface Run {
  id: string;
  tenantId: string;
  projectId: string;
  taskId: string;
  trigger: RunTrigger;
  state: PushRunState;
  plannedAt: Date;
  deadlineAt: Date;
  spec: PushSpec;
}

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
export function endStateOf(counts: DeliveryCounts): Extract<PushRunState, 'sent' | 'partly_sent' | 'failed'> {
  if (counts.sent === 0) return 'failed';
  return counts.sent === counts.total ? 'sent' : 'partly_sent';
}
