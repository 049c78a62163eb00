import { Inject, Injectable } from '@nestjs/common';
import { AlarmMessageRepository, type AlarmMessage, type PushAlarm } from '#alarms';
import { Clock, newId, PushDatabase } from '#kernel';
import { robotContentOf } from '#robots';
import { serializeRobotMessage, serializeSend } from '#wecom';
import { alarmText } from '../../domain/alarm-words';
import { DUPLICATE_WINDOW_SECONDS } from '../../domain/dispatch-policy';
import { PushQueue } from '../../persistence/push-queue';
import { PUSH_DISPATCH_OPTIONS, type PushDispatchOptions } from '../../push-dispatch.options';
import { AlarmAudienceService, type AlarmTargets } from './alarm-audience.service';

const AT_ONCE = 50;
const NOBODY = 'Neither the owner nor an administrator is bound in a working app, and the project has no notification robot';

/** Makes the messages of alarms that are due; any number of processes may, each alarm is claimed by one. */
@Injectable()
export class AlarmTeller {
  constructor(
    private readonly database: PushDatabase,
    private readonly alarms: AlarmMessageRepository,
    private readonly audience: AlarmAudienceService,
    private readonly queue: PushQueue,
    private readonly clock: Clock,
    @Inject(PUSH_DISPATCH_OPTIONS) private readonly options: PushDispatchOptions,
  ) {}

  /** @returns whether there may be more */
  async tellDue(): Promise<boolean> {
    const due = await this.alarms.due(this.clock.now(), AT_ONCE);
    for (const alarm of due) await this.tell(alarm);
    return due.length === AT_ONCE;
  }

  /** Messages and jobs are written together: no message without its sending, and no second message after a crash. */
  private async tell(found: PushAlarm): Promise<void> {
    const targets = await this.audience.targetsOf(found);
    await this.database.transaction(async (tx) => {
      const now = this.clock.now();
      const alarm = await this.alarms.claim(found.tenantId, found.id, now, tx);
      if (!alarm) return;
      const messages = this.messagesOf(alarm, targets, now);
      if (messages.length === 0) return this.alarms.undeliverable(alarm, NOBODY, now, tx);
      await this.alarms.write(alarm, messages, now, tx);
      await this.queue.enqueue('push-alarm', messages.map(({ tenantId, id }) => ({ tenantId, messageId: id })), tx);
    });
  }

  private messagesOf(alarm: PushAlarm, { app, robotId }: AlarmTargets, now: Date): AlarmMessage[] {
    const content = { msgtype: 'text' as const, text: { content: alarmText(alarm, this.options.publicUrl, now) } };
    const base = { tenantId: alarm.tenantId, alarmId: alarm.id, title: alarm.subjectName, createdAt: now };
    const messages: AlarmMessage[] = [];
    if (app) {
      const body = serializeSend(content, { agentId: app.agentId, userIds: app.wecomUserIds, duplicateWindowSeconds: DUPLICATE_WINDOW_SECONDS });
      messages.push({ ...base, id: newId(), channel: 'app', targetId: app.authorizationId, body });
    }
    if (robotId !== undefined) messages.push({ ...base, id: newId(), channel: 'robot', targetId: robotId, body: serializeRobotMessage(robotContentOf(content)) });
    return messages;
  }
}
