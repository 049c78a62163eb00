import type { ChartSnapshot, FilterChoice, HostPage, HostPageDetail, HostProject, HostRule, PageSnapshot } from '../domain/host-content';
import type { HostNotice } from '../domain/host-notice';
import type { HostUnit, HostUser } from '../domain/host-user';
import type { PageRef } from '../ports/content-source.port';

/** What a viewer sees of a page, without the page itself. */
export type PageContent = Omit<PageSnapshot, 'page'>;

/** Content that depends on who is looking, in which language, with which filters set. May throw what a host would. */
export type PageContentFor = (viewerId: string, language: string, filters: readonly FilterChoice[]) => PageContent | Promise<PageContent>;

/** People whom a rule names; of a rule with columns, by column. */
export type RulePeople = readonly string[] | Readonly<Record<string, readonly string[]>>;

export interface StoredRule {
  projectId: string;
  rule: HostRule;
  people: RulePeople;
}

export interface StoredPage {
  page: HostPage;
  /** What may be chosen of it. */
  offers: Pick<HostPageDetail, 'filters' | 'charts'>;
  content: PageContentFor;
  denied: Map<string, string>;
  keyOf?: (viewerId: string) => string;
}

const keyOf = ({ projectId, pageId }: PageRef): string => `${projectId}/${pageId}`;

/**
 * What a BI host holds, set by a test and read through `new InMemoryUserDirectory(host)` and `new InMemoryContentSource(host)`.
 * One tenant: the tenant of a call is noted in {@link calls} and otherwise ignored. Every `set…` adds, or changes by id.
 */
export class InMemoryHost {
  readonly users = new Map<string, HostUser>();
  readonly groups = new Map<string, HostUnit>();
  readonly departments = new Map<string, HostUnit>();
  readonly projects = new Map<string, HostProject>();
  readonly pages = new Map<string, StoredPage>();
  readonly rules = new Map<string, StoredRule>();
  /** Every call of a port, oldest first. */
  readonly calls: { tenantId: string; method: string }[] = [];
  /** Whether the host has a channel to its people, who has no place in it, and what went through it. */
  givesChannel = true;
  readonly deaf = new Set<string>();
  readonly notices: HostNotice[] = [];
  private readonly failures: Error[] = [];

  /** Only `id` is needed: the rest is made up from it. */
  setUser(user: Partial<HostUser> & { id: string }): this {
    const before = this.users.get(user.id) ?? { name: user.id, account: user.id, departmentIds: [], groupIds: [], active: true };
    this.users.set(user.id, { ...before, ...user });
    return this;
  }

  setGroup(group: HostUnit): this {
    this.groups.set(group.id, group);
    return this;
  }

  setDepartment(department: HostUnit): this {
    this.departments.set(department.id, department);
    return this;
  }

  setProject(project: HostProject): this {
    this.projects.set(project.id, project);
    return this;
  }

  setRule({ projectId, ...rule }: HostRule & { projectId: string }, people: RulePeople): this {
    this.rules.set(`${projectId}/${rule.id}`, { projectId, rule, people });
    return this;
  }

  /** A published and shared page, unless said otherwise; it offers no filters and does not say which charts it has. A changed page keeps its content. */
  setPage({ filters, charts, ...page }: Partial<HostPageDetail> & { id: string; projectId: string }): this {
    const key = keyOf({ projectId: page.projectId, pageId: page.id });
    const stored = this.pages.get(key);
    const before = stored?.page ?? {
      title: page.id,
      published: true,
      sharing: true,
      url: `https://bi.example.com/p/${encodeURIComponent(page.projectId)}/${encodeURIComponent(page.id)}`,
    };
    const empty: PageContent = { dataTime: null, filters: [], charts: [] };
    const offers = { filters: filters ?? stored?.offers.filters, charts: charts ?? stored?.offers.charts };
    this.pages.set(key, { content: () => empty, denied: new Map(), ...stored, offers, page: { ...before, ...page } });
    return this;
  }

  /** What is on the page: the same for everybody, or a function of viewer and language. */
  setContent(ref: PageRef, content: PageContent | PageContentFor): this {
    this.page(ref).content = typeof content === 'function' ? content : () => content;
    return this;
  }

  /** Charts of a page, same for everybody; data time and filters stay. */
  setCharts(ref: PageRef, charts: ChartSnapshot[]): this {
    const before = this.page(ref).content;
    return this.setContent(ref, async (...request) => ({ ...(await before(...request)), charts }));
  }

  /** Content keys as a host gives them that knows who has which rights: they stay while the data changes. Otherwise a key is made of what is seen. */
  setContentKeys(ref: PageRef, keyOf: (viewerId: string) => string): this {
    this.page(ref).keyOf = keyOf;
    return this;
  }

  /** From now on the viewer may not see the page. */
  deny(ref: PageRef, viewerId: string, reason = 'No right to this page'): this {
    this.page(ref).denied.set(viewerId, reason);
    return this;
  }

  /** The next call of any port throws this; call it twice for two failures. */
  failNext(error: Error): this {
    this.failures.push(error);
    return this;
  }

  /** The ports note each call here, and fail when told to. */
  called(tenantId: string, method: string): void {
    this.calls.push({ tenantId, method });
    const failure = this.failures.shift();
    if (failure) throw failure;
  }

  /** @returns undefined when there is no such page */
  find(ref: PageRef): StoredPage | undefined {
    return this.pages.get(keyOf(ref));
  }

  private page(ref: PageRef): StoredPage {
    const stored = this.find(ref);
    if (!stored) throw new Error(`InMemoryHost: call setPage for ${keyOf(ref)} first`);
    return stored;
  }
}
