import type { JwtAccessOptions } from './jwt-access.options';

export const HTTP_HOST_OPTIONS = Symbol('HTTP_HOST_OPTIONS');

/** A BI host that is reached over HTTP, see docs/host-contract.openapi.json. */
export interface HttpHostOptions {
  /** Where `/bi/v1` of the host begins, such as `https://bi.example.com`; a path is kept. */
  baseUrl: string;
  /** Signs our requests, shared with the host; at least 32 bytes. */
  secret: string;
  /** How the bearer tokens of our own endpoints are checked. */
  access: JwtAccessOptions;
  /** Tenant of a sign-in that names none. Default `default`. */
  defaultTenantId?: string;
  /** Milliseconds. Default 2000. */
  connectTimeoutMs?: number;
  /** For the whole answer, in milliseconds. Default 10,000. */
  timeoutMs?: number;
  /** The same for a snapshot, which may run queries. Default 30,000. */
  snapshotTimeoutMs?: number;
  /** Longest body that is read. Default 20 MiB. */
  maxBodyBytes?: number;
  /** Connections to the host, at most; further calls wait. Default 20. */
  connections?: number;
}
