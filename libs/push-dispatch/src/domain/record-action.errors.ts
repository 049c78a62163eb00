import { DomainError } from '#kernel';

/** The record can be replayed, or taken back, only after its end. */
export class RecordUnderWayError extends DomainError {
  readonly code = 'RECORD_UNDER_WAY';
  readonly kind = 'conflict';
  constructor(recordId: string) {
    super('The push is still under way: wait for its end, which its record shows', { recordId });
  }
}

/** Another replay of the same record is under way, or was started at the same moment. */
export class ReplayUnderWayError extends DomainError {
  readonly code = 'REPLAY_UNDER_WAY';
  readonly kind = 'conflict';
  /** @param recordId the record of the other replay */
  constructor(recordId: string) {
    super('A replay of this record is under way or was just made: its record shows what becomes of it', { recordId });
  }
}

/** There is nothing, or not everything, to send again. */
export class ReplayContentMissingError extends DomainError {
  readonly code = 'REPLAY_CONTENT_MISSING';
  readonly kind = 'conflict';
  /** @param why such as 'no message was ever made' */
  constructor(why: string) {
    super(`The content of this record cannot be sent again: ${why}. Push the task anew instead`);
  }
}

/** Everybody has it, or what kept it from the others is still there. */
export class NobodyToReplayError extends DomainError {
  readonly code = 'NOBODY_TO_REPLAY';
  readonly kind = 'conflict';
  constructor(details: { askFirst: number; notYet: number }) {
    super('A replay would reach nobody: everybody has it, may have it already (ask for them with includeUnknown), or still cannot be reached', details);
  }
}

/** A group robot has no recall. */
export class RobotsCannotRecallError extends DomainError {
  readonly code = 'ROBOTS_CANNOT_RECALL';
  readonly kind = 'conflict';
  constructor(recordId: string) {
    super('WeCom takes back no message of a group robot: delete it by hand in the group', { recordId });
  }
}

/** 24 hours are over. */
export class RecallTooLateError extends DomainError {
  readonly code = 'RECALL_TOO_LATE';
  readonly kind = 'conflict';
  constructor(recordId: string) {
    super('WeCom takes a message back within 24 hours only', { recordId });
  }
}

/** What could be taken back is taken back, or on its way. */
export class NothingToRecallError extends DomainError {
  readonly code = 'NOTHING_TO_RECALL';
  readonly kind = 'conflict';
  constructor(recordId: string, staying: Readonly<Record<string, number>>) {
    super('There is no message to take back: nobody of those chosen got one, or it is taken back already', { recordId, ...staying });
  }
}

/** WeCom takes a message back from all who got it in one request, not from some of them. */
export class RecallReachesOthersError extends DomainError {
  readonly code = 'RECALL_REACHES_OTHERS';
  readonly kind = 'conflict';
  constructor(recordId: string, counts: { people: number; others: number }) {
    super('WeCom takes a message back from everybody who got it together: others lose it too. Ask for it with includeOthers if that is wanted', { recordId, ...counts });
  }
}
