import { auditDifference, type AuditEntry } from '#bi-host';
import type { PushTask } from '../domain/push-task';

type Verb = 'create' | 'update' | 'enable' | 'disable' | 'delete';

/** What people decide about a task. Not under `templateKey`: the audit log takes names that end so for secrets. */
function factsOf(task: PushTask) {
  const { projectId, pageId, title, authorizationId, language, beginning, ending, withLink, schedule, ownerUserId, graceSeconds, state } = task;
  return { projectId, pageId, title, authorizationId, template: task.templateKey, language, beginning, ending, withLink, schedule, ownerUserId, graceSeconds, state };
}

/** Of a list of up to 10,000 people only who went and who came. */
function recipientsDifference(before: PushTask, after: PushTask): [before: object, after: object] {
  const [old, now] = [new Set(before.recipientUserIds), new Set(after.recipientUserIds)];
  const removed = before.recipientUserIds.filter((id) => !now.has(id));
  const added = after.recipientUserIds.filter((id) => !old.has(id));
  if (removed.length === 0 && added.length === 0) return [{}, {}];
  return [{ recipients: { count: old.size, removed } }, { recipients: { count: now.size, added } }];
}

const entryOf = (verb: Verb, task: PushTask): AuditEntry => ({
  tenantId: task.tenantId,
  action: `push_task.${verb}`,
  subject: { type: 'push_task', id: task.id, name: task.title },
});

const whole = (task: PushTask): object => ({ ...factsOf(task), recipients: task.recipientUserIds });

/** A line of the audit log for a task that is new. */
export const taskCreated = (task: PushTask): AuditEntry => ({ ...entryOf('create', task), after: whole(task) });

/** A line for a task that is gone. */
export const taskDeleted = (task: PushTask): AuditEntry => ({ ...entryOf('delete', task), before: whole(task) });

/** A line for a task that was changed: only what differs. */
export function taskChanged(verb: 'update' | 'enable' | 'disable', before: PushTask, after: PushTask): AuditEntry {
  const facts = auditDifference(factsOf(before), factsOf(after));
  const [recipientsBefore, recipientsAfter] = recipientsDifference(before, after);
  return { ...entryOf(verb, after), before: { ...facts?.before, ...recipientsBefore }, after: { ...facts?.after, ...recipientsAfter } };
}
