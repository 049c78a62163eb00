import type { Reason } from './run';

/** A message with its calls and the people of each call, written before anything is sent. */
export interface PreparedMessage {
  id: string;
  msgtype: string;
  /** `msgtype` and payload as WeCom takes it; with a counted link the address of the page in the place of each person's own. */
  content: unknown;
  /** The host's key of the content that these people see. */
  contentKey: string;
  /** `key@version`. */
  template: string;
  /** What was cut to fit WeCom's limits. */
  cut: unknown[];
  /** Where its counted links lead, and until when. */
  counted?: { pageUrl: string; validUntil: Date };
  calls: PreparedCall[];
}

/** How a call reaches people: as app message to up to 1000 of them, or through the webhook of one group robot. */
export const CALL_CHANNELS = ['app', 'robot'] as const;
export type CallChannel = (typeof CALL_CHANNELS)[number];

export interface PreparedCall {
  id: string;
  channel: CallChannel;
  /** Through what it goes: the authorization of an `app` call, the robot of a `robot` call. */
  targetId: string;
  /** The request text; a repeat sends these bytes again. */
  body: string;
  /** Number of the counted link in it, in this run: then the call is for one person. */
  linkNumber?: number;
  recipients: MessageRecipient[];
  /** Id of the call that brings the same people the part before, and is over before this one goes. */
  after?: string;
}

/** A person, or the group of a robot: then the ids are the robot's. */
export interface MessageRecipient {
  hostUserId: string;
  hostUserName: string;
  wecomUserId?: string;
  robot?: boolean;
  /** Number of his message of the run; counted where it is left out. A replay keeps the number that the record gave it. */
  part?: number;
}

/** Somebody who is named but gets nothing, and why. */
export interface SkippedRecipient extends MessageRecipient {
  reason: Reason;
}

export interface CallToSend {
  id: string;
  tenantId: string;
  runId: string;
  channel: CallChannel;
  /** See {@link PreparedCall.targetId}. */
  targetId: string;
  body: string;
  /** How many people it is for. */
  recipients: number;
  deadlineAt: Date;
  /** When it was sent first with an outcome that is not known to be a refusal; before this attempt. */
  firstSentAt: Date | null;
  attempts: number;
  /** Why the attempt before did not get through, or what it waits for. */
  lastReason: Reason | null;
  /** Somebody waits for it at the screen: a test. */
  urgent: boolean;
}

/** What WeCom said to a call that it accepted. */
export interface CallReply {
  wecomMessageId?: string;
  /** WeCom userids (any case) that were not reached although the call was accepted. */
  exceptions: { wecomUserId: string; reason: Reason }[];
}

/** What a call's recipients became. */
export interface CallOutcome {
  call: 'sent' | 'refused' | 'expired' | 'unknown';
  /** State of the call's recipients but for the exceptions. */
  deliveries: 'sent' | 'rejected' | 'expired' | 'unknown';
  reason?: Reason;
  wecomMessageId?: string;
  /** WeCom userids (any case) that were not reached although the call was accepted. */
  exceptions: { wecomUserId: string; reason: Reason }[];
}

export interface SettledCall {
  call: CallToSend;
  outcome: CallOutcome;
}
