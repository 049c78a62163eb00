import { Injectable } from '@nestjs/common';
import { AuthorizationsService } from '#authorization';
import { HostUnavailableError, PageNotAvailableError, type PageProblem } from '#bi-host';
import { Clock, DomainError } from '#kernel';
import { RunLedger, type Run, type RunEnd } from '#records';
import { LATE_AFTER_MS } from '../domain/dispatch-policy';
import { TryAgainError } from '../domain/push-dispatch.errors';
import { reason, type ReasonCode } from '../domain/reasons';
import { ComposeMessageService } from './compose-message.service';
import { decideForAudience } from './exception-control';
import { PageContentService } from './page-content.service';
import { PreparedRunWriter, type PreparedRun } from './prepared-run.writer';
import { RecipientsService } from './recipients.service';

const PAGE_PROBLEMS: Record<PageProblem, ReasonCode> = {
  not_found: 'PAGE_NOT_FOUND',
  not_published: 'PAGE_NOT_PUBLISHED',
  sharing_off: 'PAGE_SHARING_OFF',
  no_right: 'NO_RIGHT',
};

/** Makes of a planned run the messages, calls and deliveries that will be sent; sends nothing itself. */
@Injectable()
export class PrepareRunService {
  constructor(
    private readonly runs: RunLedger,
    private readonly authorizations: AuthorizationsService,
    private readonly recipients: RecipientsService,
    private readonly page: PageContentService,
    private readonly composer: ComposeMessageService,
    private readonly writer: PreparedRunWriter,
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
    if (now > run.deadlineAt) return this.writer.end(run, endAtDeadline(run));
    try {
      await this.writer.commit(run, await this.draft(run, late, now));
    } catch (error) {
      await this.giveUpOrTryAgain(run, error);
    }
  }

  private async draft(run: Run, late: boolean, now: Date): Promise<PreparedRun> {
    const { agentId } = await this.authorizations.getApp(run.tenantId, run.spec.authorizationId);
    await this.page.check(run);
    const { audiences, skipped } = await this.recipients.resolve(run);
    const draft: PreparedRun = { messages: [], skipped: [...skipped], dataTime: null };
    for (const audience of audiences) {
      const snapshot = await this.page.snapshotFor(run, audience);
      const decision = decideForAudience(snapshot);
      if (decision.kind === 'hold') {
        for (const person of audience.recipients) draft.skipped.push({ ...person, reason: decision.reason });
        continue;
      }
      draft.dataTime ??= snapshot.dataTime;
      draft.messages.push(...this.composer.compose({ run, audience, snapshot, agentId, late, now }));
    }
    return draft;
  }

  private async giveUpOrTryAgain(run: Run, error: unknown): Promise<void> {
    if (error instanceof PageNotAvailableError) return this.writer.end(run, { state: 'held', reason: reason(PAGE_PROBLEMS[error.problem]) });
    const why = error instanceof TryAgainError ? error.reason : reasonOf(error);
    const mayPass = !(error instanceof DomainError) || error.kind === 'unavailable';
    if (mayPass && this.clock.now() < run.deadlineAt) {
      await this.runs.noteReason(run.tenantId, run.id, why);
      throw error instanceof TryAgainError ? error : new TryAgainError(why, error);
    }
    await this.writer.end(run, { state: 'failed', reason: why });
  }
}

function endAtDeadline(run: Run): RunEnd {
  return run.trigger === 'schedule' ? { state: 'missed', reason: reason('MISSED_TOO_OLD') } : { state: 'failed', reason: reason('EXPIRED') };
}

function reasonOf(error: unknown): ReturnType<typeof reason> {
  if (error instanceof HostUnavailableError) return reason('HOST_UNAVAILABLE', error.message);
  if (error instanceof DomainError) return { code: error.code, text: error.message };
  return reason('INTERNAL');
}
