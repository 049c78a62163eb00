import type { Schemas } from '../../api/client';
import { BROWSER_ZONE } from '../../ui/moment';
import type { PushTask, Schedule } from '../queries';

type Request = Schemas['CreatePushTaskRequestDto'];

/** What the form holds: the request, but for the version, and with nothing chosen yet in a new task. */
export type TaskForm = Partial<Pick<Request, 'projectId' | 'pageId' | 'templateKey' | 'ownerUserId'>> &
  Pick<Request, 'title' | 'language' | 'beginning' | 'ending' | 'withLink' | 'schedule' | 'graceMinutes'> & {
    authorizationId?: string;
    recipients: { userIds: string[] };
  };

export const FIRST_SCHEDULE: Schedule = { kind: 'daily', zone: BROWSER_ZONE, times: ['09:00'], weekdays: [1, 2, 3, 4, 5], days: [1], expression: '30 8 * * 1-5' };

export function newTaskForm(preset: Partial<TaskForm>, language: TaskForm['language']): TaskForm {
  return { title: '', language, beginning: '', ending: '', withLink: true, schedule: FIRST_SCHEDULE, recipients: { userIds: [] }, graceMinutes: 60, ...preset };
}

export function formOf(task: PushTask): TaskForm {
  const { projectId, pageId, title, templateKey, language, beginning, ending, withLink, ownerUserId, graceMinutes } = task;
  const { authorizationId } = task.channel;
  const recipients = { userIds: task.recipients.userIds ?? [] };
  // The other kinds keep sensible values for whoever changes the kind.
  const schedule = { ...FIRST_SCHEDULE, ...task.schedule };
  return { projectId, pageId, title, authorizationId, templateKey, language, beginning, ending, withLink, schedule, recipients, ownerUserId, graceMinutes };
}

/** What a task has beyond the fields of the form: an edit keeps it. */
function beyondForm({ charts, filters, calendar, toleranceMinutes, exceptions, countOpens, splitTables }: PushTask): Partial<Request> {
  return { charts, filters, calendar, toleranceMinutes, exceptions, countOpens, splitTables };
}

/**
 * @param values of a form whose rules all hold; only the fields of the chosen kind of schedule are in it
 * @param base the task that is edited; left out for a new one
 */
export function requestOf({ authorizationId, ...values }: TaskForm, base?: PushTask): Request {
  return {
    ...(base && beyondForm(base)),
    ...values,
    channel: base?.channel.kind === 'robots' ? base.channel : { kind: 'app', authorizationId },
    recipients: { ...base?.recipients, ...values.recipients },
    schedule: scheduleOf(values.schedule),
  } as Request;
}

/** Without the dates that were emptied. */
export function scheduleOf(schedule: Schedule): Schedule {
  const entries = Object.entries(schedule).filter(([, value]) => value !== undefined && value !== null && value !== '');
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
    case 'hourly': return everyHours !== undefined;
    case 'daily':
    case 'workdays': return Boolean(times?.length);
    case 'weekly': return Boolean(times?.length && weekdays?.length);
    case 'monthly': return Boolean(times?.length && days?.length);
    case 'quarterly': return Boolean(times?.length && days?.length && month);
    case 'cron': return FIVE_FIELDS.test(expression ?? '');
  }
}
