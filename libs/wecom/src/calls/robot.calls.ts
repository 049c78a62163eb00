import { z } from 'zod';
import type { WecomApi, WecomFile } from '../transport/wecom-api';
import { done, seconds } from './reply-parts';

/**
 * path 99110; `body` from `serializeRobotMessage`. The key is the only credential of a robot. 20 messages a minute.
 * There is no duplicate check, no msgid and no recall: after `unknown_outcome` a repeat may post twice.
 */
export const webhookSend: WecomApi<{ key: string; body: string }, z.infer<typeof done>> = {
  name: 'webhook/send',
  method: 'POST',
  path: '/cgi-bin/webhook/send',
  token: 'none',
  idempotent: false,
  request: ({ key, body }) => ({ query: { key }, body }),
  reply: done,
};

const uploadReply = z.looseObject({ media_id: z.string().min(1), created_at: seconds });

/** path 99110; a file of 6 bytes to 20 MB or an AMR of at most 2 MB; the `media_id` lives 3 days and serves this robot only. */
export const webhookUploadMedia: WecomApi<{ key: string; type: 'file' | 'voice'; file: WecomFile }, z.infer<typeof uploadReply>> = {
  name: 'webhook/upload_media',
  method: 'POST',
  path: '/cgi-bin/webhook/upload_media',
  token: 'none',
  idempotent: true,
  request: ({ key, type, file }) => ({ query: { key, type }, file }),
  reply: uploadReply,
};
