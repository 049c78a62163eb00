import { Injectable, Logger } from '@nestjs/common';
import { UserDirectory, type Caller, type Paged } from '#bi-host';
import { decodeIdCursor, encodeCursor } from '#kernel';
import { LastRuns, type TaskLastRun } from '#records';
import { failureWords, type FailureWords } from '../domain/failure-words';
import type { PushTask } from '../domain/push-task';
import { TaskTroubleRepository } from '../persistence/task-trouble.repository';
import { PushTasksService, type TaskQuery } from './push-tasks.service';

/** A task with what a list says of it. */
export interface ListedTask {
  task: PushTask;
  /** Null when the host does not know him, or does not answer. */
  ownerName: string | null;
  /** Null when it never ran; tests do not count. */
  lastRun: TaskLastRun | null;
}

export interface FailingTask extends ListedTask {
  /** The newest failure, in the language of the task; null when its record is gone. */
  failure: (FailureWords & { run: TaskLastRun }) | null;
}

export interface OwnerlessTask extends ListedTask {
  ownerGoneSince: Date;
}

/** Lists of tasks, each page in a fixed number of queries. */
@Injectable()
export class TaskOverview {
  private readonly log = new Logger(TaskOverview.name);

  constructor(
    private readonly tasks: PushTasksService,
    private readonly trouble: TaskTroubleRepository,
    private readonly runs: LastRuns,
    private readonly users: UserDirectory,
  ) {}

  /** Newest first. */
  async list(caller: Caller, query: TaskQuery): Promise<Paged<ListedTask>> {
    const { items, nextCursor } = await this.tasks.list(caller, query);
    return { items: await this.listed(caller.tenantId, items), nextCursor };
  }

  /** Soonest first. */
  async next(caller: Caller, limit: number): Promise<ListedTask[]> {
    return this.listed(caller.tenantId, await this.tasks.next(caller, limit));
  }

  /** Tasks whose newest runs failed, and those that the system stopped, over all projects; newest first. */
  async failing({ tenantId }: Caller, cursor: string | undefined, limit: number): Promise<Paged<FailingTask>> {
    const page = pageOf(await this.trouble.failing(tenantId, cursor === undefined ? undefined : decodeIdCursor(cursor), limit + 1), limit);
    const failures = await this.runs.of(tenantId, page.items.map(({ id }) => id), ['failed']);
    const items = (await this.listed(tenantId, page.items)).map((listed): FailingTask => {
      const run = failures.get(listed.task.id);
      return { ...listed, failure: run ? { ...failureWords(run.reasonCode ?? undefined, listed.task.language), run } : null };
    });
    return { ...page, items };
  }

  /** Tasks whose owner left and that nobody took over, over all projects; they go on. Newest first. */
  async ownerless({ tenantId }: Caller, cursor: string | undefined, limit: number): Promise<Paged<OwnerlessTask>> {
    const page = pageOf(await this.trouble.ownerless(tenantId, cursor === undefined ? undefined : decodeIdCursor(cursor), limit + 1), limit);
    const listed = await this.listed(tenantId, page.items);
    return { ...page, items: listed.map((one, index) => ({ ...one, ownerGoneSince: page.items[index].goneSince })) };
  }

  private async listed(tenantId: string, tasks: readonly PushTask[]): Promise<ListedTask[]> {
    const [runs, names] = await Promise.all([this.runs.of(tenantId, tasks.map(({ id }) => id)), this.namesOf(tenantId, tasks)]);
    return tasks.map((task) => ({ task, ownerName: names.get(task.ownerUserId) ?? null, lastRun: runs.get(task.id) ?? null }));
  }

  /** A list without names is better than none while the host is down. */
  private async namesOf(tenantId: string, tasks: readonly PushTask[]): Promise<Map<string, string>> {
    if (tasks.length === 0) return new Map();
    try {
      const users = await this.users.findUsers(tenantId, [...new Set(tasks.map((task) => task.ownerUserId))]);
      return new Map(users.map((user) => [user.id, user.name]));
    } catch (err) {
      this.log.warn({ err }, 'names of owners are not known while the host does not answer');
      return new Map();
    }
  }
}

function pageOf<T extends { id: string }>(rows: readonly T[], limit: number): Paged<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? encodeCursor([last.id]) : undefined };
}
