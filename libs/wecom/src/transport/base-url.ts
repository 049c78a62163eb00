import { ConfigError } from '#kernel';

export interface WecomOrigin {
  origin: string;
  /** Without a slash at the end. */
  prefix: string;
}

/**
 * Checks the address of WeCom once, when the transport is made.
 * @throws ConfigError when it is no address, has a query or credentials, or would send tokens in plain text over a network
 */
export function parseBaseUrl(baseUrl: string, allowInsecure: boolean): WecomOrigin {
  if (!URL.canParse(baseUrl)) throw new ConfigError('WeCom base URL: not an address; expected something like https://qyapi.weixin.qq.com');
  const url = new URL(baseUrl);
  if (url.username || url.password || url.search || url.hash) throw new ConfigError('WeCom base URL: must not hold credentials, a query or a fragment');
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new ConfigError(`WeCom base URL: ${url.protocol} is not supported; use https:`);
  if (url.protocol === 'http:' && !isLoopback(url.hostname) && !allowInsecure) {
    throw new ConfigError(`WeCom base URL: ${url.origin} would send tokens in plain text; use https:, or allow it explicitly (allowInsecureBaseUrl)`);
  }
  return { origin: url.origin, prefix: url.pathname.replace(/\/+$/, '') };
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
