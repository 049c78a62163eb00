import { Injectable } from '@nestjs/common';
import { AuthorizationsService } from '#authorization';
import { HostUnavailableError, UserDirectory, type Paged } from '#bi-host';
import { chunksOf, decodeIdCursor, encodeCursor } from '#kernel';
import type { BindingState } from '../domain/binding';
import { BindingNotFoundError } from '../domain/binding.errors';
import { withAllAbove } from '../domain/departments-above';
import type { BindingChange } from '../domain/drift';
import { BindingUses, type BindingUse, type PersonUnits, type TaskUse } from '../ports/binding-uses.port';
import { BindingDriftRepository } from '../persistence/binding-drift.repository';
import { BindingRepository } from '../persistence/binding.repository';

/** What the host takes at once. */
const HOST_CHUNK = 1000;

export interface ListedChange extends BindingChange {
  /** The binding as it is now; undefined when it was taken off. */
  stateNow: BindingState | undefined;
  /** Tasks that mean the person: they miss him while the binding is not active. */
  tasks: BindingUse[];
}

/** What stops working with an authorization. */
export interface RevokingEffects {
  boundPeople: number;
  /** The next to be sent first, 100 at most. */
  tasks: TaskUse[];
  taskCount: number;
}

/** What changed with bound accounts, and what a change means for tasks. */
@Injectable()
export class BindingChangesService {
  constructor(
    private readonly authorizations: AuthorizationsService,
    private readonly bindings: BindingRepository,
    private readonly drift: BindingDriftRepository,
    private readonly uses: BindingUses,
    private readonly users: UserDirectory,
  ) {}

  /** Newest first; while the host cannot be asked, tasks that mean people through groups or departments are left out. @throws AuthorizationNotFoundError. @throws InvalidInputError (cursor) */
  async list(tenantId: string, authorizationId: string, { cursor, limit }: { cursor?: string; limit: number }): Promise<Paged<ListedChange>> {
    const scope = { tenantId, authorizationId };
    await this.authorizations.getApp(tenantId, authorizationId);
    const found = await this.drift.changes(scope, cursor === undefined ? undefined : decodeIdCursor(cursor), limit + 1);
    const shown = found.slice(0, limit);
    const people = [...new Set(shown.map(({ hostUserId }) => hostUserId))];
    const bound = new Map((await this.bindings.findByHostUsers(scope, people)).map((binding) => [binding.hostUserId, binding.state]));
    const uses = people.length > 0 ? await this.uses.usesOf(tenantId, authorizationId, await this.unitsIfKnown(tenantId, people)) : [];
    const items = shown.map((change) => ({ ...change, stateNow: bound.get(change.hostUserId), tasks: uses.filter(({ hostUserId }) => hostUserId === change.hostUserId) }));
    const last = shown.at(-1);
    return { items, ...(found.length > limit && last && { nextCursor: encodeCursor([last.id]) }) };
  }

  /** What the person would miss without the binding. @throws AuthorizationNotFoundError. @throws BindingNotFoundError. @throws HostUnavailableError rather than tell half of it */
  async effectsOfUnbinding(tenantId: string, authorizationId: string, hostUserId: string): Promise<BindingUse[]> {
    await this.authorizations.getApp(tenantId, authorizationId);
    const [binding] = await this.bindings.findByHostUsers({ tenantId, authorizationId }, [hostUserId]);
    if (!binding) throw new BindingNotFoundError(hostUserId);
    return this.uses.usesOf(tenantId, authorizationId, await this.unitsOf(tenantId, [hostUserId]));
  }

  /** What would not be pushed any more without the authorization. @throws AuthorizationNotFoundError */
  async effectsOfRevoking(tenantId: string, authorizationId: string): Promise<RevokingEffects> {
    await this.authorizations.getApp(tenantId, authorizationId);
    const [boundPeople, { tasks, count: taskCount }] = await Promise.all([this.bindings.count({ tenantId, authorizationId }), this.uses.tasksOf(tenantId, authorizationId)]);
    return { boundPeople, tasks, taskCount };
  }

  private async unitsIfKnown(tenantId: string, hostUserIds: readonly string[]): Promise<PersonUnits[]> {
    try {
      return await this.unitsOf(tenantId, hostUserIds);
    } catch (error) {
      if (error instanceof HostUnavailableError) return hostUserIds.map((hostUserId) => ({ hostUserId, groupIds: [], departmentIds: [] }));
      throw error;
    }
  }

  /** Somebody whom the host does not know any more is in no group. */
  private async unitsOf(tenantId: string, hostUserIds: readonly string[]): Promise<PersonUnits[]> {
    const known = new Map<string, PersonUnits>();
    const departments = await this.users.listDepartments(tenantId);
    for (const ids of chunksOf(hostUserIds, HOST_CHUNK)) {
      for (const { id, groupIds, departmentIds } of await this.users.findUsers(tenantId, ids)) known.set(id, { hostUserId: id, groupIds, departmentIds: withAllAbove(departments, departmentIds) });
    }
    return hostUserIds.map((hostUserId) => known.get(hostUserId) ?? { hostUserId, groupIds: [], departmentIds: [] });
  }
}
