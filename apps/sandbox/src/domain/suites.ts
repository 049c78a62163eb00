import type { CallbackSettings } from './app';
import { randomText, randomWord } from './random-text';
import { WecomError } from './wecom-error';

export interface ProviderData {
  corpId: string;
  name: string;
  secret: string;
  /** Addresses that may call for its suites' apps; null: all may. */
  trustedIps: string[] | null;
}

export interface SuiteData {
  /** `dk…` for a template of customised apps, `ww…` for a third-party suite. */
  suiteId: string;
  kind: 'customized' | 'third_party';
  name: string;
  secret: string;
  providerCorpId: string;
  /** Instruction callback: tickets and authorizations. */
  callback: CallbackSettings | null;
  /** Data callback of its apps; `$CORPID$` stands for the corp. */
  dataCallback: CallbackSettings | null;
  /** Sign-in addresses may point here, host with port. */
  trustedDomains: string[];
  tickets: { ticket: string; at: number }[];
}

interface PreAuthCode {
  code: string;
  suiteId: string;
  expiresAt: number;
}

export interface AuthCode {
  code: string;
  suiteId: string;
  corpId: string;
  agentId: number;
  adminUserId: string;
  state: string;
  expiresAt: number;
}

export interface CustomizedLink {
  id: string;
  providerCorpId: string;
  templateIds: string[];
  state: string;
  expiresAt: number;
}

export interface SuitesData {
  providers: ProviderData[];
  suites: SuiteData[];
  preAuthCodes?: PreAuthCode[];
  authCodes?: AuthCode[];
  links?: CustomizedLink[];
}

const TICKET_MS = 30 * 60_000;
export const PRE_AUTH_SECONDS = 1200;
export const AUTH_CODE_SECONDS = 600;
export const LINK_SECONDS = 864_000;

/** Providers, their suites and templates, and the codes an authorization goes through (sheet, 2.4 to 2.6). */
export class Suites {
  readonly providers = new Map<string, ProviderData>();
  readonly suites = new Map<string, SuiteData>();
  private readonly preAuthCodes = new Map<string, PreAuthCode>();
  private readonly authCodes = new Map<string, AuthCode>();
  private readonly links = new Map<string, CustomizedLink>();

  constructor(
    data: SuitesData,
    private readonly now: () => number,
  ) {
    for (const provider of data.providers) this.providers.set(provider.corpId, provider);
    for (const suite of data.suites) this.suites.set(suite.suiteId, suite);
    for (const code of data.preAuthCodes ?? []) this.preAuthCodes.set(code.code, code);
    for (const code of data.authCodes ?? []) this.authCodes.set(code.code, code);
    for (const link of data.links ?? []) this.links.set(link.id, link);
  }

  /** Makes a new ticket; those of the last half hour stay good. */
  newTicket(suite: SuiteData): string {
    const now = this.now();
    const ticket = randomText(64);
    suite.tickets = [...suite.tickets.filter(({ at }) => now - at < TICKET_MS), { ticket, at: now }];
    return ticket;
  }

  /** @throws WecomError 41021, 41024, 41023 missing; 40083 suite, 40080 secret, 40085 ticket wrong or stale */
  checkSuite(suiteId: string, secret: string, ticket: string): SuiteData {
    if (suiteId === '') throw new WecomError(41021);
    if (secret === '') throw new WecomError(41024);
    if (ticket === '') throw new WecomError(41023);
    const suite = this.suites.get(suiteId);
    if (!suite) throw new WecomError(40083);
    if (suite.secret !== secret) throw new WecomError(40080);
    if (!suite.tickets.some((held) => held.ticket === ticket && this.now() - held.at < TICKET_MS)) throw new WecomError(40085);
    return suite;
  }

  /** @throws WecomError 40013, 40001 */
  checkProvider(corpId: string, secret: string): ProviderData {
    const provider = this.providers.get(corpId);
    if (!provider) throw new WecomError(40013);
    if (provider.secret !== secret) throw new WecomError(40001);
    return provider;
  }

  newPreAuthCode(suiteId: string): string {
    const code = randomText(64);
    this.preAuthCodes.set(code, { code, suiteId, expiresAt: this.now() + PRE_AUTH_SECONDS * 1000 });
    return code;
  }

  /** @throws WecomError 40077 unknown or another suite's, 42007 expired */
  checkPreAuthCode(suiteId: string, code: string): void {
    const held = this.preAuthCodes.get(code);
    if (!held || held.suiteId !== suiteId) throw new WecomError(40077);
    if (held.expiresAt <= this.now()) throw new WecomError(42007);
  }

  newAuthCode(about: Omit<AuthCode, 'code' | 'expiresAt'>): string {
    const code = randomText(128);
    this.authCodes.set(code, { ...about, code, expiresAt: this.now() + AUTH_CODE_SECONDS * 1000 });
    return code;
  }

  /** Uses the code up. @throws WecomError 40078 unknown, used, expired or another suite's */
  spendAuthCode(suiteId: string, code: string): AuthCode {
    const held = this.authCodes.get(code);
    if (!held || held.suiteId !== suiteId || held.expiresAt <= this.now()) throw new WecomError(40078);
    this.authCodes.delete(code);
    return held;
  }

  newLink(providerCorpId: string, templateIds: string[], state: string): CustomizedLink {
    const link = { id: randomWord(32), providerCorpId, templateIds, state, expiresAt: this.now() + LINK_SECONDS * 1000 };
    this.links.set(link.id, link);
    return link;
  }

  /** Undefined when there is none or it is over. */
  link(id: string): CustomizedLink | undefined {
    const link = this.links.get(id);
    return link && link.expiresAt > this.now() ? link : undefined;
  }

  /** Links that an administrator may still confirm, newest first. */
  get openLinks(): CustomizedLink[] {
    return [...this.links.values()].filter((link) => link.expiresAt > this.now()).toReversed();
  }

  snapshot(): SuitesData {
    return {
      providers: [...this.providers.values()],
      suites: [...this.suites.values()],
      preAuthCodes: [...this.preAuthCodes.values()],
      authCodes: [...this.authCodes.values()],
      links: [...this.links.values()],
    };
  }
}
