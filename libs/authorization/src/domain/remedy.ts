import { describeWecomError, type LocalizedText, type WecomErrorActor, type WecomFault } from '#wecom';
import type { AuthorizationTrouble } from './authorization';

/** What something means, what mends it, and who can. */
export interface HealthAdvice {
  meaning: LocalizedText;
  remedy: LocalizedText;
  actor: WecomErrorActor;
}

/** WeCom's code for a disabled app; agent/get tells it by a field and without a code. */
const APP_DISABLED_ERRCODE = 50003;

const MISMATCH: HealthAdvice = {
  meaning: { 'zh-CN': '确认授权的企业与填写的 CorpID 不是同一家企业', 'en-US': 'another corp confirmed than the one whose CorpID was typed' },
  remedy: {
    'zh-CN': '请核对 CorpID（我的企业 → 企业信息 → 企业ID），再由该企业的管理员用新的链接授权。',
    'en-US': 'Compare the CorpID (My company → Company information), then let an administrator of that very corp confirm by a new link.',
  },
  actor: 'bi_admin',
};
const CLAIMED: HealthAdvice = {
  meaning: { 'zh-CN': '该企业的应用已在本系统的其他地方使用', 'en-US': 'the app of this corp is in use elsewhere in this system' },
  remedy: { 'zh-CN': '请联系本系统的运维人员。', 'en-US': 'Ask the operator of this system.' },
  actor: 'operator',
};

/** What a trouble means, what mends it and who can. @returns undefined when WeCom gave no code for it */
export function remedyOf(trouble: AuthorizationTrouble, errcode: number | null): HealthAdvice | undefined {
  if (trouble === 'corp_mismatch') return MISMATCH;
  if (trouble === 'corp_claimed') return CLAIMED;
  const code = errcode ?? (trouble === 'app_disabled' ? APP_DISABLED_ERRCODE : undefined);
  return code === undefined ? undefined : describeWecomError(code);
}

const NO_ANSWER: HealthAdvice = {
  meaning: { 'zh-CN': '企业微信没有应答', 'en-US': 'WeCom did not answer' },
  remedy: {
    'zh-CN': '系统会自动重试；若持续出现，请检查本系统到 qyapi.weixin.qq.com 的网络与代理。',
    'en-US': 'The system repeats the call. If it goes on, check the network and the proxy from here to qyapi.weixin.qq.com.',
  },
  actor: 'operator',
};
const SLOWER: HealthAdvice = {
  meaning: { 'zh-CN': '调用过多，或企业微信繁忙', 'en-US': 'too many calls, or WeCom is busy' },
  remedy: { 'zh-CN': '系统会放慢并自动重试，无需处理。', 'en-US': 'The system slows down and repeats; nothing to do.' },
  actor: 'nobody',
};

/** The same for any failed call, also for one that WeCom gave no code for. */
export function describeFailure(fault: WecomFault, errcode: number | null): HealthAdvice {
  if (errcode !== null) return describeWecomError(errcode);
  return fault === 'busy' ? SLOWER : NO_ANSWER;
}
