import { Injectable } from '@nestjs/common';
import { ContentSource, PageNotAvailableError, type PageSnapshot } from '#bi-host';
import type { Run } from '#records';
import type { Audience } from './recipients.service';

/** Asks the host for the page of a run. */
@Injectable()
export class PageContentService {
  constructor(private readonly content: ContentSource) {}

  /**
   * Asked before people are resolved, so that a page that is not ready is told as such even when nobody is reachable.
   * @throws PageNotAvailableError. @throws HostUnavailableError
   */
  async check(run: Run): Promise<void> {
    const page = await this.content.getPage(run.tenantId, { projectId: run.projectId, pageId: run.spec.pageId });
    if (!page.published) throw new PageNotAvailableError('not_published', 'The page is not published');
    if (run.spec.withLink && !page.sharing) throw new PageNotAvailableError('sharing_off', 'Sharing of the page is off');
  }

  /** What the people of an audience see now. @throws PageNotAvailableError. @throws HostUnavailableError */
  async snapshotFor(run: Run, audience: Audience): Promise<PageSnapshot> {
    return this.content.takeSnapshot(run.tenantId, {
      projectId: run.projectId,
      pageId: run.spec.pageId,
      viewerId: audience.recipients[0].hostUserId,
      language: run.spec.language,
    });
  }
}
