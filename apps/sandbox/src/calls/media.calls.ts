import type { MediaFile } from '../domain/media';
import type { Platform } from '../domain/platform';
import { robotSource } from '../domain/robots';
import { WecomError } from '../domain/wecom-error';
import type { ApiCall } from './api-call';

const uploaded = (file: MediaFile): object => ({ type: file.type, media_id: file.mediaId, created_at: String(Math.floor(file.createdAt / 1000)) });

/** Files (sheet, section 6) and group robots (section 8). */
export function mediaCalls(platform: Platform): ApiCall[] {
  return [
    {
      method: 'POST',
      path: 'media/upload',
      tokens: ['app'],
      section: '6',
      fidelity: 'imitated',
      summary: { zh: '上传临时素材', en: 'Upload a file, good for three days' },
      handle: ({ corp, query, file }) => {
        if (file && file.fieldName !== 'media') throw new WecomError(44001, 'field name must be media');
        return uploaded(platform.media.upload(corp.corpId, query['type'] ?? '', file));
      },
    },
    {
      method: 'POST',
      path: 'media/uploadimg',
      tokens: ['app'],
      section: '6',
      fidelity: 'imitated',
      summary: { zh: '上传图片，得到永久链接', en: 'Upload a picture for a permanent address' },
      handle: ({ corp, file, baseUrl }) => {
        platform.frequency.count(`uploadimg ${corp.corpId}`, platform.limits.uploadImagePerDay, 'day');
        return { url: `${baseUrl}/wework_pic/${platform.media.uploadImage(corp.corpId, file).mediaId}` };
      },
    },
    {
      method: 'POST',
      path: 'webhook/send',
      tokens: [],
      section: '8',
      fidelity: 'imitated',
      summary: { zh: '群机器人发送消息', en: 'Post to a group by its robot' },
      freeOfBasicFrequency: true,
      about: ({ query }) => ({ corpId: robotCorp(platform, query['key'] ?? '') }),
      handle: ({ query, body }) => {
        platform.robots.send(query['key'] ?? '', body);
        return {};
      },
    },
    {
      method: 'POST',
      path: 'webhook/upload_media',
      tokens: [],
      section: '8',
      fidelity: 'imitated',
      summary: { zh: '群机器人上传文件', en: "Upload a file for a robot's messages" },
      about: ({ query }) => ({ corpId: robotCorp(platform, query['key'] ?? '') }),
      handle: ({ query, file }) => {
        const { robot } = platform.robots.find(query['key'] ?? '');
        if (query['type'] !== 'file' && query['type'] !== 'voice') throw new WecomError(40005);
        return uploaded(platform.media.upload(robotSource(robot.key), query['type'], file));
      },
    },
  ];
}

function robotCorp(platform: Platform, key: string): string | null {
  return [...platform.corps.values()].find((corp) => corp.robots.has(key))?.corpId ?? null;
}
