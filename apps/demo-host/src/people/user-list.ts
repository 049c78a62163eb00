import type { HostUnit, HostUser } from '../contract/contract.types';
import type { Person, Tenant } from './tenant';

export interface UserFilter {
  query?: string;
  groupId?: string;
  departmentId?: string;
}

const fold = (text: string): string => text.normalize('NFKC').toLowerCase();

/** @returns the department and all below it */
function departmentTree(departments: readonly HostUnit[], rootId: string): Set<string> {
  const tree = new Set([rootId]);
  for (let size = 0; size !== tree.size; ) {
    size = tree.size;
    for (const { id, parentId } of departments) if (parentId !== undefined && tree.has(parentId)) tree.add(id);
  }
  return tree;
}

/** Part of name or account, ignoring case and width; a department counts with all below it. */
export function filterPeople(tenant: Tenant, filter: UserFilter): Person[] {
  const query = fold(filter.query?.trim() ?? '');
  const departments = filter.departmentId === undefined ? undefined : departmentTree(tenant.departments, filter.departmentId);
  return tenant.people.filter(
    (person) =>
      (fold(person.name).includes(query) || fold(person.account).includes(query)) &&
      (filter.groupId === undefined || person.groupIds.includes(filter.groupId)) &&
      (departments === undefined || person.departmentIds.some((id) => departments.has(id))),
  );
}

/** What the contract says of a person, and no more: no password hash, no rights. */
export function toHostUser({ id, name, account, email, mobile, departmentIds, groupIds, active }: Person): HostUser {
  return { id, name, account, email, mobile, departmentIds, groupIds, active };
}
