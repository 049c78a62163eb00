import { z } from 'zod';
import type { WecomApi } from '../transport/wecom-api';

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
  /** Customised apps only: 0 to be developed, 1 in development, 2 online, 3 online with a newer version unpublished. */
  customized_publish_status: z.number().int().optional(),
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

const adminsReply = z.looseObject({ admin: z.array(z.looseObject({ userid: z.string(), auth_type: z.number().int() })).optional().transform((list) => list ?? []) });

/** path 100073; `auth_type` 1 manages, 0 may only send messages. Empty when members installed the app for themselves. */
export const agentGetAdminList: WecomApi<void, z.infer<typeof adminsReply>> = {
  name: 'agent/get_admin_list',
  method: 'POST',
  path: '/cgi-bin/agent/get_admin_list',
  token: 'access_token',
  idempotent: true,
  request: () => ({}),
  reply: adminsReply,
};

const permissionsReply = z.looseObject({ app_permissions: z.array(z.string()).optional().transform((list) => list ?? []) });

/** path 99108; such as `contact:base:base`. */
export const agentGetPermissions: WecomApi<void, z.infer<typeof permissionsReply>> = {
  name: 'agent/get_permissions',
  method: 'POST',
  path: '/cgi-bin/agent/get_permissions',
  token: 'access_token',
  idempotent: true,
  request: () => ({}),
  reply: permissionsReply,
};

const ipReply = z.looseObject({ ip_list: z.array(z.string()) });

/** path 92520; where our calls go to, for outgoing firewalls. */
export const getApiDomainIp: WecomApi<void, z.infer<typeof ipReply>> = {
  name: 'get_api_domain_ip',
  method: 'GET',
  path: '/cgi-bin/get_api_domain_ip',
  token: 'access_token',
  idempotent: true,
  request: () => ({}),
  reply: ipReply,
};

/** path 90930; where callbacks come from, with entries such as `101.226.103.*`. Read it daily: ranges change with an overlap. */
export const getCallbackIp: WecomApi<void, z.infer<typeof ipReply>> = {
  name: 'getcallbackip',
  method: 'GET',
  path: '/cgi-bin/getcallbackip',
  token: 'access_token',
  idempotent: true,
  request: () => ({}),
  reply: ipReply,
};
