const LONGEST = 500;
const LONGEST_READ = 2000;

export interface CleanErrmsg {
  text: string;
  /** The address WeCom saw us come from. */
  seenIp?: string;
}

/**
 * WeCom's text without anything that could be a secret: the values that this very call carried, query strings, and
 * `name=value` or `"name":"value"` of tokens, secrets, tickets, keys and codes. At most 500 characters.
 */
export function cleanErrmsg(errmsg: string, secretsOfTheCall: readonly string[]): CleanErrmsg {
  // A secret that the first cut tears apart would not be recognised: drop the torn word.
  let text = errmsg.length > LONGEST_READ ? errmsg.slice(0, LONGEST_READ).replace(/\S{1,1000}$/, '') : errmsg;
  for (const secret of secretsOfTheCall) {
    if (secret.length >= 6) text = text.replaceAll(secret, '***');
  }
  text = text
    .replace(/\?[^\s,"'<>\]]+/g, '?***')
    .replace(/(\b(?:[\w-]{0,40}(?:token|secret|ticket|key)|(?:auth_|permanent_|response_)?code)"?\s*[=:]\s*"?)(?=[\w.~+/-]{6})[\w.~+/=-]+/gi, '$1***')
    .slice(0, LONGEST);
  const seenIp = /from ip:\s*([0-9a-fA-F.:]{0,45}[0-9a-fA-F])/.exec(text)?.[1];
  return seenIp ? { text, seenIp } : { text };
}
