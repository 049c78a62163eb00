import { Injectable } from '@nestjs/common';
import { AuthorizationsService } from '#authorization';
import { InvalidInputError, type Tx } from '#kernel';
import type { PushChannel } from '#records';
import { mayMention, RobotDirectory, type PushRobot } from '#robots';
import type { Template } from '#templating';
import type { PushTaskDefinition } from '../domain/push-task';

type RobotsChannel = Extract<PushChannel, { kind: 'robots' }>;

/** Holds a task that posts in groups against what robots can do. */
@Injectable()
export class RobotsChannelCheck {
  constructor(
    private readonly robots: RobotDirectory,
    private readonly authorizations: AuthorizationsService,
  ) {}

  /** A broken robot may be named: the run waits for its mending. @throws InvalidInputError naming the field and the remedy */
  async of(tenantId: string, definition: PushTaskDefinition, channel: RobotsChannel, template: Template): Promise<void> {
    const { userIds, groupIds, departmentIds, rule, allBound, excludedUserIds } = definition.recipients;
    if (rule || allBound || [userIds, groupIds, departmentIds, excludedUserIds].some((ids) => ids.length > 0)) {
      throw InvalidInputError.field('recipients', 'a robot posts to everybody in its group; leave recipients out, and name whom it should mention in channel.mention');
    }
    if (definition.countOpens) throw InvalidInputError.field('countOpens', 'everybody in a group gets the same link; leave it off');
    const robots = await this.robots.findMany(tenantId, channel.robotIds);
    mustBeThere(channel.robotIds, new Set(robots.keys()));
    mustBeEnabled([...robots.values()]);
    await this.checkMention(tenantId, channel, template);
  }

  /** Keeps the robots of a task from being deleted while it is saved. */
  async hold(tenantId: string, channel: PushChannel, tx: Tx): Promise<void> {
    if (channel.kind === 'robots') mustBeThere(channel.robotIds, await this.robots.hold(tenantId, channel.robotIds, tx));
  }

  private async checkMention(tenantId: string, { mention }: RobotsChannel, template: Template): Promise<void> {
    if (!mention) return;
    if (!mayMention(template.msgtype)) throw InvalidInputError.field('channel.mention', 'this template makes messages that cannot mention people; choose one that makes a text, markdown or a text card, or leave it out');
    await this.authorizations.getApp(tenantId, mention.authorizationId);
  }
}

function mustBeThere(ids: readonly string[], known: ReadonlySet<string>): void {
  const unknown = ids.filter((id) => !known.has(id));
  if (unknown.length > 0) throw InvalidInputError.field('channel.robotIds', `there are no such robots: ${unknown.join(', ')}; see GET /push/robots`);
}

function mustBeEnabled(robots: readonly PushRobot[]): void {
  const disabled = robots.filter(({ state }) => state === 'disabled');
  if (disabled.length > 0) throw InvalidInputError.field('channel.robotIds', `disabled: ${disabled.map(({ name }) => name).join(', ')}; ask an administrator to enable them, or choose others`);
}
