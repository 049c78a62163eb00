import { Injectable } from '@nestjs/common';
import { AuthorizationsService } from '#authorization';
import { ContentSource, HostUnavailableError, PageNotAvailableError, type PageProblem, type PageSnapshot } from '#bi-host';
import { chunksOf, Clock, DomainError, newId, PushDatabase } from '#kernel';
import { DeliveryLedger, RunLedger, type PreparedMessage, type Run, type RunEnd, type SkippedRecipient } from '#records';
import { TemplateRenderer } from '#templating';
import { RECIPIENTS_PER_CALL, serializeSend } from '#wecom';
import { DUPLICATE_WINDOW_SECONDS, LATE_AFTER_MS } from '../domain/dispatch-policy';
import { TryAgainError } from '../domain/push-dispatch.errors';
import { reason, type ReasonCode } from '../domain/reasons';
import { PushQueue } from '../persistence/push-queue';
import { RecipientsService, type Audience } from './recipients.service';
import { RunSettlement } from './run-settlement';

const PAGE_PROBLEMS: Record<PageProblem, ReasonCode> = {
  not_found: 'PAGE_NOT_FOUND',
  not_published: 'PAGE_NOT_PUBLISHED',
  sharing_off: 'PAGE_SHARING_OFF',
  no_right: 'NO_RIGHT',
};

interface PreparedRun {
  messages: PreparedMessage[];
  skipped: SkippedRecipient[];
  dataTime: string | null;
}

/** Makes of a planned run the messages, calls and deliveries that will be sent; sends nothing itself. */
@Injectable()
export class PrepareRunService {
  constructor(
    private readonly database: PushDatabase,
    private readonly runs: RunLedger,
    private readonly deliveries: DeliveryLedger,
    private readonly authorizations: AuthorizationsService,
    private readonly recipients: RecipientsService,
    private readonly content: ContentSource,
    private readonly renderer: TemplateRenderer,
    private readonly settlement: RunSettlement,
    private readonly queue: PushQueue,
    private readonly clock: Clock,
  ) {}

  /**
   * Prepares one run; does nothing when that was done before.
   * @throws TryAgainError when host or database trouble may pass before the run's deadline
   */
  async prepare(tenantId: string, runId: string): Promise<void> {
    const run = await this.runs.find(tenantId, runId);
    if (!run) return;
    const now = this.clock.now();
    const late = run.trigger === 'schedule' && now.getTime() - run.plannedAt.getTime() > LATE_AFTER_MS;
    if (!(await this.runs.beginPreparing(tenantId, runId, late, now))) return;
    if (now > run.deadlineAt) return this.endAtDeadline(run);
    try {
      await this.commit(run, await this.draft(run, late, now));
    } catch (error) {
      await this.giveUpOrTryAgain(run, error);
    }
  }

  private async draft(run: Run, late: boolean, now: Date): Promise<PreparedRun> {
    const app = await this.authorizations.getApp(run.tenantId, run.spec.authorizationId);
    await this.checkPage(run);
    const { audiences, skipped } = await this.recipients.resolve(run);
    const draft: PreparedRun = { messages: [], skipped: [...skipped], dataTime: null };
    for (const audience of audiences) {
      const snapshot = await this.snapshotFor(run, audience);
      if (snapshot.charts.every((chart) => chart.state === 'empty')) {
        for (const person of audience.recipients) draft.skipped.push({ ...person, reason: reason('EMPTY_CONTENT') });
        continue;
      }
      draft.dataTime ??= snapshot.dataTime;
      draft.messages.push(this.messageFor(run, audience, snapshot, app.agentId, late, now));
    }
    return draft;
  }

  /** Asked before people are resolved, so that a page that is not ready is told as such even when nobody is reachable. */
  private async checkPage(run: Run): Promise<void> {
    const page = await this.content.getPage(run.tenantId, { projectId: run.projectId, pageId: run.spec.pageId });
    if (!page.published) throw new PageNotAvailableError('not_published', 'The page is not published');
    if (run.spec.withLink && !page.sharing) throw new PageNotAvailableError('sharing_off', 'Sharing of the page is off');
  }

  private async snapshotFor(run: Run, audience: Audience): Promise<PageSnapshot> {
    const snapshot = await this.content.takeSnapshot(run.tenantId, {
      projectId: run.projectId,
      pageId: run.spec.pageId,
      viewerId: audience.recipients[0].hostUserId,
      language: run.spec.language,
    });
    const broken = snapshot.charts.filter((chart) => chart.state === 'failed');
    if (broken.length > 0 && broken.length === snapshot.charts.length) {
      throw new TryAgainError(reason('ALL_CHARTS_FAILED', broken[0].reason));
    }
    return snapshot;
  }

