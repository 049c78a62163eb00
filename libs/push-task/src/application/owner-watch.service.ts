import { Inject, Injectable, Logger } from '@nestjs/common';
import { Alarms } from '#alarms';
import { AuditTrail, systemActor, UserDirectory, type HostUser } from '#bi-host';
import { Clock, PushDatabase, type Language } from '#kernel';
import { OWNER_CHECK_EVERY_MS, takenOverBy, type OwnerToCheck } from '../domain/task-owner';
import { DeputiesRepository } from '../persistence/deputies.repository';
import { TaskOwnerRepository } from '../persistence/task-owner.repository';
import { TaskSetRepository } from '../persistence/task-set.repository';
import { PUSH_TASK_OPTIONS, type PushTaskOptions } from '../push-task.options';
import { HANDED_OVER, handedOver, ownerGone, ownerGoneKey } from './owner-alarms';
import { taskChanged } from './task-audit';

/** Owners that one look takes; the host is asked for them at once. */
const OWNERS_AT_ONCE = 500;
/** Tasks handed over in one transaction. */
const TASKS_AT_ONCE = 200;
/** That tasks were handed over is news for so long, in milliseconds. */
const HANDED_OVER_SHOWN_MS = 86_400_000;
/** A look that did not end, or for which the host was down, is made again after this time, in milliseconds. */
const AGAIN_AFTER_MS = 600_000;

/** Looks each hour whether the owners of tasks are still there; tasks of those who left go to the deputies of their project. */
@Injectable()
export class OwnerWatch {
  private readonly log = new Logger(OwnerWatch.name);
  private readonly language: Language;

  constructor(
    private readonly database: PushDatabase,
    private readonly owners: TaskOwnerRepository,
    private readonly deputies: DeputiesRepository,
    private readonly tasks: TaskSetRepository,
    private readonly users: UserDirectory,
    private readonly alarms: Alarms,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    @Inject(PUSH_TASK_OPTIONS) options: PushTaskOptions,
  ) {
    // Of sentences about several tasks, which may be in different languages.
    this.language = options.alarmLanguage ?? 'zh-CN';
  }

  /** Any number of processes may look at once: each owner is taken by one. @returns whether there may be more */
  async checkDue(): Promise<boolean> {
    const now = this.clock.now();
    const due = await this.owners.claim(now, new Date(now.getTime() + AGAIN_AFTER_MS), OWNERS_AT_ONCE);
    for (const tenantId of new Set(due.map((owner) => owner.tenantId))) {
      const owners = due.filter((owner) => owner.tenantId === tenantId);
      // A host that is down says nothing about anybody, and holds up no other tenant.
      await this.check(tenantId, owners).catch((err: unknown) => this.log.warn({ err, tenantId }, 'owners of tasks could not be looked up; it is tried again'));
    }
    return due.length === OWNERS_AT_ONCE;
  }

  private async check(tenantId: string, owners: readonly OwnerToCheck[]): Promise<void> {
    const known = new Map((await this.users.findUsers(tenantId, owners.map(({ userId }) => userId))).map((user) => [user.id, user]));
    const there = owners.filter(({ userId }) => known.get(userId)?.active);
    const now = this.clock.now();
    await this.database.transaction(async (tx) => {
      const back = await this.owners.found(tenantId, there.map(({ userId }) => userId), true, now, this.nextCheck(), tx);
      for (const userId of back) await this.alarms.clear(ownerGoneKey(tenantId, userId), tx);
      await this.alarms.expire(tenantId, HANDED_OVER, HANDED_OVER_SHOWN_MS, tx);
    });
    for (const { userId } of owners) if (!known.get(userId)?.active) await this.left(tenantId, userId, known.get(userId));
  }

  /** Hands over what deputies can take; what is left goes on without an owner, and administrators are told once. */
  private async left(tenantId: string, userId: string, user: HostUser | undefined): Promise<void> {
    const from = { id: userId, name: user?.name ?? userId };
    let ownerless = 0;
    for (const { projectId, tasks } of await this.owners.projectsOf(tenantId, userId)) {
      const deputy = await this.deputyOf(tenantId, projectId);
      if (deputy === undefined) ownerless += tasks;
      else await this.handOver(tenantId, projectId, from, deputy, tasks);
    }
    await this.database.transaction(async (tx) => {
      const justLeft = await this.owners.found(tenantId, [userId], false, this.clock.now(), this.nextCheck(), tx);
      if (ownerless === 0) await this.alarms.clear(ownerGoneKey(tenantId, userId), tx);
      else if (justLeft.length > 0) await this.alarms.raise(ownerGone(tenantId, userId, from.name, ownerless, this.language), tx);
    });
  }

  private async deputyOf(tenantId: string, projectId: string): Promise<string | undefined> {
    const { userIds } = await this.deputies.find(tenantId, projectId);
    if (userIds.length === 0) return undefined;
    const active = new Set((await this.users.findUsers(tenantId, userIds)).filter((user) => user.active).map((user) => user.id));
    return userIds.find((id) => active.has(id));
  }

  /** An editor who saves meanwhile goes first, or is told that the task changed. */
  private async handOver(tenantId: string, projectId: string, from: { id: string; name: string }, deputy: string, total: number): Promise<void> {
    for (let done = 0; ; done += TASKS_AT_ONCE) {
      const count = await this.database.transaction(async (tx) => {
        const before = await this.owners.lockTasks(tenantId, from.id, projectId, TASKS_AT_ONCE, tx);
        if (before.length === 0) return 0;
        const after = before.map((task) => ({ ...task, ...takenOverBy(deputy, task), updatedAt: this.clock.now(), version: task.version + 1 }));
        await this.tasks.save(tenantId, after, tx);
        await this.audit.recordAll(systemActor('owner-watch'), after.map((task, index) => taskChanged('hand_over', before[index], task)), tx);
        if (done === 0) await this.alarms.raise(handedOver({ tenantId, projectId, from, to: deputy, tasks: total, intoGroups: before.some(({ channel }) => channel.kind === 'robots'), language: this.language }), tx);
        return before.length;
      });
      if (count < TASKS_AT_ONCE) return;
    }
  }

  private nextCheck(): Date {
    return new Date(this.clock.now().getTime() + OWNER_CHECK_EVERY_MS);
  }
}
