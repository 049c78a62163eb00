import type { DomainError } from '#kernel';
import { hostErrorSchema, pageProblemSchema } from '../contract/schemas';
import { HostUnavailableError, PageNotAvailableError, RuleNotFoundError, TooManyAttemptsError, WrongCredentialsError, type PageProblem } from '../domain/bi-host.errors';
import { brokenContract, jsonOf, type HostReply } from './host-reply';

const PROBLEM: Record<PageProblem, string> = {
  not_found: 'There is no such page',
  not_published: 'The page is not published',
  sharing_off: 'Sharing of the page is off',
  no_right: 'The viewer may not see the page',
};

/** What an answer that is not 2xx means. */
export function errorOfReply(call: string, reply: HostReply): DomainError {
  const status = reply.statusCode;
  const { data: error } = hostErrorSchema.safeParse(jsonOf(reply));
  if (error?.code === 'PAGE_NOT_AVAILABLE' && (status === 409 || status === 404)) {
    const { data } = pageProblemSchema.safeParse(jsonOf(reply));
    return data ? new PageNotAvailableError(data.problem, data.message ?? PROBLEM[data.problem]) : brokenContract(call, ['problem: unknown']);
  }
  if (status === 404 && error?.code === 'RULE_NOT_FOUND') return new RuleNotFoundError({ call });
  if (status === 401 && error?.code === 'WRONG_CREDENTIALS') return new WrongCredentialsError('Account or password is wrong');
  if (status === 429 && error?.code === 'TOO_MANY_ATTEMPTS') return new TooManyAttemptsError('Too many wrong passwords: wait some minutes and try again');
  if (status === 401) {
    return new HostUnavailableError('The BI host refuses our signature: the shared secret differs, or the clocks do', { call, status });
  }
  const said = error?.message ? `: ${error.message.slice(0, 300)}` : '';
  const remedy = status < 500 ? '. Check its base URL and that it implements this call' : '';
  return new HostUnavailableError(`The BI host answered ${call} with HTTP ${status}${said}${remedy}`, { call, status });
}
