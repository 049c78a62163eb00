import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock, newId, SecretBox } from '#kernel';
import { parseCallbackMessage } from '#wecom';
import { bodyContext, bodyHash, eventLease, eventRetry, holdsSecret, isHint, keptSince, MAX_EVENT_ATTEMPTS, type WecomEvent } from '../domain/wecom-event';
import { WecomEventRepository, type ClaimedEvent } from '../persistence/wecom-event.repository';
import { WecomEventHandlers } from './wecom-event-handlers';

/** Looks for what another process left lying. What this one took in is worked on at once. */
const POLL_INTERVAL_MS = 10_000;
const AT_ONCE = 20;

export interface ReceivedEvent {
  channel: string;
  suiteId: string | null;
  tenantId: string | null;
  authorizationId: string | null;
  /** Decrypted. */
  xml: string;
}

/** Keeps callbacks and works on them afterwards: WeCom waits a second for its answer, and gives up after a few tries. */
@Injectable()
export class WecomEvents implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(WecomEvents.name);
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly events: WecomEventRepository,
    private readonly handlers: WecomEventHandlers,
    private readonly box: SecretBox,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.work(), POLL_INTERVAL_MS);
    this.timer.unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.working;
  }

  /**
   * Stores a callback, once however often it comes, and lets it be worked on soon.
   * @returns false when it was there already; a mere hint that something changed is worked on again
   * @throws CallbackRejectedError when it is not the XML that WeCom sends
   */
  async receive({ xml, ...about }: ReceivedEvent): Promise<boolean> {
    const id = newId();
    const { kind } = parseCallbackMessage(xml);
    const stored = await this.events.insert({ ...about, id, kind, bodyHash: bodyHash(xml), bodySealed: this.box.seal(xml, bodyContext(id)), receivedAt: this.clock.now() }, isHint(kind));
    if (stored) void this.work();
    return stored;
  }

  /** Works on all that is due now; resolves when this process has nothing under way. */
  work(): Promise<void> {
    this.working = this.working.then(() => this.drain()).catch((error: unknown) => this.log.error({ err: error }, 'callbacks of WeCom could not be worked on'));
    return this.working;
  }

  /** Forgets events of more than 14 days ago. */
  async forgetOld(): Promise<void> {
    await this.events.removeBefore(keptSince(this.clock.now()));
  }

  private async drain(): Promise<void> {
    while (!this.stopped) {
      const now = this.clock.now();
      const claimed = await this.events.claimDue(now, eventLease(now), AT_ONCE);
      for (const event of claimed) await this.workOn(event);
      if (claimed.length < AT_ONCE) return;
    }
  }

  private async workOn(claimed: ClaimedEvent): Promise<void> {
    try {
      await this.handlers.handle(this.open(claimed));
      await this.events.done(claimed, this.clock.now(), holdsSecret(claimed.kind));
    } catch (error) {
      const { id, kind, attempts } = claimed;
      const now = this.clock.now();
      const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      if (attempts >= MAX_EVENT_ATTEMPTS) await this.events.failed(claimed, text, now);
      else await this.events.retry(claimed, text, eventRetry(now, attempts));
      this.log.warn({ eventId: id, kind, attempts, err: error }, 'a callback of WeCom could not be worked on');
    }
  }

  private open({ id, kind, suiteId, tenantId, authorizationId, bodySealed, receivedAt }: ClaimedEvent): WecomEvent {
    const { fields } = parseCallbackMessage(this.box.open(bodySealed, bodyContext(id)));
    return { id, kind, suiteId, tenantId, authorizationId, fields, receivedAt };
  }
}
