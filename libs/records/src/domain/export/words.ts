import type { Language } from '#kernel';
import { reasonWords } from '../reason-words';
import { remedyOf } from '../remedies';
import type { PushDeliveryState, PushRunState, RunTrigger } from '../states';

/** In Chinese and English. */
export type Words = readonly [string, string];

export const said = ([chinese, english]: Words, language: Language): string => (language === 'zh-CN' ? chinese : english);

export const RUN_STATES: Record<PushRunState, Words> = {
  planned: ['等待中', 'Waiting'],
  preparing: ['准备中', 'Preparing'],
  sending: ['发送中', 'Sending'],
  sent: ['已发送', 'Sent'],
  partly_sent: ['部分发送', 'Partly sent'],
  failed: ['失败', 'Failed'],
  held: ['未推送', 'Not pushed'],
  missed: ['已错过', 'Missed'],
  cancelled: ['已取消', 'Cancelled'],
};

export const DELIVERY_STATES: Record<PushDeliveryState, Words> = {
  pending: ['待发送', 'Waiting'],
  sent: ['已发送', 'Sent'],
  rejected: ['被拒收', 'Rejected'],
  skipped: ['已跳过', 'Skipped'],
  expired: ['已超时', 'Too late'],
  unknown: ['结果不明', 'Unknown'],
};

export const TRIGGERS: Record<RunTrigger, Words> = {
  schedule: ['定时', 'Schedule'],
  manual: ['手动', 'By hand'],
  test: ['测试', 'Test'],
  replay: ['补发', 'Replay'],
};

export const YES_NO = (yes: boolean): Words => (yes ? ['是', 'Yes'] : ['否', 'No']);

interface Reasoned {
  reasonCode: string | null;
  reason: string | null;
}

/** The reason in words; as it was noted where the code has none. */
export const reasonOf = ({ reasonCode, reason }: Reasoned, language: Language): string | null => (reasonCode === null ? null : (reasonWords(reasonCode, language) ?? reason));

export const remedyFor = ({ reasonCode }: Reasoned, language: Language): string | null => (reasonCode === null ? null : (remedyOf(reasonCode)?.[language] ?? null));
