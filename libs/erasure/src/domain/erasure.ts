import { stateMachine } from '#kernel';

/** `requested`: shown to whoever asked, and nothing is touched before it is confirmed. `done`: the id of the person is gone from here as well. */
export const erasureState = stateMachine('push_erasure', {
  requested: ['running', 'cancelled'],
  running: ['done'],
  done: [],
  cancelled: [],
});
export type ErasureState = (typeof erasureState.states)[number];

/** A request that nobody confirms within this time is cancelled, in milliseconds: it holds the names of a person. */
export const CONFIRM_WITHIN_MS = 86_400_000;

/** How long a step waits for what is under way, in milliseconds. */
export const WAIT_MS = 30_000;

export interface Erasure {
  id: string;
  tenantId: string;
  state: ErasureState;
  /** Stands in the place of the person. */
  pseudonym: string;
  /** Who it is; null at the end. */
  hostUserId: string | null;
  /** What the person is called; empty at the end. */
  names: string[];
  /** WeCom userids that are nobody else's by now; empty at the end. */
  accounts: string[];
  /** Rows about the person when it was requested, by area; at most 10,001 each. */
  found: Record<string, number>;
  /** Rows that were changed or removed so far, by area. */
  erased: Record<string, number>;
  /** The area that is worked on; null before the first and after the last. */
  area: string | null;
  position: string | null;
  /** Whether it waits for something under way, such as a run that has not ended. */
  waiting: boolean;
  requestedBy: string;
  requestedAt: Date;
  confirmedBy: string | null;
  confirmedAt: Date | null;
  endedAt: Date | null;
}
