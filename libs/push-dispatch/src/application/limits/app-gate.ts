import { Inject, Injectable } from '@nestjs/common';
import { Clock, type Tx } from '#kernel';
import type { Reason } from '#records';
import { DEFAULT_APP_LIMITS, MESSAGES_FOR_ALARMS, type AppLimits } from '../../domain/app-limits';
import { AppPace, HOUR_WINDOW, MINUTE_WINDOW } from '../../domain/app-pace';
import { memberKey, type MemberWindow, type WindowShape } from '../../domain/member-window';
import { reason } from '../../domain/reasons';
import { AppPaceRepository, type Admission, type AppKey, type PaceRow } from '../../persistence/app-pace.repository';
import { PUSH_DISPATCH_OPTIONS, type PushDispatchOptions } from '../../push-dispatch.options';
import { SendBlocks } from '../send-blocks';
import { AppAccounts } from './app-accounts';
import { MemberWindows } from './member-windows';
import { QuotaAlarms } from './quota-alarms';

/** What waited for the same moment does not come back all at once, in milliseconds. */
const SPREAD_MS = 10_000;

/** Something that wants to go out through an app. */
export interface GateRequest {
  /** WeCom userids, each once. */
  people: () => readonly string[];
  /** How many. */
  count: number;
  kind: 'push' | 'test' | 'alarm';
  /** What nobody gets more than once: a part of a run, or an alarm's message. */
  part: string;
  /** After this time it is not wanted any more. */
  deadline: number;
  /** It waited for its turn among the calls of a minute. */
  hadTurn: boolean;
}

export type GateAnswer =
  | { kind: 'go' }
  /** @property hadTurn its place among the calls of a minute is taken */
  | { kind: 'later'; at: number; reason: Reason; hadTurn: boolean }
  /** These people got too much lately: they must wait, the others need not. */
  | { kind: 'some_later'; people: string[]; at: number; reason: Reason };

/** Opens the way through apps for as long as a transaction holds them. */
@Injectable()
export class AppGate {
  private readonly limits: AppLimits;

  constructor(
    private readonly pace: AppPaceRepository,
    private readonly windows: MemberWindows,
    private readonly blocks: SendBlocks,
    private readonly accounts: AppAccounts,
    private readonly alarms: QuotaAlarms,
    private readonly clock: Clock,
    @Inject(PUSH_DISPATCH_OPTIONS) options: PushDispatchOptions,
  ) {
    this.limits = { ...DEFAULT_APP_LIMITS, ...options.limits };
  }

  /** Lets `work` ask for calls of these apps; what it was answered is written in the same transaction. */
  async pass<T>(apps: readonly AppKey[], tx: Tx, work: (gateOf: (targetId: string) => OpenGate) => Promise<T>): Promise<T> {
    const keys = [...new Map(apps.map(({ tenantId, targetId }) => [targetId, { tenantId, targetId }])).values()];
    if (keys.length === 0) return work(() => { throw new Error('no app was asked for'); });
    const now = this.clock.now().getTime();
    try {
      const gates = new Map<string, OpenGate>();
      for (const row of await this.pace.lock(keys, tx)) {
        const blockedUntil = (await this.blocks.until(row.tenantId, row.targetId))?.getTime();
        gates.set(row.targetId, new OpenGate(row, { limits: this.limits, now, tx, windows: this.windows, blockedUntil, accounts: () => this.accounts.of(row) }));
      }
      const result = await work((targetId) => gates.get(targetId)!);
      const open = [...gates.values()];
      await this.pace.write(open.map((gate) => gate.row), open.flatMap((gate) => gate.admissions), new Date(now), tx);
      for (const gate of open) await this.alarms.tell(gate.row, gate, tx);
      for (const gate of open) gate.close();
      return result;
    } catch (error) {
      this.windows.forget(keys);
      throw error;
    }
  }
}

interface Surroundings {
  limits: AppLimits;
  now: number;
  tx: Tx;
  windows: MemberWindows;
  blockedUntil: number | undefined;
  accounts: () => Promise<number>;
}

/** The way through one app, while its row is locked. */
export class OpenGate {
  private readonly pace: AppPace;
  private readonly before: PaceRow;
  /** Windows that are up to date, with all that was let out here. */
  private readonly live = new Map<WindowShape, MemberWindow>();
  private readonly letOut: (() => readonly number[])[] = [];
  readonly admissions: Admission[] = [];
  usedUpToday = false;

