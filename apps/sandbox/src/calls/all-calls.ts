import type { Platform } from '../domain/platform';
import { agentCalls } from './agent.calls';
import type { ApiCall } from './api-call';
import { contactCalls } from './contact.calls';
import { identityCalls } from './identity.calls';
import { mediaCalls } from './media.calls';
import { messageCalls } from './message.calls';
import { suiteCalls } from './suite.calls';
import { tokenCalls } from './token.calls';

/** Every call of the platform's API that the sandbox answers. */
export function allCalls(platform: Platform): ApiCall[] {
  return [
    ...tokenCalls(platform),
    ...agentCalls(),
    ...messageCalls(platform),
    ...mediaCalls(platform),
    ...contactCalls(platform),
    ...identityCalls(platform),
    ...suiteCalls(platform),
  ];
}
