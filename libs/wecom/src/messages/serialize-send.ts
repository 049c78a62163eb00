import type { AppMessageContent } from './message-content';

/** Recipients of one call, at most (WeCom: 40032 above it). */
export const RECIPIENTS_PER_CALL = 1000;

/** The longest window of WeCom's duplicate check, in seconds. */
export const MAX_DUPLICATE_WINDOW_SECONDS = 14_400;

export interface SendTarget {
  agentId: number;
  /** WeCom userids, 1 to {@link RECIPIENTS_PER_CALL}. */
  userIds: readonly string[];
  /** How long WeCom refuses to deliver the same bytes again, in seconds; at most {@link MAX_DUPLICATE_WINDOW_SECONDS} (4 hours). */
  duplicateWindowSeconds: number;
  /** 1: no sharing, watermark (text, image, video, file, mpnews); 2: sharing inside the corp only (mpnews). Default 0. */
  safe?: 0 | 1 | 2;
  /** Replaces `$userName=ID$` and the like in the text; not in markdown. Third-party apps, which never see names. Default false. */
  translateIds?: boolean;
}

/** The userids that a request text of {@link serializeSend} names. */
export function userIdsOf(body: string): string[] {
  return (JSON.parse(body) as { touser: string }).touser.split('|');
}

/** The same request for other people. */
export function bodyFor(body: string, userIds: readonly string[]): string {
  return JSON.stringify({ ...(JSON.parse(body) as object), touser: userIds.join('|') });
}

/**
 * A stored request text for other people: the content and everything else stays as it is.
 * @throws RangeError as {@link serializeSend}
 */
export function readdressed(body: string, target: Pick<SendTarget, 'agentId' | 'userIds' | 'duplicateWindowSeconds'>): string {
  mustBeTarget(target);
  const stored = JSON.parse(body) as Record<string, unknown>;
  return JSON.stringify({ ...stored, touser: target.userIds.join('|'), agentid: target.agentId, duplicate_check_interval: target.duplicateWindowSeconds });
}

/**
 * The request text of `message/send`. It is made once, stored, and repeated as it is: WeCom's duplicate check compares it.
 * @throws RangeError when there is no recipient or more than {@link RECIPIENTS_PER_CALL}, a recipient is no userid but a list or `@all`, or the window is longer than WeCom keeps it
 */
export function serializeSend(content: AppMessageContent, target: SendTarget): string {
  mustBeTarget(target);
  const { userIds, duplicateWindowSeconds } = target;
  return JSON.stringify({
    touser: userIds.join('|'),
    agentid: target.agentId,
    ...content,
    ...(target.safe && { safe: target.safe }),
    ...(target.translateIds && { enable_id_trans: 1 }),
    enable_duplicate_check: 1,
    duplicate_check_interval: duplicateWindowSeconds,
  });
}

function mustBeTarget({ userIds, duplicateWindowSeconds }: Pick<SendTarget, 'userIds' | 'duplicateWindowSeconds'>): void {
  if (userIds.length === 0 || userIds.length > RECIPIENTS_PER_CALL) throw new RangeError(`a call takes 1 to ${RECIPIENTS_PER_CALL} recipients, got ${userIds.length}`);
  // A stray separator would address other people than the ones that are recorded; `@all` would address everybody.
  if (userIds.some((userId) => !userId || userId.includes('|') || userId === '@all')) throw new RangeError('a recipient must be one userid');
  if (!(duplicateWindowSeconds >= 0 && duplicateWindowSeconds <= MAX_DUPLICATE_WINDOW_SECONDS)) {
    throw new RangeError(`the duplicate window is 0 to ${MAX_DUPLICATE_WINDOW_SECONDS} seconds, got ${duplicateWindowSeconds}`);
  }
}
