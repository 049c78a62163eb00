import { Injectable, Logger } from '@nestjs/common';
import { AuditTrail, systemActor } from '#bi-host';
import { Clock, DomainError, newId, PushDatabase, type Tx } from '#kernel';
import { nextNight, stateBySight, type BindingChange } from '../domain/drift';
import { BindingDriftRepository, type BindingToCheck, type CheckedBinding } from '../persistence/binding-drift.repository';
import type { BindingScope } from '../persistence/binding.repository';
import { bindingDrifted } from './binding-audit';
import { WecomAccountsService } from './wecom-accounts.service';

/** Accounts of one look, all asked for at once. With a look each second one process makes 1,200 calls a minute at most. */
const AT_ONCE = 20;
const LEASE_SECONDS = 600;
/** When WeCom did not answer, or the authorization cannot be used. */
const POSTPONED_SECONDS = 3600;
/** All accounts of an authorization are looked at within this time after its visible range changed. */
const RANGE_SPREAD_SECONDS = 600;

/**
 * Finds out what became of bound accounts at WeCom: who left, who is outside the visible range now, who came back, who was renamed.
 * Each night every account is asked for; callbacks and refused accounts of a send let single ones be asked for sooner.
 */
@Injectable()
export class BindingDrift {
  private readonly log = new Logger(BindingDrift.name);
  private readonly actor = systemActor('binding-check');

  constructor(
    private readonly database: PushDatabase,
    private readonly accounts: WecomAccountsService,
    private readonly bindings: BindingDriftRepository,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * Looks at the accounts that are due, at most {@link AT_ONCE}. A process that dies on the way leaves them to others after 10 minutes.
   * @returns how many were due
   */
  async checkDue(): Promise<number> {
    const now = this.clock.now();
    const due = await this.bindings.claimDue(now, later(now, LEASE_SECONDS), AT_ONCE);
    await this.check(due);
    return due.length;
  }

  /** An account that WeCom would not send to is looked at soon. @param wecomUserIds in any case; unknown ones are left out */
  async suspect(tenantId: string, authorizationId: string, wecomUserIds: readonly string[]): Promise<void> {
    await this.bindings.checkAccountsSoon({ tenantId, authorizationId }, wecomUserIds, 'send', this.clock.now());
  }

  /** The visible range changed: any account may have come into it, or gone. */
  async rangeChanged(scope: BindingScope): Promise<void> {
    await this.bindings.checkAllSoon(scope, 'contact', this.clock.now(), RANGE_SPREAD_SECONDS);
  }

  /**
   * A callback says that something happened to an account: looks at once, since callbacks come late and out of order.
   * @param deleted whether it says that the person left
   * @throws WecomError or AuthorizationNotUsableError when nothing can be known: call again
   */
  async accountChanged(scope: BindingScope, wecomUserId: string, deleted: boolean): Promise<void> {
    const binding = await this.bindings.byAccount(scope, wecomUserId);
    if (binding) await this.save([await this.look({ ...binding, cause: 'contact' }, deleted)]);
  }

  /** The account has another id from now on; the binding follows, unless somebody is bound to that id already. */
  async accountRenamed(scope: BindingScope, from: string, to: string): Promise<void> {
    const binding = await this.bindings.byAccount(scope, from);
    if (!binding) return;
    const renamed: BindingToCheck = { ...binding, wecomUserId: to, cause: 'contact' };
    await this.database.transaction(async (tx) => {
      const now = this.clock.now();
      if (!(await this.bindings.rename(binding, to, now, tx))) return;
      await this.note([changeOf(renamed, binding.state, now, binding.wecomUserId)], scope.tenantId, tx);
    });
  }

  private async check(due: readonly BindingToCheck[]): Promise<void> {
    const looks = await Promise.allSettled(due.map((binding) => this.look(binding, false)));
    await this.save(looks.flatMap((look) => (look.status === 'fulfilled' ? [look.value] : [])));
    const unanswered = due.filter((_, at) => looks[at].status === 'rejected');
    if (unanswered.length === 0) return;
    await this.bindings.postpone(unanswered, later(this.clock.now(), POSTPONED_SECONDS));
    const failed = looks.find((look) => look.status === 'rejected');
    const error: unknown = failed?.reason;
    if (!(error instanceof DomainError)) throw error;
    this.log.warn({ bindings: unanswered.length, authorizationId: unanswered[0].authorizationId, err: error }, 'WeCom did not say what became of accounts');
  }

  private async look(binding: BindingToCheck, deleted: boolean): Promise<CheckedBinding> {
    const sight = await this.accounts.sightOf(binding.authorizationId, binding.wecomUserId);
    return { binding, state: stateBySight(binding.state, sight, deleted), checkAfter: nextNight(this.clock.now(), binding.id) };
  }

  private async save(checked: readonly CheckedBinding[]): Promise<void> {
    if (checked.length === 0) return;
    await this.database.transaction(async (tx) => {
      const now = this.clock.now();
      const changed = await this.bindings.save(checked, now, tx);
      const changes = checked.filter(({ binding }) => changed.has(binding.id));
      for (const tenantId of new Set(changes.map(({ binding }) => binding.tenantId))) {
        const own = changes.filter(({ binding }) => binding.tenantId === tenantId);
        await this.note(own.map(({ binding, state }) => changeOf(binding, state, now)), tenantId, tx);
      }
    });
  }

  private async note(changes: readonly BindingChange[], tenantId: string, tx: Tx): Promise<void> {
    await this.bindings.insertChanges(tenantId, changes, tx);
    for (const change of changes) await this.audit.record(this.actor, bindingDrifted(tenantId, change), tx);
  }
}

const later = (now: Date, seconds: number): Date => new Date(now.getTime() + 1000 * seconds);

const changeOf = (binding: BindingToCheck, to: BindingChange['to'], changedAt: Date, previousWecomUserId: string | null = null): BindingChange => ({
  id: newId(),
  authorizationId: binding.authorizationId,
  hostUserId: binding.hostUserId,
  hostUserName: binding.hostUserName,
  from: binding.state,
  to,
  wecomUserId: binding.wecomUserId,
  previousWecomUserId,
  cause: binding.cause,
  changedAt,
});
