import { Injectable } from '@nestjs/common';
import { SqlRepository, type Tx } from '#kernel';
import { wecomUserKeyOf, type BindingState } from '../domain/binding';
import type { BindingChange, DriftCause } from '../domain/drift';
import type { BindingScope } from './binding.repository';

/** A binding whose account is to be looked at. */
export interface BindingToCheck extends BindingScope {
  id: string;
  hostUserId: string;
  hostUserName: string;
  wecomUserId: string;
  state: BindingState;
  version: number;
  cause: DriftCause;
}

/** What a look at an account says. */
export interface CheckedBinding {
  binding: BindingToCheck;
  state: BindingState;
  checkAfter: Date;
}

const TO_CHECK = `binding.tenant_id as "tenantId", binding.authorization_id as "authorizationId", binding.id, binding.host_user_id as "hostUserId",
  binding.host_user_name as "hostUserName", binding.wecom_user_id as "wecomUserId", binding.state, binding.version, binding.check_cause as cause`;
const CHANGE = `id, authorization_id as "authorizationId", host_user_id as "hostUserId", host_user_name as "hostUserName", from_state as "from", to_state as "to",
  wecom_user_id as "wecomUserId", previous_wecom_user_id as "previousWecomUserId", cause, changed_at as "changedAt"`;

/** When accounts are looked at, and what changed with them. */
@Injectable()
export class BindingDriftRepository extends SqlRepository {
  /** Takes bindings that are due, each for one caller of all processes; they are due again at `leaseUntil` unless their result is saved. */
  async claimDue(now: Date, leaseUntil: Date, limit: number): Promise<BindingToCheck[]> {
    return this.rows<BindingToCheck>(
      `with due as (select tenant_id, id from push_binding where check_after <= $1 order by check_after limit $3 for update skip locked)
       update push_binding as binding set check_after = $2 from due where binding.tenant_id = due.tenant_id and binding.id = due.id
       returning ${TO_CHECK}`,
      [now, leaseUntil, limit],
    );
  }

  /** The binding of one account, if there is one. */
  async byAccount({ tenantId, authorizationId }: BindingScope, wecomUserId: string): Promise<BindingToCheck | undefined> {
    return this.row<BindingToCheck>(`select ${TO_CHECK} from push_binding as binding where tenant_id = $1 and authorization_id = $2 and wecom_user_key = $3`, [
      tenantId,
      authorizationId,
      wecomUserKeyOf(wecomUserId),
    ]);
  }

  /** Lets accounts be looked at soon; those that are due earlier stay so. */
  async checkAccountsSoon({ tenantId, authorizationId }: BindingScope, wecomUserIds: readonly string[], cause: DriftCause, at: Date): Promise<void> {
    if (wecomUserIds.length === 0) return;
    await this.rows(
      `update push_binding set check_after = $5, check_cause = $4
        where tenant_id = $1 and authorization_id = $2 and wecom_user_key in (select unnest($3::text[])) and check_after > $5`,
      [tenantId, authorizationId, wecomUserIds.map(wecomUserKeyOf), cause, at],
    );
  }

  /** Lets all accounts of an authorization be looked at, spread over a time. @param withinSeconds of `from` */
  async checkAllSoon({ tenantId, authorizationId }: BindingScope, cause: DriftCause, from: Date, withinSeconds: number): Promise<void> {
    await this.rows(
      `update push_binding set check_cause = $3, check_after = $4::timestamptz + random() * $5 * interval '1 second'
        where tenant_id = $1 and authorization_id = $2 and check_after > $4::timestamptz + $5 * interval '1 second'`,
      [tenantId, authorizationId, cause, from, withinSeconds],
    );
  }

