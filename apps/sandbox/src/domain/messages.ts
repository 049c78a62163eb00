import { createHash } from 'node:crypto';
import type { App } from './app';
import type { Member } from './corp';
import { DeliveryCounts } from './delivery-counts';
import { DUPLICATE_DEFAULT_SECONDS, DUPLICATE_MAXIMUM_SECONDS, DuplicateCheck } from './duplicate-check';
import { Inbox } from './inbox';
import type { JsonObject } from './json-value';
import type { FrequencyLimits } from './limits';
import type { LiveFeed } from './live-feed';
import { checkContent, titleOf } from './message-content';
import { MessageLog, type Message, type MessageContent } from './message-log';
import { randomText } from './random-text';
import { recipientLists, resolveRecipients } from './recipients';
import { WecomError } from './wecom-error';

export interface MessageBounds {
  messages: number;
  deliveries: number;
  countedPairs: number;
}

export const DEFAULT_BOUNDS: Readonly<MessageBounds> = { messages: 50_000, deliveries: 2_000_000, countedPairs: 3_000_000 };

export interface SendReply {
  msgid: string;
  response_code?: string;
  invaliduser: string;
  invalidparty: string;
  invalidtag: string;
  unlicenseduser: string;
}

/** Application messages: what message/send takes, who got it, and what the person sees. */
export class Messages {
  readonly log: MessageLog;
  readonly counts: DeliveryCounts;
  private readonly inboxes = new Map<string, Map<number, Inbox>>();
  private readonly duplicates = new DuplicateCheck<SendReply>();

  constructor(
    private readonly limits: FrequencyLimits,
    private readonly feed: LiveFeed,
    private readonly now: () => number,
    bounds: MessageBounds,
  ) {
    this.log = new MessageLog(bounds.messages, bounds.deliveries);
    this.counts = new DeliveryCounts(bounds.countedPairs);
  }

  /**
   * message/send.
   * @param app the app whose token calls
   * @param raw bytes of the request, which the duplicate check goes by
   */
  send(app: App, body: JsonObject, raw: Buffer): SendReply {
    const now = this.now();
    const agentId = body.integer('agentid');
    if (!body.has('agentid')) throw new WecomError(41011);
    if (agentId === undefined || !app.corp.apps.has(agentId)) throw new WecomError(40056);
    if (agentId !== app.agentId) throw new WecomError(301002);

    const checked = body.flag('enable_duplicate_check');
    const key = checked ? DuplicateCheck.keyOf(app.key, raw) : '';
    const earlier = checked ? this.duplicates.find(key, now) : undefined;
    if (earlier) return earlier;

    const msgType = body.text('msgtype');
    const safe = body.integer('safe') ?? 0;
    const content = checkContent(msgType, body, { app, safe });
    const recipients = resolveRecipients(app, body, now);
    const cap = app.corp.accountCap * this.limits.settings.dailyPersonTimesPerAccount;
    this.limits.count(`quota ${app.key}`, cap, 'day', recipients.members.length);

    const message = this.deliver(app, msgType, content, safe, recipients.members);
    const reply: SendReply = { ...(recipientLists(recipients) as Omit<SendReply, 'msgid'>), msgid: message.msgId };
    if (checked) {
      const interval = body.integer('duplicate_check_interval') ?? DUPLICATE_DEFAULT_SECONDS;
      this.duplicates.remember(key, reply, now, Math.min(Math.max(interval, 1), DUPLICATE_MAXIMUM_SECONDS));
    }
    return reply;
  }

  /** Puts a message into the inboxes; members over their frequency limit do not get it and nobody is told. */
  deliver(app: App, msgType: string, content: MessageContent, safe: number, members: readonly Member[]): Message {
    const now = this.now();
    const seq = this.log.reserveSeq();
    const got: Member[] = [];
    const held = this.inboxesOf(app.key);
    for (const member of members) {
      let inbox = held.get(member.no);
      if (!inbox) {
        inbox = new Inbox(member.no);
        held.set(member.no, inbox);
      }
      if (inbox.take(seq, now, this.limits.settings)) got.push(member);
      else this.counts.dropped += 1;
    }
    const contentKey = createHash('sha1').update(`${app.key}\n${msgType}\n${JSON.stringify(content)}`).digest('hex');
    const about = { corpId: app.corp.corpId, agentId: app.agentId };
    const message = this.log.add({ seq, msgId: randomText(86), from: 'app', ...about, msgType, content, contentKey, safe, at: now, recipients: got });
    this.counts.add(contentKey, { ...about, msgType, title: titleOf(msgType, content) }, got);
    this.feed.tell(got, { kind: 'message', agentId: app.agentId, seq });
    return message;
  }

  /** @param source key of an app or a robot */
  inbox(source: string, memberNo: number): Inbox | undefined {
    return this.inboxes.get(source)?.get(memberNo);
  }

  inboxesOf(source: string): Map<number, Inbox> {
    let held = this.inboxes.get(source);
    if (!held) {
      held = new Map();
      this.inboxes.set(source, held);
    }
    return held;
  }

  /** A conversation as the person sees it, oldest first; messages that the log has let go are left out. */
  conversation(source: string, memberNo: number): Message[] {
    const seqs = this.inbox(source, memberNo)?.messages ?? [];
    return seqs.map((seq) => this.log.get(seq)).filter((message) => message !== undefined);
  }
}
