import type { CallChannel } from './prepared';
import type { PushDeliveryState, PushRunState, RunTrigger } from './states';

export interface RecordRow {
  id: string;
  projectId: string;
  taskId: string | null;
  trigger: RunTrigger;
  state: PushRunState;
  title: string;
  pageId: string;
  pageTitle: string;
  late: boolean;
  /** The record whose content it sent once more. */
  replayOf: string | null;
  plannedAt: Date;
  startedAt: Date | null;
  preparedAt: Date | null;
  finishedAt: Date | null;
  actorUserId: string | null;
  ownerUserId: string;
  reasonCode: string | null;
  reason: string | null;
  dataTime: string | null;
  template: string | null;
  total: number;
  sent: number;
  rejected: number;
  skipped: number;
  expired: number;
  unknown: number;
}

export interface MessageRow {
  id: string;
  msgtype: string;
  content: Record<string, unknown>;
  template: string;
  cut: { field: string; limitBytes: number; fullBytes: number; rows?: number }[];
  recipients: number;
}

/** A message with one of its requests: they differ in who gets it, and in the code of a counted link. */
export interface SentMessage extends Pick<MessageRow, 'content'> {
  channel: CallChannel;
  targetId: string;
  body: string;
}

export interface CallRow {
  id: string;
  messageId: string;
  state: string;
  recipients: number;
  attempts: number;
  wecomMessageId: string | null;
  reasonCode: string | null;
  reason: string | null;
  firstSentAt: Date | null;
  settledAt: Date | null;
}

/** A replay of a record. */
export type ReplayRow = Pick<RecordRow, 'id' | 'trigger' | 'state' | 'plannedAt' | 'finishedAt' | 'actorUserId' | 'total' | 'sent' | 'rejected' | 'skipped' | 'expired' | 'unknown'>;

/** When the calls of a run went out and came back. */
export interface CallTimes {
  firstSentAt: Date | null;
  lastSettledAt: Date | null;
}

/** A person of a run; `part` counts his messages when he gets several. */
export interface DeliveryPosition {
  hostUserId: string;
  part: number;
}

/** How often counted links were opened; the times are null while they never were. */
export interface OpensRow {
  opens: number;
  firstOpenedAt: Date | null;
  lastOpenedAt: Date | null;
}

/** What is known of all counted links of a run. */
export interface RecordOpensRow extends OpensRow {
  /** People who opened at least one. */
  people: number;
}

export interface DeliveryRow extends DeliveryPosition {
  hostUserName: string;
  /** Whether it is the group of a robot: then the id and name are the robot's. */
  robot: boolean;
  wecomUserId: string | null;
  messageId: string | null;
  state: PushDeliveryState;
  reasonCode: string | null;
  reason: string | null;
  settledAt: Date | null;
  /** When WeCom took the message back. */
  recalledAt: Date | null;
  /** Null where the message has no link that counts. */
  opens: OpensRow | null;
}
