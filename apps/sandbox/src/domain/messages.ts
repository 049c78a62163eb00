import { createHash } from 'node:crypto';
import type { App } from './app';
import { ResponseCodes, type ResponseCode } from './card-updates';
import type { Member } from './corp';
import { DeliveryCounts, type DeliveryCountsData } from './delivery-counts';
import { DUPLICATE_DEFAULT_SECONDS, DUPLICATE_MAXIMUM_SECONDS, DuplicateCheck } from './duplicate-check';
import { translateContent } from './id-translation';
import { Inbox, type InboxData } from './inbox';
import { JsonObject } from './json-value';
import { chinaDay, type FrequencyLimits, type LimitSettings } from './limits';
import type { LiveFeed } from './live-feed';
import type { Media } from './media';
import { checkContent, titleOf, type ContentRules } from './message-content';
import { MessageLog, type Message, type MessageContent, type MessageLogData } from './message-log';
import { randomText } from './random-text';
import { recipientLists, resolveRecipients } from './recipients';
import { callsBack } from './template-card';
import { WecomError } from './wecom-error';

export interface MessageBounds {
  messages: number;
  deliveries: number;
  countedPairs: number;
}

export const DEFAULT_BOUNDS: Readonly<MessageBounds> = { messages: 50_000, deliveries: 2_000_000, countedPairs: 3_000_000 };

const RECALL_MS = 24 * 3_600_000;
const NO_MEMBER_LIMITS = { memberPerMinute: 0, memberPerHour: 0 };

export interface SendReply {
  msgid: string;
  response_code?: string;
  invaliduser: string;
  invalidparty: string;
  invalidtag: string;
  unlicenseduser: string;
}

/** What a message is, besides its recipients. */
export interface Draft {
  from: Message['from'];
  /** Key of its inboxes: that of an app, or `robot/` and the robot's key. */
  source: string;
  corpId: string;
  agentId: number | null;
  robotKey?: string;
  msgType: string;
  content: MessageContent;
  safe: number;
}

/** Application messages: what message/send takes, who got it, and what the person sees. */
export class Messages {
  readonly log: MessageLog;
  readonly counts: DeliveryCounts;
  readonly responseCodes: ResponseCodes;
  private readonly inboxes = new Map<string, Map<number, Inbox>>();
  private readonly duplicates = new DuplicateCheck<SendReply>();
  /** Task ids must never repeat within one app. */
  private readonly taskIds = new Map<string, Set<string>>();
  /** Person-times per app, today and yesterday. */
  private readonly statistics = new Map<string, { day: number; count: number; before: number }>();

  constructor(
    private readonly limits: FrequencyLimits,
    private readonly media: Media,
    private readonly feed: LiveFeed,
    private readonly now: () => number,
    bounds: MessageBounds,
  ) {
    this.log = new MessageLog(bounds.messages, bounds.deliveries);
    this.counts = new DeliveryCounts(bounds.countedPairs);
    this.responseCodes = new ResponseCodes(now);
  }

  /**
   * message/send.
   * @param app the app whose token calls
   * @param raw bytes of the request, which the duplicate check goes by
   */
  send(app: App, body: JsonObject, raw: Buffer): SendReply {
    const now = this.now();
    assertAgent(app, body);

    const checked = body.flag('enable_duplicate_check');
    const key = checked ? DuplicateCheck.keyOf(app.key, raw) : '';
    const earlier = checked ? this.duplicates.find(key, now) : undefined;
    if (earlier) return earlier;

    const msgType = body.text('msgtype');
    const content = this.contentOf(app, msgType, body);
    const taskId = msgType === 'template_card' ? body.object('template_card')!.text('task_id') : '';
    if (taskId !== '' && this.taskIds.get(app.key)?.has(taskId)) throw new WecomError(42014, 'task_id repeated');
    const recipients = resolveRecipients(app, body, now);
    const cap = app.corp.accountCap * this.limits.settings.dailyPersonTimesPerAccount;
    this.limits.count(`quota ${app.key}`, cap, 'day', recipients.members.length);

    const { corpId } = app.corp;
    const draft: Draft = { from: 'app', source: app.key, corpId, agentId: app.agentId, msgType, content, safe: body.integer('safe') ?? 0 };
    const message = this.deliver(draft, recipients.members);
    if (taskId !== '') this.rememberTask(app.key, taskId);
    const interactive = msgType === 'template_card' && callsBack(body.object('template_card')!);
    const reply: SendReply = {
      ...(recipientLists(recipients) as Omit<SendReply, 'msgid'>),
      msgid: message.msgId,
      ...(interactive && { response_code: this.responseCodes.issue(app.key, message.seq) }),
    };
    if (checked) {
      const interval = body.integer('duplicate_check_interval') ?? DUPLICATE_DEFAULT_SECONDS;
      this.duplicates.remember(key, reply, now, Math.min(Math.max(interval, 1), DUPLICATE_MAXIMUM_SECONDS));
    }
    return reply;
  }

