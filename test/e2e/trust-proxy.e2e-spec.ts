import { AccessWorld, tokenOf } from '../support/access-world';

const FORWARDED = '203.0.113.7, 10.0.0.2';

/** The address that the audit log keeps of a caller who says to come through two proxies. */
async function addressKept(trustProxy: string | undefined): Promise<unknown> {
  const world = await AccessWorld.start({ trustProxy });
  try {
    const administrator = tokenOf({ tenant: 'default', push_administrator: true }, world.clock);
    const key = { method: 'POST', path: '/push/api-keys', headers: { 'x-forwarded-for': FORWARDED }, body: { name: 'k', expiresAt: '2026-03-03T00:00:00Z', projectRoles: { sales: 'viewer' } } };
    await world.must(key, administrator);
    const { items } = await world.must<{ items: { action: string; remoteAddress: string | null }[] }>({ method: 'GET', path: '/push/audit' }, administrator);
    return items[0]?.remoteAddress;
  } finally {
    await world.stop();
  }
}

describe('TRUST_PROXY', () => {
  it.each([
    [undefined, /127\.0\.0\.1$/],
    ['1', /^10\.0\.0\.2$/],
    ['2', /^203\.0\.113\.7$/],
    ['loopback', /^10\.0\.0\.2$/],
    ['loopback,10.0.0.0/8', /^203\.0\.113\.7$/],
  ])('%s decides whose word about the address counts', async (trustProxy, address) => {
    expect(await addressKept(trustProxy)).toMatch(address);
  });
});
