import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '#kernel';
import type { WecomError } from '#wecom';
import type { AppAccess } from '../domain/app-access';
import type { AuthorizationTrouble } from '../domain/authorization';
import { isSecretRefusal, probeTime, troubleOf } from '../domain/trouble';
import { AuthorizationRepository, type AgentFacts } from '../persistence/authorization.repository';

/** Moves an authorization between active and broken. */
@Injectable()
export class AuthorizationHealth {
  private readonly log = new Logger(AuthorizationHealth.name);

  constructor(
    private readonly authorizations: AuthorizationRepository,
    private readonly clock: Clock,
  ) {}

  /** @param refusal one that lasts until somebody mends it */
  async refused(app: AppAccess, refusal: WecomError): Promise<void> {
    await this.broken(app, troubleOf(refusal), refusal);
  }

  async disabled(app: AppAccess): Promise<void> {
    await this.broken(app, 'app_disabled');
  }

  async working(authorizationId: string, agent: AgentFacts): Promise<void> {
    await this.authorizations.markWorking(authorizationId, agent, this.clock.now());
  }

  private async broken(app: AppAccess, reason: AuthorizationTrouble, refusal?: WecomError): Promise<void> {
    const now = this.clock.now();
    const facts = { reason, errcode: refusal?.errcode ?? null, seenIp: refusal?.seenIp ?? null };
    const secretRefused = refusal !== undefined && isSecretRefusal(refusal);
    const news = await this.authorizations.markBroken(app, { ...facts, secretRefused, probeAfter: probeTime(now) }, now);
    // Once and not a hundred times: calls under way fail as well.
    if (news) this.log.warn({ authorizationId: app.id, corpId: app.corpId, ...facts }, 'WeCom refuses an authorization');
  }
}
