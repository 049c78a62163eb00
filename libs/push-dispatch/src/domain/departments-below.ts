import type { HostUnit } from '#bi-host';

/** @returns the departments and all below them, each once; a host whose tree has a circle does no harm */
export function withAllBelow(departments: readonly HostUnit[], ids: readonly string[]): Set<string> {
  const children = new Map<string, HostUnit[]>();
  for (const unit of departments) if (unit.parentId !== undefined) children.set(unit.parentId, [...(children.get(unit.parentId) ?? []), unit]);
  const found = new Set(ids);
  // A set gives what is added to it while it is walked through.
  for (const id of found) for (const child of children.get(id) ?? []) found.add(child.id);
  return found;
}
