import type { App } from './app';
import type { CallbackRecord } from './callbacks/callback-sender';
import { xmlFields, xmlInside, xmlText, type XmlFields } from './callbacks/xml';
import type { Member } from './corp';
import type { Message, MessageContent } from './message-log';
import type { Platform } from './platform';

export interface CardAction {
  /** `menu` is the card's ⋯ menu. */
  what: 'button' | 'submit' | 'menu';
  key: string;
  /** Chosen option ids by question key. */
  selected: Readonly<Record<string, readonly string[]>>;
}

/** What happens when a member uses a card, or writes to an app: the event, and the app's passive reply. */
export class CardInteraction {
  private lastMessageId = 7_001_700_170_017_000_000n;

  constructor(private readonly platform: Platform) {}

  /** @returns the callback that was sent; undefined when the app has no address for it */
  use(app: App, member: Member, message: Message, { what, key, selected }: CardAction): CallbackRecord | undefined {
    const card = this.platform.messages.cardOf(message, member);
    const items = Object.entries(selected).map(([question, options]) => ({ QuestionKey: question, OptionIds: { OptionId: [...options] } }));
    const fields: XmlFields = {
      EventKey: key,
      TaskId: textOf(card['task_id']),
      CardType: textOf(card['card_type']),
      ResponseCode: this.platform.messages.responseCodes.issue(app.key, message.seq),
      ...(items.length > 0 && { SelectedItems: { SelectedItem: items } }),
    };
    const event = what === 'menu' ? 'template_card_menu_event' : 'template_card_event';
    // Vote and multiple choice are shown as chosen, whatever the app makes of them.
    if (what === 'submit') this.platform.messages.replaceCard(message, member, { ...card, chosen: selected });
    return this.platform.events.cardEvent(app, member, event, fields, (xml) => this.takeReply(app, member, xml, message));
  }

  /** The member writes to the app. */
  write(app: App, member: Member, content: string): CallbackRecord | undefined {
    this.platform.messages.addOwnText(app, member, content);
    this.lastMessageId += 1n;
    return this.platform.events.text(app, member, content, this.lastMessageId, (xml) => this.takeReply(app, member, xml, undefined));
  }

  /** Passive replies: a text, another word on the button, or another card, for this member only. */
  private takeReply(app: App, member: Member, xml: string, message: Message | undefined): void {
    const { messages, feed } = this.platform;
    const kind = xmlText(xml, 'MsgType');
    if (kind === 'text') {
      const draft = { from: 'app' as const, source: app.key, corpId: app.corp.corpId, agentId: app.agentId, msgType: 'text', safe: 0 };
      messages.deliver({ ...draft, content: { content: xmlText(xml, 'Content') } }, [member]);
    }
    if (!message) return;
    if (kind === 'update_button') messages.replaceCard(message, member, { ...messages.cardOf(message, member), replace_text: xmlText(xml, 'ReplaceName') });
    if (kind === 'update_template_card') messages.replaceCard(message, member, cardFromXml(xmlInside(xml, 'TemplateCard')));
    feed.tell([member], { kind: 'update', agentId: app.agentId, seq: message.seq });
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter, at: number) => (at === 0 ? '' : '_') + letter.toLowerCase());

/** Passive replies write the card's fields as CamelCase elements, lists as repeated ones. */
function cardFromXml(xml: string): MessageContent {
  const convert = (fields: XmlFields): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(fields).map(([name, value]) => {
        const values = Array.isArray(value) ? value : [value];
        const converted = values.map((item) => (typeof item === 'object' && !Array.isArray(item) ? convert(item) : item));
        return [snake(name), name.endsWith('List') ? converted : converted[0]];
      }),
    );
  return convert(xmlFields(xml));
}
