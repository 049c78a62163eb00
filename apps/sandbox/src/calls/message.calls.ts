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
  ];
}
