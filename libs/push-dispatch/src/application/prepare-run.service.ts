import { Injectable } from '@nestjs/common';
import { HostUnavailableError, PageNotAvailableError, RuleNotFoundError } from '#bi-host';
import { Breaks, chunksOf, Clock, DomainError, GroupedWork, inOrder, Slots } from '#kernel';
import { digestOf, type Decision } from '#push-task';
import { RunLedger, type BegunRun, type Run, type RunEnd, type RunKey } from '#records';
import { figuresOf } from '#templating';
import { LATE_AFTER_MS, RUNS_AT_ONCE } from '../domain/dispatch-policy';
import { FairRoom } from '../domain/fair-room';
import { FilterNotOfferedError, TryAgainError } from '../domain/push-dispatch.errors';
import { isWaitOfPlanned, reason, reasonFor } from '../domain/reasons';
import { PushChannels } from './channels/push-channels';
import { ComposeMessageService, type AudienceContent, type ComposedContent } from './compose-message.service';
import { ExceptionControl, type RunExceptions } from './exception-control';
import { Backpressure } from './limits/backpressure';
import { RunsPutOff } from './limits/runs-put-off';
import { blankPage } from './notice-audience';
import { PageContentService, troubleOf } from './page-content.service';
import { nothingPrepared, PreparedRunWriter, type PreparedRun } from './prepared-run.writer';
import type { Audience, ResolvedRecipients } from './recipients.service';
import { CONTENTS_AT_ONCE, contentWeight, KEPT_FOR_SMALL, PREPARED_AT_ONCE } from './prepared-weight';
import { ReplayDraft } from './replay/replay-draft.service';

/** Goes without a link, and without anything of the page. */
const NOTICE_TEMPLATE = 'text-short';

/** Pages that a run asks for before the first of them is made into messages: a host takes its time for each. */
const PAGES_AHEAD = 8;

/** Runs whose people this process knows and has no room for yet. */
const RESOLVED_AT_ONCE = 16;

interface Sending extends Pick<AudienceContent, 'run' | 'channel' | 'templates' | 'late' | 'now'> {
  /** Waits until this process has room for so much, and holds it until the run is written. */
  enter: (weight: number) => Promise<void>;
}

/** Makes of a planned run the messages, calls and deliveries that will be sent; sends nothing itself. */
@Injectable()
export class PrepareRunService {
  private readonly beginning = new GroupedWork<RunKey, BegunRun | undefined>((runs) => this.begin(runs), { items: RUNS_AT_ONCE });

  /** What is made and not written yet is kept small, however many runs and people come at once. */
  private readonly room = new FairRoom(PREPARED_AT_ONCE, KEPT_FOR_SMALL);

  /** How large a run is shows when its people are known: few are known at once that have no room yet. */
  private readonly resolving = new Slots(RESOLVED_AT_ONCE);

  constructor(
    private readonly runs: RunLedger,
    private readonly channels: PushChannels,
    private readonly page: PageContentService,
    private readonly control: ExceptionControl,
    private readonly composer: ComposeMessageService,
    private readonly replays: ReplayDraft,
    private readonly writer: PreparedRunWriter,
    private readonly backpressure: Backpressure,
    private readonly putOff: RunsPutOff,
    private readonly clock: Clock,
  ) {}

  /**
   * Prepares one run; does nothing when that was done before. While its app has too much to send, it stays planned and is queued for later.
   * @throws TryAgainError when host or database trouble may pass before the run's deadline
   */
  async prepare(tenantId: string, runId: string): Promise<void> {
    const wait = await this.backpressure.waitOf({ tenantId, id: runId });
    if (wait) {
      // First: it may be woken, and on its way, as soon as it is put off.
      await this.runs.noteReason(tenantId, runId, wait.reason);
      return this.putOff.add({ tenantId, id: runId }, wait);
    }
    const now = this.clock.now();
    const run = await this.beginning.add({ tenantId, id: runId });
    if (!run) return;
    if (now > run.deadlineAt) return this.writer.end(run, endAtDeadline(run));
    let leave = (): void => undefined;
    const enter = async (weight: number): Promise<void> => {
      leave = await this.room.enter(tenantId, weight);
    };
    try {
      const draft = isReplay(run) ? await this.replays.of(run) : await this.draft(run, now, enter);
      if (draft) await this.writer.commit(run, draft);
    } catch (error) {
      await this.giveUpOrTryAgain(run, error);
    } finally {
      leave();
    }
  }

  private async begin(runs: readonly RunKey[]): Promise<(BegunRun | undefined)[]> {
    const begun = await this.runs.beginPreparing(runs, LATE_AFTER_MS, this.clock.now());
    const byId = new Map(begun.map((run) => [run.id, run]));
    return runs.map((run) => byId.get(run.id));
  }

  /** @returns undefined when another worker prepares the run by now */
  private async draft(run: BegunRun, now: Date, enter: Sending['enter']): Promise<PreparedRun | undefined> {
    const exceptions = await this.control.of(run, now);
    const quiet = exceptions.quiet();
    if (quiet) return { ...nothingPrepared(), held: [reason(quiet)] };
    const sending = { run, channel: await this.channels.open(run), templates: new Map(), late: run.late, now, enter };
    try {
      return await this.draftOfPage(sending, exceptions);
    } catch (error) {
      const trouble = troubleOf(error);
      if (trouble === undefined) throw error;
      return this.draftOfNotice(sending, exceptions, exceptions.onTrouble(trouble));
    }
  }

