import type { RealSystem } from './real-processes';

const TEMPLATE_ID = 'dk3f8a6c1e9b7d2045';
const KEYS = { token: 'ProcessTestToken', encodingAesKey: 'ProcessTestKeyNotForProductionProcessTest00' };

/** A corp of the sandbox without an app of its own: it is there to authorize a provider's. */
export const OTHER_CORP_ID = 'ww91e6c3d8a4b7f025';

/** Settings by which the system under test is the sandbox's demo provider, with its template of customised apps. */
export const DEMO_PROVIDER = {
  // Else the apps refuse secrets that everybody can read.
  QUICK_START: 'true',
  PROVIDER_CORP_ID: 'ww7c1e4b90d2f35a68',
  PROVIDER_SECRET: 'demo-sandbox-provider-not-for-production-0001',
  CUSTOMIZED_SUITE: [TEMPLATE_ID, 'demo-sandbox-template-not-for-production-0001', KEYS.token, KEYS.encodingAesKey].join(':'),
};

/** Tells the sandbox where the provider's callbacks go, and lets a ticket be pushed, without which no corp can authorize. */
export async function introduceProvider({ sandbox, api }: RealSystem): Promise<void> {
  const tell = async (method: string, path: string, body: object): Promise<void> => {
    const request = { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const reply = await fetch(`${sandbox.url}/sandbox/suites/${TEMPLATE_ID}/${path}`, request);
    if (!reply.ok) throw new Error(`the sandbox refused ${method} ${path}: ${await reply.text()}`);
  };
  await tell('PUT', 'callback?which=callback', { ...KEYS, url: `${api.url}/push/callbacks/suite-${TEMPLATE_ID}` });
  await tell('PUT', 'callback?which=dataCallback', { ...KEYS, url: `${api.url}/push/callbacks/data-${TEMPLATE_ID}` });
  await tell('POST', 'ticket', {});
}
