import { Injectable } from '@nestjs/common';
import type { HostUnit, HostUser, Paged, PageRequest, UserFilter } from '../domain/host-user';
import { UserDirectory } from '../ports/user-directory.port';
import { InMemoryHost } from './in-memory-host';
import { slicePage } from './slice-page';

@Injectable()
export class InMemoryUserDirectory extends UserDirectory {
  constructor(private readonly host: InMemoryHost) {
    super();
  }

  override async listUsers(tenantId: string, filter: UserFilter, page: PageRequest): Promise<Paged<HostUser>> {
    this.host.called(tenantId, 'listUsers');
    const query = filter.query?.toLowerCase() ?? '';
    const found = [...this.host.users.values()].filter(
      (user) =>
        (user.name.toLowerCase().includes(query) || user.account.toLowerCase().includes(query)) &&
        (filter.groupId === undefined || user.groupIds.includes(filter.groupId)) &&
        (filter.departmentId === undefined || user.departmentIds.includes(filter.departmentId)),
    );
    return slicePage(found, page);
  }

  override async findUsers(tenantId: string, userIds: readonly string[]): Promise<HostUser[]> {
    this.host.called(tenantId, 'findUsers');
    if (userIds.length > 1000) throw new Error('findUsers takes at most 1000 ids');
    return [...new Set(userIds)].flatMap((id) => this.host.users.get(id) ?? []);
  }

  override async listGroups(tenantId: string): Promise<HostUnit[]> {
    this.host.called(tenantId, 'listGroups');
    return [...this.host.groups.values()];
  }

  override async listDepartments(tenantId: string): Promise<HostUnit[]> {
    this.host.called(tenantId, 'listDepartments');
    return [...this.host.departments.values()];
  }
}
