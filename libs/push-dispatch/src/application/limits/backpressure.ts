import { Inject, Injectable } from '@nestjs/common';
import { AuthorizationsService } from '#authorization';
import { Clock, GroupedWork } from '#kernel';
import { RunLedger, type Reason, type RunBehind, type RunKey } from '#records';
import { DEFAULT_APP_LIMITS, type AppLimits } from '../../domain/app-limits';
import { AppPace } from '../../domain/app-pace';
import { RUNS_AT_ONCE } from '../../domain/dispatch-policy';
import { reason } from '../../domain/reasons';
import { AppPaceRepository } from '../../persistence/app-pace.repository';
import { PUSH_DISPATCH_OPTIONS, type PushDispatchOptions } from '../../push-dispatch.options';
import { SendBlocks } from '../send-blocks';

/** Until a run asks again when nobody knows how long it takes; of an app that is broken, whose recovery wakes it; in milliseconds. Never equal for all. */
const AGAIN_MS = 10_000;
const BROKEN_MS = 300_000;

/** Why a run stays planned, and until when. */
export interface PlannedWait {
  until: Date;
  reason: Reason;
  /** The app that it waits for. */
  targetId: string;
}

/**
 * Keeps what is prepared ahead of an app small: while WeCom blocks it, or much waits to go out through it, its runs stay planned, no page is looked
 * at, and nothing is written.
 */
@Injectable()
export class Backpressure {
  private readonly limits: AppLimits;
  private readonly group = new GroupedWork<RunKey, PlannedWait | undefined>((runs) => this.look(runs), { items: RUNS_AT_ONCE });

  constructor(
    private readonly runs: RunLedger,
    private readonly blocks: SendBlocks,
    private readonly pace: AppPaceRepository,
    private readonly authorizations: AuthorizationsService,
    private readonly clock: Clock,
    @Inject(PUSH_DISPATCH_OPTIONS) { limits }: PushDispatchOptions,
  ) {
    this.limits = { ...DEFAULT_APP_LIMITS, ...limits };
  }

  /** @returns undefined when it may be prepared now, or is no planned run any more */
  async waitOf(run: RunKey): Promise<PlannedWait | undefined> {
    return this.group.add({ tenantId: run.tenantId, id: run.id });
  }

  private async look(runs: readonly RunKey[]): Promise<(PlannedWait | undefined)[]> {
    const behind = new Map((await this.runs.behind(runs)).map((run) => [run.id, run]));
    return Promise.all(runs.map(async ({ id }) => (behind.has(id) ? this.waitOfRun(behind.get(id)!) : undefined)));
  }

  private async waitOfRun(run: RunBehind): Promise<PlannedWait | undefined> {
    const now = this.clock.now().getTime();
    if (now > run.deadlineAt.getTime()) return undefined;
    const within = (at: number, why: Reason): PlannedWait => ({ until: new Date(Math.min(at + Math.random() * AGAIN_MS, run.deadlineAt.getTime() + 1000)), reason: why, targetId: run.targetId });
    const blocked = await this.blocks.until(run.targetId);
    if (blocked) return within(blocked.getTime(), reason('WECOM_BUSY'));
    if (run.people < this.limits.peopleAhead && run.calls < this.limits.callsAhead) return undefined;
    return within(await this.whenFewer(run, now), reason('APP_BEHIND'));
  }

  private async whenFewer({ tenantId, targetId }: RunBehind, now: number): Promise<number> {
    const { state } = await this.authorizations.getApp(tenantId, targetId);
    if (state !== 'active') return now + BROKEN_MS;
    const row = await this.pace.find({ tenantId, targetId });
    if (!row) return now + AGAIN_MS;
    const pace = new AppPace(row, this.limits, now);
    // Half of what is ahead will be gone then.
    return pace.after.usedUp ? pace.tomorrow : Math.max(now + AGAIN_MS, now + (pace.nextTurn() - now) / 2);
  }
}
