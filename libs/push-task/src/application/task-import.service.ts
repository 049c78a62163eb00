import { Injectable } from '@nestjs/common';
import type { Caller } from '#bi-host';
import { inBoth, newId, PushDatabase, type Tx } from '#kernel';
import type { PushTask, PushTaskDefinition, PushTaskState } from '../domain/push-task';
import { PushTaskChangedError } from '../domain/push-task.errors';
import { fieldChanges, type FieldChange } from '../domain/task-history';
import { TaskSetRepository } from '../persistence/task-set.repository';
import { definitionProblems, type Problems } from './definition-problems';
import { taskChanged } from './task-audit';
import { TaskDefinitionCheck } from './task-definition-check';
import { TaskWriter } from './task-writer.service';

/** A task of a file, as far as it could be read. */
export interface ImportedTask {
  /** Undefined: a new task. */
  id?: string;
  /** False: a task that is not enabled. */
  enabled: boolean;
  /** Undefined when `problems` says why. */
  definition?: PushTaskDefinition;
  problems: Problems;
}

/** What importing a task does, or would do. */
export interface ImportStep {
  outcome: 'create' | 'update' | 'unchanged' | 'error';
  taskId: string | null;
  /** The version that the difference was made against; null for a new task. */
  version: number | null;
  title: string | null;
  changes: FieldChange[];
  problems: Problems;
}

interface Plan {
  step: ImportStep;
  write?: (tx: Tx) => Promise<unknown>;
}

/** "Push as code": says what a file of tasks would change, and changes it, all or nothing. */
@Injectable()
export class TaskImport {
  constructor(
    private readonly database: PushDatabase,
    private readonly tasks: TaskSetRepository,
    private readonly check: TaskDefinitionCheck,
    private readonly writer: TaskWriter,
  ) {}

  /**
   * @param seen versions by task id that the caller saw in a dry run
   * @param apply whether it is done; nothing is when a task has a problem
   * @throws PushTaskChangedError when a task was changed since, and nothing is done
   */
  async run(caller: Caller, items: readonly ImportedTask[], seen: ReadonlyMap<string, number>, apply: boolean): Promise<{ steps: ImportStep[]; applied: boolean }> {
    const ids = items.flatMap(({ id }) => (id === undefined ? [] : [id]));
    const known = new Map((await this.tasks.findEvenDeleted(caller.tenantId, ids)).map((task) => [task.id, task]));
    const plans: Plan[] = [];
    for (const [index, item] of items.entries()) {
      const twice = item.id !== undefined && ids.indexOf(item.id) !== ids.lastIndexOf(item.id);
      plans.push(twice ? failed(item, { id: [inBoth('stands in the file more than once; leave one out', '在文件中出现多次，请只保留一处')] }) : await this.planOf(caller, items[index], known, seen));
    }
    const steps = plans.map(({ step }) => step);
    const mayApply = apply && steps.every(({ outcome }) => outcome !== 'error');
    if (mayApply) {
      await this.database.transaction(async (tx) => {
        // In one order, so that two imports never wait for each other in a circle.
        for (const { write } of plans.toSorted((a, b) => (a.step.taskId! < b.step.taskId! ? -1 : 1))) await write?.(tx);
      });
    }
    return { steps, applied: mayApply };
  }

  private async planOf(caller: Caller, item: ImportedTask, known: ReadonlyMap<string, PushTask & { deleted: boolean }>, seen: ReadonlyMap<string, number>): Promise<Plan> {
    const { id, definition } = item;
    const before = id === undefined ? undefined : known.get(id);
    if (before?.deleted) return failed(item, { id: [inBoth('this task was deleted; leave the id out to make a new one', '这个任务已删除；去掉 id 可新建一个')] });
    if (before && !caller.may('viewer', before.projectId)) return failed(item, { id: [inBoth('there is no such task that you may change; leave the id out to make a new one', '没有这个任务，或您无权修改；去掉 id 可新建一个')] });
    if (!definition) return failed(item, item.problems);
    if (!caller.may('editor', before?.projectId ?? definition.projectId)) return failed(item, { projectId: [inBoth('this needs the role editor in the project', '需要该项目的编辑权限')] });
    if (before && before.projectId !== definition.projectId) return failed(item, { projectId: [inBoth('a task stays in its project; leave the id out to make a new one', '任务不能换项目；去掉 id 可新建一个')] });
    const version = before && (seen.get(before.id) ?? before.version);
    if (before && version !== before.version) throw new PushTaskChangedError(before.id, version!);
    const after = before && { ...before, ...plain(definition), state: stateOf(before.state, item.enabled) };
    const entry = before && after && taskChanged('update', plain(before), plain(after));
    const changes = entry ? fieldChanges(entry.before, entry.after) : [];
    const step: ImportStep = { outcome: before ? 'update' : 'create', taskId: id ?? newId(), version: version ?? null, title: definition.title, changes, problems: {} };
    if (before && changes.length === 0) return { step: { ...step, outcome: 'unchanged' } };
    try {
      const pageTitle = await this.check.of(caller.tenantId, definition);
      if (!before || !after) return { step, write: (tx) => this.writer.insert(caller, { id: step.taskId!, definition, pageTitle, state: stateOf(undefined, item.enabled) }, tx) };
      // As after any edit, a task that the system stopped starts again.
      const state = stateOf(undefined, item.enabled);
      return { step, write: (tx) => this.writer.save(caller, 'update', before, { ...after, pageTitle, state, failureCount: 0 }, version!, tx) };
    } catch (error) {
      const problems = definitionProblems(error);
      if (!problems) throw error;
      return failed(item, problems);
    }
  }
}

/** A file says enabled of a task that the system stopped, too. */
const stateOf = (now: PushTaskState | undefined, enabled: boolean): PushTaskState => (enabled ? (now === 'stopped' ? 'stopped' : 'enabled') : 'disabled');

const failed = ({ id, definition }: ImportedTask, problems: Problems): Plan => ({
  step: { outcome: 'error', taskId: id ?? null, version: null, title: definition?.title ?? null, changes: [], problems },
});

/** As the database holds it: what is undefined is not there. */
const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
