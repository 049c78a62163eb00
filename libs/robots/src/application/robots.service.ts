import { Inject, Injectable } from '@nestjs/common';
import { Alarms } from '#alarms';
import { auditDifference, AuditTrail, type AuditEntry, type Caller, type Paged } from '#bi-host';
import { Clock, decodeIdCursor, decodeTimeCursor, encodeCursor, encodeTimeCursor, InvalidInputError, newId, PushDatabase, SecretBox, type Tx } from '#kernel';
import { channelsOf, TemplateNotFoundError, TemplatesService } from '#templating';
import type { TaskUse } from '#user-binding';
import { serializeRobotMessage } from '#wecom';
import { brokenAlarmKey } from '../domain/broken-alarm';
import { keyContext, pushRobotState, type PushRobot, type PushRobotState, type RobotDefinition, type RobotMessage } from '../domain/robot';
import { robotContentOf } from '../domain/robot-content';
import { RobotChangedError, RobotInUseError, RobotNameTakenError, RobotNotFoundError } from '../domain/robots.errors';
import { keyOfWebhook, WECOM_URL } from '../domain/webhook';
import { RobotMessageRepository } from '../persistence/robot-message.repository';
import { RobotRepository, type SealedKey } from '../persistence/robot.repository';
import { RobotUses } from '../ports/robot-uses.port';
import { ROBOTS_OPTIONS, type RobotsOptions } from '../robots.options';
import { RobotMentions } from './robot-mentions.service';
import { RobotPoster, type RobotPostOutcome } from './robot-poster.service';

/** Titles that a refusal names. */
const TITLES = 20;

export interface RobotEffects {
  /** The next to be sent first, at most `USES_TOLD`. */
  tasks: TaskUse[];
  taskCount: number;
  /** Projects whose alarms it posts. */
  notifiedProjects: string[];
}

/** Robots as administrators keep them. Nothing of another tenant is found here. */
@Injectable()
export class RobotsService {
  constructor(
    private readonly database: PushDatabase,
    private readonly robots: RobotRepository,
    private readonly messages: RobotMessageRepository,
    private readonly poster: RobotPoster,
    private readonly mentions: RobotMentions,
    private readonly uses: RobotUses,
    private readonly templates: TemplatesService,
    private readonly audit: AuditTrail,
    private readonly alarms: Alarms,
    private readonly box: SecretBox,
    private readonly clock: Clock,
    @Inject(ROBOTS_OPTIONS) private readonly options: RobotsOptions,
  ) {}

  /** @throws InvalidInputError (webhook) for an address that is not WeCom's, (templateKey) for a template that robots cannot post. @throws RobotNameTakenError */
  async create(caller: Caller, definition: RobotDefinition, webhook: string): Promise<PushRobot> {
    const id = newId();
    const key = this.sealedKey(id, webhook);
    await this.checkTemplate(caller.tenantId, definition);
    return this.database.transaction(async (tx) => {
      const robot = await this.robots.insert({ ...definition, ...key, tenantId: caller.tenantId, id, by: caller.userId, now: this.clock.now() }, tx);
      if (!robot) throw new RobotNameTakenError(definition.name);
      await this.audit.record(caller.actor, { ...entryOf('create', robot), after: factsOf(robot) }, tx);
      return robot;
    });
  }

  /**
   * Replaces the definition. @param webhook left out: the stored address stays; a new one mends a broken robot
   * @throws RobotChangedError when `version` is not the stored one. @throws RobotNameTakenError. @throws RobotNotFoundError
   */
  async update(caller: Caller, id: string, definition: RobotDefinition, webhook: string | undefined, version: number): Promise<PushRobot> {
    const key = webhook === undefined ? undefined : this.sealedKey(id, webhook);
    await this.checkTemplate(caller.tenantId, definition);
    return this.change(caller, 'update', id, key, async (before, tx) => {
      if (before.version !== version) throw new RobotChangedError(id);
      if (await this.robots.isNameTaken(caller.tenantId, definition.name, id, tx)) throw new RobotNameTakenError(definition.name);
      const mends = key !== undefined && before.state === 'broken';
      return { ...before, ...definition, ...(mends && { state: 'enabled' as const, brokenReason: null }) };
    });
  }

  /** Enabling a broken robot tries it again. @throws RobotNotFoundError */
  async setState(caller: Caller, id: string, state: Extract<PushRobotState, 'enabled' | 'disabled'>): Promise<PushRobot> {
    return this.change(caller, state === 'enabled' ? 'enable' : 'disable', id, undefined, async (before) => {
      if (before.state !== state) pushRobotState.assert(before.state, state);
      return { ...before, state, brokenReason: null };
    });
  }

