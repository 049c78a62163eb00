import { join } from 'node:path';
import { DATA } from './paths.mjs';

const HOST = '127.0.0.1';

/** What a person types to try the product; the sandbox and the demo host know the same. */
export const DEMO = {
  account: 'zhangwei',
  password: 'demo1234',
  corpId: 'ww5a9d0c2b7e41f386',
  agentId: 1000002,
  secret: 'demo-sandbox-secret-not-for-production-0001',
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
