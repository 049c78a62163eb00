import { Inject, Injectable } from '@nestjs/common';
import { AuthorizationsService } from '#authorization';
import { ContentSource, UserDirectory, type HostRule, type HostUnit, type HostUser } from '#bi-host';
import { chunksOf, Clock, InvalidInputError } from '#kernel';
import type { RecipientRule } from '#records';
import { channelsOf, splitsTables, TemplateArchivedError, TemplateNotFoundError, TemplatesService } from '#templating';
import type { PushTaskDefinition } from '../domain/push-task';
import { shortestGapSeconds } from '../domain/schedule/spread';
import { PUSH_TASK_OPTIONS, type PushTaskOptions } from '../push-task.options';
import { checkChoices } from './page-choices';
import { RobotsChannelCheck } from './robots-channel-check';
import { TaskCalendars } from './task-calendars.service';

/** What the host takes at once. */
const IDS_AT_ONCE = 1000;

/** Message types of WeCom that have no place for a link. */
const MESSAGES_WITHOUT_LINK: ReadonlySet<string> = new Set(['image', 'file']);

/** Holds what an editor wrote against what exists: host, authorization, template, calendar, and the limits of this system. */
@Injectable()
export class TaskDefinitionCheck {
  constructor(
    private readonly calendars: TaskCalendars,
    private readonly users: UserDirectory,
    private readonly content: ContentSource,
    private readonly authorizations: AuthorizationsService,
    private readonly templates: TemplatesService,
    private readonly robots: RobotsChannelCheck,
    private readonly clock: Clock,
    @Inject(PUSH_TASK_OPTIONS) private readonly options: PushTaskOptions,
  ) {}

  /**
   * @param before as it was saved last: what it names already may stay
   * @returns the title of the page. @throws InvalidInputError naming the field and the remedy
   */
  async of(tenantId: string, definition: PushTaskDefinition, before?: PushTaskDefinition): Promise<string> {
    const template = await this.templates.chosen(tenantId, definition.templateKey, before?.templateKey).catch((error: unknown) => {
      if (error instanceof TemplateArchivedError) throw InvalidInputError.field('templateKey', { 'en-US': 'this template is archived; restore it or choose another, see GET /push/templates and /push/templates/own', 'zh-CN': '这个模板已归档，请恢复它，或换一个模板' });
      if (error instanceof TemplateNotFoundError) throw InvalidInputError.field('templateKey', { 'en-US': 'there is no such template; see GET /push/templates and /push/templates/own', 'zh-CN': '模板不存在，请换一个模板' });
      throw error;
    });
    this.checkInterval(definition);
    await this.calendars.applied(tenantId, definition.calendar);
    if (!channelsOf(template.msgtype).includes(definition.channel.kind === 'app' ? 'app' : 'robot')) {
      throw InvalidInputError.field('templateKey', { 'en-US': `this template cannot go through ${definition.channel.kind === 'app' ? 'the app' : 'group robots'}; choose one whose channels name it, see GET /push/templates`, 'zh-CN': `这个模板不能通过${definition.channel.kind === 'app' ? '应用' : '群机器人'}发送，请换一个模板` });
    }
    if (template.attachment === 'page_screenshot' && !this.options.screenshots) {
      throw InvalidInputError.field('templateKey', { 'en-US': 'screenshots are switched off on this system; choose another template, or let the operator switch them on', 'zh-CN': '本系统没有开启页面截图，请换一个模板，或请运维人员开启' });
    }
    if (template.needsLink && !definition.withLink) throw InvalidInputError.field('withLink', { 'en-US': 'this template makes a card, which needs the link; switch it on or choose another template', 'zh-CN': '卡片模板需要链接，请开启链接，或换一个模板' });
    if (definition.countOpens) this.checkCounting(definition, template.msgtype);
    if (definition.channel.kind === 'app') await this.authorizations.getApp(tenantId, definition.channel.authorizationId);
    else await this.robots.of(tenantId, definition, definition.channel, template);
    const page = await this.content.getPage(tenantId, { projectId: definition.projectId, pageId: definition.pageId });
    if (!page.published) throw InvalidInputError.field('pageId', { 'en-US': 'the page is not published; publish it first', 'zh-CN': '页面尚未发布，请先发布' });
    if (definition.withLink && !page.sharing) throw InvalidInputError.field('withLink', { 'en-US': 'sharing of the page is off, so nobody could open the link; switch sharing on or the link off', 'zh-CN': '页面的分享已关闭，没有人能打开链接；请开启分享，或关闭链接' });
    checkChoices(page, definition);
    if (definition.splitTables && !splitsTables(template)) throw InvalidInputError.field('splitTables', { 'en-US': 'this template makes a card, a picture or a file, which is never split; leave it off or choose a text or markdown', 'zh-CN': '卡片、图片和文件不能分条发送，请关闭分条，或换成文本、Markdown 模板' });
    await this.checkPeople(tenantId, definition);
    return page.title;
  }

