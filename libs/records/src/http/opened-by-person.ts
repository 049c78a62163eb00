import { isbot } from 'isbot';

/** What of a request tells a person from a program. Header names in lower case, as Node gives them. */
export interface RequestFacts {
  method: string;
  headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** A browser that fetches ahead says so in one of these. */
const PURPOSES = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz'] as const;

/**
 * Whether somebody opens the address to read what is there: no HEAD, no program that names itself (crawlers and makers of link
 * previews do, by `User-Agent`; browsers always have one), no fetching ahead, and where the browser says what it loads, a page of its own. A
 * program that poses as a browser is taken for a person.
 */
export function openedByPerson({ method, headers }: RequestFacts): boolean {
  const agent = headers['user-agent'];
  if (method !== 'GET' || typeof agent !== 'string' || agent === '' || isbot(agent)) return false;
  if (PURPOSES.some((name) => /prefetch|prerender|preview/i.test(String(headers[name] ?? '')))) return false;
  const loaded = headers['sec-fetch-dest'];
  return loaded === undefined || loaded === 'document';
}
