import { InvalidInputError } from '../errors/domain-error';

/** A place in a list that is ordered by time, then id. */
export interface TimePosition {
  at: Date;
  id: string;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const wrongCursor = (): InvalidInputError => InvalidInputError.field('cursor', 'give back nextCursor of the page before as it was, or leave it out');

/**
 * A place in a list as a caller keeps it between two pages: opaque to him, so that its inside may change.
 * It is not secret and grants nothing: whoever reads it back still filters by tenant.
 */
export function encodeCursor(values: readonly string[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

export function encodeTimeCursor({ at, id }: TimePosition): string {
  return encodeCursor([at.toISOString(), id]);
}

/** @throws InvalidInputError (field `cursor`) when it is not one of ours with `length` values */
export function decodeCursor(cursor: string, length: number): string[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(values) && values.length === length && values.every((value) => typeof value === 'string')) return values;
  } catch {
    // Falls through: whatever it is, it is not one of ours.
  }
  throw wrongCursor();
}

/** The id in a cursor of one value: it comes back from outside, and the database takes nothing but a UUID. @throws InvalidInputError (field `cursor`) */
export function decodeIdCursor(cursor: string): string {
  return checkedId(decodeCursor(cursor, 1)[0]);
}

/** @throws InvalidInputError (field `cursor`) */
export function decodeTimeCursor(cursor: string): TimePosition {
  const [time = '', id] = decodeCursor(cursor, 2);
  const at = new Date(time);
  if (Number.isNaN(at.getTime())) throw wrongCursor();
  return { at, id: checkedId(id) };
}

function checkedId(id: string | undefined): string {
  if (id === undefined || !UUID.test(id)) throw wrongCursor();
  return id;
}
