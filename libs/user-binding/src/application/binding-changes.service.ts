import { Injectable } from '@nestjs/common';
import { AuthorizationsService } from '#authorization';
import type { Paged } from '#bi-host';
import { decodeIdCursor, encodeCursor } from '#kernel';
import type { BindingState } from '../domain/binding';
import { BindingNotFoundError } from '../domain/binding.errors';
import type { BindingChange } from '../domain/drift';
import { BindingUses, type BindingUse, type TaskUse } from '../ports/binding-uses.port';
import { BindingDriftRepository } from '../persistence/binding-drift.repository';
import { BindingRepository } from '../persistence/binding.repository';

export interface ListedChange extends BindingChange {
  /** The binding as it is now; undefined when it was taken off. */
  stateNow: BindingState | undefined;
  /** Tasks that name the person: they miss him while the binding is not active. */
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
  ) {}

  /** Newest first. @throws AuthorizationNotFoundError. @throws InvalidInputError (cursor) */
  async list(tenantId: string, authorizationId: string, { cursor, limit }: { cursor?: string; limit: number }): Promise<Paged<ListedChange>> {
    const scope = { tenantId, authorizationId };
    await this.authorizations.getApp(tenantId, authorizationId);
    const found = await this.drift.changes(scope, cursor === undefined ? undefined : decodeIdCursor(cursor), limit + 1);
    const shown = found.slice(0, limit);
    const people = [...new Set(shown.map(({ hostUserId }) => hostUserId))];
    const bound = new Map((await this.bindings.findByHostUsers(scope, people)).map((binding) => [binding.hostUserId, binding.state]));
    const uses = people.length > 0 ? await this.uses.usesOf(tenantId, authorizationId, people) : [];
    const items = shown.map((change) => ({ ...change, stateNow: bound.get(change.hostUserId), tasks: uses.filter(({ hostUserId }) => hostUserId === change.hostUserId) }));
    const last = shown.at(-1);
    return { items, ...(found.length > limit && last && { nextCursor: encodeCursor([last.id]) }) };
  }

  /** What the person would miss without the binding. @throws AuthorizationNotFoundError. @throws BindingNotFoundError */
  async effectsOfUnbinding(tenantId: string, authorizationId: string, hostUserId: string): Promise<BindingUse[]> {
    await this.authorizations.getApp(tenantId, authorizationId);
    const [binding] = await this.bindings.findByHostUsers({ tenantId, authorizationId }, [hostUserId]);
    if (!binding) throw new BindingNotFoundError(hostUserId);
    return this.uses.usesOf(tenantId, authorizationId, [hostUserId]);
  }

  /** What would not be pushed any more without the authorization. @throws AuthorizationNotFoundError */
  async effectsOfRevoking(tenantId: string, authorizationId: string): Promise<RevokingEffects> {
    await this.authorizations.getApp(tenantId, authorizationId);
    const [boundPeople, { tasks, count: taskCount }] = await Promise.all([this.bindings.count({ tenantId, authorizationId }), this.uses.tasksOf(tenantId, authorizationId)]);
    return { boundPeople, tasks, taskCount };
  }
}
