import { z } from 'zod';
import type { WecomApi, WecomFile } from '../transport/wecom-api';
import { seconds } from './reply-parts';

export type MediaType = 'image' | 'voice' | 'video' | 'file';

/** Sizes in bytes that WeCom takes; each file must also be larger than 5 bytes. Image: its pages say 10 MB and 5 MB, so 5 is safe. */
export const MEDIA_MAX_BYTES: Readonly<Record<MediaType, number>> = { image: 10 * 1024 * 1024, voice: 2 * 1024 * 1024, video: 10 * 1024 * 1024, file: 20 * 1024 * 1024 };

const uploadReply = z.looseObject({ type: z.string().optional(), media_id: z.string().min(1), created_at: seconds });

/** path 90253; the `media_id` lives 3 days from `created_at` (seconds) and serves all apps of the corp, but no robot. */
export const mediaUpload: WecomApi<{ type: MediaType; file: WecomFile }, z.infer<typeof uploadReply>> = {
  name: 'media/upload',
  method: 'POST',
  path: '/cgi-bin/media/upload',
  token: 'access_token',
  idempotent: true,
  request: ({ type, file }) => ({ query: { type }, file }),
  reply: uploadReply,
};

const imageReply = z.looseObject({ url: z.string().min(1) });

/** path 90256; a PNG or JPG of 5 bytes to 2 MB gets a permanent address that works inside WeCom only. 1000 a day, 3000 a month. */
export const mediaUploadimg: WecomApi<{ file: WecomFile }, z.infer<typeof imageReply>> = {
  name: 'media/uploadimg',
  method: 'POST',
  path: '/cgi-bin/media/uploadimg',
  token: 'access_token',
  idempotent: true,
  request: ({ file }) => ({ file }),
  reply: imageReply,
};
