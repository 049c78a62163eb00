import type { SuitesData } from '../domain/suites';

export const DEMO_PROVIDER_CORP_ID = 'ww7c1e4b90d2f35a68';
export const DEMO_PROVIDER_SECRET = 'demo-sandbox-provider-not-for-production-0001';
export const DEMO_TEMPLATE_ID = 'dk3f8a6c1e9b7d2045';
export const DEMO_TEMPLATE_SECRET = 'demo-sandbox-template-not-for-production-0001';
export const DEMO_SUITE_ID = 'ww2b9d7f4e6a1c8035';
export const DEMO_SUITE_SECRET = 'demo-sandbox-suite-not-for-production-0001';

/** One provider with a template of customised apps and a third-party suite. */
export function demoSuites(): SuitesData {
  const common = { providerCorpId: DEMO_PROVIDER_CORP_ID, callback: null, dataCallback: null, tickets: [] };
  const trustedDomains = ['localhost:3000', '127.0.0.1:3000'];
  return {
    providers: [{ corpId: DEMO_PROVIDER_CORP_ID, name: '示例服务商', secret: DEMO_PROVIDER_SECRET, trustedIps: null }],
    suites: [
      { ...common, suiteId: DEMO_TEMPLATE_ID, kind: 'customized', name: 'BI 报表（代开发）', secret: DEMO_TEMPLATE_SECRET, trustedDomains: [...trustedDomains] },
      { ...common, suiteId: DEMO_SUITE_ID, kind: 'third_party', name: 'BI 报表（第三方）', secret: DEMO_SUITE_SECRET, trustedDomains: [...trustedDomains] },
    ],
  };
}
