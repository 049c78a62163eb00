import { Injectable } from '@nestjs/common';
import type { Caller } from '../domain/caller';
import type { HostPage, HostPageDetail, HostProject, HostRule } from '../domain/host-content';
import type { HostUnit, HostUser, Paged, PageRequest, UserFilter } from '../domain/host-user';
import { ContentSource, type PageRef } from '../ports/content-source.port';
import { UserDirectory } from '../ports/user-directory.port';

/** The host's people and pages, as far as the caller may see them. */
@Injectable()
export class BrowseHostService {
  constructor(
    private readonly directory: UserDirectory,
    private readonly content: ContentSource,
  ) {}

  /** Whoever makes tasks must find people; how they are reached is for administrators only. */
  async users(caller: Caller, filter: UserFilter, page: PageRequest): Promise<Paged<HostUser>> {
    const found = await this.directory.listUsers(caller.tenantId, filter, page);
    if (caller.administrator) return found;
    return { ...found, items: found.items.map(({ email: _email, mobile: _mobile, ...user }) => user) };
  }

  /** Names to ids that the caller has read somewhere; ids that the host does not know are left out. */
  async people(caller: Caller, userIds: readonly string[]): Promise<Pick<HostUser, 'id' | 'name' | 'account' | 'active'>[]> {
    const found = await this.directory.findUsers(caller.tenantId, userIds);
    return found.map(({ id, name, account, active }) => ({ id, name, account, active }));
  }

  groups(caller: Caller): Promise<HostUnit[]> {
    return this.directory.listGroups(caller.tenantId);
  }

  departments(caller: Caller): Promise<HostUnit[]> {
    return this.directory.listDepartments(caller.tenantId);
  }

  /** Those in which the caller has a role; all of them for an administrator. */
  async projects(caller: Caller): Promise<HostProject[]> {
    const projects = await this.content.listProjects(caller.tenantId);
    return projects.filter((project) => caller.may('viewer', project.id));
  }

  /** @throws ForbiddenError without a role in the project */
  async pages(caller: Caller, projectId: string, query: string | undefined, page: PageRequest): Promise<Paged<HostPage>> {
    caller.mustBe('viewer', projectId);
    return this.content.listPages(caller.tenantId, projectId, query, page);
  }

  /** Queries of a project whose results name people. @throws ForbiddenError without a role in the project */
  async rules(caller: Caller, projectId: string): Promise<HostRule[]> {
    caller.mustBe('viewer', projectId);
    return this.content.listRules(caller.tenantId, projectId);
  }

  /** A page with what may be chosen of it. @throws ForbiddenError without a role in the project. @throws PageNotAvailableError */
  async page(caller: Caller, ref: PageRef): Promise<HostPageDetail> {
    caller.mustBe('viewer', ref.projectId);
    return this.content.getPage(caller.tenantId, ref);
  }
}
