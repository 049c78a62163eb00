import { Injectable } from '@nestjs/common';
import { chunksOf } from '#kernel';
import { LOOKUP_LIMIT } from '../contract/host-contract';
import { hostPageDetailSchema, hostPageSchema, hostProjectSchema, hostRuleSchema, itemsOf, pageOf, pageSnapshotSchema, rulePeopleSchema, viewerGroupsSchema } from '../contract/schemas';
import { HostUnavailableError, PageNotAvailableError, RuleNotFoundError } from '../domain/bi-host.errors';
import type { FilterChoice, HostPage, HostPageDetail, HostProject, HostRule, PageSnapshot, ViewerGroups } from '../domain/host-content';
import type { Paged, PageRequest } from '../domain/host-user';
import { ContentSource, type PageRef, type PageView, type RuleRef, type SnapshotRequest } from '../ports/content-source.port';
import { HostHttpClient } from './host-http.client';
import { brokenContract } from './host-reply';

const projects = itemsOf(hostProjectSchema);
const pages = pageOf(hostPageSchema);
const rules = itemsOf(hostRuleSchema);

/** Dots alone would climb out of the path: no id of anything. */
const DOTS: ReadonlySet<string> = new Set(['', '.', '..']);

function segment(id: string): string {
  if (DOTS.has(id)) throw new PageNotAvailableError('not_found', 'There is no such page');
  return encodeURIComponent(id);
}

const pagesPath = (projectId: string): string => `/projects/${segment(projectId)}/pages`;
const pagePath = (ref: PageRef): string => `${pagesPath(ref.projectId)}/${segment(ref.pageId)}`;

/** The pages of a host that is reached over HTTP. */
@Injectable()
export class HttpContentSource extends ContentSource {
  constructor(private readonly host: HostHttpClient) {
    super();
  }

  override async listProjects(tenantId: string): Promise<HostProject[]> {
    return (await this.host.call({ tenantId, method: 'GET', path: '/projects', reply: projects })).items;
  }

  override async listPages(tenantId: string, projectId: string, query: string | undefined, page: PageRequest): Promise<Paged<HostPage>> {
    const parameters = { query, cursor: page.cursor, limit: String(page.limit) };
    return this.host.call({ tenantId, method: 'GET', path: pagesPath(projectId), query: parameters, reply: pages });
  }

  override async getPage(tenantId: string, ref: PageRef): Promise<HostPageDetail> {
    const path = pagePath(ref);
    return samePage(`GET ${path}`, ref, await this.host.call({ tenantId, method: 'GET', path, reply: hostPageDetailSchema }));
  }

  /** Takes any number of viewers: more than 1000 are several calls, one after the other. */
  override async groupViewers(tenantId: string, view: PageView, viewerIds: readonly string[]): Promise<ViewerGroups> {
    const path = `${pagePath(view)}/viewer-groups`;
    const groups = new Map<string, string[]>();
    const denied: ViewerGroups['denied'] = [];
    for (const ids of chunksOf([...new Set(viewerIds)], LOOKUP_LIMIT)) {
      const reply = await this.host.call({ tenantId, method: 'POST', path, body: { viewerIds: ids, ...filtersOf(view) }, reply: viewerGroupsSchema });
      mustSortAll(`POST ${path}`, ids, reply);
      for (const group of reply.groups) groups.set(group.contentKey, [...(groups.get(group.contentKey) ?? []), ...group.viewerIds]);
      denied.push(...reply.denied);
    }
    return { groups: [...groups].map(([contentKey, ids]) => ({ contentKey, viewerIds: ids })), denied };
  }

  override async takeSnapshot(tenantId: string, request: SnapshotRequest): Promise<PageSnapshot> {
    const path = `${pagePath(request)}/snapshot`;
    // A moment longer than anybody waits, so that who asked knows that it was slow and not that the host is down.
    const timeoutMs = request.timeoutMs === undefined ? undefined : request.timeoutMs + 1000;
    const body = { viewerId: request.viewerId, language: request.language, ...filtersOf(request) };
    const snapshot = await this.host.call({ tenantId, method: 'POST', path, body, reply: pageSnapshotSchema, slow: true, timeoutMs });
    samePage(`POST ${path}`, request, snapshot.page, 'page.');
    return snapshot;
  }

  /** A host from before there were rules answers 404: it has none. */
  override async listRules(tenantId: string, projectId: string): Promise<HostRule[]> {
    try {
      return (await this.host.call({ tenantId, method: 'GET', path: `/projects/${segment(projectId)}/rules`, reply: rules })).items;
    } catch (error) {
      if (error instanceof HostUnavailableError && error.details.status === 404) return [];
      throw error;
    }
  }

  override async peopleOfRule(tenantId: string, { projectId, ruleId, column }: RuleRef, { cursor, limit }: PageRequest): Promise<Paged<string>> {
    if (DOTS.has(ruleId)) throw new RuleNotFoundError({ projectId, ruleId });
    const path = `/projects/${segment(projectId)}/rules/${encodeURIComponent(ruleId)}/people`;
    const query = { column: column ?? undefined, cursor, limit: String(limit) };
    // A query over the data may take as long as a page.
    return this.host.call({ tenantId, method: 'GET', path, query, reply: rulePeopleSchema, slow: true });
  }
}

/** Left out when none is set, so that a host from before there were filters is asked as ever. */
const filtersOf = ({ filters }: PageView): { filters?: readonly FilterChoice[] } => (filters && filters.length > 0 ? { filters } : {});

/** A mix-up in the host must not bring a page to people who were to get another one. */
function samePage<T extends HostPage>(call: string, ref: PageRef, page: T, prefix = ''): T {
  if (page.projectId !== ref.projectId) throw brokenContract(call, [`${prefix}projectId: not the project that was asked for`]);
  if (page.id !== ref.pageId) throw brokenContract(call, [`${prefix}id: not the page that was asked for`]);
  return page;
}

/** A viewer left out would get nothing and nobody would know why; one twice would get two messages. */
function mustSortAll(call: string, asked: readonly string[], reply: ViewerGroups): void {
  const open = new Set(asked);
  for (const viewerId of [...reply.groups.flatMap((group) => group.viewerIds), ...reply.denied.map((one) => one.viewerId)]) {
    if (!open.delete(viewerId)) throw brokenContract(call, [`viewerIds: ${viewerId} is there twice, or was not asked for`]);
  }
  const [missing] = open;
  if (missing !== undefined) throw brokenContract(call, [`viewerIds: ${missing} is in no group and not denied`]);
}
