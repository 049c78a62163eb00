import type { Authorization } from '../domain/authorization';
import { remedyOf } from '../domain/remedy';
import type { AuthorizationResponseDto, AuthorizationTroubleDto } from './dto/authorization.dto';

function troubleView({ stateReason, stateErrcode, seenIp }: Authorization): AuthorizationTroubleDto | null {
  if (stateReason === null) return null;
  const known = remedyOf(stateReason, stateErrcode);
  return {
    reason: stateReason,
    errcode: stateErrcode,
    seenIp,
    meaning: known?.meaning ?? null,
    remedy: known?.remedy ?? null,
    actor: known?.actor ?? null,
  };
}

/** Names each field that may be seen. */
export function authorizationView(authorization: Authorization): AuthorizationResponseDto {
  const { id, corpId, mode, agentId, agentName, agentLogoUrl, state, visibleRange, activatedAt, createdAt, createdBy, updatedAt } = authorization;
  return { id, corpId, mode, agentId: agentId || null, agentName, agentLogoUrl, state, trouble: troubleView(authorization), visibleRange, activatedAt, createdAt, createdBy, updatedAt };
}

/** What editors see, who choose an app for their tasks: neither what is wrong with it nor whom it reaches. */
export function authorizationChoiceView(authorization: Authorization): AuthorizationResponseDto {
  return authorizationView({ ...authorization, stateReason: null, visibleRange: { userIds: [], departmentIds: [], tagIds: [] } });
}
