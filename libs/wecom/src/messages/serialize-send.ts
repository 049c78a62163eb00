import type { MessageContent } from './message-content';

/** Recipients of one call, at most (WeCom: 40032 above it). */
export const RECIPIENTS_PER_CALL = 1000;

export interface SendTarget {
  agentId: number;
  /** WeCom userids, 1 to {@link RECIPIENTS_PER_CALL}. */
  userIds: readonly string[];
  /** How long WeCom refuses to deliver the same bytes again, in seconds; at most 14,400 (4 hours). */
  duplicateWindowSeconds: number;
}

/**
 * The request text of `message/send`. It is made once, stored, and repeated as it is: WeCom's duplicate check compares it.
 * @throws RangeError when there is no recipient or more than {@link RECIPIENTS_PER_CALL}
 */
export function serializeSend(content: MessageContent, target: SendTarget): string {
  const { userIds } = target;
  if (userIds.length === 0 || userIds.length > RECIPIENTS_PER_CALL) throw new RangeError(`a call takes 1 to ${RECIPIENTS_PER_CALL} recipients, got ${userIds.length}`);
  return JSON.stringify({
    touser: userIds.join('|'),
    agentid: target.agentId,
    ...content,
    enable_duplicate_check: 1,
    duplicate_check_interval: target.duplicateWindowSeconds,
  });
}
