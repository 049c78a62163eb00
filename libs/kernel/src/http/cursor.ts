import { InvalidInputError } from '../errors/domain-error';

/**
 * A place in a list as a caller keeps it between two pages: opaque to him, so that its inside may change.
 * It is not secret and grants nothing: whoever reads it back still filters by tenant.
 */
export function encodeCursor(values: readonly string[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/** @throws InvalidInputError (field `cursor`) when it is not one of ours with `length` values */
export function decodeCursor(cursor: string, length: number): string[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(values) && values.length === length && values.every((value) => typeof value === 'string')) return values;
  } catch {
    // Falls through: whatever it is, it is not one of ours.
  }
  throw InvalidInputError.field('cursor', 'give back nextCursor of the page before as it was, or leave it out');
}
