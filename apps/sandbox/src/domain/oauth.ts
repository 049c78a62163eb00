import { randomText } from './random-text';
import type { Member } from './corp';
import { WecomError } from './wecom-error';

const CODE_MS = 5 * 60_000;
export const USER_TICKET_SECONDS = 1800;

interface IssuedCode {
  code: string;
  corpId: string;
  memberNo: number;
  /** CorpID of a self-built or customised app, SuiteID of a third-party one. */
  audience: string;
  scope: string;
  expiresAt: number;
}

interface Ticket {
  ticket: string;
  memberNo: number;
  expiresAt: number;
}

/** Codes of the silent sign-in and of the QR sign-in, and the tickets for private fields (sheet, 7.2 and 7.3). */
export class OAuth {
  private readonly codes = new Map<string, IssuedCode>();
  private readonly tickets = new Map<string, Ticket>();

  constructor(private readonly now: () => number) {}

  issueCode(member: Member, audience: string, scope: string): string {
    const now = this.now();
    for (const old of this.codes.values()) if (old.expiresAt <= now) this.codes.delete(old.code);
    const code = randomText(64);
    this.codes.set(code, { code, corpId: member.corp.corpId, memberNo: member.no, audience, scope, expiresAt: now + CODE_MS });
    return code;
  }

  /** Uses the code up. @throws WecomError 41008 none given; 40029 unknown, used, expired, or issued for another app */
  exchange(code: string, audience: string): { corpId: string; memberNo: number; scope: string } {
    if (code === '') throw new WecomError(41008);
    const issued = this.codes.get(code);
    if (!issued || issued.expiresAt <= this.now() || issued.audience !== audience) throw new WecomError(40029);
    this.codes.delete(code);
    return issued;
  }

  issueTicket(memberNo: number): string {
    const ticket = randomText(100);
    this.tickets.set(ticket, { ticket, memberNo, expiresAt: this.now() + USER_TICKET_SECONDS * 1000 });
    return ticket;
  }

  /** @throws WecomError 84015 unknown, 84014 expired */
  memberOfTicket(ticket: string): number {
    const held = this.tickets.get(ticket);
    if (!held) throw new WecomError(84015);
    if (held.expiresAt <= this.now()) throw new WecomError(84014);
    return held.memberNo;
  }

  snapshot(): { codes: IssuedCode[]; tickets: Ticket[] } {
    return { codes: [...this.codes.values()], tickets: [...this.tickets.values()] };
  }

  restore(data: ReturnType<OAuth['snapshot']>): void {
    for (const code of data.codes) this.codes.set(code.code, code);
    for (const ticket of data.tickets) this.tickets.set(ticket.ticket, ticket);
  }
}
