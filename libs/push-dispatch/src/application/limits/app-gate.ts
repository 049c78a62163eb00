import { Inject, Injectable } from '@nestjs/common';
import { Clock, PushDatabase, type Tx } from '#kernel';
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
  people: readonly string[];
  kind: 'push' | 'test' | 'alarm';
  /** What nobody gets more than once: a part of a run, or an alarm's message. */
  part: string;
  /** After this time it is not wanted any more. */
  deadline: number;
  /** When its turn is among the calls of a minute, if it took one before. The queue's clock may be ahead of ours. */
  turn: number | undefined;
}

export type GateAnswer =
  | { kind: 'go' }
  /** @property turn its place among the calls of a minute, if it has one now */
  | { kind: 'later'; at: number; reason: Reason; turn: number | undefined }
  /** These people got too much lately: they must wait, the others need not. */
  | { kind: 'some_later'; people: string[]; at: number; reason: Reason };

/** Opens the way through apps for as long as a transaction holds them. */
@Injectable()
export class AppGate {
  private readonly limits: AppLimits;

  constructor(
    private readonly database: PushDatabase,
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

  /** What is to `pass` needs a transaction made here: when it fails, nobody went out of those who were counted. */
  async transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    try {
      return await this.database.transaction(work);
    } catch (error) {
      this.windows.forget();
      throw error;
    }
  }

  /** Lets `work` ask for calls of these apps; what it was answered is written in the same transaction. */
  async pass<T>(apps: readonly AppKey[], tx: Tx, work: (gateOf: (targetId: string) => OpenGate) => Promise<T>): Promise<T> {
    const keys = [...new Map(apps.map(({ tenantId, targetId }) => [targetId, { tenantId, targetId }])).values()];
    if (keys.length === 0) return work(() => { throw new Error('no app was asked for'); });
    const now = this.clock.now().getTime();
    const gates = new Map<string, OpenGate>();
    for (const row of await this.pace.lock(keys, tx)) {
      const blockedUntil = (await this.blocks.until(row.targetId))?.getTime();
      gates.set(row.targetId, new OpenGate(row, { limits: this.limits, now, tx, windows: this.windows, blockedUntil, accounts: () => this.accounts.of(row) }));
    }
    const result = await work((targetId) => gates.get(targetId)!);
    const open = [...gates.values()];
    await this.pace.write(open.map((gate) => gate.row), open.flatMap((gate) => gate.admission), new Date(now), tx);
    for (const gate of open) await this.alarms.tell(gate.row, gate, tx);
    for (const gate of open) gate.close();
    return result;
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
  /** Whom it went to, by {@link memberKey}. */
  private readonly letOut: number[] = [];
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

  /** What was let out here, if anything was. */
  get admission(): Admission[] {
    const { tenantId, targetId } = this.before;
    return this.letOut.length === 0 ? [] : [{ tenantId, targetId, number: this.pace.after.admissions, people: Uint32Array.from(this.letOut) }];
  }

  get newDay(): boolean {
    return this.pace.newDay;
  }

  /** Whether it may go now; then it is counted. */
  async ask(request: GateRequest): Promise<GateAnswer> {
    const { limits, now, blockedUntil } = this.around;
    const urgent = request.kind !== 'push';
    if (blockedUntil !== undefined) return this.later(request, spread(blockedUntil), reason('WECOM_BUSY'));
    if (request.people.length > this.pace.roomToday(await this.around.accounts(), urgent)) {
      this.usedUpToday ||= this.pace.noteUsedUp();
      return this.later(request, spread(this.pace.tomorrow), reason('DAILY_QUOTA_USED'));
    }
    const turn = urgent ? now : (request.turn ?? this.pace.nextTurn());
    if (turn > now) {
      const inTime = turn <= request.deadline;
      if (inTime && request.turn === undefined) this.pace.takeTurn(false);
      return this.later(request, turn, reason('CALLS_PACED'), inTime ? turn : undefined);
    }
    const keep = request.kind === 'alarm' ? 0 : MESSAGES_FOR_ALARMS;
    const keys = request.people.map(memberKey);
    const busy = await this.busyOf(request.people, keys, limits.memberPerMinute - keep, limits.memberPerHour - keep);
    if (busy.people.length > 0) {
      const why = reason('MEMBER_BUSY');
      if (busy.people.length === request.people.length) return this.later(request, busy.until, why);
      return { kind: 'some_later', people: busy.people, at: Math.min(busy.until, request.deadline + 1000), reason: why };
    }
    if (request.turn === undefined) this.pace.takeTurn(urgent);
    this.count(keys, request.part);
    return { kind: 'go' };
  }

  /** Counts what goes whatever was sent before, such as a repeat: WeCom delivers it once at most. */
  passBy(): void {
    this.pace.takeTurn(true);
  }

  /** Everything is written. */
  close(): void {
    for (const shape of this.live.keys()) this.around.windows.countedTo(this.before, shape, this.pace.after.admissions);
  }

  private count(keys: readonly number[], part: string): void {
    this.pace.count(keys.length, part);
    if (this.letOut.length === 0) this.pace.admit();
    for (const key of keys) this.letOut.push(key);
    for (const window of this.live.values()) window.add(keys, this.around.now);
  }

  /** Who got as much as he may, and until when the first of them must wait. Nobody is looked at while nobody can have. */
  private async busyOf(people: readonly string[], keys: readonly number[], perMinute: number, perHour: number): Promise<{ people: string[]; until: number }> {
    const { now } = this.around;
    const near: { window: MemberWindow; limit: number }[] = [];
    if (this.pace.mostInMinute >= perMinute) near.push({ window: await this.window(MINUTE_WINDOW), limit: perMinute });
    if (this.pace.mostInHour >= perHour) near.push({ window: await this.window(HOUR_WINDOW), limit: perHour });
    if (near.length === 0) return { people: [], until: now };
    let until = Infinity;
    const busy = people.filter((_person, index) => {
      let free = now;
      for (const { window, limit } of near) free = Math.max(free, window.freeAt(keys[index], limit, now));
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
    window.add(this.letOut, now);
    this.live.set(shape, window);
    return window;
  }

  /** What would be too late then is looked at when it is over. */
  private later({ deadline }: GateRequest, at: number, why: Reason, turn?: number): GateAnswer {
    return { kind: 'later', at: Math.min(at, deadline + 1000), reason: why, turn };
  }
}

const spread = (at: number): number => at + Math.random() * SPREAD_MS;
