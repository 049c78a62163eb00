import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock, DomainError } from '#kernel';
import { checkTime, probeTime } from '../domain/trouble';
import { AuthorizationRepository } from '../persistence/authorization.repository';
import { SuiteAuthorizations } from './suite-authorizations.service';
import { WecomAppClient } from './wecom-app.client';
import { WecomEvents } from './wecom-events.service';

const INTERVAL_MS = 60_000;
const AT_ONCE = 20;

/**
 * Looks at authorizations that nobody pushes through: whether a broken one works again, and once a day whether a working one
 * still does. Runs in every process; each authorization is looked at by one of them.
 */
@Injectable()
export class AuthorizationUpkeep implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(AuthorizationUpkeep.name);
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly authorizations: AuthorizationRepository,
    private readonly client: WecomAppClient,
    private readonly suites: SuiteAuthorizations,
    private readonly events: WecomEvents,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.running = this.running.then(() => this.runOnce()).catch((error: unknown) => this.log.error({ err: error }, 'the upkeep of authorizations failed'));
    }, INTERVAL_MS);
    this.timer.unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  /** Looks at all that are due now. Of those WeCom says nothing about, nothing is concluded: they are due again in 5 minutes. */
  async runOnce(): Promise<void> {
    await this.events.forgetOld();
    for (;;) {
      const now = this.clock.now();
      const due = await this.authorizations.claimDueForCheck(now, probeTime(now), checkTime(now), AT_ONCE);
      await Promise.all(due.map((one) => this.look(one)));
      if (due.length < AT_ONCE) return;
    }
  }

  private async look({ id, suiteId }: { id: string; suiteId: string | null }): Promise<void> {
    try {
      await (suiteId === null ? this.client.probe(id) : this.suites.reconcileById(id));
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      this.log.warn({ authorizationId: id, err: error }, 'WeCom did not say whether an authorization works');
    }
  }
}
