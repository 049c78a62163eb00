import type { WecomFault } from './wecom.error';

/** Who can end an error. `nobody`: time, or nothing. `operator`: whoever runs this system or maintains its code. */
export type WecomErrorActor = 'corp_admin' | 'provider' | 'bi_admin' | 'template_author' | 'recipient' | 'operator' | 'nobody';

export interface LocalizedText {
  'zh-CN': string;
  'en-US': string;
}

export interface WecomErrorFact {
  errcode: number;
  fault: WecomFault;
  /** Who can do what `remedy` says. */
  actor: WecomErrorActor;
  meaning: LocalizedText;
  remedy: LocalizedText;
}
