import { auditDifference, type AuditEntry } from '#bi-host';
import type { RecipientSelection } from '#records';
import type { PushTask } from '../domain/push-task';

type ChangeVerb = 'update' | 'enable' | 'disable' | 'hand_over';
type Verb = ChangeVerb | 'create' | 'delete';

/** What people decide about a task. Not under `templateKey`: the audit log takes names that end so for secrets. */
function factsOf(task: PushTask) {
  const { projectId, pageId, title, charts, filters, channel, templateKey: template, language, beginning, ending, withLink, countOpens, splitTables } = task;
  const { schedule, calendar, toleranceSeconds, exceptions, ownerUserId, graceSeconds, state } = task;
  return {
    projectId, pageId, title, charts, filters, channel, template, language, beginning, ending, withLink, countOpens, splitTables,
    schedule, calendar, toleranceSeconds, exceptions, ownerUserId, graceSeconds, state,
  };
}

/** Of a list of up to 10,000 people only who went and who came. */
function recipientsDifference(before: RecipientSelection, after: RecipientSelection): [before: object, after: object] {
  const { userIds: oldIds, ...oldRest } = before;
  const { userIds: newIds, ...newRest } = after;
  const rest = auditDifference(oldRest, newRest);
  const [old, now] = [new Set(oldIds), new Set(newIds)];
  const removed = oldIds.filter((id) => !now.has(id));
  const added = newIds.filter((id) => !old.has(id));
  const named = removed.length > 0 || added.length > 0;
  if (!named && !rest) return [{}, {}];
  return [
    { recipients: { ...rest?.before, ...(named && { count: old.size, removed }) } },
    { recipients: { ...rest?.after, ...(named && { count: now.size, added }) } },
  ];
}

const entryOf = (verb: Verb, task: PushTask): AuditEntry => ({
  tenantId: task.tenantId,
  action: `push_task.${verb}`,
  subject: { type: 'push_task', id: task.id, name: task.title },
});

const whole = (task: PushTask): object => ({ ...factsOf(task), recipients: task.recipients });

/** A line of the audit log for a task that is new. */
export const taskCreated = (task: PushTask, copiedFrom?: string): AuditEntry => ({ ...entryOf('create', task), after: { ...whole(task), copiedFrom } });

/** A line for a task that is gone. */
export const taskDeleted = (task: PushTask): AuditEntry => ({ ...entryOf('delete', task), before: whole(task) });

/** A line for a task that was changed: only what differs. */
export function taskChanged(verb: ChangeVerb, before: PushTask, after: PushTask): AuditEntry {
  const facts = auditDifference(factsOf(before), factsOf(after));
  const [recipientsBefore, recipientsAfter] = recipientsDifference(before.recipients, after.recipients);
  return { ...entryOf(verb, after), before: { ...facts?.before, ...recipientsBefore }, after: { ...facts?.after, ...recipientsAfter } };
}
