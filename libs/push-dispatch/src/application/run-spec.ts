import type { FilterChoice, PageRef } from '#bi-host';
import type { PushTaskDefinition } from '#push-task';
import type { PushChannel, PushSpec, RecipientSelection, Run } from '#records';

/** A task, or the draft of one. */
export type Pushable = PushTaskDefinition & { pageTitle: string };

/** What a run of the task pushes, frozen. */
export function specOf(task: Pushable, recipients: RecipientSelection = task.recipients): PushSpec {
  return {
    title: task.title,
    pageId: task.pageId,
    pageTitle: task.pageTitle,
    charts: task.charts,
    filters: task.filters,
    channel: task.channel,
    templateKey: task.templateKey,
    language: task.language,
    beginning: task.beginning,
    ending: task.ending,
    withLink: task.withLink,
    toleranceSeconds: task.toleranceSeconds,
    zone: task.schedule.zone,
    calendar: task.calendar,
    ownerUserId: task.ownerUserId,
    recipients,
    exceptions: task.exceptions,
    countOpens: task.countOpens,
    splitTables: task.splitTables,
  };
}

/** A selection of just these people. */
export const onlyUsers = (userIds: string[]): RecipientSelection => ({ userIds, groupIds: [], departmentIds: [], rule: null, allBound: false, excludedUserIds: [] });

/** The page of a run with its filters set. */
export const pageViewOf = ({ projectId, spec }: Pick<Run, 'projectId' | 'spec'>): PageRef & { filters: FilterChoice[] } => ({ projectId, pageId: spec.pageId, filters: spec.filters });

/** @returns id of the authorization that a run through the app uses */
export function authorizationOf(spec: Pick<PushSpec, 'channel'>): string {
  if (spec.channel.kind !== 'app') throw new Error('A run through robots has no authorization');
  return spec.channel.authorizationId;
}

/** @returns the robots of a run that posts in groups, and whom the posts mention */
export function robotsOf(spec: PushSpec): Extract<PushChannel, { kind: 'robots' }> {
  if (spec.channel.kind !== 'robots') throw new Error('A run through an app has no robots');
  return spec.channel;
}

/** People that a selection names one by one, without those excluded. */
export function peopleNamed({ userIds, excludedUserIds }: RecipientSelection): string[] {
  const excluded = new Set(excludedUserIds);
  return userIds.filter((id) => !excluded.has(id));
}
