const PREFIX = 'erased-';

/** Stands in the place of a person's id for good. Random: a hash of an id could be found again by trying ids. */
export const pseudonymOf = (random: string): string => PREFIX + random;

/** Whether an id stands for somebody who was erased. */
export const isErased = (hostUserId: string): boolean => hostUserId.startsWith(PREFIX);

/** What is known of a person. */
export interface PersonNames {
  /** What the person is called at the host and in WeCom, and what he is looked up by. */
  names: string[];
  /** WeCom userids, as they are written. */
  accounts: string[];
}

/** Somebody who is to be forgotten. */
export interface ErasedPerson extends PersonNames {
  tenantId: string;
  hostUserId: string;
  pseudonym: string;
}

/** What a step came to. */
export interface ErasingStep {
  /** Rows that were changed or removed. */
  rows: number;
  /** Where the next step goes on; null: nothing is left. */
  position: string | null;
  /** Nothing can be done before something that is under way has ended. */
  waiting?: boolean;
}

/** All is done in one step. */
export const doneWith = (rows: number): ErasingStep => ({ rows, position: null });
