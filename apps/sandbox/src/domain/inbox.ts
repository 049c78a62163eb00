import type { LimitSettings } from './limits';

/** Newest messages a person keeps per app or group; counts go on past it. */
export const INBOX_KEEPS = 500;

export interface InboxData {
  memberNo: number;
  seqs: number[];
  received: number;
  dropped: number;
  unread: number;
}

/** What one member got from one app: the conversation, its unread count, and the member's own frequency limit. */
export class Inbox {
  /** Sequence numbers of the newest messages, oldest first. */
  private seqs: number[] = [];
  received = 0;
  /** Above 30 a minute or 1000 an hour WeCom drops without a word; here it is at least counted. */
  dropped = 0;
  unread = 0;
  private minuteStart = 0;
  private minuteCount = 0;
  private hourStart = 0;
  private hourCount = 0;

  constructor(readonly memberNo: number) {}

  get messages(): readonly number[] {
    return this.seqs;
  }

  get last(): number | undefined {
    return this.seqs.at(-1);
  }

  /**
   * Takes the message, unless the member had too many from this app. The sheet does not say how WeCom counts; here a window opens
   * with its first message and lasts a minute or an hour.
   * @param now milliseconds
   * @returns false when it was dropped
   */
  take(seq: number, now: number, limits: LimitSettings): boolean {
    if (now - this.minuteStart >= 60_000) {
      this.minuteStart = now;
      this.minuteCount = 0;
    }
    if (now - this.hourStart >= 3_600_000) {
      this.hourStart = now;
      this.hourCount = 0;
    }
    const overMinute = limits.memberPerMinute > 0 && this.minuteCount >= limits.memberPerMinute;
    const overHour = limits.memberPerHour > 0 && this.hourCount >= limits.memberPerHour;
    if (overMinute || overHour) {
      this.dropped += 1;
      return false;
    }
    this.minuteCount += 1;
    this.hourCount += 1;
    this.received += 1;
    this.unread += 1;
    this.append(seq);
    return true;
  }

  /** Adds an entry that is not a delivery, such as what the person wrote. */
  append(seq: number): void {
    this.seqs.push(seq);
    // Cut in steps: a shift per message would move the whole list each time.
    if (this.seqs.length >= INBOX_KEEPS + 100) this.seqs = this.seqs.slice(-INBOX_KEEPS);
  }

  snapshot(): InboxData {
    return { memberNo: this.memberNo, seqs: this.seqs, received: this.received, dropped: this.dropped, unread: this.unread };
  }

  static restore(data: InboxData): Inbox {
    const inbox = new Inbox(data.memberNo);
    Object.assign(inbox, { seqs: data.seqs, received: data.received, dropped: data.dropped, unread: data.unread });
    return inbox;
  }
}
