import type { PreparedCall, PreparedMessage, PushChannel, Run, SkippedRecipient } from '#records';
import type { RenderedMessage } from '#templating';
import type { MessageContent, RobotContent } from '#wecom';
import type { AttachmentSource } from '../attachments.service';
import type { CountedLink } from '../message-link.service';
import type { Audience, Recipient, ResolvedRecipients } from '../recipients.service';

/** One message as a channel carries it. */
export interface CarriedMessage {
  /** `msgtype` and payload as people get it. */
  content: MessageContent | RobotContent;
  /** Where its counted links lead, and until when. */
  counted?: PreparedMessage['counted'];
  calls: PreparedCall[];
  /** Who cannot get it after all. */
  skipped: SkippedRecipient[];
}

/** A channel that can be used now: what preparing a run asks of it. */
export interface OpenChannel {
  /** Who is to get which content, and why others get none. @throws PageNotAvailableError. @throws HostUnavailableError */
  resolve(): Promise<ResolvedRecipients>;
  /** Who is told that there is nothing to show, as far as that can be known without the page. @returns undefined when there is nobody */
  noticeAudience(): Promise<Audience | undefined>;
  /**
   * Makes and uploads what the message needs, and the calls that will carry it; outside a transaction.
   * @param counted what stands in the message for each person's own link, if opens are counted
   * @throws TryAgainError
   */
  carry(message: RenderedMessage, source: AttachmentSource, recipients: readonly Recipient[], counted?: CountedLink): Promise<CarriedMessage>;
}

/** Opens one kind of channel for a run. */
export abstract class ChannelOpener {
  abstract readonly kind: PushChannel['kind'];

  /** @throws DomainError when it cannot be used */
  abstract open(run: Run): Promise<OpenChannel>;
}

export const CHANNEL_OPENERS = Symbol('CHANNEL_OPENERS');
