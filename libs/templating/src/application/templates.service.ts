import { Injectable } from '@nestjs/common';
import { AuditTrail, type Caller, type Paged } from '#bi-host';
import { Clock, decodeCursor, decodeIdCursor, encodeCursor, InvalidInputError, newId, PushDatabase } from '#kernel';
import { BUILT_IN_TEMPLATES } from '../domain/catalog';
import { templateOf, type OwnTemplate, type OwnTemplateState, type SourcesByLanguage, type TemplateVersion } from '../domain/own-template';
import type { Template } from '../domain/template';
import { TemplateArchivedError, TemplateChangedError, TemplateNotFoundError } from '../domain/templating.errors';
import { TemplateRepository } from '../persistence/template.repository';
import { checkTemplate, problemsOf, type TemplateProblem } from './check-template';
import { TemplateRenderer } from './template-renderer';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Templates of a tenant. Administrators write them; whoever makes tasks chooses among them. */
@Injectable()
export class TemplatesService {
  constructor(
    private readonly database: PushDatabase,
    private readonly templates: TemplateRepository,
    private readonly renderer: TemplateRenderer,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** The newest version of a built-in template or one of the tenant's, archived or not. @throws TemplateNotFoundError */
  async newest(tenantId: string, key: string): Promise<Template> {
    return BUILT_IN_TEMPLATES.find((one) => one.key === key) ?? templateOf(await this.get(tenantId, key));
  }

  /**
   * For a task that is about to name it.
   * @param before the one that it names so far, which it may keep
   * @throws TemplateArchivedError. @throws TemplateNotFoundError
   */
  async chosen(tenantId: string, key: string, before?: string): Promise<Template> {
    const builtIn = BUILT_IN_TEMPLATES.find((one) => one.key === key);
    if (builtIn) return builtIn;
    const template = await this.get(tenantId, key);
    if (template.state === 'archived' && key !== before) throw new TemplateArchivedError(key);
    return templateOf(template);
  }

  /** @throws TemplateNotFoundError also for another tenant's */
  async get(tenantId: string, id: string): Promise<OwnTemplate> {
    const template = UUID.test(id) ? await this.templates.find(tenantId, id) : undefined;
    if (!template) throw new TemplateNotFoundError(id);
    return template;
  }

  /** Newest first. */
  async list(tenantId: string, query: { archived: boolean; cursor?: string; limit: number }): Promise<Paged<OwnTemplate>> {
    const found = await this.templates.list(tenantId, query.archived, query.cursor === undefined ? undefined : decodeIdCursor(query.cursor), query.limit + 1);
    const items = found.slice(0, query.limit);
    const last = items.at(-1);
    return { items, nextCursor: found.length > query.limit && last ? encodeCursor([last.id]) : undefined };
  }

  /** Versions of the sources, newest first. @throws TemplateNotFoundError */
  async versions(tenantId: string, id: string, query: { cursor?: string; limit: number }): Promise<Paged<TemplateVersion>> {
    await this.get(tenantId, id);
    const before = query.cursor === undefined ? undefined : Number(decodeCursor(query.cursor, 1)[0]);
    if (before !== undefined && !Number.isSafeInteger(before)) throw InvalidInputError.field('cursor', 'must be the nextCursor of the page before');
    const found = await this.templates.listVersions(tenantId, id, before, query.limit + 1);
    const items = found.slice(0, query.limit);
    const last = items.at(-1);
    return { items, nextCursor: found.length > query.limit && last ? encodeCursor([String(last.version)]) : undefined };
  }

  /** What saving would refuse of unsaved sources; empty when they are fine. @param key of the template that they are for */
  async check(tenantId: string, key: string, sources: SourcesByLanguage): Promise<TemplateProblem[]> {
    const { msgtype, attachment, version } = await this.newest(tenantId, key);
    return problemsOf(templateOf({ id: key, newestVersion: version, name: '', msgtype, attachment, sources }), this.renderer);
  }

  /** @param from a built-in key, or the id of one of the tenant's */
  async copy(caller: Caller, from: string, name: string): Promise<OwnTemplate> {
    const { msgtype, attachment, sources } = await this.newest(caller.tenantId, from);
    const now = this.clock.now();
    const template: OwnTemplate = {
      tenantId: caller.tenantId, id: newId(), name: checkedName(name), msgtype, attachment, state: 'active', newestVersion: 1, sources,
      createdAt: now, updatedAt: now, updatedBy: caller.userId, version: 1,
    };
    await this.database.transaction(async (tx) => {
      await this.templates.insert(template, tx);
      await this.audit.record(caller.actor, { ...entryOf('create', template), after: { name: template.name, from } }, tx);
    });
    return template;
  }

  /**
   * New sources are a new version; the name alone is not. Runs take the new version when they are prepared next.
   * @param version of the row as the editor read it
   * @throws TemplateInvalidError naming source, line and column. @throws TemplateChangedError
   */
  async update(caller: Caller, id: string, change: { name: string; sources: SourcesByLanguage }, version: number): Promise<OwnTemplate> {
    const before = await this.get(caller.tenantId, id);
    const edited = JSON.stringify(sorted(change.sources)) !== JSON.stringify(sorted(before.sources));
    const after = { ...before, name: checkedName(change.name), sources: change.sources, newestVersion: before.newestVersion + (edited ? 1 : 0) };
    if (edited) checkTemplate(templateOf(after), this.renderer);
    return this.save(caller, 'update', before, after, version, edited);
  }

  /** Archived templates are offered no more; tasks that name them go on. */
  async setState(caller: Caller, id: string, state: OwnTemplateState): Promise<OwnTemplate> {
    const before = await this.get(caller.tenantId, id);
    return before.state === state ? before : this.save(caller, state === 'archived' ? 'archive' : 'restore', before, { ...before, state }, before.version, false);
  }

  private async save(caller: Caller, verb: string, before: OwnTemplate, changed: OwnTemplate, version: number, edited: boolean): Promise<OwnTemplate> {
    const after = { ...changed, updatedAt: this.clock.now(), updatedBy: caller.userId, version: version + 1 };
    await this.database.transaction(async (tx) => {
      if (!(await this.templates.update(after, version, tx))) throw new TemplateChangedError(after.id, version);
      if (edited) await this.templates.insertVersion(after, tx);
      await this.audit.record(caller.actor, { ...entryOf(verb, after), before: factsOf(before), after: factsOf(after) }, tx);
    });
    return after;
  }
}

const entryOf = (verb: string, { tenantId, id, name }: OwnTemplate) => ({ tenantId, action: `push_template.${verb}`, subject: { type: 'push_template', id, name } });
const factsOf = ({ name, state, newestVersion }: OwnTemplate) => ({ name, state, newestVersion });

function checkedName(raw: string): string {
  const name = raw.trim();
  if (name === '') throw InvalidInputError.field('name', 'give it a name');
  return name;
}

/** jsonb gives keys in an order of its own. */
const sorted = (sources: SourcesByLanguage): unknown =>
  Object.entries(sources).toSorted(([a], [b]) => a.localeCompare(b)).map(([language, fields]) => [language, Object.entries(fields).toSorted(([a], [b]) => a.localeCompare(b))]);
