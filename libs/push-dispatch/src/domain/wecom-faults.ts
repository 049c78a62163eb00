import type { Reason } from '#records';
import type { WecomError, WecomFault } from '#wecom';
import { reason, type ReasonCode } from './reasons';

const REASON_OF_FAULT: Record<WecomFault, ReasonCode> = {
  busy: 'WECOM_BUSY',
  unreachable: 'WECOM_UNREACHABLE',
  unknown_outcome: 'OUTCOME_UNKNOWN',
  app: 'AUTHORIZATION_NOT_USABLE',
  token: 'AUTHORIZATION_NOT_USABLE',
  recipient: 'INVALID_USER',
  content: 'WECOM_REFUSED_CONTENT',
  ours: 'WECOM_REFUSED_REQUEST',
  login: 'WECOM_REFUSED_REQUEST',
};

/** Why a call that WeCom did not carry out is as it is. */
export function reasonOfFault(error: WecomError): Reason {
  return reason(REASON_OF_FAULT[error.fault], error.errcode === undefined ? error.message : `WeCom code ${error.errcode}`);
}
