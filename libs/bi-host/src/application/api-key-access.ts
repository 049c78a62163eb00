import { API_KEY_MARK } from '../domain/api-key';
import type { Caller } from '../domain/caller';
import { HostAccess, type AccessRequest } from '../ports/host-access.port';
import type { ApiKeys } from './api-keys.service';

const BEARER = /^Bearer +(\S+)$/i;

/** Takes our API keys, and leaves whoever shows none to the host's own access, whichever that is. */
export class ApiKeyAccess extends HostAccess {
  constructor(
    private readonly keys: ApiKeys,
    private readonly host: HostAccess,
  ) {
    super();
  }

  override async callerOf(request: AccessRequest): Promise<Caller | undefined> {
    const { authorization } = request.headers;
    const bearer = typeof authorization === 'string' ? BEARER.exec(authorization)?.[1] : undefined;
    return bearer?.startsWith(API_KEY_MARK) ? this.keys.callerOf(bearer) : this.host.callerOf(request);
  }
}
