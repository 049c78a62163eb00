import type { FilterChoice, HostPage, HostPageDetail, HostProject, HostRule, PageSnapshot, ViewerGroups } from '../domain/host-content';
import { RuleNotFoundError } from '../domain/bi-host.errors';
import type { Paged, PageRequest } from '../domain/host-user';

export interface PageRef {
  projectId: string;
  pageId: string;
}

/** A page with its filters set. */
export interface PageView extends PageRef {
  /** Those that are set, as `getPage` offers them; the others keep the page's own. */
  filters?: readonly FilterChoice[];
}

export interface SnapshotRequest extends PageView {
  /** Host user through whose eyes the page is seen: row-level rights apply. */
  viewerId: string;
  /** BCP 47, such as `zh-CN`: titles come in this language where the host has it. */
  language: string;
  /** Nobody waits longer for the answer, in milliseconds; a source may give up then. */
  timeoutMs?: number;
}

export interface RuleRef {
  projectId: string;
  ruleId: string;
  /** Key of a column; null where the rule names none: then the first. */
  column: string | null;
}

/** The host's projects, pages and what is on them. */
export abstract class ContentSource {
  /** @throws HostUnavailableError */
  abstract listProjects(tenantId: string): Promise<HostProject[]>;

  /** Pages of a project, published or not, in a stable order. @throws HostUnavailableError */
  abstract listPages(tenantId: string, projectId: string, query: string | undefined, page: PageRequest): Promise<Paged<HostPage>>;

  /** The page with what may be chosen of it. @throws PageNotAvailableError (not_found). @throws HostUnavailableError */
  abstract getPage(tenantId: string, ref: PageRef): Promise<HostPageDetail>;

  /**
   * Sorts viewers by what they would see: equal content key, equal content, so that they share one message.
   * @param viewerIds at most 1000
   * @throws PageNotAvailableError (not_found, not_published). @throws HostUnavailableError
   */
  abstract groupViewers(tenantId: string, view: PageView, viewerIds: readonly string[]): Promise<ViewerGroups>;

  /**
   * The page with its data as the viewer sees it now. A chart that cannot be made is `failed` in the answer, not an error.
   * @throws PageNotAvailableError. @throws HostUnavailableError
   */
  abstract takeSnapshot(tenantId: string, request: SnapshotRequest): Promise<PageSnapshot>;

  /** Queries of a project whose results name people. A host that knows none need not write this. @throws HostUnavailableError */
  async listRules(_tenantId: string, _projectId: string): Promise<HostRule[]> {
    return [];
  }

  /**
   * Ids of the people whom a rule names now, page by page in a stable order; of the data and not of a viewer: whoever may not see the pushed page gets nothing all the same.
   * @param page up to 1000
   * @throws RuleNotFoundError. @throws HostUnavailableError
   */
  async peopleOfRule(_tenantId: string, { projectId, ruleId }: RuleRef, _page: PageRequest): Promise<Paged<string>> {
    throw new RuleNotFoundError({ projectId, ruleId });
  }
}
