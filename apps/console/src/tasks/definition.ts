import type { Schemas } from '../api/client';
import type { PushTask } from './queries';

/** What is pushed to whom and when, as the API takes it. */
export type Definition = Schemas['CreatePushTaskRequestDto'];

/** The definition within a task. */
export function definitionOf(task: PushTask): Definition {
  const { projectId, pageId, charts, filters, title, channel, templateKey, language, beginning, ending, withLink, countOpens, splitTables } = task;
  const { schedule, calendar, toleranceMinutes, recipients, exceptions, ownerUserId, graceMinutes } = task;
  return {
    projectId, pageId, charts, filters, title, channel, templateKey, language, beginning, ending, withLink, countOpens, splitTables,
    schedule, calendar, toleranceMinutes, recipients, exceptions, ownerUserId, graceMinutes,
  };
}
