import { z } from 'zod';
import type { TemplateCard } from '../messages/template-card';
import type { WecomApi } from '../transport/wecom-api';
import { done, pipeList } from './reply-parts';

const sendReply = z.looseObject({
  invaliduser: pipeList,
  invalidparty: pipeList,
  invalidtag: pipeList,
  unlicenseduser: pipeList,
  msgid: z.string().optional(),
  response_code: z.string().optional(),
});

/**
 * path 90236; `body` is the stored JSON text, see `serializeSend`: a repeat sends the same bytes.
 * Accepted does not mean that all were reached: the lists name who was not, in lower case.
 */
export const messageSend: WecomApi<{ body: string }, z.infer<typeof sendReply>> = {
  name: 'message/send',
  method: 'POST',
  path: '/cgi-bin/message/send',
  token: 'access_token',
  idempotent: false,
  request: ({ body }) => ({ body }),
  reply: sendReply,
};

/** path 94867; takes a message back from all its recipients, within 24 hours (42052 after), by the app that sent it. */
export const messageRecall: WecomApi<{ msgId: string }, z.infer<typeof done>> = {
  name: 'message/recall',
  method: 'POST',
  path: '/cgi-bin/message/recall',
  token: 'access_token',
  idempotent: true,
  request: ({ msgId }) => ({ body: JSON.stringify({ msgid: msgId }) }),
  reply: done,
};

export interface CardUpdate {
  agentId: number;
  /** From the reply of the send or from a click; works once, within 72 hours (60140 after). */
  responseCode: string;
  /** At most 1000 userids; or all who got the card. */
  to: { userIds: readonly string[] } | 'all';
  /** Greys the button and changes its text (button, vote and multiple interaction only), or puts a new card in place of the old. */
  change: { replaceName: string } | { card: TemplateCard };
}

/** Here WeCom returns a list, unlike `message/send`. */
const updateReply = z.looseObject({ invaliduser: z.array(z.string()).nullish().transform((list) => list ?? []) });

/** path 94888. */
export const updateTemplateCard: WecomApi<CardUpdate, z.infer<typeof updateReply>> = {
  name: 'message/update_template_card',
  method: 'POST',
  path: '/cgi-bin/message/update_template_card',
  token: 'access_token',
  // The code is used up by the first call that arrives.
  idempotent: false,
  request: ({ agentId, responseCode, to, change }) => ({
    body: JSON.stringify({
      ...(to === 'all' ? { atall: 1 } : { userids: to.userIds }),
      agentid: agentId,
      response_code: responseCode,
      ...('card' in change ? { template_card: change.card } : { button: { replace_name: change.replaceName } }),
    }),
  }),
  reply: updateReply,
};
