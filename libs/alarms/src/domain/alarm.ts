import { stateMachine, type Language } from '#kernel';

/** A cleared alarm is opened again when its cause comes back; one row a cause and subject. */
export const pushAlarmState = stateMachine('push_alarm', { open: ['cleared'], cleared: ['open'] });
export type PushAlarmState = (typeof pushAlarmState.states)[number];

/** At most one message a cause and subject in this time, in milliseconds; what came meanwhile is a count in the next one. */
export const COLLECTED_FOR_MS = 3_600_000;

/**
 * Whether people were told. `pending`: somebody will be. `sending`: messages are under way. `told`: WeCom took a message.
 * `undeliverable`: nobody could be told, with the reason beside it. `none`: there is nothing to tell.
 */
export type AlarmTelling = 'pending' | 'sending' | 'told' | 'undeliverable' | 'none';

export interface AlarmKey {
  tenantId: string;
  /** A code in capitals such as `TASK_STOPPED`; API, never renamed; at most 64 characters. */
  cause: string;
  /** What it is about: `push_task`, `authorization`, `push_robot` and its id. */
  subject: { type: string; id: string };
}

/** `owner`: the owner of a task and the notification robot of its project. `administrators`: those who look after an authorization. */
export type AlarmAudience = { kind: 'administrators' } | { kind: 'owner'; userId: string; projectId: string };

export interface NewAlarm extends AlarmKey {
  subject: { type: string; id: string; name: string };
  audience: AlarmAudience;
  /** The app that tells it; left out: any usable one of the tenant. */
  authorizationId?: string;
  /** Language of the sentences. */
  language: Language;
  /** The cause in one sentence; no secrets. */
  text: string;
  /** What to do, in one sentence. */
  remedy: string;
  /** Path in the console, such as `/tasks/<id>`. */
  path: string;
  /** Whether people who were told are told, once, that it is over; default true. */
  tellRecovery?: boolean;
}

export interface PushAlarm {
  id: string;
  tenantId: string;
  cause: string;
  subjectType: string;
  subjectId: string;
  subjectName: string;
  audience: AlarmAudience['kind'];
  projectId: string | null;
  ownerUserId: string | null;
  authorizationId: string | null;
  language: Language;
  text: string;
  remedy: string;
  path: string;
  state: PushAlarmState;
  /** How often it came since it was opened. */
  count: number;
  openedAt: Date;
  lastAt: Date;
  clearedAt: Date | null;
  telling: AlarmTelling;
  /** Why nobody could be told. */
  tellingReason: string | null;
  /** When messages were last made. */
  toldAt: Date | null;
}

/** One message about an alarm, written before it is sent; a repeat sends the same bytes. */
export interface AlarmMessage {
  id: string;
  tenantId: string;
  alarmId: string;
  channel: 'app' | 'robot';
  /** The authorization of an app message, the robot of a robot's. */
  targetId: string;
  title: string;
  body: string;
  createdAt: Date;
}

/** `unknown`: WeCom did not say whether it took it. */
export type AlarmMessageState = 'sent' | 'failed' | 'unknown';
