import { describeWecomError } from '#wecom';
import type { Authorization } from './authorization';
import type { Judgement } from './health';

/** What WeCom last said of an app that hardly anybody opens. */
export const USE_STATES = ['warned', 'disabled', 'enabled_again'] as const;
export type UseState = (typeof USE_STATES)[number];

/** Whether people use the app, and may: both end a push-only app unnoticed. */
export interface AppUse {
  /** Somebody opened the app, or one of its links in WeCom. Known only with a callback; at most a minute late. */
  lastOpenedAt: Date | null;
  /** WeCom said of somebody that he has no interface licence. */
  lastUnlicensedAt: Date | null;
  useState: UseState | null;
  /** When WeCom will disable the app, as it warned. */
  disabledFrom: Date | null;
}

const DAY_MS = 24 * 3_600_000;
/** WeCom gives 90 days from the first installation; a later one does not begin them anew. */
const TRIAL_DAYS = 90;
const TRIAL_WARNING_DAYS = 14;
/** How long somebody without a licence is worth a warning. */
const UNLICENSED_SHOWN_DAYS = 7;
const UNLICENSED_ERRCODE = 701008;
const DISUSED_ERRCODE = 48006;

const TRIAL_ENDS: Judgement = {
  status: 'warning',
  advice: {
    meaning: { 'zh-CN': '接口许可的 90 天试用期即将结束，之后没有许可的成员收不到消息', 'en-US': 'the 90 free days of interface licences are nearly over: then members without one receive nothing' },
    remedy: { 'zh-CN': '请在服务商后台为该企业购买并分配基础账号。', 'en-US': "Buy base accounts for this corp in the provider's console, and assign them." },
    actor: 'provider',
  },
};
const WILL_BE_DISABLED: Judgement = {
  status: 'warning',
  advice: {
    meaning: { 'zh-CN': '应用长期无人打开，企业微信即将停用它', 'en-US': 'hardly anybody opens the app: WeCom is about to disable it' },
    remedy: { 'zh-CN': '请可见范围内的成员在企业微信中打开一次该应用或其推送中的链接。', 'en-US': 'Let somebody in the visible range open the app once in WeCom, or a link of a push.' },
    actor: 'bi_admin',
  },
};

/** Of apps of a provider only: a corp's own app needs no licence. */
export function licence({ activatedAt }: Authorization, { lastUnlicensedAt }: AppUse, now: Date): Judgement {
  if (lastUnlicensedAt !== null && now.getTime() - lastUnlicensedAt.getTime() < UNLICENSED_SHOWN_DAYS * DAY_MS) return { status: 'warning', advice: describeWecomError(UNLICENSED_ERRCODE) };
  if (activatedAt === null) return { status: 'unknown', advice: null };
  const daysLeft = TRIAL_DAYS - (now.getTime() - activatedAt.getTime()) / DAY_MS;
  return daysLeft >= 0 && daysLeft <= TRIAL_WARNING_DAYS ? TRIAL_ENDS : { status: 'ok', advice: null };
}

/** @param hears whether WeCom's callbacks reach us: nothing is known without them */
export function activity({ useState }: AppUse, hears: boolean): Judgement {
  if (useState === 'disabled') return { status: 'failed', advice: describeWecomError(DISUSED_ERRCODE) };
  if (useState === 'warned') return WILL_BE_DISABLED;
  return { status: hears ? 'ok' : 'unknown', advice: null };
}