  /**
   * Writes what was seen, but not over a binding that somebody changed meanwhile.
   * @returns ids of the bindings whose state is another one now
   */
  async save(checked: readonly CheckedBinding[], now: Date, tx: Tx): Promise<Set<string>> {
    const saved = await this.rows<{ id: string; changed: boolean }>(
      `with seen as (
         select * from unnest($1::text[], $2::uuid[], $3::int[], $4::text[], $5::timestamptz[]) as seen(tenant_id, id, version, state, check_after)),
       before as (
         select binding.tenant_id, binding.id, binding.state from push_binding as binding join seen using (tenant_id, id, version) for update of binding)
       update push_binding as binding
          set state = seen.state, check_after = seen.check_after, check_cause = 'nightly',
              updated_at = case when seen.state = before.state then binding.updated_at else $6 end,
              version = case when seen.state = before.state then binding.version else binding.version + 1 end
         from seen join before using (tenant_id, id)
        where binding.tenant_id = seen.tenant_id and binding.id = seen.id
       returning binding.id, before.state <> seen.state as changed`,
      [
        checked.map(({ binding }) => binding.tenantId),
        checked.map(({ binding }) => binding.id),
        checked.map(({ binding }) => binding.version),
        checked.map(({ state }) => state),
        checked.map(({ checkAfter }) => checkAfter),
        now,
      ],
      tx,
    );
    return new Set(saved.filter(({ changed }) => changed).map(({ id }) => id));
  }

  /** Puts bindings whose accounts could not be looked at off to another time; keeps why they are looked at. */
  async postpone(bindings: readonly BindingToCheck[], until: Date): Promise<void> {
    await this.rows(
      `update push_binding as binding set check_after = $3 from unnest($1::text[], $2::uuid[]) as late(tenant_id, id)
        where binding.tenant_id = late.tenant_id and binding.id = late.id`,
      [bindings.map(({ tenantId }) => tenantId), bindings.map(({ id }) => id), until],
    );
  }

  /** Gives a binding the account's new id. @returns false when it has changed meanwhile, or another binding has that account */
  async rename({ tenantId, authorizationId, id, version }: BindingToCheck, wecomUserId: string, now: Date, tx: Tx): Promise<boolean> {
    const row = await this.row(
      `update push_binding set wecom_user_id = $5, wecom_user_key = $6, updated_at = $7, version = version + 1
        where tenant_id = $1 and authorization_id = $2 and id = $3 and version = $4
          and not exists (select from push_binding where tenant_id = $1 and authorization_id = $2 and wecom_user_key = $6 and id <> $3)
       returning id`,
      [tenantId, authorizationId, id, version, wecomUserId, wecomUserKeyOf(wecomUserId), now],
      tx,
    );
    return row !== undefined;
  }

  async insertChanges(tenantId: string, changes: readonly BindingChange[], tx: Tx): Promise<void> {
    if (changes.length === 0) return;
    await this.rows(
      `insert into push_binding_change (tenant_id, authorization_id, id, host_user_id, host_user_name, from_state, to_state, wecom_user_id,
                                        previous_wecom_user_id, cause, changed_at)
       select $1, * from unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::timestamptz[])`,
      [
        tenantId,
        changes.map((change) => change.authorizationId),
        changes.map((change) => change.id),
        changes.map((change) => change.hostUserId),
        changes.map((change) => change.hostUserName),
        changes.map((change) => change.from),
        changes.map((change) => change.to),
        changes.map((change) => change.wecomUserId),
        changes.map((change) => change.previousWecomUserId),
        changes.map((change) => change.cause),
        changes.map((change) => change.changedAt),
      ],
      tx,
    );
  }

  /** Newest first. @param after id of the last one seen */
  async changes({ tenantId, authorizationId }: BindingScope, after: string | undefined, limit: number): Promise<BindingChange[]> {
    return this.rows<BindingChange>(
      `select ${CHANGE} from push_binding_change
        where tenant_id = $1 and authorization_id = $2 and ($3::uuid is null or id < $3) order by id desc limit $4`,
      [tenantId, authorizationId, after ?? null, limit],
    );
  }
}
