import type { z } from 'zod';
import type { agentGet } from '#wecom';
import type { AgentFacts } from '../persistence/authorization.repository';

export type AgentReply = z.infer<typeof agentGet.reply>;

export function agentFactsOf(agent: AgentReply): AgentFacts {
  return {
    agentName: agent.name,
    agentLogoUrl: agent.square_logo_url || null,
    visibleRange: {
      userIds: agent.allow_userinfos?.user?.map((user) => user.userid) ?? [],
      departmentIds: agent.allow_partys?.partyid ?? [],
      tagIds: agent.allow_tags?.tagid ?? [],
    },
  };
}

/** agent/get answers for a disabled app as for any other, and only says so. */
export const isDisabled = (agent: AgentReply): boolean => agent.close === 1;
