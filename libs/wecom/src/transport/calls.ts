import { z } from 'zod';
import type { WecomApi } from './wecom-api';

/** Pipe-joined userids as WeCom returns them (lower-cased), or nothing. */
const pipeList = z
  .string()
  .nullish()
  .transform((text) => (text ? text.split('|').filter(Boolean) : []));

/** path 91039; the token is at most 512 bytes and may end before `expires_in` (seconds). */
export const gettoken: WecomApi<{ corpId: string; secret: string }, { access_token: string; expires_in: number }> = {
  name: 'gettoken',
  method: 'GET',
  path: '/cgi-bin/gettoken',
  token: 'none',
  idempotent: true,
  request: ({ corpId, secret }) => ({ query: { corpid: corpId, corpsecret: secret } }),
  reply: z.looseObject({ access_token: z.string().min(1), expires_in: z.number().int().positive() }),
};

const agentReply = z.looseObject({
  agentid: z.coerce.number().int(),
  name: z.string(),
  square_logo_url: z.string().optional(),
  close: z.number().int().optional(),
  allow_userinfos: z.looseObject({ user: z.array(z.looseObject({ userid: z.string() })).optional() }).optional(),
  allow_partys: z.looseObject({ partyid: z.array(z.number()).optional() }).optional(),
  allow_tags: z.looseObject({ tagid: z.array(z.number()).optional() }).optional(),
});

/** path 90227; name, logo, visible range, and whether the app is closed (`close` 1). */
export const agentGet: WecomApi<{ agentId: number }, z.infer<typeof agentReply>> = {
  name: 'agent/get',
  method: 'GET',
  path: '/cgi-bin/agent/get',
  token: 'access_token',
  idempotent: true,
  request: ({ agentId }) => ({ query: { agentid: String(agentId) } }),
  reply: agentReply,
};

const userReply = z.looseObject({
  userid: z.string(),
  name: z.string(),
  department: z.array(z.number()).optional(),
  position: z.string().optional(),
  avatar: z.string().optional(),
  /** 1 active, 2 disabled, 4 not activated, 5 left. */
  status: z.number().int().optional(),
});

/** path 90196; exact look-up of one full account. 60111 or 60011 when unknown or out of the app's range. */
export const userGet: WecomApi<{ userId: string }, z.infer<typeof userReply>> = {
  name: 'user/get',
  method: 'GET',
  path: '/cgi-bin/user/get',
  token: 'access_token',
  idempotent: true,
  request: ({ userId }) => ({ query: { userid: userId } }),
  reply: userReply,
};

const sendReply = z.looseObject({
  invaliduser: pipeList,
  invalidparty: pipeList,
  invalidtag: pipeList,
  unlicenseduser: pipeList,
  msgid: z.string().optional(),
  response_code: z.string().optional(),
});

/** path 90236; `body` is the stored JSON text, see `serializeSend`: a repeat sends the same bytes. */
export const messageSend: WecomApi<{ body: string }, z.infer<typeof sendReply>> = {
  name: 'message/send',
  method: 'POST',
  path: '/cgi-bin/message/send',
  token: 'access_token',
  idempotent: false,
  request: ({ body }) => ({ body }),
  reply: sendReply,
};