  private messageFor(run: Run, audience: Audience, snapshot: PageSnapshot, agentId: number, late: boolean, now: Date): PreparedMessage {
    const { spec } = run;
    const rendered = this.renderer.render({
      templateKey: spec.templateKey,
      language: spec.language,
      view: {
        title: spec.title,
        beginning: spec.beginning,
        ending: spec.ending,
        link: spec.withLink ? linkOf(snapshot.page.url, run.id) : null,
        runTime: now,
        zone: spec.zone,
        late: late ? { plannedAt: run.plannedAt } : undefined,
        test: run.trigger === 'test',
        snapshot,
      },
    });
    return {
      id: newId(),
      msgtype: rendered.content.msgtype,
      content: rendered.content,
      contentKey: audience.contentKey,
      template: `${rendered.template.key}@${rendered.template.version}`,
      cut: rendered.cut,
      calls: chunksOf(audience.recipients, RECIPIENTS_PER_CALL).map((recipients) => ({
        id: newId(),
        body: serializeSend(rendered.content, {
          agentId,
          userIds: recipients.map((person) => person.wecomUserId),
          duplicateWindowSeconds: DUPLICATE_WINDOW_SECONDS,
        }),
        recipients,
      })),
    };
  }

  /** Everything that will be sent is written, and the sending is queued, in one transaction. */
  private async commit(run: Run, draft: PreparedRun): Promise<void> {
    await this.database.transaction(async (tx) => {
      const locked = await this.runs.lock(run.tenantId, run.id, tx);
      // Another worker was quicker, as after a lost heartbeat: its bytes are the ones that count.
      if (locked?.state !== 'preparing') return;
      const now = this.clock.now();
      await this.deliveries.writePrepared(locked, draft.messages, draft.skipped, now, tx);
      const calls = draft.messages.flatMap((message) => message.calls);
      if (calls.length === 0) return this.settlement.end(locked, endWithoutCalls(draft.skipped), tx);
      await this.runs.beginSending(
        locked,
        { dataTime: draft.dataTime, template: draft.messages[0].template, cut: draft.messages.flatMap((message) => message.cut) },
        now,
        tx,
      );
      await this.queue.enqueue('push-send', calls.map((call) => ({ tenantId: run.tenantId, callId: call.id })), tx);
    });
  }

  private async giveUpOrTryAgain(run: Run, error: unknown): Promise<void> {
    if (error instanceof PageNotAvailableError) return this.endRun(run, { state: 'held', reason: reason(PAGE_PROBLEMS[error.problem]) });
    const why = error instanceof TryAgainError ? error.reason : reasonOf(error);
    const mayPass = !(error instanceof DomainError) || error.kind === 'unavailable';
    if (mayPass && this.clock.now() < run.deadlineAt) {
      await this.runs.noteReason(run.tenantId, run.id, why);
      throw error instanceof TryAgainError ? error : new TryAgainError(why, error);
    }
    await this.endRun(run, { state: 'failed', reason: why });
  }

  private endAtDeadline(run: Run): Promise<void> {
    const end: RunEnd =
      run.trigger === 'schedule' ? { state: 'missed', reason: reason('MISSED_TOO_OLD') } : { state: 'failed', reason: reason('EXPIRED') };
    return this.endRun(run, end);
  }

  private async endRun(run: Run, end: RunEnd): Promise<void> {
    await this.database.transaction(async (tx) => {
      const locked = await this.runs.lock(run.tenantId, run.id, tx);
      if (locked?.state === 'preparing') await this.settlement.end(locked, end, tx);
    });
  }
}

/** Says which push led to the page; harmless to a host that does not look at it. */
function linkOf(pageUrl: string, runId: string): string {
  const url = new URL(pageUrl);
  url.searchParams.set('push_run', runId);
  return url.toString();
}

function endWithoutCalls(skipped: readonly SkippedRecipient[]): RunEnd {
  const allEmpty = skipped.some((person) => person.reason.code === 'EMPTY_CONTENT');
  return allEmpty ? { state: 'held', reason: reason('ALL_CHARTS_EMPTY') } : { state: 'failed', reason: reason('NOBODY_REACHABLE') };
}

function reasonOf(error: unknown): ReturnType<typeof reason> {
  if (error instanceof HostUnavailableError) return reason('HOST_UNAVAILABLE', error.message);
  if (error instanceof DomainError) return { code: error.code, text: error.message };
  return reason('INTERNAL');
}
