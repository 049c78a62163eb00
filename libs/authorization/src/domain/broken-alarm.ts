import type { AlarmKey, NewAlarm } from '#alarms';
import type { Language } from '#kernel';
import type { AuthorizationTrouble } from './authorization';
import { remedyOf } from './remedy';

/** Where the console shows authorizations with their health. */
const CONSOLE_PATH = '/toolbox/wecom-app';
const UNEXPLAINED: Record<'meaning' | 'remedy', Record<Language, string>> = {
  meaning: { 'zh-CN': '企业微信拒绝了该应用的调用', 'en-US': 'WeCom refuses its calls' },
  remedy: { 'zh-CN': '请在控制台查看该应用的健康状况。', 'en-US': 'Look at its health in the console.' },
};

interface BrokenApp {
  id: string;
  tenantId: string;
  /** As people know it. */
  name: string;
}

export const brokenAlarmKey = ({ id, tenantId }: Omit<BrokenApp, 'name'>): AlarmKey => ({ tenantId, cause: 'AUTHORIZATION_BROKEN', subject: { type: 'authorization', id } });

/** Told by another app of the tenant, since this one cannot. */
export function brokenAlarm(app: BrokenApp, reason: AuthorizationTrouble, errcode: number | null, language: Language = 'zh-CN'): NewAlarm {
  const { meaning, remedy } = remedyOf(reason, errcode) ?? UNEXPLAINED;
  return {
    ...brokenAlarmKey(app),
    subject: { type: 'authorization', id: app.id, name: app.name },
    audience: { kind: 'administrators' },
    language,
    text: { 'zh-CN': `应用“${app.name}”无法推送：${meaning['zh-CN']}`, 'en-US': `App "${app.name}" cannot push: ${meaning['en-US']}` }[language],
    remedy: remedy[language],
    path: CONSOLE_PATH,
  };
}
