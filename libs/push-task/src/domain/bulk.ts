import type { PushTask, PushTaskState } from './push-task';

export const BULK_ACTIONS = ['enable', 'disable', 'handOver', 'delete'] as const;
export type BulkActionKind = (typeof BULK_ACTIONS)[number];
export type BulkAction = { kind: Exclude<BulkActionKind, 'handOver'> } | { kind: 'handOver'; ownerUserId: string };

export interface BulkResult {
  taskId: string;
  /** Null when the caller may not know. */
  title: string | null;
  /** `unchanged`: it is so already. */
  outcome: 'done' | 'unchanged' | 'refused';
  /** Why it was refused: a code and one sentence. */
  reason: { code: string; text: string } | null;
}

/** What of a task a bulk action changes; undefined: nothing. Enabling starts with a count of failures of 0. */
export function changeOf(action: BulkAction, task: PushTask): Partial<Pick<PushTask, 'failureCount' | 'ownerUserId'> & { state: PushTaskState }> | undefined {
  switch (action.kind) {
    case 'enable':
      return task.state === 'enabled' ? undefined : { state: 'enabled', failureCount: 0 };
    case 'disable':
      return task.state === 'disabled' ? undefined : { state: 'disabled' };
    case 'handOver':
      return task.ownerUserId === action.ownerUserId ? undefined : { ownerUserId: action.ownerUserId };
    case 'delete':
      return {};
  }
}
