import { Injectable } from '@nestjs/common';
import { AuditTrail, type AuditEntry, type Caller } from '#bi-host';
import { Clock, InvalidInputError, newId, PushDatabase, type Tx } from '#kernel';
import { PushTaskNotFoundError, PushTaskRepository, PushTasksService, TaskDefinitionCheck, type PushTaskDefinition } from '#push-task';
import { RunLedger, RunUnderWayError, type PlannedRun } from '#records';
import { TEST_LIFE_SECONDS } from '../domain/dispatch-policy';
import { PushQueue } from '../persistence/push-queue';
import { onlyUsers, specOf, type Pushable } from './run-spec';
import { SelectedPeople } from './selected-people.service';
import { TestSpec } from './test-spec.service';

/** Unknown people that a refusal names. */
const NAMED = 20;

export interface RunRequest {
  /** Only these of the task's people; undefined means all. */
  userIds?: string[];
  /** A second request with the same id is answered with the run of the first. */
  requestId?: string;
}

type Start = Pick<PlannedRun, 'projectId' | 'taskId' | 'trigger' | 'deadlineAt' | 'requestId' | 'spec'>;

/** Starts runs that somebody asks for. */
@Injectable()
export class StartRunService {
  constructor(
    private readonly database: PushDatabase,
    private readonly tasks: PushTasksService,
    private readonly taskRows: PushTaskRepository,
    private readonly check: TaskDefinitionCheck,
    private readonly people: SelectedPeople,
    private readonly runs: RunLedger,
    private readonly tests: TestSpec,
    private readonly queue: PushQueue,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * Sends to the recipients of the task, now.
   * @returns id of the run
   * @throws RunUnderWayError while one by schedule or by hand has not ended
   * @throws InvalidInputError (field `userIds`) naming who is none of the task's people
   */
  async runNow(caller: Caller, taskId: string, { userIds, requestId }: RunRequest = {}): Promise<string> {
    const task = await this.tasks.editable(caller, taskId);
    if (userIds) await this.mustBeAmongPeople(task, userIds);
    return this.database.transaction(async (tx) => {
      // Under the task's lock: two clicks at once, and the planner, come one after the other.
      const locked = await this.taskRows.lock(caller.tenantId, taskId, tx);
      if (!locked) throw new PushTaskNotFoundError(taskId);
      const known = requestId && (await this.runs.ofRequest(caller.tenantId, taskId, requestId, tx));
      if (known) return known;
      const underWay = await this.runs.underWay(caller.tenantId, taskId, tx);
      if (underWay) throw new RunUnderWayError(taskId, underWay);
      const { projectId, graceSeconds } = locked;
      const spec = userIds ? specOf(locked, onlyUsers(userIds)) : specOf(locked);
      return this.start(caller, { projectId, taskId, trigger: 'manual', deadlineAt: this.inSeconds(graceSeconds), requestId, spec }, { people: userIds?.length }, tx);
    });
  }

  /** Sends to the task's owner only, marked as a test. @throws TestNotPossibleError. @returns id of the run */
  async test(caller: Caller, taskId: string): Promise<string> {
    const task = await this.tasks.editable(caller, taskId);
    return this.startTest(caller, task, taskId);
  }

  /**
   * Sends what nobody saved to the owner that it names, marked as a test.
   * @param taskId the task that is being edited; undefined for a new one
   * @returns id of the run
   * @throws InvalidInputError naming the wrong field. @throws TestNotPossibleError
   */
  async testDraft(caller: Caller, draft: PushTaskDefinition, taskId: string | undefined): Promise<string> {
    caller.mustBe('editor', draft.projectId);
    const edited = taskId === undefined ? undefined : await this.tasks.editable(caller, taskId);
    if (edited && edited.projectId !== draft.projectId) throw InvalidInputError.field('projectId', 'a task stays in its project; copy it instead');
    const pageTitle = await this.check.of(caller.tenantId, draft);
    return this.startTest(caller, { ...draft, pageTitle }, taskId ?? null);
  }

  private async startTest(caller: Caller, task: Pushable, taskId: string | null): Promise<string> {
    const spec = await this.tests.of(caller.tenantId, task);
    const start: Start = { projectId: task.projectId, taskId, trigger: 'test', deadlineAt: this.inSeconds(TEST_LIFE_SECONDS), spec };
    return this.database.transaction((tx) => this.start(caller, start, {}, tx));
  }

  private async start(caller: Caller, start: Start, facts: object, tx: Tx): Promise<string> {
    const now = this.clock.now();
    const run: PlannedRun = { ...start, id: newId(), tenantId: caller.tenantId, state: 'planned', plannedAt: now, actorUserId: caller.userId };
    if (!(await this.runs.insert([run], now, tx)).has(run.id)) throw new Error(`the run ${run.id} was not written`);
    await this.queue.enqueue('push-prepare', [{ tenantId: run.tenantId, runId: run.id }], tx, { urgent: run.trigger === 'test' });
    await this.audit.record(caller.actor, { ...entryOf(run), after: { ...facts, runId: run.id } }, tx);
    return run.id;
  }

  private async mustBeAmongPeople(task: PushTaskDefinition & { tenantId: string }, userIds: readonly string[]): Promise<void> {
    if (task.channel.kind === 'robots') throw InvalidInputError.field('userIds', 'robots post to their whole group; leave it out');
    const { userIds: selected } = await this.people.of({ tenantId: task.tenantId, projectId: task.projectId, spec: task });
    const people = new Set(selected);
    const strangers = userIds.filter((id) => !people.has(id));
    if (strangers.length > 0) throw InvalidInputError.field('userIds', `these are not among the people of the task: ${strangers.slice(0, NAMED).join(', ')}`);
  }

  private inSeconds(seconds: number): Date {
    return new Date(this.clock.now().getTime() + 1000 * seconds);
  }
}

/** What was never saved has no other lasting name than its record. */
function entryOf({ id, tenantId, taskId, trigger, spec: { title: name } }: PlannedRun): AuditEntry {
  const verb = trigger === 'test' ? 'test' : 'run';
  if (taskId === null) return { tenantId, action: `push_draft.${verb}`, subject: { type: 'push_draft', id, name } };
  return { tenantId, action: `push_task.${verb}`, subject: { type: 'push_task', id: taskId, name } };
}