  constructor(
    row: PaceRow,
    private readonly around: Surroundings,
  ) {
    this.before = row;
    this.pace = new AppPace(row, around.limits, around.now);
  }

  get row(): PaceRow {
    return { ...this.before, ...this.pace.after };
  }

  get newDay(): boolean {
    return this.pace.newDay;
  }

  /** Whether it may go now; then it is counted. */
  async ask(request: GateRequest): Promise<GateAnswer> {
    const { limits, now, blockedUntil } = this.around;
    const urgent = request.kind !== 'push';
    if (blockedUntil !== undefined) return this.later(request, spread(blockedUntil), reason('WECOM_BUSY'));
    if (request.count > this.pace.roomToday(await this.around.accounts(), urgent)) {
      this.usedUpToday ||= this.pace.noteUsedUp();
      return this.later(request, spread(this.pace.tomorrow), reason('DAILY_QUOTA_USED'));
    }
    const turn = urgent || request.hadTurn ? now : this.pace.nextTurn();
    if (turn > now) {
      if (turn <= request.deadline) this.pace.takeTurn(false);
      return this.later(request, turn, reason('CALLS_PACED'), turn <= request.deadline);
    }
    const keep = request.kind === 'alarm' ? 0 : MESSAGES_FOR_ALARMS;
    const busy = await this.busyOf(request.people, limits.memberPerMinute - keep, limits.memberPerHour - keep);
    if (busy.people.length > 0) {
      const why = reason('MEMBER_BUSY');
      if (busy.people.length === request.count) return this.later(request, busy.until, why);
      return { kind: 'some_later', people: busy.people, at: Math.min(busy.until, request.deadline + 1000), reason: why };
    }
    if (!request.hadTurn) this.pace.takeTurn(urgent);
    this.count(request);
    return { kind: 'go' };
  }

  /** Counts what goes whatever was sent before, such as a repeat: WeCom delivers it once at most. */
  passBy(): void {
    this.pace.takeTurn(true);
  }

  /** Writes down what was let out by one job. */
  admit(what: Pick<Admission, 'runId' | 'callIds' | 'people'>): void {
    const { tenantId, targetId } = this.before;
    this.admissions.push({ tenantId, targetId, number: this.pace.admit(), ...what });
  }

  /** Everything is written. */
  close(): void {
    for (const shape of this.live.keys()) this.around.windows.countedTo(this.before, shape, this.pace.after.admissions);
  }

  private count({ people, count, part }: GateRequest): void {
    let keys: number[] | undefined;
    const keysOf = (): number[] => (keys ??= people().map(memberKey));
    this.pace.count(count, part);
    this.letOut.push(keysOf);
    for (const window of this.live.values()) window.add(keysOf(), this.around.now);
  }

  /** Who got as much as he may, and until when the first of them must wait. Nobody is looked at while nobody can have. */
  private async busyOf(people: () => readonly string[], perMinute: number, perHour: number): Promise<{ people: string[]; until: number }> {
    const { now } = this.around;
    const near: { window: MemberWindow; limit: number }[] = [];
    if (this.pace.mostInMinute >= perMinute) near.push({ window: await this.window(MINUTE_WINDOW), limit: perMinute });
    if (this.pace.mostInHour >= perHour) near.push({ window: await this.window(HOUR_WINDOW), limit: perHour });
    if (near.length === 0) return { people: [], until: now };
    let until = Infinity;
    const busy = people().filter((person) => {
      const key = memberKey(person);
      const free = Math.max(...near.map(({ window, limit }) => window.freeAt(key, limit, now)));
      if (free > now) until = Math.min(until, free);
      return free > now;
    });
    return { people: busy, until };
  }

  private async window(shape: WindowShape): Promise<MemberWindow> {
    const known = this.live.get(shape);
    if (known) return known;
    const { windows, now, tx } = this.around;
    const window = await windows.upToDate(this.before, shape, this.before.admissions, now, tx);
    for (const keys of this.letOut) window.add(keys(), now);
    this.live.set(shape, window);
    return window;
  }

  /** What would be too late then is looked at when it is over. */
  private later({ deadline }: GateRequest, at: number, why: Reason, hadTurn = false): GateAnswer {
    return { kind: 'later', at: Math.min(at, deadline + 1000), reason: why, hadTurn };
  }
}

const spread = (at: number): number => at + Math.random() * SPREAD_MS;
