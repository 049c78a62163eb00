import { Injectable } from '@nestjs/common';
import { UserDirectory, type UserFilter } from '#bi-host';
import type { RecipientSelection } from '#records';
import { withAllBelow } from '../domain/departments-below';

/** Most people that the host gives at once. */
const PAGE_LIMIT = 200;

/** Resolves what a task names to people, at the run: who joined a group since then is in, who left is out. */
@Injectable()
export class SelectedPeople {
  constructor(private readonly users: UserDirectory) {}

  /** @returns ids of the people, each once however often named, without those excluded. @throws HostUnavailableError */
  async of(tenantId: string, { userIds, groupIds, departmentIds, excludedUserIds }: RecipientSelection): Promise<string[]> {
    const people = new Set(userIds);
    for (const groupId of groupIds) await this.addPeopleOf(tenantId, { groupId }, people);
    if (departmentIds.length > 0) {
      const wanted = withAllBelow(await this.users.listDepartments(tenantId), departmentIds);
      for (const departmentId of wanted) await this.addPeopleOf(tenantId, { departmentId }, people);
    }
    for (const id of excludedUserIds) people.delete(id);
    return [...people];
  }

  private async addPeopleOf(tenantId: string, filter: UserFilter, people: Set<string>): Promise<void> {
    let cursor: string | undefined;
    do {
      const page = await this.users.listUsers(tenantId, filter, { cursor, limit: PAGE_LIMIT });
      // Nobody chose those who left one by one, so nobody misses them.
      for (const user of page.items) if (user.active) people.add(user.id);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
  }
}
