import { join } from 'node:path';
import { DATA } from './paths.mjs';

const HOST = '127.0.0.1';

/** The sandbox's demo provider, and the callback keys that are given to it and to the apps alike. */
const PROVIDER = {
  corpId: 'ww7c1e4b90d2f35a68',
  secret: 'demo-sandbox-provider-not-for-production-0001',
  token: 'QuickStartNotForProduction',
  encodingAesKey: 'QuickStartKeyNotForProductionQuickStartKey0',
  suites: {
    CUSTOMIZED_SUITE: { id: 'dk3f8a6c1e9b7d2045', secret: 'demo-sandbox-template-not-for-production-0001' },
    THIRD_PARTY_SUITE: { id: 'ww2b9d7f4e6a1c8035', secret: 'demo-sandbox-suite-not-for-production-0001' },
  },
};

/** What a person types to try the product; the sandbox and the demo host know the same. */
export const DEMO = {
  account: 'zhangwei',
  password: 'demo1234',
  corpId: 'ww5a9d0c2b7e41f386',
  agentId: 1000002,
  secret: 'demo-sandbox-secret-not-for-production-0001',
  /** Has no app of its own, and may authorize those of the demo provider. */
  otherCorpId: 'ww91e6c3d8a4b7f025',
};

// Known to everybody who reads this file: the apps refuse them, by the text in them, unless QUICK_START is set, and in production always.
const SECRETS = {
  SECRET_KEYS: `demo-not-for-production:${Buffer.from('quick-start key, never elsewhere').toString('base64')}`,
  HOST_SHARED_SECRET: 'quick-start-host-secret-not-for-production',
  JWT_SECRET: 'quick-start-jwt-secret-not-for-production',
};

/**
 * The processes of the quick start, in the order in which they are stopped.
 * @param {number} base first of four ports in a row
 */
export function demoProcesses(base) {
  const port = { api: base, scheduler: base + 1, sandbox: base + 2, 'demo-host': base + 3 };
  const address = (name) => `http://${HOST}:${port[name]}`;
  const given = (defaults) => Object.fromEntries(Object.entries(defaults).map(([name, value]) => [name, process.env[name] || value]));
  const shared = given({
    ...SECRETS,
    WECOM_BASE_URL: address('sandbox'),
    WECOM_OAUTH_URL: address('sandbox'),
    WECOM_LOGIN_URL: address('sandbox'),
    WECOM_INSTALL_URL: `${address('sandbox')}/3rdapp/install`,
    PUBLIC_URL: address('api'),
    PROVIDER_CORP_ID: PROVIDER.corpId,
    PROVIDER_SECRET: PROVIDER.secret,
    ...Object.fromEntries(Object.entries(PROVIDER.suites).map(([name, { id, secret }]) => [name, [id, secret, PROVIDER.token, PROVIDER.encodingAesKey].join(':')])),
    HOST_BASE_URL: address('demo-host'),
    DEFAULT_TENANT: 'demo',
    QUICK_START: 'true',
    LOG_LEVEL: 'info',
  });
  const env = {
    scheduler: () => shared,
    api: () => shared,
    'demo-host': () => ({ HOST_SHARED_SECRET: shared.HOST_SHARED_SECRET, PUBLIC_URL: address('demo-host'), LOG_LEVEL: shared.LOG_LEVEL }),
    sandbox: () => ({ SNAPSHOT_FILE: join(DATA, 'sandbox.json'), SEED: 'demo', LOG_LEVEL: shared.LOG_LEVEL }),
  };
  return Object.keys(env).map((name) => ({
    name,
    entry: `dist/apps/${name}/src/main.js`,
    port: port[name],
    address: address(name),
    env: { ...env[name](), PORT: String(port[name]), HOST },
  }));
}

/**
 * Does in the sandbox what a provider does in WeCom's console: tells where its callbacks go, and lets a ticket be pushed, without which no corp can
 * authorize. Also makes the address of the console a trusted domain of the demo app, so that people can bind themselves.
 * @param {{ api: string, sandbox: string }} at addresses
 */
export async function introduceProvider({ api, sandbox }) {
  const tell = async (method, path, body = {}) => {
    const request = { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const reply = await fetch(`${sandbox}/sandbox/${path}`, request);
    if (!reply.ok) throw new Error(`the sandbox refused ${method} ${path}: HTTP ${reply.status} ${await reply.text()}`);
  };
  for (const { id } of Object.values(PROVIDER.suites)) {
    const keys = { token: PROVIDER.token, encodingAesKey: PROVIDER.encodingAesKey };
    await tell('PUT', `suites/${id}/callback?which=callback`, { ...keys, url: `${api}/push/callbacks/suite-${id}` });
    await tell('PUT', `suites/${id}/callback?which=dataCallback`, { ...keys, url: `${api}/push/callbacks/data-${id}` });
    await tell('POST', `suites/${id}/ticket`);
  }
  const { port } = new URL(api);
  await tell('PATCH', `corps/${DEMO.corpId}/apps/${DEMO.agentId}`, { trustedDomains: [`127.0.0.1:${port}`, `localhost:${port}`] });
}
