import type { Schemas } from '../../api/client';
import { BROWSER_ZONE } from '../../ui/moment';
import { definitionOf, type Definition } from '../definition';
import type { PushTask, Schedule } from '../queries';
import { DEFAULT_RULES, tidyRules, type ExceptionRules } from './exceptions/rules';

type Recipients = Schemas['RecipientsDto'];
type Chosen = 'projectId' | 'pageId' | 'templateKey' | 'ownerUserId';

/** What the form holds: the definition, with nothing chosen yet in a new task. */
export type TaskForm = Partial<Pick<Definition, Chosen>> & Omit<Definition, Chosen | 'recipients' | 'exceptions'> & { recipients: Recipients; exceptions: ExceptionRules };

export const FIRST_SCHEDULE: Schedule = {
  kind: 'daily', zone: BROWSER_ZONE, times: ['09:00'], weekdays: [1, 2, 3, 4, 5], days: [1], month: 1, everyHours: 2, from: '09:00', to: '18:00', expression: '30 8 * * 1-5',
};

const NOBODY: Recipients = { userIds: [], groupIds: [], departmentIds: [], rule: null, allBound: false, excludedUserIds: [] };

export function newTaskForm(preset: Partial<TaskForm>, language: TaskForm['language']): TaskForm {
  return {
    title: '', language, charts: null, filters: [], channel: { kind: 'app' }, beginning: '', ending: '', withLink: true, countOpens: false, splitTables: false,
    schedule: FIRST_SCHEDULE, calendar: null, toleranceMinutes: 5, recipients: NOBODY, exceptions: DEFAULT_RULES, graceMinutes: 60, ...preset,
  };
}

export function formOf(task: PushTask): TaskForm {
  const definition = definitionOf(task);
  return {
    ...definition,
    // The other kinds keep sensible values for whoever changes the kind.
    schedule: { ...FIRST_SCHEDULE, ...definition.schedule },
    recipients: { ...NOBODY, ...definition.recipients },
    exceptions: { ...DEFAULT_RULES, ...(definition.exceptions as Partial<ExceptionRules>) },
  };
}

/** As the API takes it. @param form everything in the form, also what is not shown */
export function definitionIn(form: TaskForm): Definition {
  const { channel, recipients, schedule, exceptions } = form;
  const toRobots = channel.kind === 'robots';
  const { kind, authorizationId, robotIds, mention } = channel;
  return {
    ...form,
    channel: toRobots ? { kind, robotIds, ...(mention && { mention }) } : { kind, authorizationId },
    recipients: toRobots ? undefined : recipients,
    countOpens: form.countOpens && !toRobots,
    schedule: scheduleOf(schedule),
    exceptions: tidyRules(exceptions) as unknown as Record<string, unknown>,
  } as Definition;
}

/** Fields of each kind of schedule, beside those that all have. */
const OF_KIND: Record<Schedule['kind'], readonly (keyof Schedule)[]> = {
  none: [], hourly: ['everyHours', 'from', 'to'], daily: ['times'], workdays: ['times'], weekly: ['times', 'weekdays'], monthly: ['times', 'days'], quarterly: ['times', 'days', 'month'], cron: ['expression'],
};

/** What belongs to the kind, without dates that were emptied. */
export function scheduleOf(schedule: Schedule): Schedule {
  const names: readonly string[] = ['kind', 'zone', ...(schedule.kind === 'none' ? [] : ['firstDate', 'lastDate']), ...OF_KIND[schedule.kind]];
  const entries = Object.entries(schedule).filter(([name, value]) => names.includes(name) && value !== undefined && value !== null && value !== '');
  return Object.fromEntries(entries) as unknown as Schedule;
}

/** What a cron expression must have; the API checks what is in them. */
export const FIVE_FIELDS = /^\s*\S+(\s+\S+){4}\s*$/;

/** Whether it is worth asking the API when it would run. */
export function isComplete(schedule: Schedule | undefined): schedule is Schedule {
  if (!schedule?.kind || !schedule.zone) return false;
  const { kind, times, weekdays, days, month, everyHours, expression } = schedule;
  switch (kind) {
    case 'none': return false;
    case 'hourly': return Boolean(everyHours);
    case 'daily':
    case 'workdays': return Boolean(times?.length);
    case 'weekly': return Boolean(times?.length && weekdays?.length);
    case 'monthly': return Boolean(times?.length && days?.length);
    case 'quarterly': return Boolean(times?.length && days?.length && month);
    case 'cron': return FIVE_FIELDS.test(expression ?? '');
  }
}

export const namesSomebody = ({ userIds, groupIds, departmentIds, rule, allBound }: Recipients): boolean => userIds.length + groupIds.length + departmentIds.length > 0 || Boolean(rule?.queryId) || allBound;

/** Whether a draft says enough to be tried: by a test, or by asking who would get it. */
export function isWhole(form: TaskForm): boolean {
  if (!form.projectId || !form.pageId || !form.templateKey || !form.title.trim()) return false;
  const schedule = form.schedule.kind === 'none' || isComplete(form.schedule);
  return schedule && (form.channel.kind === 'robots' ? Boolean(form.channel.robotIds?.length) : Boolean(form.channel.authorizationId) && namesSomebody(form.recipients));
}
