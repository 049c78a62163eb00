import type { Language } from '#kernel';
import { remedyOf, type SkippedRecipient } from '#records';
import { REASONS, type ReasonCode } from './reasons';

/** Why somebody named in a task gets nothing. */
export const MISSED_CODES = ['UNBOUND', 'OUT_OF_RANGE', 'LEFT', 'NO_RIGHT', 'UNLICENSED', 'USER_INACTIVE', 'USER_NOT_FOUND'] as const satisfies readonly ReasonCode[];
export type MissedCode = (typeof MISSED_CODES)[number];

/** What mends it: the console offers a button for what this system can do. */
export const REMEDY_ACTIONS = ['ask_to_bind', 'widen_range', 'bind_anew', 'give_right', 'assign_licence', 'take_out'] as const;

export interface Remedy {
  action: (typeof REMEDY_ACTIONS)[number];
  text: Record<Language, string>;
}

const ACTIONS: Record<MissedCode, Remedy['action']> = {
  UNBOUND: 'ask_to_bind',
  OUT_OF_RANGE: 'widen_range',
  LEFT: 'bind_anew',
  NO_RIGHT: 'give_right',
  UNLICENSED: 'assign_licence',
  USER_INACTIVE: 'take_out',
  USER_NOT_FOUND: 'take_out',
};

/** The words are those of the record, which says the same afterwards. */
const remedyFor = (code: MissedCode): Remedy => ({ action: ACTIONS[code], text: remedyOf(code)! });

export interface MissedPerson {
  hostUserId: string;
  name: string;
}

export interface MissedGroup {
  reason: MissedCode;
  /** The reason in one sentence. */
  text: string;
  remedy: Remedy;
  count: number;
  /** By host user id, as many as were asked for. */
  people: MissedPerson[];
  more: boolean;
}

/** Which part of the lists of people is wanted. */
export interface PeopleWindow {
  /** Only this reason; else each. */
  reason?: MissedCode;
  /** Host user id of the last one seen. */
  after?: string;
  limit: number;
}

/** People who get nothing by reason, the most first; a reason without people is left out. */
export function missedGroups(skipped: readonly SkippedRecipient[], { reason: only, after = '', limit }: PeopleWindow): MissedGroup[] {
  const byReason = new Map<MissedCode, SkippedRecipient[]>();
  for (const person of skipped) {
    const code = person.reason.code as MissedCode;
    const people = byReason.get(code) ?? [];
    byReason.set(code, people);
    people.push(person);
  }
  return [...byReason]
    .filter(([code]) => only === undefined || code === only)
    .map(([code, people]) => {
      const rest = people.filter((person) => person.hostUserId > after).toSorted((a, b) => (a.hostUserId < b.hostUserId ? -1 : 1));
      const shown = rest.slice(0, limit).map(({ hostUserId, hostUserName }) => ({ hostUserId, name: hostUserName }));
      return { reason: code, text: REASONS[code], remedy: remedyFor(code), count: people.length, people: shown, more: rest.length > limit };
    })
    .toSorted((a, b) => b.count - a.count || MISSED_CODES.indexOf(a.reason) - MISSED_CODES.indexOf(b.reason));
}
