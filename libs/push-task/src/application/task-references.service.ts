import { Injectable } from '@nestjs/common';
import { AuthorizationsService } from '#authorization';
import { RobotDirectory } from '#robots';
import { templateCatalog, TemplatesService } from '#templating';
import type { Caller, Paged } from '#bi-host';
import { STATUTORY_CALENDAR_ID } from '../domain/schedule/calendar-policy';
import { ReferenceBook, type References } from '../domain/code/reference-book';
import { CalendarsService } from './calendars.service';

const PAGE = 200;

/** Reads the names by which files of tasks speak of authorizations (`CorpID/AgentId`), calendars, templates and robots. */
@Injectable()
export class TaskReferences {
  constructor(
    private readonly authorizations: AuthorizationsService,
    private readonly calendars: CalendarsService,
    private readonly templates: TemplatesService,
    private readonly robots: RobotDirectory,
  ) {}

  async read(caller: Caller): Promise<References> {
    const { tenantId } = caller;
    const apps = await this.authorizations.list(tenantId);
    const calendars = await all((cursor) => this.calendars.list(caller, cursor, PAGE));
    const templates = await all((cursor) => this.templates.list(tenantId, { archived: false, cursor, limit: PAGE }));
    return {
      authorizations: new ReferenceBook(apps.map(({ id, corpId, agentId }) => ({ id, name: `${corpId}/${agentId}` }))),
      calendars: new ReferenceBook(calendars, [STATUTORY_CALENDAR_ID]),
      templates: new ReferenceBook(templates, templateCatalog().map(({ key }) => key)),
      robots: new ReferenceBook(await this.robots.names(tenantId)),
    };
  }
}

async function all<T>(read: (cursor: string | undefined) => Promise<Paged<T>>): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return items;
}