  /** Puts a message into the inboxes; members over their frequency limit do not get it and nobody is told. */
  deliver(draft: Draft, members: readonly Member[]): Message {
    const now = this.now();
    const seq = this.log.reserveSeq();
    const limits: LimitSettings = draft.from === 'app' ? this.limits.settings : { ...this.limits.settings, ...NO_MEMBER_LIMITS };
    const got: Member[] = [];
    const held = this.inboxesOf(draft.source);
    for (const member of members) {
      let inbox = held.get(member.no);
      if (!inbox) {
        inbox = new Inbox(member.no);
        held.set(member.no, inbox);
      }
      if (inbox.take(seq, now, limits)) got.push(member);
      else this.counts.dropped += 1;
    }
    const { source, ...kept } = draft;
    const contentKey = createHash('sha1').update(`${source}\n${draft.msgType}\n${JSON.stringify(draft.content)}`).digest('hex');
    const message = this.log.add({ ...kept, seq, msgId: randomText(86), contentKey, at: now, recipients: got });
    const about = { corpId: draft.corpId, agentId: draft.agentId, msgType: draft.msgType, title: titleOf(draft.msgType, draft.content) };
    this.counts.add(contentKey, about, got);
    this.countStatistics(source, now, got.length);
    this.feed.tell(got, { kind: 'message', agentId: draft.agentId, seq });
    return message;
  }

  /** What the member wrote to the app: it stands in the conversation, but is no delivery. */
  addOwnText(app: App, member: Member, content: string): Message {
    const seq = this.log.reserveSeq();
    const { corpId } = app.corp;
    const draft = { from: 'member' as const, corpId, agentId: app.agentId, msgType: 'text', content: { content }, safe: 0 };
    const message = this.log.add({ ...draft, seq, msgId: randomText(86), contentKey: '', at: this.now(), recipients: [] });
    const held = this.inboxesOf(app.key);
    const inbox = held.get(member.no) ?? new Inbox(member.no);
    held.set(member.no, inbox);
    inbox.append(seq);
    this.feed.tell([member], { kind: 'message', agentId: app.agentId, seq });
    return message;
  }

  /** @throws WecomError 40063 none given; 40058 unknown or another app's; 42052 after 24 hours */
  recall(app: App, msgId: string): void {
    if (msgId === '') throw new WecomError(40063, 'msgid');
    const message = this.log.find(msgId);
    if (!message || message.from !== 'app' || message.corpId !== app.corp.corpId || message.agentId !== app.agentId) throw new WecomError(40058, 'msgid');
    if (this.now() - message.at > RECALL_MS) throw new WecomError(42052);
    message.recalledAt ??= this.now();
    this.feed.tell(message.recipients, { kind: 'recall', agentId: app.agentId, seq: message.seq });
  }

  /**
   * message/update_template_card.
   * @returns userids, in lower case, that were named but do not have this card
   * @throws WecomError 60140 for a code that is used up, expired or unknown
   */
  updateCard(app: App, body: JsonObject): string[] {
    assertAgent(app, body);
    const { members, invalid } = this.updateTargets(app, body);
    const button = body.object('button');
    const card = body.object('template_card');
    if (!button && !card) throw new WecomError(40063, 'button or template_card');
    if (button && button.text('replace_name') === '') throw new WecomError(40063, 'button.replace_name');
    const content = card && this.contentOf(app, 'template_card', body);
    const message = this.log.get(this.responseCodes.spend(app.key, body.text('response_code')));
    if (!message) return invalid;
    const holders = new Set(message.recipients);
    const changed: Member[] = [];
    for (const member of members ?? message.recipients) {
      if (!holders.has(member)) {
        invalid.push(app.idOf(member).toLowerCase());
        continue;
      }
      this.replaceCard(message, member, content ?? { ...this.cardOf(message, member), replace_text: button!.text('replace_name') });
      changed.push(member);
    }
    this.feed.tell(changed, { kind: 'update', agentId: app.agentId, seq: message.seq });
    return invalid;
  }

  /** The card as this member sees it now. */
  cardOf(message: Message, member: Member): MessageContent {
    return message.updatedFor?.get(member.no) ?? message.content;
  }

  replaceCard(message: Message, member: Member, content: MessageContent): void {
    message.updatedFor ??= new Map();
    message.updatedFor.set(member.no, content);
  }

