import { stateMachine } from '#kernel';

/** `broken`: WeCom does not know the address any more, or the robot was taken out of its group; a new address, enabling or a test that arrives mends it. */
export const pushRobotState = stateMachine('push_robot', {
  enabled: ['disabled', 'broken'],
  disabled: ['enabled'],
  broken: ['enabled', 'disabled'],
});
export type PushRobotState = (typeof pushRobotState.states)[number];

/** What WeCom takes from one robot in a minute. */
export const MESSAGES_PER_WINDOW = 20;
/** A little longer than a minute, in milliseconds: WeCom counts when messages arrive, and we when they leave. */
export const WINDOW_MS = 62_000;

/** Whom its messages mention: host users, by their binding in an authorization of the same corp. */
export interface RobotMention {
  authorizationId: string;
  /** At most 50. */
  userIds: string[];
}

export interface RobotDefinition {
  name: string;
  /** Template of its pushes, which goes before that of the task where it suits; null for that of the task. */
  templateKey: string | null;
  mention: RobotMention | null;
}

export interface PushRobot extends RobotDefinition {
  id: string;
  tenantId: string;
  /** The last four characters of its key, to tell it from others. */
  keyEnd: string;
  state: PushRobotState;
  /** WeCom's code and sentence, when it is broken. */
  brokenReason: string | null;
  createdAt: Date;
  updatedAt: Date;
  updatedBy: string;
  version: number;
}

/** What a robot posted for whom. `sending` of old means that nobody knows. */
export type RobotMessageState = 'sending' | 'sent' | 'refused' | 'unknown';
export type RobotMessageKind = 'push' | 'alarm' | 'test';

export interface RobotMessage {
  id: string;
  robotId: string;
  kind: RobotMessageKind;
  /** The run of a push, the alarm, or null for a test. */
  subjectId: string | null;
  title: string;
  state: RobotMessageState;
  reason: string | null;
  sentAt: Date;
}

export const keyContext = (robotId: string): string => `push_robot.key:${robotId}`;

/** What this lib stores encrypted; for `rotateSecrets`. */
export const ROBOT_SEALED_COLUMNS = [{ table: 'push_robot', key: 'id', column: 'key_sealed', context: keyContext }];
