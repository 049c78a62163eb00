import { Injectable } from '@nestjs/common';
import { newId, SqlRepository, type Tx } from '#kernel';
import type { WecomFault } from '#wecom';
import type { UseState } from '../domain/app-use';
import type { AuthorizationChange, HealthFacts } from '../domain/health';

export interface SeenError {
  api: string;
  errcode: number | null;
  fault: WecomFault;
  seenIp: string | null;
}

interface Whose {
  id: string;
  tenantId: string;
}

const CHANGES_SHOWN = 20;

/** What was seen of authorizations, and how their states changed. */
@Injectable()
export class AuthorizationHealthRepository extends SqlRepository {
  async facts({ id, tenantId }: Whose): Promise<Omit<HealthFacts, 'callbackConfigured'>> {
    const row = await this.row<Omit<HealthFacts, 'callbackConfigured'>>(
      `select health.last_sent_at as "lastSentAt", health.last_checked_at as "lastCheckedAt", health.last_callback_at as "lastCallbackAt",
              health.last_error_at as "lastErrorAt", health.last_error_api as "lastErrorApi", health.last_errcode as "lastErrcode",
              health.last_error_fault as "lastErrorFault", health.last_error_seen_ip as "lastErrorSeenIp", health.last_opened_at as "lastOpenedAt",
              health.last_unlicensed_at as "lastUnlicensedAt", health.use_state as "useState", health.disabled_from as "disabledFrom", token.expires_at as "tokenExpiresAt",
              ticket.issued_at as "suiteTicketAt"
         from push_authorization as app
         left join push_authorization_health as health on health.authorization_id = app.id
         left join push_access_token as token on token.authorization_id = app.id
         left join push_suite_ticket as ticket on ticket.suite_id = app.suite_id
        where app.tenant_id = $1 and app.id = $2`,
      [tenantId, id],
    );
    if (!row) throw new Error(`authorization ${id} is gone`);
    return row;
  }

  /** Newest first, the last 20. */
  async changes({ id, tenantId }: Whose): Promise<AuthorizationChange[]> {
    return this.rows<AuthorizationChange>(
      `select from_state as "from", to_state as "to", reason, errcode, seen_ip as "seenIp", changed_at as "changedAt"
         from push_authorization_change where tenant_id = $1 and authorization_id = $2 order by id desc limit $3`,
      [tenantId, id, CHANGES_SHOWN],
    );
  }

  async insertChange({ id, tenantId }: Whose, change: AuthorizationChange, tx: Tx): Promise<void> {
    await this.rows(
      `insert into push_authorization_change (tenant_id, authorization_id, id, from_state, to_state, reason, errcode, seen_ip, changed_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [tenantId, id, newId(), change.from, change.to, change.reason, change.errcode, change.seenIp, change.changedAt],
      tx,
    );
  }

  async sent(app: Whose, at: Date): Promise<void> {
    await this.put(app, 'last_sent_at', at);
  }

  async checked(app: Whose, at: Date, tx?: Tx): Promise<void> {
    await this.put(app, 'last_checked_at', at, tx);
  }

  async calledBack(app: Whose, at: Date): Promise<void> {
    await this.put(app, 'last_callback_at', at);
  }

  async opened(app: Whose, at: Date): Promise<void> {
    await this.put(app, 'last_opened_at', at);
  }

  async unlicensed(app: Whose, at: Date): Promise<void> {
    await this.put(app, 'last_unlicensed_at', at);
  }

  /** Keeps what WeCom said last: its callbacks come out of order. @param said when, by WeCom's clock */
  async used({ id, tenantId }: Whose, useState: UseState, said: Date, disabledFrom: Date | null): Promise<void> {
    await this.rows(
      `insert into push_authorization_health as health (authorization_id, tenant_id, use_state, use_state_at, disabled_from) values ($1, $2, $3, $4, $5)
       on conflict (authorization_id) do update set use_state = excluded.use_state, use_state_at = excluded.use_state_at, disabled_from = excluded.disabled_from
        where health.use_state_at is null or health.use_state_at <= excluded.use_state_at`,
      [id, tenantId, useState, said, disabledFrom],
    );
  }

  async failed({ id, tenantId }: Whose, error: SeenError, at: Date): Promise<void> {
    await this.rows(
      `insert into push_authorization_health (authorization_id, tenant_id, last_error_at, last_error_api, last_errcode, last_error_fault, last_error_seen_ip)
       values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (authorization_id) do update
          set last_error_at = excluded.last_error_at, last_error_api = excluded.last_error_api, last_errcode = excluded.last_errcode,
              last_error_fault = excluded.last_error_fault, last_error_seen_ip = excluded.last_error_seen_ip`,
      [id, tenantId, at, error.api, error.errcode, error.fault, error.seenIp],
    );
  }

  private async put({ id, tenantId }: Whose, column: 'last_sent_at' | 'last_checked_at' | 'last_callback_at' | 'last_opened_at' | 'last_unlicensed_at', at: Date, tx?: Tx): Promise<void> {
    await this.rows(
      `insert into push_authorization_health (authorization_id, tenant_id, ${column}) values ($1, $2, $3)
       on conflict (authorization_id) do update set ${column} = excluded.${column}`,
      [id, tenantId, at],
      tx,
    );
  }
}