  /** The robot is gone for everybody, its records stay. @throws RobotInUseError while tasks post through it. @throws RobotNotFoundError */
  async delete(caller: Caller, id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const robot = await this.robots.lock(caller.tenantId, id, tx);
      if (!robot) throw new RobotNotFoundError(id);
      const { tasks } = await this.uses.tasksOfRobot(caller.tenantId, id, tx);
      if (tasks.length > 0) throw new RobotInUseError(id, tasks.slice(0, TITLES).map(({ title }) => title));
      await this.robots.delete(caller.tenantId, id, caller.userId, this.clock.now(), tx);
      await this.alarms.clear(brokenAlarmKey(robot), tx);
      await this.audit.record(caller.actor, { ...entryOf('delete', robot), before: factsOf(robot) }, tx);
    });
  }

  /** @throws RobotNotFoundError */
  async get(tenantId: string, id: string): Promise<PushRobot> {
    const robot = await this.robots.find(tenantId, id);
    if (!robot) throw new RobotNotFoundError(id);
    return robot;
  }

  /** What would not be posted without it. @throws RobotNotFoundError */
  async effectsOf(tenantId: string, id: string): Promise<RobotEffects> {
    await this.get(tenantId, id);
    const { tasks, count } = await this.uses.tasksOfRobot(tenantId, id);
    return { tasks, taskCount: count, notifiedProjects: await this.robots.notifiedProjects(tenantId, id) };
  }

  /** Newest first. */
  async list(tenantId: string, cursor: string | undefined, limit: number): Promise<Paged<PushRobot>> {
    const rows = await this.robots.list(tenantId, cursor === undefined ? undefined : decodeIdCursor(cursor), limit + 1);
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return { items, nextCursor: rows.length > limit && last ? encodeCursor([last.id]) : undefined };
  }

  /** What it posted, newest first. @throws RobotNotFoundError */
  async records(tenantId: string, id: string, cursor: string | undefined, limit: number): Promise<Paged<RobotMessage>> {
    await this.get(tenantId, id);
    const rows = await this.messages.list(tenantId, id, cursor === undefined ? undefined : decodeTimeCursor(cursor), limit + 1);
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return { items, nextCursor: rows.length > limit && last ? encodeTimeCursor({ at: last.sentAt, id: last.id }) : undefined };
  }

  /** Posts a message that says it is a test; one that arrives mends a broken robot. @throws RobotBusyError. @throws RobotNotFoundError */
  async test(caller: Caller, id: string): Promise<RobotPostOutcome> {
    const robot = await this.get(caller.tenantId, id);
    const content = robotContentOf({ msgtype: 'text', text: { content: `【测试】群机器人“${robot.name}”可以使用。This is a test of the robot.` } }, await this.mentions.accountsOf(caller.tenantId, [robot.mention]));
    const outcome = await this.poster.post({ tenantId: caller.tenantId, robotId: id, messageId: newId(), kind: 'test', subjectId: null, title: robot.name, body: serializeRobotMessage(content) });
    await this.audit.record(caller.actor, { ...entryOf('test', robot), after: { outcome: outcome.state } });
    return outcome;
  }

  /** Which robot posts the alarms of which project. */
  async notificationRobots(tenantId: string): Promise<{ projectId: string; robotId: string }[]> {
    return this.robots.notificationRobots(tenantId);
  }

  /** The robot that posts the alarms of a project now; undefined when there is none, or it is disabled or broken. */
  async notificationRobot(tenantId: string, projectId: string): Promise<PushRobot | undefined> {
    return this.robots.notificationRobot(tenantId, projectId);
  }

  /** @param robotId null: nobody's. @throws RobotNotFoundError */
  async setNotificationRobot(caller: Caller, projectId: string, robotId: string | null): Promise<void> {
    await this.database.transaction(async (tx) => {
      if (robotId !== null && !(await this.robots.lock(caller.tenantId, robotId, tx))) throw new RobotNotFoundError(robotId);
      await this.robots.setNotificationRobot(caller.tenantId, projectId, robotId, tx);
      const entry: AuditEntry = { tenantId: caller.tenantId, action: 'project.notification_robot', subject: { type: 'project', id: projectId }, after: { robotId } };
      await this.audit.record(caller.actor, entry, tx);
    });
  }

  /** @throws InvalidInputError (field `templateKey`) */
  private async checkTemplate(tenantId: string, { templateKey }: RobotDefinition): Promise<void> {
    if (templateKey === null) return;
    const template = await this.templates.newest(tenantId, templateKey).catch((error: unknown) => {
      if (error instanceof TemplateNotFoundError) throw InvalidInputError.field('templateKey', { 'en-US': 'there is no such template; see GET /push/templates and /push/templates/own', 'zh-CN': '模板不存在，请换一个模板' });
      throw error;
    });
    if (!channelsOf(template.msgtype).includes('robot')) throw InvalidInputError.field('templateKey', { 'en-US': 'this template cannot go through group robots; choose one whose channels name them, see GET /push/templates', 'zh-CN': '这个模板不能通过群机器人发送，请换一个模板' });
  }

  private sealedKey(id: string, webhook: string): SealedKey {
    const key = keyOfWebhook(webhook, this.options.wecomBaseUrl ?? WECOM_URL);
    return { keySealed: this.box.seal(key, keyContext(id)), keyEnd: key.slice(-4) };
  }

  private change(caller: Caller, verb: string, id: string, key: SealedKey | undefined, decide: (before: PushRobot, tx: Tx) => Promise<PushRobot>): Promise<PushRobot> {
    return this.database.transaction(async (tx) => {
      const before = await this.robots.lock(caller.tenantId, id, tx);
      if (!before) throw new RobotNotFoundError(id);
      const after = await this.robots.update(await decide(before, tx), key, caller.userId, this.clock.now(), tx);
      if (before.state === 'broken' && after.state !== 'broken') await this.alarms.clear(brokenAlarmKey(after), tx);
      await this.audit.record(caller.actor, { ...entryOf(verb, after), ...auditDifference(factsOf(before), factsOf(after)) }, tx);
      return after;
    });
  }
}

const entryOf = (verb: string, { tenantId, id, name }: PushRobot): AuditEntry => ({ tenantId, action: `push_robot.${verb}`, subject: { type: 'push_robot', id, name } });

/** Of the address only its end; under `address`, since the audit log takes names that end with "key" for secrets. */
const factsOf = ({ name, templateKey, mention, state, keyEnd }: PushRobot) => ({ name, template: templateKey, mention, state, address: `…${keyEnd}` });
