import type { PushDeliveryState } from './states';

/** What became of one message for a person, in a record or in a replay of it. */
export interface MissedRow {
  runId: string;
  hostUserId: string;
  hostUserName: string;
  robot: boolean;
  part: number;
  state: PushDeliveryState;
  reasonCode: string | null;
  reason: string | null;
  callId: string | null;
  /** Of the run that the row is of. */
  messageId: string | null;
  wecomUserId: string | null;
  settledAt: Date | null;
}

/** A message that somebody of a record did not get, neither by the record nor by a replay of it. */
export interface OpenPart {
  part: number;
  /** The record's message; null for somebody who was skipped and never had one. */
  messageId: string | null;
  /** Whether nobody knows if it came, then or in a replay. */
  unknown: boolean;
  /** How it came out last. */
  last: MissedRow;
}

/** Somebody whom a record did not reach wholly. */
export interface MissedPerson {
  hostUserId: string;
  hostUserName: string;
  robot: boolean;
  /** Whether the record made no message for him. */
  skipped: boolean;
  /** What he has of it all the same, by number of the part: the record's own, and of replays. */
  reached: ReadonlySet<number>;
  open: OpenPart[];
  /** What the record itself says of him. */
  first: MissedRow;
}

/**
 * What each person lacks: whatever was once sent is sent for good, and what is under way is not open.
 * Parts have the same numbers in a record and in all its replays.
 * @param rows of these people, of the record and all its replays, each person's in order of runs
 * @param recordId the record itself
 */
export function missedPeople(rows: readonly MissedRow[], recordId: string): MissedPerson[] {
  const people = new Map<string, MissedRow[]>();
  for (const row of rows) people.set(row.hostUserId, [...(people.get(row.hostUserId) ?? []), row]);
  return [...people.values()].map((all) => missedPerson(all, recordId));
}

function missedPerson(rows: readonly MissedRow[], recordId: string): MissedPerson {
  const own = new Map(rows.filter(({ runId }) => runId === recordId).map((row) => [row.part, row]));
  const [first] = own.values();
  const parts = new Map<number, MissedRow[]>();
  for (const row of rows) parts.set(row.part, [...(parts.get(row.part) ?? []), row]);
  const reached = new Set<number>();
  const open: OpenPart[] = [];
  for (const [part, tries] of parts) {
    const last = tries.at(-1)!;
    if (tries.some(({ state }) => state === 'sent')) reached.add(part);
    else if (last.state !== 'pending') open.push({ part, messageId: own.get(part)?.messageId ?? null, unknown: tries.some(({ state }) => state === 'unknown'), last });
  }
  open.sort((a, b) => a.part - b.part);
  const { hostUserId, hostUserName, robot } = first;
  return { hostUserId, hostUserName, robot, skipped: first.messageId === null, reached, open, first };
}
