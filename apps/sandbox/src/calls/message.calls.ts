import type { Platform } from '../domain/platform';
import type { ApiCall } from './api-call';

/** Application messages (sheet, section 4). */
export function messageCalls(platform: Platform): ApiCall[] {
  return [
    {
      method: 'POST',
      path: 'message/send',
      tokens: ['app'],
      section: '4',
      fidelity: 'imitated',
      summary: { zh: '发送应用消息', en: 'Send an application message' },
      freeOfBasicFrequency: true,
      handle: ({ app, body, raw }) => platform.messages.send(app, body, raw),
    },
    {
      method: 'POST',
      path: 'message/recall',
      tokens: ['app'],
      section: '4.6',
      fidelity: 'imitated',
      summary: { zh: '撤回应用消息', en: 'Recall a message, within 24 hours' },
      handle: ({ app, body }) => {
        platform.messages.recall(app, body.text('msgid'));
        return {};
      },
    },
    {
      method: 'POST',
      path: 'message/update_template_card',
      tokens: ['app'],
      section: '4.6',
      fidelity: 'imitated',
      summary: { zh: '更新模板卡片', en: 'Change a template card' },
      handle: ({ app, body }) => ({ invaliduser: platform.messages.updateCard(app, body) }),
    },
    {
      method: 'POST',
      path: 'message/get_statistics',
      tokens: ['app'],
      section: '4.6',
      fidelity: 'unconfirmed',
      summary: { zh: '查询应用消息发送统计', en: 'Person-times sent today or yesterday' },
      handle: ({ app, body }) => {
        const timeType = body.integer('time_type') === 1 ? 1 : 0;
        return { statistics: [{ agentid: app.agentId, app_name: app.data.name, count: platform.messages.personTimes(app.key, timeType) }] };
      },
    },
  ];
}
