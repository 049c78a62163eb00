import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { PageNotAvailableError, RuleNotFoundError } from '../domain/bi-host.errors';
import type { HostPage, HostPageDetail, HostProject, HostRule, PageSnapshot, ViewerGroups } from '../domain/host-content';
import type { Paged, PageRequest } from '../domain/host-user';
import { ContentSource, type PageRef, type PageView, type RuleRef, type SnapshotRequest } from '../ports/content-source.port';
import { InMemoryHost, type RulePeople, type StoredPage } from './in-memory-host';
import { slicePage } from './slice-page';

@Injectable()
export class InMemoryContentSource extends ContentSource {
  constructor(private readonly host: InMemoryHost) {
    super();
  }

  override async listProjects(tenantId: string): Promise<HostProject[]> {
    this.host.called(tenantId, 'listProjects');
    return [...this.host.projects.values()];
  }

  override async listPages(tenantId: string, projectId: string, query: string | undefined, page: PageRequest): Promise<Paged<HostPage>> {
    this.host.called(tenantId, 'listPages');
    const words = query?.toLowerCase() ?? '';
    const pages = [...this.host.pages.values()].map((stored) => stored.page);
    return slicePage(pages.filter((one) => one.projectId === projectId && one.title.toLowerCase().includes(words)), page);
  }

  override async getPage(tenantId: string, ref: PageRef): Promise<HostPageDetail> {
    this.host.called(tenantId, 'getPage');
    const { page, offers } = this.existing(ref);
    return { ...page, ...offers };
  }

  override async groupViewers(tenantId: string, view: PageView, viewerIds: readonly string[]): Promise<ViewerGroups> {
    this.host.called(tenantId, 'groupViewers');
    if (viewerIds.length > 1000) throw new Error('groupViewers takes at most 1000 ids');
    const stored = this.published(view);
    const groups = new Map<string, string[]>();
    const denied: ViewerGroups['denied'] = [];
    for (const viewerId of viewerIds) {
      const reason = this.host.users.has(viewerId) ? stored.denied.get(viewerId) : 'There is no such user';
      if (reason !== undefined) {
        denied.push({ viewerId, reason });
        continue;
      }
      const contentKey = stored.keyOf?.(viewerId) ?? digestOf(await stored.content(viewerId, 'zh-CN', view.filters ?? []));
      groups.set(contentKey, [...(groups.get(contentKey) ?? []), viewerId]);
    }
    return { groups: [...groups].map(([contentKey, ids]) => ({ contentKey, viewerIds: ids })), denied };
  }

  override async takeSnapshot(tenantId: string, request: SnapshotRequest): Promise<PageSnapshot> {
    this.host.called(tenantId, 'takeSnapshot');
    const stored = this.published(request);
    if (!stored.page.sharing) throw new PageNotAvailableError('sharing_off', 'The page is not shared');
    const reason = this.host.users.has(request.viewerId) ? stored.denied.get(request.viewerId) : 'There is no such user';
    if (reason !== undefined) throw new PageNotAvailableError('no_right', reason);
    return { page: stored.page, ...(await stored.content(request.viewerId, request.language, request.filters ?? [])) };
  }

  override async listRules(tenantId: string, projectId: string): Promise<HostRule[]> {
    this.host.called(tenantId, 'listRules');
    return [...this.host.rules.values()].filter((stored) => stored.projectId === projectId).map(({ rule }) => rule);
  }

  override async peopleOfRule(tenantId: string, { projectId, ruleId, column }: RuleRef, page: PageRequest): Promise<Paged<string>> {
    this.host.called(tenantId, 'peopleOfRule');
    const stored = this.host.rules.get(`${projectId}/${ruleId}`);
    const people = stored && (isList(stored.people) ? stored.people : stored.people[column ?? stored.rule.columns?.[0].key ?? '']);
    if (!people) throw new RuleNotFoundError({ projectId, ruleId });
    return slicePage([...people], page);
  }

  private existing(ref: PageRef): StoredPage {
    const stored = this.host.find(ref);
    if (!stored) throw new PageNotAvailableError('not_found', 'There is no such page', { projectId: ref.projectId, pageId: ref.pageId });
    return stored;
  }

  private published(ref: PageRef): StoredPage {
    const stored = this.existing(ref);
    if (!stored.page.published) throw new PageNotAvailableError('not_published', 'The page is not published');
    return stored;
  }
}

const isList = (people: RulePeople): people is readonly string[] => Array.isArray(people);

const digestOf = (content: unknown): string => createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 16);
