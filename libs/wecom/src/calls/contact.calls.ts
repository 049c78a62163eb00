import { z } from 'zod';
import type { WecomApi } from '../transport/wecom-api';

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

const membersReply = z.looseObject({
  userlist: z.array(z.looseObject({ userid: z.string(), name: z.string(), department: z.array(z.number()).optional(), open_userid: z.string().optional() })),
});

/** path 90200; members of that department itself, without those of its sub-departments. */
export const userSimplelist: WecomApi<{ departmentId: number }, z.infer<typeof membersReply>> = {
  name: 'user/simplelist',
  method: 'GET',
  path: '/cgi-bin/user/simplelist',
  token: 'access_token',
  idempotent: true,
  request: ({ departmentId }) => ({ query: { department_id: String(departmentId) } }),
  reply: membersReply,
};

const idsReply = z.looseObject({ next_cursor: z.string().optional().transform((cursor) => cursor ?? ''), dept_user: z.array(z.looseObject({ userid: z.string(), department: z.number() })) });

/**
 * path 96067; all members by pages, one row per department of a member. Needs the contact-sync secret: 48002 with an app's token.
 * @param input `cursor` of the last reply, empty for the first page; an empty `next_cursor` ends it. `limit` 1 to 10,000
 */
export const userListId: WecomApi<{ cursor: string; limit: number }, z.infer<typeof idsReply>> = {
  name: 'user/list_id',
  method: 'POST',
  path: '/cgi-bin/user/list_id',
  token: 'access_token',
  idempotent: true,
  request: ({ cursor, limit }) => ({ body: JSON.stringify({ cursor, limit }) }),
  reply: idsReply,
};

const useridReply = z.looseObject({ userid: z.string().min(1) });

/**
 * path 95402; 46004 when nobody visible has that number. Ask only for verified numbers: when wrong ones exceed 20 % of
 * the corp's accounts, the call is blocked for a day.
 */
export const userGetuserid: WecomApi<{ mobile: string }, z.infer<typeof useridReply>> = {
  name: 'user/getuserid',
  method: 'POST',
  path: '/cgi-bin/user/getuserid',
  token: 'access_token',
  idempotent: true,
  request: ({ mobile }) => ({ body: JSON.stringify({ mobile }) }),
  reply: useridReply,
};

/** path 95895; as {@link userGetuserid}. `kind`: the corp's mail address (default) or the private one. */
export const userGetUseridByEmail: WecomApi<{ email: string; kind?: 'corp' | 'personal' }, z.infer<typeof useridReply>> = {
  name: 'user/get_userid_by_email',
  method: 'POST',
  path: '/cgi-bin/user/get_userid_by_email',
  token: 'access_token',
  idempotent: true,
  request: ({ email, kind }) => ({ body: JSON.stringify({ email, email_type: kind === 'personal' ? 2 : 1 }) }),
  reply: useridReply,
};

const departmentIdsReply = z.looseObject({ department_id: z.array(z.looseObject({ id: z.number().int(), parentid: z.number().int().optional(), order: z.number().optional() })) });

/** path 95350; a department (default: all) with all below it, ids only; the preferred one of the two. */
export const departmentSimplelist: WecomApi<{ departmentId?: number }, z.infer<typeof departmentIdsReply>> = {
  name: 'department/simplelist',
  method: 'GET',
  path: '/cgi-bin/department/simplelist',
  token: 'access_token',
  idempotent: true,
  request: ({ departmentId }) => (departmentId === undefined ? {} : { query: { id: String(departmentId) } }),
  reply: departmentIdsReply,
};

const departmentsReply = z.looseObject({
  department: z.array(z.looseObject({ id: z.number().int(), name: z.string().optional(), name_en: z.string().optional(), parentid: z.number().int().optional(), order: z.number().optional() })),
});

/** path 90208; with names, slow; third-party apps get the id in place of the name. */
export const departmentList: WecomApi<{ departmentId?: number }, z.infer<typeof departmentsReply>> = {
  name: 'department/list',
  method: 'GET',
  path: '/cgi-bin/department/list',
  token: 'access_token',
  idempotent: true,
  request: ({ departmentId }) => (departmentId === undefined ? {} : { query: { id: String(departmentId) } }),
  reply: departmentsReply,
};

const openUseridsReply = z.looseObject({
  open_userid_list: z.array(z.looseObject({ userid: z.string(), open_userid: z.string() })),
  invalid_userid_list: z.array(z.string()).optional().transform((list) => list ?? []),
});

/** path 97106; plain userids (at most 1000) to those that this provider sees. Too many wrong ones block the call for a day. */
export const useridToOpenuserid: WecomApi<{ userIds: readonly string[] }, z.infer<typeof openUseridsReply>> = {
  name: 'batch/userid_to_openuserid',
  method: 'POST',
  path: '/cgi-bin/batch/userid_to_openuserid',
  token: 'access_token',
  idempotent: true,
  request: ({ userIds }) => ({ body: JSON.stringify({ userid_list: userIds }) }),
  reply: openUseridsReply,
};

const plainUseridsReply = z.looseObject({
  userid_list: z.array(z.looseObject({ userid: z.string(), open_userid: z.string() })),
  invalid_open_userid_list: z.array(z.string()).optional().transform((list) => list ?? []),
});

/** path 95884; the way back, with the token of a self-built app of the corp; members must be visible to both apps. */
export const openuseridToUserid: WecomApi<{ openUserIds: readonly string[]; sourceAgentId: number }, z.infer<typeof plainUseridsReply>> = {
  name: 'batch/openuserid_to_userid',
  method: 'POST',
  path: '/cgi-bin/batch/openuserid_to_userid',
  token: 'access_token',
  idempotent: true,
  request: ({ openUserIds, sourceAgentId }) => ({ body: JSON.stringify({ open_userid_list: openUserIds, source_agentid: sourceAgentId }) }),
  reply: plainUseridsReply,
};
