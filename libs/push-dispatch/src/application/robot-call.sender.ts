import { Injectable } from '@nestjs/common';
import { Clock, type Tx } from '#kernel';
import { RunLedger, type CallReply, type CallToSend, type Reason } from '#records';
import { RobotBusyError, RobotDirectory, RobotNotFoundError, RobotNotUsableError, RobotPoster, type RobotPostOutcome } from '#robots';
import { WecomError } from '#wecom';
import { OutcomeUnknownError, SendLaterError } from '../domain/push-dispatch.errors';
import { reason } from '../domain/reasons';
import { CallSender } from './call-sender';
import { RobotAlarms } from './robot-alarms';

/** Until a busy robot is asked again when nobody knows how long it takes, and until a broken one may be mended; in milliseconds. */
const BUSY_MS = 5_000;
const BROKEN_MS = 60_000;

/** Messages of group robots: at most once, since robots have no duplicate check; 20 a minute each, the others wait in the queue. */
@Injectable()
export class RobotCallSender extends CallSender {
  readonly channel = 'robot';

  constructor(
    private readonly poster: RobotPoster,
    private readonly runs: RunLedger,
    private readonly directory: RobotDirectory,
    private readonly alarms: RobotAlarms,
    private readonly clock: Clock,
  ) {
    super();
  }

  async open(call: CallToSend): Promise<() => Promise<CallReply>> {
    return () => this.send(call);
  }

  private async send(call: CallToSend): Promise<CallReply> {
    const run = await this.runs.find(call.tenantId, call.runId);
    const { state, reason: why } = await this.post(call, run?.spec.title ?? '');
    if (state === 'unknown') throw new OutcomeUnknownError(why ?? 'WeCom did not answer');
    if (state === 'refused') throw new WecomError(why ?? 'refused', { api: 'webhook/send', fault: 'content' });
    return { exceptions: [] };
  }

  /** The owner is told at once, once a run and robot, that a group waits. */
  async afterPutBack(call: CallToSend, { code }: Reason, tx: Tx): Promise<void> {
    if (code !== 'ROBOT_NOT_USABLE' || call.lastReason?.code === code) return;
    const [run, robots] = await Promise.all([this.runs.find(call.tenantId, call.runId), this.directory.findMany(call.tenantId, [call.targetId])]);
    if (run) await this.alarms.raise(run, [robots.get(call.targetId)?.name ?? call.targetId], tx);
  }

  /** A group has no bindings that could be wrong. */
  async afterRefusal(): Promise<void> {}

  private async post(call: CallToSend, title: string): Promise<RobotPostOutcome> {
    try {
      return await this.poster.post({ tenantId: call.tenantId, robotId: call.targetId, messageId: call.id, kind: 'push', subjectId: call.runId, title, body: call.body });
    } catch (error) {
      if (error instanceof RobotBusyError) throw new SendLaterError(reason('WECOM_BUSY', error.message), error.retryAt ?? this.in(BUSY_MS));
      if (error instanceof RobotNotUsableError || error instanceof RobotNotFoundError) throw new SendLaterError(reason('ROBOT_NOT_USABLE', error.message), this.in(BROKEN_MS));
      throw error;
    }
  }

  private in(milliseconds: number): Date {
    return new Date(this.clock.now().getTime() + milliseconds);
  }
}
