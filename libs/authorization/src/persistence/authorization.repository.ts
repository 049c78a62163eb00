import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, IsNull, Not } from 'typeorm';
import { GroupedWork, PUSH_DATA_SOURCE, SqlRepository, type Tx } from '#kernel';
import type { AppAccess } from '../domain/app-access';
import type { Authorization, AuthorizationMode, AuthorizationState, AuthorizationTrouble, VisibleRange } from '../domain/authorization';
import { corpKeyOf } from '../domain/corp-id';
import { checkTime, MAX_SECRET_REFUSALS } from '../domain/trouble';
import { AuthorizationEntity } from './authorization.entity';

/** What agent/get says of the app. */
export interface AgentFacts {
  agentName: string;
  agentLogoUrl: string | null;
  visibleRange: VisibleRange;
}

export interface NewAuthorization extends AgentFacts {
  id: string;
  tenantId: string;
  corpId: string;
  mode: AuthorizationMode;
  agentId: number;
  secretSealed: string;
  createdBy: string;
}

export interface Refusal {
  reason: AuthorizationTrouble;
  errcode: number | null;
  seenIp: string | null;
  /** Whether it counts towards WeCom's ban of our address. */
  secretRefused: boolean;
  /** When a call may ask WeCom again. */
  probeAfter: Date;
}

/** Read by one statement. */
const ACCESSES_AT_ONCE = 1000;

const NOBODY: VisibleRange = { userIds: [], departmentIds: [], tagIds: [] };

@Injectable()
export class AuthorizationRepository extends SqlRepository {
  private readonly accesses = new GroupedWork<string, AppAccess | undefined>((ids) => this.readAccess(ids), { items: ACCESSES_AT_ONCE });

  constructor(@InjectDataSource(PUSH_DATA_SOURCE) private readonly db: DataSource) {
    super(db);
  }

  /** Newest first; revoked ones are left out. */
  async list(tenantId: string): Promise<Authorization[]> {
    return this.db.getRepository(AuthorizationEntity).find({ where: { tenantId, state: Not('revoked') }, order: { createdAt: 'DESC', id: 'DESC' } });
  }

  async find(tenantId: string, id: string): Promise<Authorization | undefined> {
    return (await this.db.getRepository(AuthorizationEntity).findOneBy({ tenantId, id })) ?? undefined;
  }

  /** @returns id of the tenant's authorization of this app that is not revoked */
  async findLive(tenantId: string, corpId: string, agentId: number): Promise<string | undefined> {
    const found = await this.db
      .getRepository(AuthorizationEntity)
      .findOne({ select: { id: true }, where: { tenantId, corpKey: corpKeyOf(corpId), agentId, suiteId: IsNull(), state: Not('revoked') } });
    return found?.id;
  }

  async everOfCorp(tenantId: string, corpId: string): Promise<string[]> {
    return (await this.db.getRepository(AuthorizationEntity).find({ select: { id: true }, where: { tenantId, corpKey: corpKeyOf(corpId) } })).map(({ id }) => id);
  }

  /** Asked for each run and each call, and so of many at once by one statement. */
  async findAccess(id: string): Promise<AppAccess | undefined> {
    return this.accesses.add(id);
  }

  private async readAccess(ids: readonly string[]): Promise<(AppAccess | undefined)[]> {
    const found = await this.rows<AppAccess>(
      `select app.id, app.tenant_id as "tenantId", app.corp_id as "corpId", app.mode, app.suite_id as "suiteId",
              app.open_corp_id as "openCorpId", app.agent_id as "agentId", app.agent_name as "agentName", app.state, app.state_reason as "stateReason",
              app.state_errcode as "stateErrcode", app.secret_sealed as "secretSealed", token.token_sealed as "tokenSealed",
              token.expires_at as "tokenExpiresAt", token.renew_after as "renewAfter", token.renew_lock_until as "renewLockUntil",
              health.last_sent_at as "lastSentAt", health.last_error_at as "lastErrorAt", health.last_errcode as "lastErrcode",
              health.last_unlicensed_at as "lastUnlicensedAt"
         from push_authorization as app
         left join push_access_token as token on token.authorization_id = app.id
         left join push_authorization_health as health on health.authorization_id = app.id
        where app.id = any($1::uuid[])`,
      [[...new Set(ids)]],
    );
    const byId = new Map(found.map((app) => [app.id, app]));
    return ids.map((id) => byId.get(id));
  }

  /** @returns false when some tenant holds this app of this corp: then nothing is written */
  async insertActive(authorization: NewAuthorization, now: Date, tx: Tx): Promise<boolean> {
    const row = await this.row(
      `insert into push_authorization (id, tenant_id, corp_id, corp_key, mode, agent_id, agent_name, agent_logo_url, secret_sealed, state,
                                       visible_range, activated_at, created_at, created_by, updated_at, check_after)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'active', $10, $11, $11, $12, $11, $13)
       on conflict (corp_key, agent_id) where state <> 'revoked' and suite_id is null do nothing
       returning id`,
      [
        authorization.id,
        authorization.tenantId,
        authorization.corpId,
        corpKeyOf(authorization.corpId),
        authorization.mode,
        authorization.agentId,
        authorization.agentName,
        authorization.agentLogoUrl,
        authorization.secretSealed,
        JSON.stringify(authorization.visibleRange),
        now,
        authorization.createdBy,
        checkTime(now),
      ],
      tx,
    );
    return row !== undefined;
  }

