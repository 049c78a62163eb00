import { DomainError } from '#kernel';
import type { PushRobotState } from './robot';

/** No such robot in the tenant of the caller. */
export class RobotNotFoundError extends DomainError {
  readonly code = 'ROBOT_NOT_FOUND';
  readonly kind = 'not_found';

  constructor(robotId: string) {
    super('There is no such robot', { robotId });
  }
}

/** Another robot of the tenant has the name. */
export class RobotNameTakenError extends DomainError {
  readonly code = 'ROBOT_NAME_TAKEN';
  readonly kind = 'conflict';

  constructor(name: string) {
    super('Another robot has this name: choose another one', { name });
  }
}

/** Somebody else changed the robot since it was read. */
export class RobotChangedError extends DomainError {
  readonly code = 'ROBOT_CHANGED';
  readonly kind = 'conflict';

  constructor(robotId: string) {
    super('Somebody else changed the robot: read it again', { robotId });
  }
}

/** Tasks post through the robot: it cannot be deleted. */
export class RobotInUseError extends DomainError {
  readonly code = 'ROBOT_IN_USE';
  readonly kind = 'conflict';

  constructor(robotId: string, titles: readonly string[]) {
    super('Tasks post through this robot: give them another one first', { robotId, tasks: titles });
  }
}

/** The robot is disabled or broken: enable it, or give it the new address. */
export class RobotNotUsableError extends DomainError {
  readonly code = 'ROBOT_NOT_USABLE';
  readonly kind = 'conflict';

  constructor(robotId: string, state: PushRobotState, reason: string | null) {
    super(`The robot is ${state}${reason ? `: ${reason}` : ''}`, { robotId, state });
  }
}

/** The 20 messages of this minute are used up, or WeCom asks to wait; nothing was posted. */
export class RobotBusyError extends DomainError {
  readonly code = 'ROBOT_BUSY';
  readonly kind = 'rate_limited';

  constructor(
    robotId: string,
    /** When a place is free again, if that is known. */
    readonly retryAt: Date | null,
    cause?: unknown,
  ) {
    super('The robot has posted all it may in this minute, or WeCom cannot take it now: try again later', { robotId, retryAt }, cause);
  }
}
