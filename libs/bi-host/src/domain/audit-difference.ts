import { isDeepStrictEqual } from 'node:util';

/**
 * What a change changed: the fields of `before` and `after` that differ, and nothing of the others.
 * @returns undefined when nothing differs
 */
export function auditDifference<T extends object>(before: T, after: T): { before: Partial<T>; after: Partial<T> } | undefined {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])] as (keyof T)[];
  const changed = names.filter((name) => !isDeepStrictEqual(before[name], after[name]));
  if (changed.length === 0) return undefined;
  const pick = (from: T): Partial<T> => Object.fromEntries(changed.map((name) => [name, from[name]])) as Partial<T>;
  return { before: pick(before), after: pick(after) };
}
