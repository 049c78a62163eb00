import { Injectable } from '@nestjs/common';
import { AuthorizationsService } from '#authorization';
import { UserDirectory, type HostUser, type Paged, type UserFilter } from '#bi-host';
import { decodeCursor, encodeCursor, InvalidInputError } from '#kernel';
import type { Binding, BindingState } from '../domain/binding';
import { BindingRepository, type BindingScope } from '../persistence/binding.repository';

/** `bound`: in any state of the binding; or one such state. */
export const BOUND_STATES = ['bound', 'unbound', 'active', 'out_of_range', 'left'] as const satisfies readonly ('bound' | 'unbound' | BindingState)[];
export type BoundState = (typeof BOUND_STATES)[number];

function isWanted({ binding }: ListedUser, state: BoundState): boolean {
  if (state === 'bound' || state === 'unbound') return (binding !== undefined) === (state === 'bound');
  return binding?.state === state;
}

export interface UserListRequest extends UserFilter {
  authorizationId: string;
  /** All if left out. */
  state?: BoundState;
  cursor?: string;
  /** 1 to 200. */
  limit: number;
}

export interface ListedUser {
  user: HostUser;
  binding: Binding | undefined;
}

/** The host's people at a time when only some are wanted: the most that the host gives at once. */
const HOST_PAGE = 200;
/** Pages of the host for one of ours, at most: then the caller goes on with the cursor. */
const MAX_HOST_PAGES = 10;

/** A place in the host's list: a page of it, and how many of that page are done. */
interface Position {
  hostCursor: string | undefined;
  done: number;
}

/** The host's users with their WeCom accounts. The host knows the people and we the bindings: so pages are joined here. */
@Injectable()
export class UserListService {
  constructor(
    private readonly authorizations: AuthorizationsService,
    private readonly directory: UserDirectory,
    private readonly bindings: BindingRepository,
  ) {}

  /**
   * Users in the host's order. With `state` the host's pages are read on until the page is full, 2000 users at most: a page
   * may be short, even empty, while `nextCursor` says that there is more.
   * @throws AuthorizationNotFoundError. @throws HostUnavailableError. @throws InvalidInputError (cursor)
   */
  async list(tenantId: string, request: UserListRequest): Promise<Paged<ListedUser>> {
    const { authorizationId, state, limit } = request;
    await this.authorizations.getApp(tenantId, authorizationId);
    const from = positionOf(request.cursor);
    if (state === undefined) {
      const page = await this.page(tenantId, request, from.hostCursor, limit);
      return { items: page.items, ...(page.nextCursor && { nextCursor: cursorOf({ hostCursor: page.nextCursor, done: 0 }) }) };
    }
    return this.filtered(tenantId, request, from, (item) => isWanted(item, state));
  }

  private async filtered(tenantId: string, request: UserListRequest, from: Position, wanted: (item: ListedUser) => boolean): Promise<Paged<ListedUser>> {
    const items: ListedUser[] = [];
    let { hostCursor, done } = from;
    for (let pages = 0; pages < MAX_HOST_PAGES; pages++) {
      const page = await this.page(tenantId, request, hostCursor, HOST_PAGE);
      for (const [index, item] of page.items.entries()) {
        if (index < done || !wanted(item)) continue;
        // One more is wanted than there is room for: so there is a next page, and it begins with this one.
        if (items.length === request.limit) return { items, nextCursor: cursorOf({ hostCursor, done: index }) };
        items.push(item);
      }
      if (page.nextCursor === undefined) return { items };
      hostCursor = page.nextCursor;
      done = 0;
    }
    return { items, nextCursor: cursorOf({ hostCursor, done }) };
  }

  /** One page of the host and one query. */
  private async page(tenantId: string, request: UserListRequest, cursor: string | undefined, limit: number): Promise<Paged<ListedUser>> {
    const { query, groupId, departmentId, authorizationId } = request;
    const page = await this.directory.listUsers(tenantId, { query, groupId, departmentId }, { cursor, limit });
    const bound = await this.boundTo({ tenantId, authorizationId }, page.items);
    return { items: page.items.map((user) => ({ user, binding: bound.get(user.id) })), nextCursor: page.nextCursor };
  }

  private async boundTo(scope: BindingScope, users: readonly HostUser[]): Promise<Map<string, Binding>> {
    const found = await this.bindings.findByHostUsers(
      scope,
      users.map((user) => user.id),
    );
    return new Map(found.map((binding) => [binding.hostUserId, binding]));
  }
}

const cursorOf = ({ hostCursor, done }: Position): string => encodeCursor([hostCursor ?? '', String(done)]);

function positionOf(cursor: string | undefined): Position {
  if (cursor === undefined) return { hostCursor: undefined, done: 0 };
  const [hostCursor = '', done = ''] = decodeCursor(cursor, 2);
  if (!/^\d{1,3}$/.test(done)) throw InvalidInputError.field('cursor', 'give back nextCursor of the page before as it was, or leave it out');
  return { hostCursor: hostCursor || undefined, done: Number(done) };
}