  /** @returns false when it was revoked meanwhile */
  async replaceSecret(tenantId: string, id: string, secretSealed: string, tx: Tx): Promise<boolean> {
    const row = await this.row(`update push_authorization set secret_sealed = $3 where tenant_id = $1 and id = $2 and state <> 'revoked' returning id`, [tenantId, id, secretSealed], tx);
    return row !== undefined;
  }

  /**
   * Writes what a working app says of itself, and ends a trouble.
   * @param checkAfter when to look at it again
   * @returns its state before; undefined when it is neither active nor broken: then nothing is written
   */
  async markWorking(id: string, agent: AgentFacts, now: Date, checkAfter: Date, tx: Tx): Promise<AuthorizationState | undefined> {
    const row = await this.row<{ before: AuthorizationState }>(
      `with before as (select id, state from push_authorization where id = $1 and state in ('active', 'broken') for update)
       update push_authorization as app
          set state = 'active', state_reason = null, state_errcode = null, seen_ip = null, secret_refusals = 0, probe_after = null,
              agent_name = $2, agent_logo_url = $3, visible_range = $4, activated_at = coalesce(activated_at, $5), check_after = $6,
              updated_at = $5, version = version + 1
         from before where app.id = before.id
       returning before.state as before`,
      [id, agent.agentName, agent.agentLogoUrl, JSON.stringify(agent.visibleRange), now, checkAfter],
      tx,
    );
    return row?.before;
  }

  /**
   * Notes a refusal. One that met a secret which was replaced meanwhile changes nothing.
   * @returns true when this very refusal broke it, so that an alarm is raised once
   */
  async markBroken(app: AppAccess, refusal: Refusal, now: Date, tx: Tx): Promise<boolean> {
    const row = await this.row<{ before: AuthorizationState }>(
      `with before as (
         select id, state from push_authorization where id = $1 and state in ('active', 'broken') and secret_sealed = $2 for update)
       update push_authorization as app
          set state = 'broken', state_reason = $3, state_errcode = $4, seen_ip = $5, secret_refusals = secret_refusals + $6,
              probe_after = case when secret_refusals + $6 >= $7 then null else $8::timestamptz end, updated_at = $9, version = version + 1
         from before where app.id = before.id
       returning before.state as before`,
      [app.id, app.secretSealed, refusal.reason, refusal.errcode, refusal.seenIp, refusal.secretRefused ? 1 : 0, MAX_SECRET_REFUSALS, refusal.probeAfter, now],
      tx,
    );
    return row?.before === 'active';
  }

  /** Lets one caller of all processes ask WeCom whether a trouble is over. @returns false when it is not time yet */
  async claimProbe(id: string, now: Date, next: Date): Promise<boolean> {
    const row = await this.row(`update push_authorization set probe_after = $3 where id = $1 and state = 'broken' and probe_after <= $2 returning id`, [id, now, next]);
    return row !== undefined;
  }

  /**
   * Takes authorizations that are to be looked at: broken ones that may have been mended, working ones that nobody looked at
   * for long. Each is taken by one caller of all processes, and again only after `next`.
   */
  async claimDueForCheck(now: Date, next: Date, nextDay: Date, limit: number): Promise<{ id: string; suiteId: string | null }[]> {
    return this.rows(
      `with due as (
         select id from push_authorization
          where (state = 'broken' and probe_after <= $1) or (state in ('active', 'broken') and check_after <= $1 and (state = 'active' or suite_id is not null))
          limit $4 for update skip locked)
       update push_authorization as app
          set probe_after = case when app.state = 'broken' and probe_after is not null then $2::timestamptz end,
              check_after = case when app.state = 'broken' then $3::timestamptz else $2::timestamptz end
         from due where app.id = due.id
       returning app.id, app.suite_id as "suiteId"`,
      [now, next, nextDay, limit],
    );
  }

  /**
   * Revokes and destroys the secret and who was visible; a revoked one stays as it is.
   * @returns its state before; undefined when it was revoked already
   */
  async revoke(tenantId: string, id: string, now: Date, tx: Tx): Promise<AuthorizationState | undefined> {
    const row = await this.row<{ before: AuthorizationState }>(
      `with before as (select id, state from push_authorization where tenant_id = $1 and id = $2 and state <> 'revoked' for update)
       update push_authorization as app
          set state = 'revoked', secret_sealed = null, state_reason = null, state_errcode = null, seen_ip = null, probe_after = null,
              visible_range = $4, check_after = null, updated_at = $3, version = version + 1
         from before where app.id = before.id
       returning before.state as before`,
      [tenantId, id, now, JSON.stringify(NOBODY)],
      tx,
    );
    return row?.before;
  }
}
