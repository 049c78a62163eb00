import { Injectable } from '@nestjs/common';
import { AuthorizationsService } from '#authorization';
import type { Caller } from '#bi-host';
import { Clock, InvalidInputError } from '#kernel';
import { BUSY_MINUTES, PlannedTaskRepository, PushTasksService, TaskDefinitionCheck, type PushTaskDefinition } from '#push-task';
import { AudienceHistory, type Busiest, type BusyBuckets } from '#records';
import { BoundPeople } from '#user-binding';
import { crowdsOf, FreeSlots, type Crowd } from '../domain/forecast/crowds';
import { forecastOf, type Forecast, type JudgedCrowd } from '../domain/forecast/forecast';
import { beginOfChinaDay } from '../domain/china-day';
import { MEMBER_LIMITS, type ForecastTask } from '../domain/forecast/load';
import { ForecastTasks, type KnownTasks } from './forecast-tasks.service';
import { RecipientsService } from './recipients.service';
import { specOf } from './run-spec';

/** Messages to people that are compared person by person for one forecast; what is more is told as an upper bound. */
const COMPARED = 300_000;
/** Stands for the id of a draft, so that it has the same place within its tolerance each time. */
const DRAFT_ID = '00000000-0000-7000-8000-000000000000';

export interface ForecastRequest {
  /** How many accounts the corp may have, as its WeCom administrator knows it. */
  accountCap?: number;
  /** The task that the draft takes the place of. */
  taskId?: string;
}

interface DraftPeople {
  task: ForecastTask;
  people: string[];
}

/** How near the coming week comes to WeCom's limits, and which task to move. */
@Injectable()
export class ForecastService {
  constructor(
    private readonly authorizations: AuthorizationsService,
    private readonly pushTasks: PushTasksService,
    private readonly check: TaskDefinitionCheck,
    private readonly recipients: RecipientsService,
    private readonly forecastTasks: ForecastTasks,
    private readonly planned: PlannedTaskRepository,
    private readonly history: AudienceHistory,
    private readonly bound: BoundPeople,
    private readonly clock: Clock,
  ) {}

  /** With a task that need not be saved. @throws InvalidInputError naming the field of the draft. @throws HostUnavailableError */
  async ofDraft(caller: Caller, draft: PushTaskDefinition, request: ForecastRequest): Promise<Forecast> {
    caller.mustBe('editor', draft.projectId);
    const { channel, projectId } = draft;
    if (channel.kind === 'robots') throw InvalidInputError.field('channel.kind', 'robots have no people and no such limits; choose app');
    if (request.taskId !== undefined) await this.pushTasks.editable(caller, request.taskId);
    const { tenantId } = caller;
    const spec = specOf({ ...draft, pageTitle: await this.check.of(tenantId, draft) });
    const { audiences } = await this.recipients.resolve({ tenantId, projectId, spec });
    const people = audiences.flatMap((audience) => audience.recipients.map((person) => person.hostUserId));
    const id = request.taskId ?? DRAFT_ID;
    const starts = (await this.forecastTasks.startsOf([{ ...draft, id, tenantId }]))({ ...draft, id, tenantId });
    const task: ForecastTask = { id, title: draft.title, projectId, draft: true, personTimes: people.length, perPerson: 1, starts };
    return this.of(caller, channel.authorizationId, request, { task, people });
  }

  /** @throws AuthorizationNotFoundError */
  async ofAuthorization(caller: Caller, authorizationId: string, request: ForecastRequest): Promise<Forecast> {
    await this.authorizations.getApp(caller.tenantId, authorizationId);
    return this.of(caller, authorizationId, request);
  }

  private async of(caller: Caller, authorizationId: string, request: ForecastRequest, draft?: DraftPeople): Promise<Forecast> {
    const { tenantId } = caller;
    const now = this.clock.now().getTime();
    const from = beginOfChinaDay(now);
    const known = await this.forecastTasks.of(tenantId, authorizationId, request.taskId);
    const tasks = draft ? [...known.tasks, draft.task] : known.tasks;
    const crowds = crowdsOf(tasks);
    const [sentToday, accounts, busiest] = await Promise.all([
      this.history.personTimesSince(tenantId, authorizationId, new Date(from)),
      request.accountCap ?? this.bound.count(tenantId, authorizationId),
      this.compare(tenantId, crowds, tasks, known, draft),
    ]);
    const judged = crowds.map((crowd, index): JudgedCrowd => ({ ...crowd, ...busiest.get(index) }));
    return forecastOf({
      tasks, from, sentToday, accounts, accountsKnown: request.accountCap !== undefined, leftOut: known.leftOut, crowds: judged,
      slots: new FreeSlots(tasks, now, BUSY_MINUTES), busyMinutes: BUSY_MINUTES, maySee: (projectId) => caller.may('viewer', projectId),
    });
  }

  /**
   * Who really is in several tasks of a crowd: by the people of the last runs, those named one by one, and those of the draft.
   * @returns by the place of the crowd; one that is missing was not compared
   */
  private async compare(tenantId: string, crowds: readonly Crowd[], tasks: readonly ForecastTask[], { lastRuns, named }: KnownTasks, draft?: DraftPeople): Promise<Map<number, Omit<JudgedCrowd, keyof Crowd>>> {
    const buckets: BusyBuckets = { runs: [], lists: [], people: [], limits: [] };
    const compared: { crowd: number; unknown: number }[] = [];
    const lists = new Set<string>();
    let room = COMPARED;
    for (const [index, { bucket, unit }] of crowds.entries()) {
      const rows = [...bucket.times.keys()].reduce((sum, task) => sum + (tasks[task].personTimes ?? 0), 0);
      if (rows > room) continue;
      room -= rows;
      const number = buckets.limits.push(MEMBER_LIMITS[unit]) - 1;
      let unknown = 0;
      for (const [task, times] of bucket.times) {
        const { id, perPerson } = tasks[task];
        const runId = lastRuns.get(id);
        if (tasks[task].draft || named.has(id)) {
          buckets.lists.push({ bucket: number, list: id, times });
          lists.add(id);
        } else if (runId !== undefined) buckets.runs.push({ bucket: number, runId, times });
        else unknown += times * perPerson;
      }
      compared.push({ crowd: index, unknown });
    }
    if (compared.length === 0) return new Map();
    for (const hostUserId of draft && lists.has(draft.task.id) ? draft.people : []) buckets.people.push({ list: draft!.task.id, hostUserId });
    const byName = await this.planned.peopleNamed(tenantId, [...lists].filter((id) => named.has(id)));
    buckets.people.push(...byName.map(({ taskId, hostUserId }) => ({ list: taskId, hostUserId })));
    const found = new Map((await this.history.busiest(tenantId, buckets)).map((one): [number, Busiest] => [one.bucket, one]));
    return new Map(
      compared.map(({ crowd, unknown }, number) => {
        const { most = 0, people = 0 } = found.get(number) ?? {};
        return [crowd, { atLeast: most, atMost: most + unknown, people }];
      }),
    );
  }
}
