import type { FilterChoice, HostPage, HostPageDetail, HostProject, PageSnapshot, ViewerGroups } from '../domain/host-content';
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
}
