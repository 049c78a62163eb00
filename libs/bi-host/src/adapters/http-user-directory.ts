import { Injectable } from '@nestjs/common';
import { chunksOf } from '#kernel';
import { LOOKUP_LIMIT } from '../contract/host-contract';
import { hostUnitSchema, hostUserSchema, itemsOf, pageOf } from '../contract/schemas';
import type { HostUnit, HostUser, Paged, PageRequest, UserFilter } from '../domain/host-user';
import { UserDirectory } from '../ports/user-directory.port';
import { HostHttpClient } from './host-http.client';

const userPage = pageOf(hostUserSchema);
const users = itemsOf(hostUserSchema);
const units = itemsOf(hostUnitSchema);

/** The people of a host that is reached over HTTP. */
@Injectable()
export class HttpUserDirectory extends UserDirectory {
  constructor(private readonly host: HostHttpClient) {
    super();
  }

  override listUsers(tenantId: string, filter: UserFilter, page: PageRequest): Promise<Paged<HostUser>> {
    const { query, groupId, departmentId } = filter;
    const parameters = { query, groupId, departmentId, cursor: page.cursor, limit: String(page.limit) };
    return this.host.call({ tenantId, method: 'GET', path: '/users', query: parameters, reply: userPage });
  }

  /** Takes any number of ids: more than 1000 are several calls, one after the other. */
  override async findUsers(tenantId: string, userIds: readonly string[]): Promise<HostUser[]> {
    const asked = new Set(userIds);
    const found = new Map<string, HostUser>();
    for (const ids of chunksOf([...asked], LOOKUP_LIMIT)) {
      const { items } = await this.host.call({ tenantId, method: 'POST', path: '/users/lookup', body: { ids }, reply: users });
      for (const user of items) if (asked.has(user.id)) found.set(user.id, user);
    }
    return [...found.values()];
  }

  override async listGroups(tenantId: string): Promise<HostUnit[]> {
    return (await this.host.call({ tenantId, method: 'GET', path: '/groups', reply: units })).items;
  }

  override async listDepartments(tenantId: string): Promise<HostUnit[]> {
    return (await this.host.call({ tenantId, method: 'GET', path: '/departments', reply: units })).items;
  }
}
