import { z } from 'zod';
import type { WecomApi } from '../transport/wecom-api';

// WeCom's older path spelled the fields with capitals, and some answers still do.
const memberReply = z
  .looseObject({
    userid: z.string().optional(),
    UserId: z.string().optional(),
    openid: z.string().optional(),
    OpenId: z.string().optional(),
    external_userid: z.string().optional(),
    user_ticket: z.string().optional(),
  })
  .transform((reply) => ({ userid: reply.userid ?? reply.UserId, openid: reply.openid ?? reply.OpenId, external_userid: reply.external_userid, user_ticket: reply.user_ticket }));

/**
 * path 91023; who signed in, for self-built and customised apps. A member has `userid` (also one outside the visible range),
 * anybody else only `openid`. The code works once, for 5 minutes (40029 after).
 */
export const authGetuserinfo: WecomApi<{ code: string }, z.infer<typeof memberReply>> = {
  name: 'auth/getuserinfo',
  method: 'GET',
  path: '/cgi-bin/auth/getuserinfo',
  token: 'access_token',
  idempotent: false,
  request: ({ code }) => ({ query: { code } }),
  reply: memberReply,
};

const thirdPartyMemberReply = z
  .looseObject({
    corpid: z.string().optional(),
    CorpId: z.string().optional(),
    userid: z.string().optional(),
    UserId: z.string().optional(),
    open_userid: z.string().optional(),
    openid: z.string().optional(),
    OpenId: z.string().optional(),
    user_ticket: z.string().optional(),
  })
  .transform((reply) => ({
    corpid: reply.corpid ?? reply.CorpId,
    userid: reply.userid ?? reply.UserId,
    open_userid: reply.open_userid,
    openid: reply.openid ?? reply.OpenId,
    user_ticket: reply.user_ticket,
  }));

/** path 91121; as {@link authGetuserinfo} for third-party apps: `corpid` must be compared with the tenant's. */
export const authGetuserinfo3rd: WecomApi<{ code: string }, z.infer<typeof thirdPartyMemberReply>> = {
  name: 'service/auth/getuserinfo3rd',
  method: 'GET',
  path: '/cgi-bin/service/auth/getuserinfo3rd',
  token: 'suite_access_token',
  idempotent: false,
  request: ({ code }) => ({ query: { code } }),
  reply: thirdPartyMemberReply,
};
