import type { HostUnit, HostUser, Paged, PageRequest, UserFilter } from '../domain/host-user';

/** The host's people. Every call names the tenant; a host with one tenant may ignore it. */
export abstract class UserDirectory {
  /** People by name or account, group or department, in a stable order. @throws HostUnavailableError */
  abstract listUsers(tenantId: string, filter: UserFilter, page: PageRequest): Promise<Paged<HostUser>>;

  /** People by id, at most 1000 ids; unknown ids are left out. @throws HostUnavailableError */
  abstract findUsers(tenantId: string, userIds: readonly string[]): Promise<HostUser[]>;

  /** @throws HostUnavailableError */
  abstract listGroups(tenantId: string): Promise<HostUnit[]>;

  /** @throws HostUnavailableError */
  abstract listDepartments(tenantId: string): Promise<HostUnit[]>;
}
