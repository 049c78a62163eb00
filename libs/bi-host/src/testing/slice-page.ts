import type { Paged, PageRequest } from '../domain/host-user';

/** A page of a list; the cursor is the place of its first item. */
export function slicePage<T>(items: readonly T[], { cursor = '0', limit }: PageRequest): Paged<T> {
  const start = Number(cursor);
  const end = start + limit;
  return { items: items.slice(start, end), ...(end < items.length && { nextCursor: String(end) }) };
}
