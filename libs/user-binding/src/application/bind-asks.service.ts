import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AuditTrail, HostGivesNoChannelError, HostNotices, HostUnavailableError, UserDirectory, type Caller, type RefusedNotice } from '#bi-host';
import { chunksOf, Clock, newId, PushDatabase, type Language } from '#kernel';
import { ASK_LEASE_MS, ASK_LIFE_MS, ASK_TEXT, ASKED_EVERY_MS, type AskedPerson } from '../domain/bind-ask';
import { BindAskRepository } from '../persistence/bind-ask.repository';
import { BindingRepository, type BindingScope } from '../persistence/binding.repository';
import { bindAsked } from './binding-audit';
import { hashOf, SelfBindingService } from './self-binding.service';

export const ASKED_PATH = '/push/bindings/asked';

/** What the host takes at once. */
const NOTICES_AT_ONCE = 200;

export interface AskRequest {
  authorizationId: string;
  /** At most 1000, each once. */
  hostUserIds: readonly string[];
  language: Language;
}

interface Claimed {
  hostUserId: string;
  hostUserName: string;
  token: string;
  tokenHash: string;
}

/**
 * Asks unbound people to bind themselves. Each gets a link of his own, through the host, which knows him: whoever asks never sees it,
 * since whoever opens it becomes that person.
 */
@Injectable()
export class BindAsksService {
  constructor(
    private readonly database: PushDatabase,
    private readonly selfBinding: SelfBindingService,
    private readonly directory: UserDirectory,
    private readonly notices: HostNotices,
    private readonly bindings: BindingRepository,
    private readonly asks: BindAskRepository,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * @returns what became of each person
   * @throws HostGivesNoChannelError. @throws HostUnavailableError when nobody was told
   * @throws AuthorizationNotFoundError. @throws AuthorizationNotUsableError. @throws SelfBindingUnavailableError
   */
  async ask(caller: Caller, { authorizationId, hostUserIds, language }: AskRequest): Promise<AskedPerson[]> {
    const scope = { tenantId: caller.tenantId, authorizationId };
    const { publicUrl } = await this.selfBinding.usable(scope.tenantId, authorizationId);
    const known = new Map((await this.directory.findUsers(scope.tenantId, hostUserIds)).map((user) => [user.id, user]));
    const bound = new Set((await this.bindings.findByHostUsers(scope, hostUserIds)).map((binding) => binding.hostUserId));
    const results = new Map<string, Omit<AskedPerson, 'hostUserId'>>();
    const open: Claimed[] = [];
    for (const id of hostUserIds) {
      const user = known.get(id);
      if (!user) results.set(id, { result: 'not_found' });
      else if (!user.active) results.set(id, { result: 'inactive' });
      else if (bound.has(id)) results.set(id, { result: 'already_bound' });
      else open.push(withToken(id, user.name));
    }
    const taken = await this.claim(caller, scope, open);
    for (const { hostUserId } of open) if (!taken.has(hostUserId)) results.set(hostUserId, { result: 'asked_before' });
    const claimed = open.filter((one) => taken.has(one.hostUserId));
    await this.tellAll(caller, scope, claimed, { publicUrl, text: ASK_TEXT[language] }, results);
    return hostUserIds.map((hostUserId) => ({ hostUserId, ...results.get(hostUserId)! }));
  }

  private async claim(caller: Caller, scope: BindingScope, people: Claimed[]): Promise<Set<string>> {
    if (people.length === 0) return new Set();
    const now = this.clock.now();
    const at = (ms: number): Date => new Date(now.getTime() + ms);
    return this.asks.claim(scope, people, caller.userId, { now, expiresAt: at(ASK_LIFE_MS), askedBefore: at(-ASKED_EVERY_MS), begunBefore: at(-ASK_LEASE_MS) });
  }

  private async tellAll(
    caller: Caller, scope: BindingScope, claimed: Claimed[], message: { publicUrl: string; text: string }, results: Map<string, Omit<AskedPerson, 'hostUserId'>>,
  ): Promise<void> {
    let left = claimed;
    for (const people of chunksOf(claimed, NOTICES_AT_ONCE)) {
      try {
        for (const [id, result] of await this.tell(caller, scope, people, message)) results.set(id, result);
      } catch (error) {
        if (!(error instanceof HostUnavailableError) && !(error instanceof HostGivesNoChannelError)) throw error;
        // Whether a host that did not answer told these is not known: they are asked again when the claim is over. The others were certainly not told.
        await this.asks.release((error instanceof HostUnavailableError ? left.slice(people.length) : left).map((one) => one.tokenHash));
        if (left === claimed) throw error;
        for (const { hostUserId } of left) results.set(hostUserId, { result: 'not_told', reason: error.message });
        return;
      }
      left = left.slice(people.length);
    }
  }

  private async tell(caller: Caller, scope: BindingScope, people: Claimed[], { publicUrl, text }: { publicUrl: string; text: string }): Promise<[string, Omit<AskedPerson, 'hostUserId'>][]> {
    const refused = await this.notices.notify(
      scope.tenantId,
      people.map(({ hostUserId, token }) => ({ id: newId(), userId: hostUserId, kind: 'ask_to_bind', url: `${publicUrl}${ASKED_PATH}?ask=${token}`, text })),
    );
    const reasons = new Map(refused.map((one: RefusedNotice) => [one.userId, one.reason]));
    const told = people.filter((one) => !reasons.has(one.hostUserId));
    await this.database.transaction(async (tx) => {
      await this.asks.release(people.filter((one) => reasons.has(one.hostUserId)).map((one) => one.tokenHash), tx);
      if (told.length === 0) return;
      await this.asks.told(told.map((one) => one.tokenHash), tx);
      await this.audit.record(caller.actor, bindAsked(scope, told), tx);
    });
    return people.map(({ hostUserId }) => {
      const reason = reasons.get(hostUserId);
      return [hostUserId, reason === undefined ? { result: 'asked' } : { result: 'refused', reason }];
    });
  }
}

function withToken(hostUserId: string, hostUserName: string): Claimed {
  const token = randomBytes(32).toString('base64url');
  return { hostUserId, hostUserName, token, tokenHash: hashOf(token) };
}
