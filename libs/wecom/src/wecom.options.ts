/** How to reach WeCom. All times in milliseconds. */
export interface WecomOptions {
  /** Scheme and host, and a path prefix if a gateway stands in front. https unless loopback. Default `https://qyapi.weixin.qq.com`. */
  baseUrl?: string;
  /** Lets a base URL be plain http on another machine: tokens then travel readable. Default false. */
  allowInsecureBaseUrl?: boolean;
  /** Deadline of a whole call, waiting for a free connection included. Default 10,000. */
  timeoutMs?: number;
  /** Deadline of a whole call that uploads a file. Default 60,000. */
  uploadTimeoutMs?: number;
  /** Until a connection stands, TLS and proxy tunnel included. Default 3,000. */
  connectTimeoutMs?: number;
  /** From the last byte of the request to the head of the reply. Default: the deadline of the call. */
  headersTimeoutMs?: number;
  /** The longest pause inside a reply. Default: the deadline of the call. */
  bodyTimeoutMs?: number;
  /** Connections kept open per process, each carrying one call at a time. Default 128. */
  connections?: number;
  /** Calls that may wait for a free connection; more are refused as `busy` at once. Default 2,000. */
  maxWaiting?: number;
  /** A forward proxy with a fixed address, such as `http://user:password@egress:3128`, for corps that trust certain IPs only. */
  proxyUrl?: string;
}
