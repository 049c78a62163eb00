import type { HostUnit } from '#bi-host';

/** @returns the departments and all above them, each once; a host whose tree has a circle does no harm */
export function withAllAbove(departments: readonly HostUnit[], ids: readonly string[]): string[] {
  const parents = new Map(departments.map(({ id, parentId }) => [id, parentId]));
  const found = new Set(ids);
  // A set gives what is added to it while it is walked through.
  for (const id of found) {
    const parent = parents.get(id);
    if (parent !== undefined) found.add(parent);
  }
  return [...found];
}
