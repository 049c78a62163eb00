import type { Caller } from '../domain/caller';

/** The part of a request that says who is calling; the same on Express and Fastify. */
export interface AccessRequest {
  headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** Who is calling, with which role in which project. */
export abstract class HostAccess {
  /** @returns undefined when the request names nobody or its proof is wrong or expired: the caller gets 401 */
  abstract callerOf(request: AccessRequest): Promise<Caller | undefined>;
}
