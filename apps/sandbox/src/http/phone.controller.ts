import { Body, Get, HttpCode, Post, Query, Sse, type MessageEvent } from '@nestjs/common';
import { Observable } from 'rxjs';
import { CardInteraction } from '../domain/card-interaction';
import type { Member } from '../domain/corp';
import type { LiveEvent } from '../domain/live-feed';
import { titleOf } from '../domain/message-content';
import type { Message } from '../domain/message-log';
import { Platform } from '../domain/platform';
import { Finders } from './finders';
import { CardRequest, ConversationQuery, EnterRequest, PersonQuery, ReadRequest, WriteRequest } from './phone.dto';
import { robotSource } from '../domain/robots';
import { NotInSandboxError, SandboxController } from './sandbox-controller';
import { messageView, robotIdOf } from './views';

interface Conversation {
  id: string;
  /** Key of its inboxes. */
  source: string;
  title: string;
  kind: 'app' | 'robot';
  /** Who speaks in it. */
  sender: string;
}

const HEARTBEAT_MS = 20_000;

/** What the phone page shows of one person. */
@SandboxController('phone')
export class PhoneController {
  private readonly find: Finders;

  constructor(
    private readonly platform: Platform,
    private readonly cards: CardInteraction,
  ) {
    this.find = new Finders(platform);
  }

  @Get('conversations')
  conversations(@Query() query: PersonQuery): object {
    const member = this.member(query);
    const conversations = this.conversationsOf(member).map((conversation) => {
      const inbox = this.platform.messages.inbox(conversation.source, member.no);
      const last = inbox?.last === undefined ? undefined : this.platform.messages.log.get(inbox.last);
      return {
        id: conversation.id,
        kind: conversation.kind,
        title: conversation.title,
        sender: conversation.sender,
        unread: inbox?.unread ?? 0,
        last: last ? this.summary(last) : null,
      };
    });
    return { conversations };
  }

  @Get('messages')
  messages(@Query() query: ConversationQuery): object {
    const member = this.member(query);
    const conversation = this.conversation(member, query.conversation);
    const after = query.after ?? 0;
    const messages = this.platform.messages.conversation(conversation.source, member.no).filter((message) => message.seq > after);
    return { messages: messages.map((message) => messageView(message, member)) };
  }

  /** The person looked at the conversation. */
  @Post('read')
  @HttpCode(204)
  read(@Body() body: ReadRequest): void {
    const member = this.member(body);
    const inbox = this.platform.messages.inbox(this.conversation(member, body.conversation).source, member.no);
    if (inbox) inbox.unread = 0;
  }

  /** The person presses a button, sends a choice, or picks from the card's menu. */
  @Post('card')
  @HttpCode(200)
  useCard(@Body() { seq, what, key, selected, ...person }: CardRequest): object {
    const member = this.member(person);
    const message = this.platform.messages.log.get(seq);
    const app = message?.agentId ? member.corp.apps.get(message.agentId) : undefined;
    if (!message || !app || message.msgType !== 'template_card' || !message.recipients.includes(member)) throw new NotInSandboxError('card');
    const record = this.cards.use(app, member, message, { what, key, selected: selected ?? {} });
    return { callback: record?.id ?? null };
  }

  /** The person writes to an app. */
  @Post('write')
  @HttpCode(200)
  write(@Body() { content, agentId, ...person }: WriteRequest): object {
    const member = this.member(person);
    const record = this.cards.write(this.find.app(member.corp.corpId, agentId), member, content);
    return { callback: record?.id ?? null };
  }

  /** The person opens the app. */
  @Post('enter')
  @HttpCode(200)
  enter(@Body() { agentId, ...person }: EnterRequest): object {
    const member = this.member(person);
    const app = this.find.app(member.corp.corpId, agentId);
    const licensed = app.isLicensed(member, this.platform.now());
    const record = licensed ? this.platform.events.enterAgent(app, member) : this.platform.events.unlicensed(app, member);
    return { callback: record?.id ?? null };
  }

  /** Says when something changed for the person; the page then asks for it. */
  @Sse('events')
  events(@Query() query: PersonQuery): Observable<MessageEvent> {
    const member = this.member(query);
    return new Observable((subscriber) => {
      subscriber.next({ type: 'ready', data: {} });
      const heartbeat = setInterval(() => subscriber.next({ type: 'heartbeat', data: {} }), HEARTBEAT_MS);
      const stop = this.platform.feed.listen(member.no, (event: LiveEvent) => subscriber.next({ type: 'change', data: event }));
      return () => {
        clearInterval(heartbeat);
        stop();
      };
    });
  }

  private summary(message: Message): object {
    return { seq: message.seq, msgType: message.msgType, title: titleOf(message.msgType, message.content), at: new Date(message.at).toISOString(), recalled: message.recalledAt !== undefined };
  }

  private conversationsOf(member: Member): Conversation[] {
    const { corp } = member;
    const apps = [...corp.apps.values()]
      .filter((app) => app.sees(member) || this.platform.messages.inbox(app.key, member.no))
      .map((app): Conversation => ({ id: `app:${app.agentId}`, source: app.key, title: app.data.name, kind: 'app', sender: app.data.name }));
    const robots = [...corp.robots.values()]
      .filter((robot) => robot.userIds.some((userId) => userId.toLowerCase() === member.key))
      .map((robot): Conversation => ({ id: `robot:${robotIdOf(robot)}`, source: robotSource(robot.key), title: robot.groupName, kind: 'robot', sender: robot.name }));
    return [...apps, ...robots];
  }

  private conversation(member: Member, id: string): Conversation {
    const found = this.conversationsOf(member).find((conversation) => conversation.id === id);
    if (!found) throw new NotInSandboxError('conversation');
    return found;
  }

  private member({ corpId, userId }: PersonQuery): Member {
    return this.find.member(corpId, userId);
  }
}