  private async draftOfPage(sending: Sending, exceptions: RunExceptions): Promise<PreparedRun | undefined> {
    const { run, channel } = sending;
    const draft = { ...nothingPrepared(), looked: true };
    const trouble = await this.page.check(run);
    const onOwner = trouble && exceptions.onTrouble(trouble);
    if (onOwner) draft.alarms.push(...onOwner.alarms);
    if (onOwner?.kind === 'hold') return { ...draft, held: [reasonFor(onOwner.because!)] };
    // A group sees what the owner may see, which is nothing then; people have rights of their own.
    if (onOwner && run.spec.channel.kind === 'robots') return { ...draft, held: [reason('OWNER_NO_RIGHT')] };
    const { audiences, skipped, held } = await this.resolving.run(async () => {
      const resolved = await channel.resolve();
      await sending.enter(weightOf(resolved));
      return resolved;
    });
    if (held) return { ...draft, looked: false, held: [held] };
    draft.skipped.push(...skipped);
    const notes = onOwner ? exceptions.notesOf(onOwner) : [];
    for (const some of chunksOf(audiences, CONTENTS_AT_ONCE)) {
      // Those made before, if any: they need not be held.
      if (!(await this.writer.writePortion(run, draft))) return undefined;
      await this.draftContents(draft, sending, exceptions, some, notes);
    }
    return draft;
  }

  /** @param notes lines that stand before those of each content */
  private async draftContents(draft: PreparedRun, sending: Sending, exceptions: RunExceptions, audiences: readonly Audience[], notes: readonly string[]): Promise<void> {
    const { run } = sending;
    const remembered = await this.control.recall(run, audiences);
    const seen = inOrder(audiences, PAGES_AHEAD, async (audience) => ({ audience, snapshot: await this.page.snapshotFor(run, audience, exceptions.rules.access.slowAfterSeconds) }));
    const breaks = new Breaks();
    for await (const { audience, snapshot } of seen) {
      await breaks.ifDue();
      const before = remembered(audience);
      const decision = exceptions.onPage(snapshot, before);
      draft.alarms.push(...decision.alarms);
      if (decision.alert) draft.alerts.push({ contentKey: audience.contentKey, state: decision.alert, version: before.alertVersion });
      if (decision.kind === 'hold') {
        hold(draft, audience, decision);
        continue;
      }
      draft.dataTime ??= snapshot.dataTime;
      draft.shown.push({ contentKey: audience.contentKey, digest: digestOf(snapshot), figures: figuresOf(snapshot) });
      add(draft, await this.composer.compose({ ...sending, audience, snapshot, previous: before.last?.figures, notes: [...notes, ...exceptions.notesOf(decision)] }));
    }
  }

  /** The page cannot be shown: nothing goes out, or a line that says so. */
  private async draftOfNotice(sending: Sending, exceptions: RunExceptions, decision: Decision): Promise<PreparedRun> {
    const draft = { ...nothingPrepared(), alarms: decision.alarms };
    if (decision.kind === 'hold') return { ...draft, held: [reasonFor(decision.because!)] };
    const audience = await sending.channel.noticeAudience();
    // Nobody is there to be told: the trouble is the reason, and no failure.
    if (!audience) return { ...draft, held: decision.notes.flatMap(({ code, about }) => (code === 'RECOVERED' ? [] : [reasonFor({ code, about })])) };
    const notes = exceptions.notesOf(decision);
    add(draft, await this.composer.compose({ ...sending, audience, snapshot: blankPage(sending.run), notes, templateKey: NOTICE_TEMPLATE }));
    return draft;
  }

  private async giveUpOrTryAgain(run: Run, error: unknown): Promise<void> {
    if (error instanceof PageNotAvailableError) return this.writer.end(run, { state: 'held', reason: reason('NO_RIGHT') });
    const why = error instanceof TryAgainError ? error.reason : reasonOf(error);
    const mayPass = !(error instanceof DomainError) || error.kind === 'unavailable';
    if (mayPass && this.clock.now() < run.deadlineAt) {
      await this.runs.noteReason(run.tenantId, run.id, why);
      throw error instanceof TryAgainError ? error : new TryAgainError(why, error);
    }
    await this.writer.end(run, { state: 'failed', reason: why });
  }
}

const isReplay = (run: BegunRun): run is BegunRun & { replayOf: string } => run.replayOf !== null;

const weightOf = ({ audiences }: ResolvedRecipients): number =>
  contentWeight(Math.min(audiences.length, CONTENTS_AT_ONCE), audiences.reduce((sum, { recipients }) => sum + recipients.length, 0));

function add(draft: PreparedRun, { messages, skipped }: ComposedContent): void {
  draft.messages.push(...messages);
  draft.skipped.push(...skipped);
}

/** The people of the audience get nothing this time, each with the reason. */
function hold(draft: PreparedRun, audience: Audience, decision: Decision): void {
  const why = reasonFor(decision.because!);
  draft.held.push(why);
  draft.skipped.push(...audience.recipients.map((person) => ({ ...person, reason: why })));
}

function endAtDeadline(run: BegunRun): RunEnd {
  const why = isWaitOfPlanned(run.waitedFor?.code) ? run.waitedFor! : undefined;
  if (why) return { state: run.trigger === 'schedule' ? 'missed' : 'failed', reason: why };
  return run.trigger === 'schedule' ? { state: 'missed', reason: reason('MISSED_TOO_OLD') } : { state: 'failed', reason: reason('EXPIRED') };
}

function reasonOf(error: unknown): ReturnType<typeof reason> {
  if (error instanceof HostUnavailableError) return reason('HOST_UNAVAILABLE', error.message);
  if (error instanceof FilterNotOfferedError) return reason('FILTER_NOT_OFFERED', error.message);
  if (error instanceof RuleNotFoundError) return reason('RULE_NOT_FOUND');
  if (error instanceof DomainError) return { code: error.code, text: error.message };
  return reason('INTERNAL');
}
