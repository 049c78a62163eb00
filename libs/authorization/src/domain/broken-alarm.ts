import type { AlarmKey, NewAlarm } from '#alarms';
import type { AuthorizationTrouble } from './authorization';
import { remedyOf } from './remedy';

/** Where the console shows authorizations with their health. */
const CONSOLE_PATH = '/toolbox/wecom-app';
const UNEXPLAINED = { meaning: { 'zh-CN': '企业微信拒绝了该应用的调用' }, remedy: { 'zh-CN': '请在控制台查看该应用的健康状况。' } };

interface BrokenApp {
  id: string;
  tenantId: string;
  /** As people know it. */
  name: string;
}

export const brokenAlarmKey = ({ id, tenantId }: Omit<BrokenApp, 'name'>): AlarmKey => ({ tenantId, cause: 'AUTHORIZATION_BROKEN', subject: { type: 'authorization', id } });

/** In Chinese: administrators are those of a WeCom corp. Told by another app of the tenant, since this one cannot. */
export function brokenAlarm(app: BrokenApp, reason: AuthorizationTrouble, errcode: number | null): NewAlarm {
  const { meaning, remedy } = remedyOf(reason, errcode) ?? UNEXPLAINED;
  return {
    ...brokenAlarmKey(app),
    subject: { type: 'authorization', id: app.id, name: app.name },
    audience: { kind: 'administrators' },
    language: 'zh-CN',
    text: `应用“${app.name}”无法推送：${meaning['zh-CN']}`,
    remedy: remedy['zh-CN'],
    path: CONSOLE_PATH,
  };
}
