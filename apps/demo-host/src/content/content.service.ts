import { Injectable } from '@nestjs/common';
import type { FilterChoice, HostPage, HostPageDetail, PageSnapshot, ViewerGroups } from '../contract/contract.types';
import { PageNotAvailableError } from '../contract/host.errors';
import { DemoHostConfig } from '../demo-host.config';
import type { Project, Tenant } from '../people/tenant';
import { chosenOf, NOTHING_CHOSEN, toHostFilter, type ChosenFilters } from './chosen-filters';
import { textLanguage, type PageDefinition, type Text } from './page-definition';
import { PageDataService } from './page-data.service';
import { PageLinks } from './page-links';
import { Pause } from './pause';
import { contentKeyOf, viewOf, type Scope } from './visibility';

export interface FoundPage {
  project: Project;
  page: PageDefinition;
}

export interface SnapshotWanted {
  projectId: string;
  pageId: string;
  viewerId: string;
  /** BCP 47. */
  language: string;
  filters: readonly FilterChoice[];
}

/** Projects and pages of a tenant, and pages as a viewer sees them. */
@Injectable()
export class ContentService {
  constructor(
    private readonly data: PageDataService,
    private readonly links: PageLinks,
    private readonly pause: Pause,
    private readonly config: DemoHostConfig,
  ) {}

  /** In the order in which they are shown; an unknown project has none. */
  pagesOf(tenant: Tenant, projectId: string): readonly PageDefinition[] {
    return tenant.projects.find(({ id }) => id === projectId)?.pages ?? [];
  }

  /** @throws PageNotAvailableError (not_found) */
  find(tenant: Tenant, projectId: string, pageId: string): FoundPage {
    const project = tenant.projects.find(({ id }) => id === projectId);
    const page = project?.pages.find(({ id }) => id === pageId);
    if (!project || !page) throw new PageNotAvailableError('not_found');
    return { project, page };
  }

  toHostPage(projectId: string, page: PageDefinition, language: keyof Text = 'zh', url = this.links.plain(projectId, page.id)): HostPage {
    return { id: page.id, projectId, title: page.title[language], published: page.published, sharing: page.sharing, url };
  }

  /** The page with what may be chosen of it. */
  detailOf({ project, page }: FoundPage, language: keyof Text = 'zh'): HostPageDetail {
    const charts = page.charts.map(({ id, title, kind }) => ({ id, title: title[language], kind }));
    return { ...this.toHostPage(project.id, page, language), filters: page.offers.map((filter) => toHostFilter(filter, language)), charts };
  }

  /** Filters make no difference to who sees the same. @throws PageNotAvailableError (not_found, not_published). @throws InvalidInputError for a filter that is not offered */
  groupViewers(tenant: Tenant, projectId: string, pageId: string, viewerIds: readonly string[], filters: readonly FilterChoice[]): ViewerGroups {
    const { project, page } = this.find(tenant, projectId, pageId);
    if (!page.published) throw new PageNotAvailableError('not_published');
    chosenOf(page, filters);
    const people = new Map(tenant.people.map((person) => [person.id, person]));
    const groups = new Map<string, string[]>();
    const denied: ViewerGroups['denied'] = [];
    for (const viewerId of new Set(viewerIds)) {
      const view = viewOf(project, page, people.get(viewerId));
      if ('denied' in view) {
        denied.push({ viewerId, reason: view.denied });
        continue;
      }
      const key = contentKeyOf(view.scope);
      groups.set(key, [...(groups.get(key) ?? []), viewerId]);
    }
    return { groups: [...groups].map(([contentKey, ids]) => ({ contentKey, viewerIds: ids })), denied };
  }

  /** @throws PageNotAvailableError. @throws InvalidInputError for a filter that is not offered */
  async snapshotFor(tenant: Tenant, { projectId, pageId, viewerId, language, filters }: SnapshotWanted): Promise<PageSnapshot> {
    const found = this.find(tenant, projectId, pageId);
    if (!found.page.published) throw new PageNotAvailableError('not_published');
    if (!found.page.sharing) throw new PageNotAvailableError('sharing_off');
    const view = viewOf(found.project, found.page, tenant.people.find(({ id }) => id === viewerId));
    if ('denied' in view) throw new PageNotAvailableError('no_right');
    return this.read(found, view.scope, language, chosenOf(found.page, filters));
  }

  /** The page in one scope, with nobody's rights asked. */
  async read({ project, page }: FoundPage, scope: Scope, languageTag: string, chosen: ChosenFilters = NOTHING_CHOSEN): Promise<PageSnapshot> {
    if (page.trouble === 'slow') await this.pause.wait(this.config.SLOW_PAGE_MS);
    if (page.trouble === 'fails') throw new Error(`The page ${page.id} fails on purpose`);
    const language = textLanguage(languageTag);
    const url = this.links.forViewer(project.id, page, scope, languageTag, chosen);
    return { page: this.toHostPage(project.id, page, language, url), ...(await this.data.read(page, scope, language, chosen)) };
  }
}
