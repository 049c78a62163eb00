import { describeWecomError, type WecomErrorDescription, type WecomFault } from '#wecom';
import type { HealthAdvice } from './health';
import type { AuthorizationTrouble } from './authorization';

/** WeCom's code for a disabled app; agent/get tells it by a field and without a code. */
const APP_DISABLED_ERRCODE = 50003;

/** What a trouble means, what mends it and who can. @returns undefined when WeCom gave no code for it */
export function remedyOf(trouble: AuthorizationTrouble, errcode: number | null): WecomErrorDescription | undefined {
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
