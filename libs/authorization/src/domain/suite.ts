/** A template of customised apps, or a third-party suite, of the provider who runs this system. */
export interface SuiteSettings {
  /** `dk…` for a template, `ww…` or `wx…` for a suite. */
  suiteId: string;
  secret: string;
  /** Token of the instruction callback; also of the data callback. */
  token: string;
  /** EncodingAESKey of the instruction callback; also of the data callback. */
  encodingAesKey: string;
}

/** Who runs this system for other corps, and with what. */
export interface ProviderSettings {
  /** The provider's own CorpID. */
  corpId: string;
  secret: string;
  /** Customised apps (代开发). */
  customized?: SuiteSettings;
  /** Third-party apps. */
  thirdParty?: SuiteSettings;
  /** Where an administrator confirms a third-party app. Default WeCom's own page. */
  installUrl?: string;
}

export const DEFAULT_INSTALL_URL = 'https://open.work.weixin.qq.com/3rdapp/install';

export const SUITE_MODES = ['customized', 'third_party'] as const;
/** Modes in which a corp authorizes an app of a provider. */
export type SuiteMode = (typeof SUITE_MODES)[number];

export interface Suite extends SuiteSettings {
  mode: SuiteMode;
}

/** How long a pushed ticket is good, in minutes; WeCom pushes one every 10. */
export const TICKET_LIFE_MINUTES = 30;

export const ticketContext = (suiteId: string): string => `push_suite_ticket.ticket:${suiteId}`;

/** An authorization of a suite, with what only this lib may know. */
export interface SuiteAuthorization {
  id: string;
  tenantId: string;
  /** As the administrator typed it. */
  corpId: string;
  /** As the provider knows the corp; null until it has authorized. */
  openCorpId: string | null;
  mode: SuiteMode;
  suiteId: string;
  agentId: number;
  agentName: string;
  state: 'pending' | 'active' | 'broken' | 'revoked';
  /** The permanent code. */
  secretSealed: string | null;
}

/** What an administrator of the corp opens or scans to authorize. */
export interface AuthorizationLink {
  /** Ties what WeCom tells us to the authorization; 32 letters and digits. */
  state: string;
  authorizationId: string;
  tenantId: string;
  url: string;
  expiresAt: Date;
}
