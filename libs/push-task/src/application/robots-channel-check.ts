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
      throw InvalidInputError.field('recipients', { 'en-US': 'a robot posts to everybody in its group; leave recipients out, and name whom it should mention in channel.mention', 'zh-CN': '群机器人发给群里所有人，不需要选择接收人；要提醒的人请在「提醒」中选择' });
    }
    if (definition.countOpens) throw InvalidInputError.field('countOpens', { 'en-US': 'everybody in a group gets the same link; leave it off', 'zh-CN': '群里所有人拿到同一个链接，请关闭统计' });
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
    if (!mayMention(template.msgtype)) throw InvalidInputError.field('channel.mention', { 'en-US': 'this template makes messages that cannot mention people; choose one that makes a text, markdown or a text card, or leave it out', 'zh-CN': '这个模板的消息不能提醒人，请换成文本、Markdown 或文本卡片模板，或不提醒' });
    await this.authorizations.getApp(tenantId, mention.authorizationId);
  }
}

function mustBeThere(ids: readonly string[], known: ReadonlySet<string>): void {
  const unknown = ids.filter((id) => !known.has(id));
  if (unknown.length > 0) throw InvalidInputError.field('channel.robotIds', { 'en-US': `there are no such robots: ${unknown.join(', ')}; see GET /push/robots`, 'zh-CN': `下列群机器人已不存在，请移除：${unknown.join('、')}` });
}

function mustBeEnabled(robots: readonly PushRobot[]): void {
  const disabled = robots.filter(({ state }) => state === 'disabled');
  if (disabled.length > 0) throw InvalidInputError.field('channel.robotIds', { 'en-US': `disabled: ${disabled.map(({ name }) => name).join(', ')}; ask an administrator to enable them, or choose others`, 'zh-CN': `已停用：${disabled.map(({ name }) => name).join('、')}；请管理员启用，或换别的群机器人` });
}
