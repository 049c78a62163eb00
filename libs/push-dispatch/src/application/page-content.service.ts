import { Injectable } from '@nestjs/common';
import { ContentSource, filterProblem, HostUnavailableError, PageNotAvailableError, withCharts, type PageProblem, type PageSnapshot } from '#bi-host';
import { Slots } from '#kernel';
import type { AccessTrouble } from '#push-task';
import type { Run } from '#records';
import { FilterNotOfferedError, PageTroubleError } from '../domain/push-dispatch.errors';
import { pageViewOf } from './run-spec';
import type { Audience } from './recipients.service';

const TROUBLES: Record<Exclude<PageProblem, 'no_right'>, AccessTrouble> = { not_found: 'page_gone', not_published: 'page_not_published', sharing_off: 'sharing_off' };

/** What this process lets the host draw at once: fewer than it keeps connections (20), so that what is asked beside it need not wait. */
const PAGES_AT_ONCE = 16;

/** Asks the host for the page of a run. */
@Injectable()
export class PageContentService {
  private readonly slots = new Slots(PAGES_AT_ONCE);

  constructor(private readonly content: ContentSource) {}

  /**
   * Asked before people are resolved, so that a page that is not ready is told as such even when nobody is reachable.
   * @returns what is wrong although the page can be shown
   * @throws PageNotAvailableError. @throws HostUnavailableError. @throws FilterNotOfferedError
   */
  async check(run: Run): Promise<AccessTrouble | undefined> {
    const view = pageViewOf(run);
    const page = await this.content.getPage(run.tenantId, { projectId: view.projectId, pageId: view.pageId });
    if (!page.published) throw new PageNotAvailableError('not_published', 'The page is not published');
    if (run.spec.withLink && !page.sharing) throw new PageNotAvailableError('sharing_off', 'Sharing of the page is off');
    // Without its filter the page would show more, or other rows, than the task is for.
    const problem = filterProblem(page.filters, view.filters);
    if (problem) throw new FilterNotOfferedError(problem.text);
    const { denied } = await this.content.groupViewers(run.tenantId, view, [run.spec.ownerUserId]);
    return denied.length > 0 ? 'owner_no_right' : undefined;
  }

  /** What the people of an audience see now. @throws PageNotAvailableError. @throws HostUnavailableError. @throws PageTroubleError when it takes too long */
  async snapshotFor(run: Run, audience: Audience, slowAfterSeconds: number): Promise<PageSnapshot> {
    const timeoutMs = slowAfterSeconds * 1000;
    const request = { ...pageViewOf(run), viewerId: audience.viewerId, language: run.spec.language, timeoutMs };
    const snapshot = await this.slots.run(() => within(timeoutMs, this.content.takeSnapshot(run.tenantId, request)));
    return withCharts(snapshot, run.spec.charts);
  }
}

/** What an error of the host means for the run; undefined: it is none of the host. */
export function troubleOf(error: unknown): AccessTrouble | undefined {
  if (error instanceof PageTroubleError) return error.trouble;
  if (error instanceof HostUnavailableError) return 'host_down';
  if (error instanceof PageNotAvailableError && error.problem !== 'no_right') return TROUBLES[error.problem];
  return undefined;
}

/** A host that does not keep the limit itself is not waited for. */
async function within<T>(timeoutMs: number, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooSlow = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new PageTroubleError('snapshot_slow')), timeoutMs);
  });
  try {
    return await Promise.race([answer, tooSlow]);
  } finally {
    clearTimeout(timer);
  }
}
