import type { Schemas } from '../../api/client';
import { BROWSER_ZONE } from '../../ui/moment';
import type { PushTask, Schedule } from '../queries';

/** What the form holds: the request, but for the version, and with nothing chosen yet in a new task. */
export type TaskForm = Partial<Pick<Schemas['CreatePushTaskRequestDto'], 'projectId' | 'pageId' | 'authorizationId' | 'templateKey' | 'ownerUserId'>> &
  Omit<Schemas['CreatePushTaskRequestDto'], 'projectId' | 'pageId' | 'authorizationId' | 'templateKey' | 'ownerUserId'>;

export const FIRST_SCHEDULE: Schedule = { kind: 'daily', zone: BROWSER_ZONE, times: ['09:00'], weekdays: [1, 2, 3, 4, 5], days: [1], expression: '30 8 * * 1-5' };

export function newTaskForm(preset: Partial<TaskForm>, language: TaskForm['language']): TaskForm {
  return { title: '', language, beginning: '', ending: '', withLink: true, schedule: FIRST_SCHEDULE, recipients: { userIds: [] }, graceMinutes: 60, ...preset };
}

export function formOf(task: PushTask): TaskForm {
  const { projectId, pageId, title, authorizationId, templateKey, language, beginning, ending, withLink, recipients, ownerUserId, graceMinutes } = task;
  // The other kinds keep sensible values for whoever changes the kind.
  const schedule = { ...FIRST_SCHEDULE, ...task.schedule };
  return { projectId, pageId, title, authorizationId, templateKey, language, beginning, ending, withLink, schedule, recipients, ownerUserId, graceMinutes };
}

/** @param values of a form whose rules all hold; only the fields of the chosen kind of schedule are in it */
export function requestOf(values: TaskForm): Schemas['CreatePushTaskRequestDto'] {
  return { ...values, schedule: scheduleOf(values.schedule) } as Schemas['CreatePushTaskRequestDto'];
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
  const { kind, times, weekdays, days, expression } = schedule;
  switch (kind) {
    case 'none': return false;
    case 'daily': return Boolean(times?.length);
    case 'weekly': return Boolean(times?.length && weekdays?.length);
    case 'monthly': return Boolean(times?.length && days?.length);
    case 'cron': return FIVE_FIELDS.test(expression ?? '');
  }
}
