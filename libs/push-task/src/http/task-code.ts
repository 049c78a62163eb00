import { isUUID } from 'class-validator';
import type { Caller } from '#bi-host';
import { inBoth, InvalidInputError, pushValidationPipe, saidOf } from '#kernel';
import type { Problems } from '../application/definition-problems';
import type { ImportedTask, ImportStep } from '../application/task-import.service';
import type { ReferenceBook, References } from '../domain/code/reference-book';
import type { FileTask, ReadTask } from '../domain/code/task-file';
import type { PushTask } from '../domain/push-task';
import { CreatePushTaskRequestDto } from './dto/push-task.dto';
import type { ImportStepDto } from './dto/task-code.dto';
import { definitionOf, taskView } from './push-task-view';

/** A task as it stands in a file: the fields of the API in one order, without what only this system knows. */
export function fileTaskOf(task: PushTask, { authorizations, calendars, templates, robots }: References): FileTask {
  const view = taskView(task);
  const { channel, calendar } = view;
  return {
    id: view.id,
    title: view.title,
    enabled: task.state !== 'disabled',
    projectId: view.projectId,
    pageId: view.pageId,
    charts: view.charts,
    filters: view.filters,
    channel: {
      kind: channel.kind,
      authorizationId: channel.authorizationId && authorizations.nameOf(channel.authorizationId),
      robotIds: channel.robotIds?.map((id) => robots.nameOf(id)),
      mention: channel.mention && { authorizationId: authorizations.nameOf(channel.mention.authorizationId), userIds: channel.mention.userIds },
    },
    templateKey: templates.nameOf(view.templateKey),
    language: view.language,
    beginning: view.beginning,
    ending: view.ending,
    withLink: view.withLink,
    countOpens: view.countOpens,
    splitTables: view.splitTables,
    schedule: view.schedule,
    calendar: calendar && { calendarId: calendars.nameOf(calendar.calendarId), onDayOff: calendar.onDayOff },
    toleranceMinutes: view.toleranceMinutes,
    graceMinutes: view.graceMinutes,
    recipients: view.recipients,
    exceptions: view.exceptions,
    ownerUserId: view.ownerUserId,
  };
}

/** What a file says of a task, checked as a request to the API is. */
export async function importedTaskOf(caller: Caller, { value }: ReadTask, references: References): Promise<ImportedTask> {
  if (!value) return { enabled: false, problems: { task: [inBoth('must have fields such as title; export a task to see them', '须有 title 等字段；可先导出一个任务看看')] } };
  const { id, enabled = true, ...fields } = value;
  const problems: Problems = {};
  if (id !== undefined && !isUUID(id)) problems.id = [inBoth('must be the id of a task; leave it out for a new one', '须为任务的编号；新建任务请去掉 id')];
  if (typeof enabled !== 'boolean') problems.enabled = [inBoth('must be true or false', '须为 true 或 false')];
  const item = { id: problems.id ? undefined : (id as string | undefined)?.toLowerCase(), enabled: enabled === true };
  try {
    const body = (await pushValidationPipe.transform(withIds(fields, references), { type: 'body', metatype: CreatePushTaskRequestDto })) as CreatePushTaskRequestDto;
    const definition = definitionOf(caller, body);
    return Object.keys(problems).length > 0 ? { ...item, problems } : { ...item, definition, problems };
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    return { ...item, problems: { ...problems, ...error.problems } };
  }
}

/** Names of a file back to ids; whatever else stands there is left to the check. */
function withIds(fields: FileTask, { authorizations, calendars, templates, robots }: References): FileTask {
  return {
    ...fields,
    templateKey: typeof fields.templateKey === 'string' ? templates.idOf(fields.templateKey) : fields.templateKey,
    channel: channelWithIds(fields.channel, authorizations, robots),
    calendar: replaced(fields.calendar, 'calendarId', (word) => calendars.idOf(word)),
  };
}

function channelWithIds(channel: unknown, authorizations: ReferenceBook, robots: ReferenceBook): unknown {
  const withApp = (holder: unknown): unknown => replaced(holder, 'authorizationId', (word) => authorizations.idOf(word));
  const withRobots = replaced(withApp(channel), 'robotIds', (word) => robots.idOf(word));
  if (typeof withRobots !== 'object' || withRobots === null || !('mention' in withRobots)) return withRobots;
  return { ...withRobots, mention: withApp(withRobots.mention) };
}

/** A field that holds a word, or a list of them. */
function replaced(holder: unknown, field: string, idOf: (word: string) => string): unknown {
  if (typeof holder !== 'object' || holder === null || Array.isArray(holder)) return holder;
  const held = (holder as Record<string, unknown>)[field];
  const ofWord = (word: unknown): unknown => (typeof word === 'string' ? idOf(word) : word);
  return field in holder ? { ...holder, [field]: Array.isArray(held) ? held.map(ofWord) : ofWord(held) } : holder;
}

export function stepView({ problems, ...step }: ImportStep, { line, lineOf }: ReadTask): ImportStepDto {
  const found = Object.entries(problems).flatMap(([field, texts]) => texts.map((what) => {
    const text = saidOf(what);
    return { field, line: lineOf(field), problem: text['en-US'], text };
  }));
  return { ...step, line, problems: found };
}
