import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { AuditTrail, HostUnavailableError, pseudonymOf, UserDirectory, type AuditEntry, type Caller, type HostUser, type Paged } from '#bi-host';
import { Clock, decodeIdCursor, encodeCursor, InvalidInputError, newId, PushDatabase, type Tx } from '#kernel';
import { CONFIRM_WITHIN_MS, erasureState, type Erasure } from '../domain/erasure';
import { ErasureNotFoundError } from '../domain/erasure.errors';
import { ErasureRepository } from '../persistence/erasure.repository';
import { PERSON_AREAS, type PersonAreas } from './person-areas';

/** Whether the host still knows the person: then new pushes may name him again. */
export type AtHost = 'active' | 'inactive' | 'absent' | 'unknown';

/** Without the name: the log outlives the person's data. */
const entryOf = (verb: 'request' | 'confirm' | 'cancel', { tenantId, id, pseudonym }: Erasure): AuditEntry => ({ tenantId, action: `erasure.${verb}`, subject: { type: 'erasure', id, name: pseudonym } });

const unique = (values: readonly (string | null | undefined)[]): string[] => [...new Set(values.filter((value): value is string => Boolean(value)))];

/** Erasing the data of one person: asked for, looked at, confirmed, and then done step by step. */
@Injectable()
export class Erasures {
  constructor(
    private readonly database: PushDatabase,
    private readonly erasures: ErasureRepository,
    @Inject(PERSON_AREAS) private readonly areas: PersonAreas,
    private readonly users: UserDirectory,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * Says what there is of a person, who may have left the host; nothing is touched. Asked for again it is the same erasure.
   * @param knownAs names and contacts that the host does not tell any more
   */
  async request(caller: Caller, hostUserId: string, knownAs: readonly string[]): Promise<{ erasure: Erasure; atHost: AtHost }> {
    const { tenantId } = caller;
    const [atHost, user] = await this.lookUp(tenantId, hostUserId);
    const erasure = await this.database.transaction(async (tx) => {
      const now = this.clock.now();
      const known = { tenantId, hostUserId, ...(await this.whatIsKnown(tenantId, hostUserId, [user?.name, user?.email, user?.mobile, ...knownAs], tx)) };
      const made = await this.erasures.insert({ ...known, id: newId(), pseudonym: pseudonymOf(randomUUID()), requestedBy: caller.userId, requestedAt: now }, new Date(now.getTime() + CONFIRM_WITHIN_MS), tx);
      if (made) await this.audit.record(caller.actor, entryOf('request', made), tx);
      return made ?? (await this.erasures.ofPerson(tenantId, hostUserId, tx));
    });
    // Between looking and writing, the one that was there may have ended.
    return erasure ? { erasure, atHost } : this.request(caller, hostUserId, knownAs);
  }

  /** @param hostUserId repeated by whoever confirms. @throws ErasureNotFoundError. @throws InvalidInputError (hostUserId). @throws TransitionError when it ended */
  async confirm(caller: Caller, id: string, hostUserId: string): Promise<Erasure> {
    await this.change(caller, id, async (erasure, tx) => {
      if (erasure.state === 'running') return;
      erasureState.assert(erasure.state, 'running');
      if (erasure.hostUserId !== hostUserId) throw InvalidInputError.field('hostUserId', 'is not the person of this erasure: repeat the id to confirm');
      await this.erasures.confirm(erasure, caller.userId, this.clock.now(), tx);
      await this.audit.record(caller.actor, entryOf('confirm', erasure), tx);
    });
    return this.get(caller.tenantId, id);
  }

  /** @throws ErasureNotFoundError. @throws TransitionError when it was confirmed */
  async cancel(caller: Caller, id: string): Promise<Erasure> {
    await this.change(caller, id, async (erasure, tx) => {
      erasureState.assert(erasure.state, 'cancelled');
      await this.erasures.end(erasure, 'cancelled', this.clock.now(), tx);
      await this.audit.record(caller.actor, entryOf('cancel', erasure), tx);
    });
    return this.get(caller.tenantId, id);
  }

  /** @throws ErasureNotFoundError */
  async get(tenantId: string, id: string): Promise<Erasure> {
    const erasure = await this.erasures.find(tenantId, id);
    if (!erasure) throw new ErasureNotFoundError(id);
    return erasure;
  }

  /** Newest first. */
  async list(tenantId: string, { cursor, limit }: { cursor?: string; limit: number }): Promise<Paged<Erasure>> {
    const found = await this.erasures.list(tenantId, cursor === undefined ? undefined : decodeIdCursor(cursor), limit + 1);
    const items = found.slice(0, limit);
    return { items, nextCursor: found.length > limit ? encodeCursor([items.at(-1)!.id]) : undefined };
  }

  private async change(caller: Caller, id: string, work: (erasure: Erasure, tx: Tx) => Promise<void>): Promise<void> {
    await this.database.transaction(async (tx) => {
      const erasure = await this.erasures.find(caller.tenantId, id, tx);
      if (!erasure) throw new ErasureNotFoundError(id);
      await work(erasure, tx);
    });
  }

  private async lookUp(tenantId: string, hostUserId: string): Promise<[AtHost, HostUser?]> {
    try {
      const [user] = await this.users.findUsers(tenantId, [hostUserId]);
      return user ? [user.active ? 'active' : 'inactive', user] : ['absent'];
    } catch (error) {
      if (error instanceof HostUnavailableError) return ['unknown'];
      throw error;
    }
  }

  private async whatIsKnown(tenantId: string, hostUserId: string, told: readonly (string | undefined)[], tx: Tx): Promise<Pick<Erasure, 'names' | 'accounts' | 'found'>> {
    const names = [...told];
    const accounts: string[] = [];
    const found: Record<string, number> = {};
    for (const area of this.areas) {
      const here = await area.namesOf(tenantId, hostUserId, tx);
      names.push(...here.names);
      accounts.push(...here.accounts);
      const rows = await area.count(tenantId, hostUserId, tx);
      if (rows > 0) found[area.area] = rows;
    }
    // An account that was given to somebody else is that person's.
    const others = new Set<string>();
    for (const area of this.areas) for (const account of await area.takenOver(tenantId, hostUserId, accounts, tx)) others.add(account);
    return { names: unique(names), accounts: unique(accounts.filter((account) => !others.has(account.toLowerCase()))), found };
  }
}