  /** Successful person-times of an app. @param timeType 0 today, 1 yesterday */
  personTimes(source: string, timeType: number): number {
    const held = this.statistics.get(source);
    const today = chinaDay(this.now());
    if (!held) return 0;
    const wanted = today - timeType;
    if (held.day === wanted) return held.count;
    return held.day === wanted + 1 ? held.before : 0;
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

  private contentOf(app: App, msgType: string, body: JsonObject): MessageContent {
    const rules: ContentRules = {
      app,
      media: this.media,
      safe: body.integer('safe') ?? 0,
      toAll: body.text('touser').toLowerCase() === '@all',
      usesPartiesOrTags: body.text('toparty') !== '' || body.text('totag') !== '',
    };
    if (!body.flag('enable_id_trans')) return checkContent(msgType, body, rules);
    // Names take the places of ids before lengths are looked at: what counts is what people see.
    const payload = body.object(msgType);
    const translated = payload ? JsonObject.of({ ...body.plain, [msgType]: translateContent(msgType, payload.plain, app) }) : body;
    return checkContent(msgType, translated, rules);
  }

  private updateTargets(app: App, body: JsonObject): { members: Member[] | undefined; invalid: string[] } {
    if (body.flag('atall')) return { members: undefined, invalid: [] };
    const userIds = body.texts('userids');
    const partyIds = body.texts('partyids').map(Number);
    const tagIds = body.texts('tagids').map(Number);
    if (userIds.length > 1000) throw new WecomError(40032);
    if (partyIds.length > 100) throw new WecomError(82002);
    if (tagIds.length > 100) throw new WecomError(82003);
    if (userIds.length + partyIds.length + tagIds.length === 0) throw new WecomError(82001);
    const invalid: string[] = [];
    const members = new Set<Member>(app.corp.membersBelow(partyIds));
    for (const userId of userIds) {
      const member = app.memberOf(userId);
      if (member) members.add(member);
      else invalid.push(userId.toLowerCase());
    }
    for (const tagId of tagIds) {
      const tag = app.corp.tags.get(tagId);
      for (const userId of tag?.userIds ?? []) {
        const member = app.corp.member(userId);
        if (member) members.add(member);
      }
      app.corp.membersBelow(tag?.partyIds ?? []).forEach((member) => members.add(member));
    }
    return { members: [...members], invalid };
  }

  private rememberTask(source: string, taskId: string): void {
    const held = this.taskIds.get(source) ?? new Set<string>();
    held.add(taskId);
    this.taskIds.set(source, held);
  }

  private countStatistics(source: string, now: number, count: number): void {
    const day = chinaDay(now);
    const held = this.statistics.get(source) ?? { day, count: 0, before: 0 };
    if (held.day !== day) {
      held.before = held.day === day - 1 ? held.count : 0;
      held.day = day;
      held.count = 0;
    }
    held.count += count;
    this.statistics.set(source, held);
  }

  snapshot(keep: { messages: number; deliveries: number; countedPairs: number }): MessagesData {
    return {
      log: this.log.snapshot(keep.messages, keep.deliveries),
      counts: this.counts.snapshot(keep.countedPairs),
      inboxes: [...this.inboxes].map(([source, held]) => [source, [...held.values()].map((inbox) => inbox.snapshot())]),
      duplicates: this.duplicates.snapshot(this.now()),
      taskIds: [...this.taskIds].map(([source, ids]) => [source, [...ids]]),
      statistics: [...this.statistics],
      responseCodes: this.responseCodes.snapshot(),
    };
  }

  restore(data: MessagesData, memberOf: (no: number) => Member | undefined): void {
    this.log.restore(data.log, memberOf);
    this.counts.restore(data.counts);
    for (const [source, inboxes] of data.inboxes) this.inboxes.set(source, new Map(inboxes.map((inbox) => [inbox.memberNo, Inbox.restore(inbox)])));
    this.duplicates.restore(data.duplicates);
    for (const [source, ids] of data.taskIds) this.taskIds.set(source, new Set(ids));
    for (const [source, value] of data.statistics) this.statistics.set(source, value);
    this.responseCodes.restore(data.responseCodes);
  }
}

/** @throws WecomError 41011 missing, 40056 no such app, 301002 not the token's app */
function assertAgent(app: App, body: JsonObject): void {
  if (!body.has('agentid')) throw new WecomError(41011);
  const agentId = body.integer('agentid');
  if (agentId === undefined || !app.corp.apps.has(agentId)) throw new WecomError(40056);
  if (agentId !== app.agentId) throw new WecomError(301002);
}

export interface MessagesData {
  log: MessageLogData;
  counts: DeliveryCountsData;
  inboxes: [string, InboxData[]][];
  duplicates: [string, { reply: SendReply; until: number }][];
  taskIds: [string, string[]][];
  statistics: [string, { day: number; count: number; before: number }][];
  responseCodes: ResponseCode[];
}
