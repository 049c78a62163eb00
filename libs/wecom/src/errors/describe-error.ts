import { type WecomErrorFact } from './error-facts';
import { WECOM_ERROR_TABLE } from './error-table';
import type { WecomFault } from './wecom.error';

export interface WecomErrorDescription extends WecomErrorFact {
  /** False for a code that is not in our table: everything beside `errcode` is then a guess. */
  known: boolean;
}

/** What a code means, what mends it and who can, in both languages. */
export function describeWecomError(errcode: number): WecomErrorDescription {
  const fact = WECOM_ERROR_TABLE.get(errcode);
  if (fact) return { ...fact, known: true };
  return {
    errcode,
    known: false,
    fault: 'busy',
    actor: 'operator',
    meaning: { 'zh-CN': `未知的企业微信错误码 ${errcode}`, 'en-US': `WeCom code ${errcode}, which this system does not know` },
    remedy: {
      'zh-CN': '请在企业微信开发者中心的错误码查询工具中查找该错误码，并告知系统维护人员。',
      'en-US': "Look the code up in WeCom's error code tool, and tell whoever maintains this system.",
    },
  };
}

/** Calls that present a secret to get a token: there, 40001 cannot mean a stale token. */
const CREDENTIAL_CALLS = new Set(['gettoken', 'service/get_suite_token', 'service/get_provider_token']);

/**
 * The class of a code for one call. 40001 on a call that gets a token means a wrong secret (`app`), elsewhere a stale token (`token`).
 * A code that is not in the table is `busy`, but may be repeated ONCE only and then counts as `app`: ask
 * `describeWecomError(errcode).known`.
 * @param api WeCom's own name of the call, such as `message/send`
 */
export function wecomFaultOf(errcode: number, api: string): WecomFault {
  if (errcode === 40001 && CREDENTIAL_CALLS.has(api)) return 'app';
  return WECOM_ERROR_TABLE.get(errcode)?.fault ?? 'busy';
}
