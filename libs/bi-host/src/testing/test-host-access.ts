import { Injectable } from '@nestjs/common';
import { Caller, type CallerFacts } from '../domain/caller';
import { HostAccess, type AccessRequest } from '../ports/host-access.port';

const HEADER = 'x-test-caller';

/** The tenant of test callers that name no other. */
export const TEST_TENANT = 'default';

/** Believes the header `x-test-caller`, a JSON object of {@link CallerFacts}. For tests only. */
@Injectable()
export class TestHostAccess extends HostAccess {
  override async callerOf(request: AccessRequest): Promise<Caller | undefined> {
    const header = request.headers[HEADER];
    if (typeof header !== 'string') return undefined;
    const facts: Partial<CallerFacts> = JSON.parse(header);
    return new Caller(callerFacts(facts));
  }
}

function callerFacts(facts: Partial<CallerFacts>): CallerFacts {
  return { tenantId: TEST_TENANT, userId: 'u1', name: '张伟', administrator: false, projectRoles: {}, ...facts };
}

/** A caller for a test of a service: user `u1` of {@link TEST_TENANT} without any role, unless said otherwise. */
export function testCaller(facts: Partial<CallerFacts> = {}): Caller {
  return new Caller(callerFacts(facts));
}

/** Headers that make a request this caller's: `request(server).get('/push/…').set(asCaller({ administrator: true }))`. */
export function asCaller(facts: Partial<CallerFacts> = {}): Record<string, string> {
  // Headers hold no Chinese as it is; JSON's escapes are ASCII.
  const json = JSON.stringify(callerFacts(facts)).replaceAll(/[\u0080-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return { [HEADER]: json };
}