  private checkCounting({ channel, withLink }: PushTaskDefinition, msgtype: string): void {
    const refuse = (english: string, chinese: string): never => {
      throw InvalidInputError.field('countOpens', { 'en-US': english, 'zh-CN': chinese });
    };
    if (!this.options.opensCounted) refuse('there is no public address of this system, at which people would open the links; set PUBLIC_URL (in a host: publicUrl), or leave it off', '本系统没有配置公网地址（PUBLIC_URL），无法统计打开情况，请关闭');
    if (channel.kind === 'robots') refuse('a group has one message for all, so that opens cannot be counted by person; leave it off or choose the channel app', '群里的人看到同一条消息，无法按人统计打开情况，请关闭，或改用应用推送');
    if (!withLink) refuse('the message has no link that could be opened; switch withLink on or this off', '消息里没有链接可供打开，请开启链接，或关闭统计');
    if (MESSAGES_WITHOUT_LINK.has(msgtype)) refuse('this template sends only a picture or file, without a link; choose another template or leave it off', '这个模板只发图片或文件，没有链接，请换一个模板，或关闭统计');
  }

  private checkInterval({ schedule }: PushTaskDefinition): void {
    const least = this.options.minIntervalMinutes ?? 1;
    const gap = shortestGapSeconds(schedule, this.clock.now()) / 60;
    if (gap >= least) return;
    const field = schedule.kind === 'cron' ? 'schedule.expression' : schedule.kind === 'hourly' ? 'schedule.everyHours' : 'schedule.times';
    throw InvalidInputError.field(field, { 'en-US': `runs ${gap} minutes apart; this system allows one every ${least} minutes: choose times further apart`, 'zh-CN': `两次推送相隔 ${gap} 分钟，本系统最短为 ${least} 分钟，请把时间排得更疏` });
  }

  private async checkPeople(tenantId: string, definition: PushTaskDefinition): Promise<void> {
    const { userIds, groupIds, departmentIds, rule, allBound } = definition.recipients;
    if (definition.channel.kind === 'app' && rule === null && !allBound && userIds.length + groupIds.length + departmentIds.length === 0) {
      throw InvalidInputError.field('recipients', { 'en-US': 'name at least one user, group or department, a rule, or all bound users', 'zh-CN': '请至少选择一位用户、一个用户组、部门、规则，或全部已绑定的用户' });
    }
    if (rule !== null) checkRule(rule, await this.content.listRules(tenantId, definition.projectId));
    if (groupIds.length > 0) mustBeAmong(await this.users.listGroups(tenantId), groupIds, 'recipients.groupIds', 'groups');
    if (departmentIds.length > 0) mustBeAmong(await this.users.listDepartments(tenantId), departmentIds, 'recipients.departmentIds', 'departments');
    const mentioned = definition.channel.kind === 'robots' ? (definition.channel.mention?.userIds ?? []) : [];
    const wanted = [...new Set([...userIds, ...mentioned, definition.ownerUserId])];
    const known = new Map<string, HostUser>();
    for (const ids of chunksOf(wanted, IDS_AT_ONCE)) for (const user of await this.users.findUsers(tenantId, ids)) known.set(user.id, user);
    const owner = known.get(definition.ownerUserId);
    if (!owner) throw InvalidInputError.field('ownerUserId', { 'en-US': 'there is no such user', 'zh-CN': '没有这位用户' });
    if (!owner.active) throw InvalidInputError.field('ownerUserId', { 'en-US': `${owner.name} is locked or has left at the host; name somebody else`, 'zh-CN': `${owner.name} 在 BI 平台已停用或离开，请换一位` });
    mustBeKnown(known, userIds, 'recipients.userIds', 'users');
    mustBeKnown(known, mentioned, 'channel.mention.userIds', 'users');
  }
}

function checkRule({ queryId, column }: RecipientRule, rules: readonly HostRule[]): void {
  const rule = rules.find(({ id }) => id === queryId);
  if (!rule) {
    const there = rules.slice(0, 20).map(({ id }) => id).join(', ');
    throw InvalidInputError.field('recipients.rule.queryId', there === '' ? 'the host has no rules in this project; name users, groups or departments' : `there is no such rule in this project; it has ${there}`);
  }
  const columns = rule.columns?.map(({ key }) => key) ?? [];
  if (column === null || columns.includes(column)) return;
  throw InvalidInputError.field('recipients.rule.column', columns.length === 0 ? 'this rule has no columns to choose from; leave it out' : `this rule has no such column; it has ${columns.join(', ')}`);
}

function mustBeAmong(units: readonly HostUnit[], ids: readonly string[], field: string, what: string): void {
  mustBeKnown(new Set(units.map((unit) => unit.id)), ids, field, what);
}

function mustBeKnown(known: { has(id: string): boolean }, ids: readonly string[], field: string, what: string): void {
  const unknown = ids.filter((id) => !known.has(id));
  if (unknown.length > 0) throw InvalidInputError.field(field, { 'en-US': `there are no such ${what}: ${unknown.slice(0, 20).join(', ')}`, 'zh-CN': `下列选项在 BI 平台已不存在，请移除：${unknown.slice(0, 20).join('、')}` });
}
