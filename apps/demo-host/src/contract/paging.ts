import { InvalidInputError } from '#kernel';
import type { Paged } from './contract.types';

const PREFIX = 'after:';

function readCursor(cursor: string): string {
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  if (!text.startsWith(PREFIX)) throw InvalidInputError.field('cursor', 'is none of ours; leave it out to begin anew');
  return text.slice(PREFIX.length);
}

/**
 * One page of a list that is sorted by `keyOf`, ascending. The cursor holds the key of the last item given and not a
 * position, so that items which come or go between two calls make nobody appear twice or go missing.
 * @throws InvalidInputError for a cursor that is not ours
 */
export function pageOf<T>(sorted: readonly T[], keyOf: (item: T) => string, request: { cursor?: string; limit: number }): Paged<T> {
  const after = request.cursor === undefined ? undefined : readCursor(request.cursor);
  const rest = after === undefined ? sorted : sorted.filter((item) => keyOf(item) > after);
  const items = rest.slice(0, request.limit);
  const last = items.at(-1);
  if (last === undefined || rest.length === items.length) return { items };
  return { items, nextCursor: Buffer.from(PREFIX + keyOf(last)).toString('base64url') };
}
