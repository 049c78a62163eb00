import { Inject, Injectable, Logger } from '@nestjs/common';
import { Alarms } from '#alarms';
import { AuditTrail, systemActor, type AuditActor, type AuditEntry } from '#bi-host';
import { Clock, PushDatabase, type Tx } from '#kernel';
import type { WecomError } from '#wecom';
import type { AppAccess } from '../domain/app-access';
import type { AuthorizationState, AuthorizationTrouble } from '../domain/authorization';
import { brokenAlarm, brokenAlarmKey } from '../domain/broken-alarm';
import { checkTime, isSecretRefusal, probeTime, troubleOf } from '../domain/trouble';
import { AUTHORIZATION_OPTIONS, type AuthorizationOptions } from '../authorization.options';
import { AuthorizationHealthRepository } from '../persistence/authorization-health.repository';
import { AuthorizationRepository, type AgentFacts } from '../persistence/authorization.repository';
import { AuthorizationRecoveries } from './authorization-recoveries';

type Whose = Pick<AppAccess, 'id' | 'tenantId' | 'corpId' | 'agentName'>;

const nameOf = (corpId: string, agentName: string): string => `${agentName} (${corpId})`;

/** How the audit log names an authorization. */
export const subjectOf = (id: string, corpId: string, agentName: string): AuditEntry['subject'] => ({ type: 'authorization', id, name: nameOf(corpId, agentName) });

interface StateChange {
  from: AuthorizationState;
  to: AuthorizationState;
  reason?: AuthorizationTrouble;
  errcode?: number | null;
  seenIp?: string | null;
  /** Default: the system, by what WeCom answered. */
  actor?: AuditActor;
}

/** What WeCom says of a permanent code that is not in force. */
const CODE_LOST = 40084;
/** What was seen a moment ago is not written again: messages go out by the thousand. */
const NOTED_EVERY_SECONDS = 60;
/** Failures of the way to WeCom, or of the app in it; those of a person or a message say nothing of an authorization. */
const NOTED_FAULTS = new Set<WecomError['fault']>(['app', 'token', 'busy', 'unreachable', 'unknown_outcome']);

/** Moves an authorization between active and broken, each move with one alarm, and keeps what was last seen of it. */
@Injectable()
export class AuthorizationHealth {
  private readonly log = new Logger(AuthorizationHealth.name);

  constructor(
    private readonly database: PushDatabase,
    private readonly authorizations: AuthorizationRepository,
    private readonly seen: AuthorizationHealthRepository,
    private readonly audit: AuditTrail,
    private readonly alarms: Alarms,
    private readonly recoveries: AuthorizationRecoveries,
    private readonly clock: Clock,
    @Inject(AUTHORIZATION_OPTIONS) private readonly options: Pick<AuthorizationOptions, 'alarmLanguage'>,
  ) {}

  /** @param refusal one that lasts until somebody mends it */
  async refused(app: AppAccess, refusal: WecomError): Promise<void> {
    await this.broken(app, troubleOf(refusal), refusal);
  }

  async disabled(app: AppAccess): Promise<void> {
    await this.broken(app, 'app_disabled');
  }

  /** @param app of a suite, whose permanent code WeCom knows no more although the corp still authorizes us */
  async codeLost(app: AppAccess): Promise<void> {
    await this.broken(app, 'secret_refused', undefined, CODE_LOST);
  }

  async working(app: Whose, agent: AgentFacts): Promise<void> {
    await this.database.transaction((tx) => this.workingIn(app, agent, tx));
  }

  /** The same inside a transaction of the caller. */
  async workingIn(app: Whose, agent: AgentFacts, tx: Tx): Promise<void> {
    const now = this.clock.now();
    const before = await this.authorizations.markWorking(app.id, agent, now, checkTime(now), tx);
    await this.seen.checked(app, now, tx);
    if (before === 'broken') await this.changed(app, { from: before, to: 'active' }, tx);
  }

  /** Writes down a change of state, with its one alarm. Calls under way that fail as well raise none. */
  async changed(app: Whose, change: StateChange, tx: Tx): Promise<void> {
    const { from, to, reason = null, errcode = null, seenIp = null, actor = systemActor('authorization-health') } = change;
    await this.seen.insertChange(app, { from, to, reason, errcode, seenIp, changedAt: this.clock.now() }, tx);
    const name = nameOf(app.corpId, app.agentName);
    const subject = subjectOf(app.id, app.corpId, app.agentName);
    await this.audit.record(actor, { tenantId: app.tenantId, action: `authorization.${to}`, subject, before: { state: from }, after: { state: to, reason, errcode, seenIp } }, tx);
    if (to === 'broken') await this.alarms.raise(brokenAlarm({ id: app.id, tenantId: app.tenantId, name }, reason ?? 'refused', errcode, this.options.alarmLanguage), tx);
    if (from === 'broken') await this.alarms.clear(brokenAlarmKey(app), tx);
    if (from === 'broken' && to === 'active') await this.recoveries.recovered({ tenantId: app.tenantId, authorizationId: app.id }, tx);
    const facts = { authorizationId: app.id, tenantId: app.tenantId, corpId: app.corpId, from, to, reason, errcode, seenIp };
    if (to === 'broken') this.log.warn(facts, 'WeCom refuses an authorization');
    else this.log.log(facts, 'an authorization changed');
  }

  /** WeCom accepted a message. @param unlicensed whether it left somebody out for lack of a licence */
  async sent(app: AppAccess, unlicensed: boolean): Promise<void> {
    const now = this.clock.now();
    if (this.isNews(app.lastSentAt, now)) await this.seen.sent(app, now);
    if (unlicensed && this.isNews(app.lastUnlicensedAt, now)) await this.seen.unlicensed(app, now);
  }

  async failed(app: AppAccess, error: WecomError): Promise<void> {
    if (!NOTED_FAULTS.has(error.fault)) return;
    const now = this.clock.now();
    const errcode = error.errcode ?? null;
    if (app.lastErrcode === errcode && !this.isNews(app.lastErrorAt, now)) return;
    await this.seen.failed(app, { api: error.api, errcode, fault: error.fault, seenIp: error.seenIp ?? null }, now);
  }

  private isNews(last: Date | null, now: Date): boolean {
    return last === null || now.getTime() - last.getTime() >= 1000 * NOTED_EVERY_SECONDS;
  }

  private async broken(app: AppAccess, reason: AuthorizationTrouble, refusal?: WecomError, errcode = refusal?.errcode): Promise<void> {
    const now = this.clock.now();
    const facts = { reason, errcode: errcode ?? null, seenIp: refusal?.seenIp ?? null };
    const secretRefused = refusal !== undefined && isSecretRefusal(refusal);
    await this.database.transaction(async (tx) => {
      const news = await this.authorizations.markBroken(app, { ...facts, secretRefused, probeAfter: probeTime(now) }, now, tx);
      if (news) await this.changed(app, { from: 'active', to: 'broken', ...facts }, tx);
    });
  }

  /** Open alarms of the tenant of which nobody could be told: most often it is its apps that do not work. */
  async undeliverableAlarms(tenantId: string): Promise<number> {
    return this.alarms.countUndeliverable(tenantId);
  }
}
