import { BASE_PATH } from '../app/settings';
import { onSessionChange, session } from '../session/session';

/** Who is signed in. */
const ME = '/push/sessions/me';

/** What pages ask for as soon as they are drawn, by their address. One with filters asks by itself. */
const OF_PAGES: readonly (readonly [page: RegExp, addresses: readonly string[]])[] = [
  [/^\/overview$/, ['/push/alarms?state=open&limit=50', '/push/tasks/next?limit=8']],
  [/^\/tasks$/, ['/push/tasks?limit=50', '/push/host/projects']],
  [/^\/tasks\/new$/, ['/push/host/projects', '/push/templates', '/push/templates/own?limit=200']],
  [/^\/tasks\/(?!new$)([^/]+)$/, ['/push/tasks/$1', '/push/host/projects', '/push/templates', '/push/templates/own?limit=200']],
  [/^\/users$/, ['/push/authorizations']],
  [/^\/templates$/, ['/push/templates', '/push/templates/own?archived=false&limit=50']],
  [/^\/records$/, ['/push/records?limit=50', '/push/records/count', '/push/host/projects']],
  [/^\/records\/([^/]+)$/, ['/push/records/$1', '/push/host/projects']],
  [/^\/settings\/audit$/, ['/push/audit']],
  [/^\/settings\/calendars\/(?!cn-statutory$)([^/]+)$/, ['/push/calendars/$1', '/push/calendars/statutory']],
];

/** An answer is good for so long, in milliseconds; the same as in the cache of queries. */
const GOOD_MS = 10_000;

const answers = new Map<string, Promise<Response>>();

function ask(token: string, address: string): void {
  const url = new URL(BASE_PATH + address, window.location.origin).href;
  const answer = fetch(url, { headers: { authorization: `Bearer ${token}` } });
  // Whoever takes it hears of that.
  answer.catch(() => undefined);
  answers.set(url, answer);
}

/** Connections of what nobody takes are given back. */
function forget(): void {
  for (const answer of answers.values()) answer.then(({ body }) => body?.cancel()).catch(() => undefined);
  answers.clear();
}

/**
 * Asked before anything else of the console runs: running the rest takes longer than the answers do. So this is imported first, and imports nothing large.
 */
function askFirst(token: string): void {
  const { pathname, search } = window.location;
  const path = pathname.slice(BASE_PATH.length).replace(/(.)\/$/, '$1');
  const [page, addresses = []] = (search === '' && OF_PAGES.find(([one]) => one.test(path))) || [];
  for (const address of [ME, ...addresses]) ask(token, page ? path.replace(page, address) : address);
  window.setTimeout(forget, GOOD_MS);
  // They were for who was signed in then.
  onSessionChange(forget);
}

const token = session.token();
if (token !== undefined) askFirst(token);

/** Takes the answer to what was asked first, once: whoever asks again asks anew. */
export function firstAnswerTo({ method, url }: Request): Promise<Response> | undefined {
  const answer = method === 'GET' ? answers.get(url) : undefined;
  answers.delete(url);
  return answer;
}
