import { Injectable } from '@nestjs/common';
import { SqlRepository, type Tx } from '#kernel';
import type { AuthorizationTrouble } from '../domain/authorization';
import { corpKeyOf } from '../domain/corp-id';
import type { AuthorizationLink, SuiteAuthorization, SuiteMode } from '../domain/suite';
import type { AgentFacts } from './authorization.repository';

const COLUMNS = `id, tenant_id as "tenantId", corp_id as "corpId", open_corp_id as "openCorpId", mode, suite_id as "suiteId", agent_id as "agentId",
                 agent_name as "agentName", state, secret_sealed as "secretSealed"`;

export interface NewPending {
  id: string;
  tenantId: string;
  corpId: string;
  mode: SuiteMode;
  suiteId: string;
  createdBy: string;
}

/** Authorizations of suites, with their links and tickets. */
@Injectable()
export class SuiteRepository extends SqlRepository {
  /** Keeps the newest ticket: they come out of order too. */
  async putTicket(suiteId: string, ticketSealed: string, issuedAt: Date): Promise<void> {
    await this.rows(
      `insert into push_suite_ticket (suite_id, ticket_sealed, issued_at) values ($1, $2, $3)
       on conflict (suite_id) do update set ticket_sealed = excluded.ticket_sealed, issued_at = excluded.issued_at
        where push_suite_ticket.issued_at < excluded.issued_at`,
      [suiteId, ticketSealed, issuedAt],
    );
  }

  async ticket(suiteId: string): Promise<{ ticketSealed: string; issuedAt: Date } | undefined> {
    return this.row(`select ticket_sealed as "ticketSealed", issued_at as "issuedAt" from push_suite_ticket where suite_id = $1`, [suiteId]);
  }

  /** @returns id of the tenant's pending one of this suite and corp, this or an older one */
  async ensurePending(pending: NewPending, now: Date, tx: Tx): Promise<string> {
    const row = await this.row<{ id: string }>(
      `insert into push_authorization (id, tenant_id, corp_id, corp_key, mode, suite_id, agent_id, agent_name, state, visible_range, created_at, created_by, updated_at)
       values ($1, $2, $3, $4, $5, $6, 0, '', 'pending', '{"userIds":[],"departmentIds":[],"tagIds":[]}', $7, $8, $7)
       on conflict (tenant_id, suite_id, corp_key) where state = 'pending' do update set updated_at = excluded.updated_at
       returning id`,
      [pending.id, pending.tenantId, pending.corpId, corpKeyOf(pending.corpId), pending.mode, pending.suiteId, now, pending.createdBy],
      tx,
    );
    return row!.id;
  }

  async byId(id: string): Promise<SuiteAuthorization | undefined> {
    return this.row<SuiteAuthorization>(`select ${COLUMNS} from push_authorization where id = $1 and suite_id is not null`, [id]);
  }

  /** The one that works, or did, of the corp as the provider knows it, whosever it is. */
  async liveByOpenCorp(suiteId: string, openCorpId: string): Promise<SuiteAuthorization | undefined> {
    return this.row<SuiteAuthorization>(`select ${COLUMNS} from push_authorization where suite_id = $1 and open_corp_id = $2 and state in ('active', 'broken')`, [suiteId, openCorpId]);
  }

  /** The tenant's one that works, or did, of the corp as it was typed. */
  async liveByCorp(tenantId: string, suiteId: string, corpId: string): Promise<SuiteAuthorization | undefined> {
    return this.row<SuiteAuthorization>(
      `select ${COLUMNS} from push_authorization where tenant_id = $1 and suite_id = $2 and corp_key = $3 and state in ('active', 'broken') order by created_at desc`,
      [tenantId, suiteId, corpKeyOf(corpId)],
    );
  }

  /** Keeps what an auth code gave, before anything else is asked: the code works once. @returns false when it is no longer pending */
  async keepCode(id: string, openCorpId: string, secretSealed: string, now: Date): Promise<boolean> {
    const row = await this.row(
      `update push_authorization set open_corp_id = $2, secret_sealed = $3, state_reason = null, updated_at = $4, version = version + 1
        where id = $1 and state = 'pending' returning id`,
      [id, openCorpId, secretSealed, now],
    );
    return row !== undefined;
  }

  /** Puts a new permanent code in the place of the old one. */
  async replaceCode(id: string, secretSealed: string, now: Date, tx: Tx): Promise<void> {
    await this.rows(
      `update push_authorization set secret_sealed = $2, secret_refusals = 0, probe_after = case when state = 'broken' then $3::timestamptz end, updated_at = $3, version = version + 1
        where id = $1 and state in ('active', 'broken')`,
      [id, secretSealed, now],
      tx,
    );
  }

  /** Says why a confirmation was not taken, and forgets what it gave. */
  async refusePending(id: string, reason: AuthorizationTrouble | null, now: Date): Promise<void> {
    await this.rows(
      `update push_authorization set state_reason = $2, open_corp_id = null, secret_sealed = null, updated_at = $3, version = version + 1 where id = $1 and state = 'pending'`,
      [id, reason, now],
    );
  }

  /** @returns false when it is no longer pending, or the corp is held by another one */
  async activate(pending: SuiteAuthorization, agentId: number, agent: AgentFacts, now: Date, tx: Tx): Promise<boolean> {
    const row = await this.row(
      `update push_authorization
          set state = 'active', state_reason = null, state_errcode = null, seen_ip = null, agent_id = $2, agent_name = $3, agent_logo_url = $4, visible_range = $5,
              activated_at = $6, check_after = $6, updated_at = $6, version = version + 1
        where id = $1 and state = 'pending' and secret_sealed = $7
          and not exists (select 1 from push_authorization where suite_id = $8 and open_corp_id = $9 and state in ('active', 'broken'))
       returning id`,
      [pending.id, agentId, agent.agentName, agent.agentLogoUrl, JSON.stringify(agent.visibleRange), now, pending.secretSealed, pending.suiteId, pending.openCorpId],
      tx,
    );
    return row !== undefined;
  }

  /** A corp that installed again has the app under another number. */
  async setAgentId(id: string, agentId: number): Promise<void> {
    await this.rows(`update push_authorization set agent_id = $2 where id = $1 and agent_id <> $2 and state in ('active', 'broken')`, [id, agentId]);
  }

  async insertLink(link: AuthorizationLink, now: Date): Promise<void> {
    await this.rows('insert into push_authorization_link (state, tenant_id, authorization_id, url, created_at, expires_at) values ($1, $2, $3, $4, $5, $6)', [
      link.state,
      link.tenantId,
      link.authorizationId,
      link.url,
      now,
      link.expiresAt,
    ]);
  }

  async link(state: string): Promise<AuthorizationLink | undefined> {
    return this.row<AuthorizationLink>(
      `select state, tenant_id as "tenantId", authorization_id as "authorizationId", url, expires_at as "expiresAt" from push_authorization_link where state = $1`,
      [state],
    );
  }

  async newestLink(tenantId: string, authorizationId: string): Promise<AuthorizationLink | undefined> {
    return this.row<AuthorizationLink>(
      `select state, tenant_id as "tenantId", authorization_id as "authorizationId", url, expires_at as "expiresAt"
         from push_authorization_link where tenant_id = $1 and authorization_id = $2 order by created_at desc, state limit 1`,
      [tenantId, authorizationId],
    );
  }

  async pointLink(state: string, authorizationId: string, tx: Tx): Promise<void> {
    await this.rows('update push_authorization_link set authorization_id = $2 where state = $1', [state, authorizationId], tx);
  }
}
