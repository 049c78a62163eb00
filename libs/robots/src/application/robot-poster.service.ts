import { Injectable } from '@nestjs/common';
import { Clock, PushDatabase, SecretBox } from '#kernel';
import { WecomError, webhookSend, WecomTransport } from '#wecom';
import { keyContext, WINDOW_MS, type PushRobot, type RobotMessageKind } from '../domain/robot';
import { RobotBusyError, RobotNotFoundError, RobotNotUsableError } from '../domain/robots.errors';
import { RobotMessageRepository } from '../persistence/robot-message.repository';
import { RobotRepository } from '../persistence/robot.repository';
import { RobotHealth } from './robot-health.service';

export interface RobotPost {
  tenantId: string;
  robotId: string;
  /** Posting the same id again posts nothing: a robot has no duplicate check of its own. */
  messageId: string;
  kind: RobotMessageKind;
  subjectId: string | null;
  title: string;
  /** From `serializeRobotMessage`. */
  body: string;
}

/** `unknown`: nobody can tell whether it was posted; it must not be repeated. */
export interface RobotPostOutcome {
  state: 'sent' | 'refused' | 'unknown';
  reason: string | null;
}

/** A request has ended one way or the other by then, in milliseconds. */
const SURELY_OVER_MS = 60_000;

/** WeCom: the robot was called too often. Somebody else posts through it too, so that our count is too low. */
const TOO_OFTEN = 45009;

/** Posts messages of robots, each at most once, 20 a minute each robot in all processes together. */
@Injectable()
export class RobotPoster {
  constructor(
    private readonly database: PushDatabase,
    private readonly robots: RobotRepository,
    private readonly messages: RobotMessageRepository,
    private readonly transport: WecomTransport,
    private readonly health: RobotHealth,
    private readonly box: SecretBox,
    private readonly clock: Clock,
  ) {}

  /** @throws RobotBusyError when it was not posted and may be later. @throws RobotNotUsableError. @throws RobotNotFoundError */
  async post(post: RobotPost): Promise<RobotPostOutcome> {
    const robot = await this.robots.find(post.tenantId, post.robotId);
    if (!robot) throw new RobotNotFoundError(post.robotId);
    // A test may find out whether a broken robot works again.
    if (robot.state !== 'enabled' && post.kind !== 'test') throw new RobotNotUsableError(robot.id, robot.state, robot.brokenReason);
    const before = await this.begin(post);
    if (before) return before;
    return this.send(robot, post);
  }

  /** The claim: written before the request leaves. @returns what became of the message when it was begun before */
  private begin(post: RobotPost): Promise<RobotPostOutcome | undefined> {
    return this.database.transaction(async (tx) => {
      const now = this.clock.now();
      const earlier = await this.messages.find(post.tenantId, post.messageId, tx);
      if (earlier && earlier.state !== 'sending') return { state: earlier.state, reason: earlier.reason };
      if (earlier && now.getTime() - earlier.sentAt.getTime() < SURELY_OVER_MS) throw new RobotBusyError(post.robotId, null);
      if (earlier) return { state: 'unknown', reason: 'The process ended before WeCom answered' };
      if (!(await this.messages.takePlace(post.tenantId, post.robotId, now, tx))) throw new RobotBusyError(post.robotId, await this.messages.freeAt(post.tenantId, post.robotId, tx));
      if (!(await this.messages.begin(post.tenantId, { ...post, id: post.messageId, sentAt: now }, tx))) throw new RobotBusyError(post.robotId, null);
      return undefined;
    });
  }

  private async send(robot: PushRobot, post: RobotPost): Promise<RobotPostOutcome> {
    const { tenantId, messageId } = post;
    const outcome = (state: RobotPostOutcome['state'], reason: string | null) => this.messages.settle(tenantId, messageId, state, reason).then(() => ({ state, reason }));
    try {
      const key = this.box.open((await this.robots.findKey(tenantId, robot.id))!, keyContext(robot.id));
      await this.transport.call(webhookSend, { key, body: post.body });
      await this.health.works(robot);
      return await outcome('sent', null);
    } catch (error) {
      if (!(error instanceof WecomError)) {
        await outcome('unknown', 'An unexpected fault in this system');
        throw error;
      }
      const reason = error.errcode === undefined ? error.message : `WeCom code ${error.errcode}`;
      if (error.fault === 'unknown_outcome') return outcome('unknown', reason);
      if (error.fault === 'busy' || error.fault === 'unreachable') {
        await this.messages.takeBack(tenantId, messageId);
        throw new RobotBusyError(robot.id, error.errcode === TOO_OFTEN ? await this.fullMinute(post) : null, error);
      }
      if (error.fault === 'app') {
        await this.health.broken(robot, reason);
        // Nothing was posted: once the robot is mended, the message may go.
        if (post.kind !== 'test') {
          await this.messages.takeBack(tenantId, messageId);
          throw new RobotNotUsableError(robot.id, 'broken', reason);
        }
      }
      return outcome('refused', reason);
    }
  }

  /** All places of this minute are taken, for all processes. @returns when they are free again */
  private async fullMinute({ tenantId, robotId }: RobotPost): Promise<Date> {
    const now = this.clock.now();
    await this.messages.takeAllPlaces(tenantId, robotId, now);
    return new Date(now.getTime() + WINDOW_MS);
  }
}
