import type { Member } from './corp';

export type MessageContent = Readonly<Record<string, unknown>>;

export interface Message {
  seq: number;
  msgId: string;
  /** Who speaks: an app, a group robot, or the member to the app. */
  from: 'app' | 'robot' | 'member';
  corpId: string;
  agentId: number | null;
  robotKey?: string;
  msgType: string;
  /** Payload as WeCom keeps it, that is after its cuts. */
  content: MessageContent;
  /** Hash of app, type and payload. */
  contentKey: string;
  safe: number;
  /** Milliseconds. */
  at: number;
  recipients: readonly Member[];
  /** Number of the first delivery; the others follow in the order of `recipients`. */
  firstDelivery: number;
  recalledAt?: number;
  /** Content that replaced this card: for all, or for single members by their number. */
  updatedFor?: Map<number, MessageContent>;
}

export interface DeliveryRow {
  seq: number;
  message: Message;
  member: Member;
}

/** The newest messages of the whole platform, bounded; inboxes and filters find them by sequence number. */
export class MessageLog {
  private readonly bySeq = new Map<number, Message>();
  private readonly byMsgId = new Map<string, Message>();
  private nextSeq = 1;
  private nextDelivery = 1;
  private heldDeliveries = 0;

  /**
   * @param messageLimit messages kept
   * @param deliveryLimit deliveries kept, counted over all kept messages
   */
  constructor(
    private readonly messageLimit: number,
    private readonly deliveryLimit: number,
  ) {}

  reserveSeq(): number {
    return this.nextSeq++;
  }

  add(message: Omit<Message, 'firstDelivery'>): Message {
    const kept: Message = { ...message, firstDelivery: this.nextDelivery };
    this.nextDelivery += message.recipients.length;
    this.heldDeliveries += message.recipients.length;
    this.bySeq.set(kept.seq, kept);
    this.byMsgId.set(kept.msgId, kept);
    for (const [seq, oldest] of this.bySeq) {
      if (this.bySeq.size <= this.messageLimit && this.heldDeliveries <= this.deliveryLimit) break;
      if (oldest === kept) break;
      this.bySeq.delete(seq);
      this.byMsgId.delete(oldest.msgId);
      this.heldDeliveries -= oldest.recipients.length;
    }
    return kept;
  }

  get(seq: number): Message | undefined {
    return this.bySeq.get(seq);
  }

  find(msgId: string): Message | undefined {
    return this.byMsgId.get(msgId);
  }

  get lastSeq(): number {
    return this.nextSeq - 1;
  }

  /** Messages from the newest back. */
  *newestFirst(): Iterable<Message> {
    yield* [...this.bySeq.values()].toReversed();
  }

  /** Deliveries numbered above `after`, oldest first. */
  *deliveries(after: number): Iterable<DeliveryRow> {
    for (const message of this.bySeq.values()) {
      const end = message.firstDelivery + message.recipients.length;
      for (let seq = Math.max(message.firstDelivery, after + 1); seq < end; seq += 1) {
        yield { seq, message, member: message.recipients[seq - message.firstDelivery] };
      }
    }
  }

  /** @param keepMessages only the newest are written */
  snapshot(keepMessages: number, keepDeliveries: number): MessageLogData {
    const kept: MessageLogData['messages'] = [];
    let left = keepDeliveries;
    for (const message of this.newestFirst()) {
      left -= message.recipients.length;
      if (kept.length >= keepMessages || left < 0) break;
      const { recipients, updatedFor, ...rest } = message;
      kept.unshift({ ...rest, recipients: recipients.map((member) => member.no), updatedFor: updatedFor && [...updatedFor] });
    }
    return { nextSeq: this.nextSeq, nextDelivery: this.nextDelivery, messages: kept };
  }

  restore(data: MessageLogData, memberOf: (no: number) => Member | undefined): void {
    this.nextSeq = data.nextSeq;
    this.nextDelivery = data.nextDelivery;
    for (const saved of data.messages) {
      const recipients = saved.recipients.map(memberOf).filter((member) => member !== undefined);
      const message: Message = { ...saved, recipients, updatedFor: saved.updatedFor && new Map(saved.updatedFor) };
      this.bySeq.set(message.seq, message);
      this.byMsgId.set(message.msgId, message);
      this.heldDeliveries += recipients.length;
    }
  }
}

export interface MessageLogData {
  nextSeq: number;
  nextDelivery: number;
  messages: (Omit<Message, 'recipients' | 'updatedFor'> & { recipients: number[]; updatedFor?: [number, MessageContent][] })[];
}
