import { chunksOf, newId } from '#kernel';
import type { PreparedCall } from '#records';
import { RECIPIENTS_PER_CALL, serializeSend, type AppMessageContent } from '#wecom';
import { DUPLICATE_WINDOW_SECONDS } from '../domain/dispatch-policy';
import type { Recipient } from './recipients.service';

/** To whom a message goes, and through what. */
export interface MessageTarget {
  authorizationId: string;
  agentId: number;
  recipients: readonly Recipient[];
}

/** The codes of links that count. */
export interface OwnCodes {
  /** What stands in the content in place of people's own codes. */
  placeholder: string;
  /** Number of the first person's link in the run. */
  first: number;
  codeOf: (number: number) => string;
  /** Whether the content shows the link. */
  shown: boolean;
}

/** One message for all, in calls for up to 1000 people. */
export function sharedCalls(content: AppMessageContent, target: MessageTarget): PreparedCall[] {
  return chunksOf(target.recipients, RECIPIENTS_PER_CALL).map((recipients) => ({ ...callFor(target, recipients), body: bodyOf(content, target, recipients) }));
}

/** The same message for all but for the code of the link in it, so that each person needs a call. */
export function ownCalls(content: AppMessageContent, target: MessageTarget, { placeholder, first, codeOf, shown }: OwnCodes): PreparedCall[] {
  return target.recipients.map((person, at) => ({
    ...callFor(target, [person]),
    linkNumber: shown ? first + at : undefined,
    // Made when it is written: the texts of 100,000 people at once are hundreds of megabytes.
    get body() {
      return bodyOf(content, target, [person]).replaceAll(placeholder, codeOf(first + at));
    },
  }));
}

function callFor({ authorizationId }: MessageTarget, recipients: readonly Recipient[]): Omit<PreparedCall, 'body'> {
  return { id: newId(), channel: 'app', targetId: authorizationId, recipients: [...recipients] };
}

function bodyOf(content: AppMessageContent, { agentId }: MessageTarget, recipients: readonly Recipient[]): string {
  return serializeSend(content, { agentId, userIds: recipients.flatMap(({ wecomUserId }) => wecomUserId ?? []), duplicateWindowSeconds: DUPLICATE_WINDOW_SECONDS });
}
