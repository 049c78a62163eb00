import { Injectable } from '@nestjs/common';
import { AlarmMessageRepository, type AlarmMessage, type AlarmMessageState } from '#alarms';
import { WecomAppClient } from '#authorization';
import { Clock, DomainError, PushDatabase } from '#kernel';
import { RobotBusyError, RobotPoster } from '#robots';
import { messageSend, userIdsOf, WecomError, type WecomFault } from '#wecom';
import { TryAgainError } from '../../domain/push-dispatch.errors';
import { reason } from '../../domain/reasons';
import { AlarmAdmission } from '../limits/alarm-admission.service';

/** How long a message about an alarm is worth sending, in milliseconds; shorter than WeCom's duplicate window, so that a repeat is never a second message. */
const WORTH_SENDING_MS = 3_600_000;

const HOPELESS: ReadonlySet<WecomFault> = new Set<WecomFault>(['recipient', 'content', 'ours', 'login']);

interface Outcome {
  state: AlarmMessageState;
  reason: string | null;
}

/** Sends one message about an alarm: by the app with the stored bytes, by a robot at most once. */
@Injectable()
export class AlarmSender {
  constructor(
    private readonly database: PushDatabase,
    private readonly alarms: AlarmMessageRepository,
    private readonly client: WecomAppClient,
    private readonly admission: AlarmAdmission,
    private readonly robots: RobotPoster,
    private readonly clock: Clock,
  ) {}

  /** Does nothing when it is settled. @throws TryAgainError when it may work later */
  async send(tenantId: string, messageId: string): Promise<void> {
    const message = await this.alarms.findPending(tenantId, messageId);
    if (!message) return;
    let outcome: Outcome;
    try {
      outcome = message.channel === 'app' ? await this.byApp(message) : await this.byRobot(message);
    } catch (error) {
      outcome = this.giveUpOrTryAgain(message, error);
    }
    await this.database.transaction((tx) => this.alarms.settle(message, outcome.state, outcome.reason, this.clock.now(), tx));
  }

  private async byApp(message: AlarmMessage): Promise<Outcome> {
    await this.admission.admit(message, new Date(message.createdAt.getTime() + WORTH_SENDING_MS));
    const { invaliduser } = await this.client.call(message.targetId, messageSend, { body: message.body });
    const reached = userIdsOf(message.body).length > invaliduser.length;
    return reached ? { state: 'sent', reason: null } : { state: 'failed', reason: reason('INVALID_USER').text };
  }

  private async byRobot({ tenantId, id, alarmId, targetId, title, body }: AlarmMessage): Promise<Outcome> {
    const { state, reason: why } = await this.robots.post({ tenantId, robotId: targetId, messageId: id, kind: 'alarm', subjectId: alarmId, title, body });
    return { state: state === 'refused' ? 'failed' : state, reason: why };
  }

  private giveUpOrTryAgain(message: AlarmMessage, error: unknown): Outcome {
    if (error instanceof WecomError && HOPELESS.has(error.fault)) return { state: 'failed', reason: error.message };
    // A robot that is broken stays so until a person mends it.
    if (message.channel === 'robot' && error instanceof DomainError && !(error instanceof RobotBusyError)) return { state: 'failed', reason: error.message };
    if (this.clock.now().getTime() - message.createdAt.getTime() < WORTH_SENDING_MS) throw new TryAgainError(reason('WECOM_BUSY'), error);
    return { state: 'failed', reason: error instanceof Error ? error.message : String(error) };
  }
}
