import type { AlarmKey, NewAlarm } from '#alarms';
import type { Language } from '#kernel';
import type { PushRobot } from './robot';

export const brokenAlarmKey = ({ tenantId, id }: Pick<PushRobot, 'tenantId' | 'id'>): AlarmKey => ({ tenantId, cause: 'ROBOT_BROKEN', subject: { type: 'push_robot', id } });

/** For administrators, in their language. @param reason what WeCom said */
export function brokenAlarm(robot: PushRobot, reason: string, language: Language): NewAlarm {
  const words = {
    'zh-CN': {
      text: `群机器人“${robot.name}”的地址无效、被停用或已不在群里（${reason}），它的推送没有发出`,
      remedy: '请在企业微信群里检查机器人，换上新地址后点“测试”',
    },
    'en-US': {
      text: `The address of group robot "${robot.name}" is not valid, or it was disabled or taken out of its group (${reason}): its posts did not go out`,
      remedy: 'Look at the robot in its WeCom group, give it the new address, then press "Test"',
    },
  }[language];
  return {
    ...brokenAlarmKey(robot),
    subject: { type: 'push_robot', id: robot.id, name: robot.name },
    audience: { kind: 'administrators' },
    language,
    ...words,
    path: `/toolbox/robots/${robot.id}`,
  };
}
