import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWTPayload } from 'jose';
import { TestClock } from '#kernel/testing';
import { HostUnavailableError } from '../domain/bi-host.errors';
import type { Caller } from '../domain/caller';
import { JwtHostAccess } from './jwt-host-access';
import type { JwtAccessOptions } from './jwt-access.options';

const SECRET = 'a-shared-secret-of-at-least-32-bytes!';
const HS256: JwtAccessOptions = { issuer: 'https://bi.example.com', audience: 'wecom-push', key: { algorithm: 'HS256', secret: SECRET } };
const CLAIMS = { sub: 'u2', tenant: 't1', name: '李娜', push_administrator: false, push_projects: { sales: 'editor', stock: 'viewer' } };

describe('JwtHostAccess', () => {
  const clock = new TestClock();
  const seconds = (): number => clock.now().getTime() / 1000;
  const payload = (more: JWTPayload = {}): JWTPayload => ({ ...CLAIMS, iss: HS256.issuer, aud: HS256.audience, exp: seconds() + 600, ...more });
  const encode = (part: unknown): string => Buffer.from(JSON.stringify(part)).toString('base64url');

  /** Signed here and not by jose, so that wrong things can be signed too. */
  const token = (claims: JWTPayload = payload(), secret = SECRET, alg = 'HS256', hash = 'sha256'): string => {
    const text = `${encode({ alg, typ: 'JWT' })}.${encode(claims)}`;
    return `${text}.${createHmac(hash, secret).update(text).digest('base64url')}`;
  };
  const callerOf = (given: string | undefined, options = HS256): Promise<Caller | undefined> =>
    new JwtHostAccess(options, clock).callerOf({ headers: { authorization: given === undefined ? undefined : `Bearer ${given}` } });

  it('knows the caller of a good token', async () => {
    const caller = await callerOf(token());
    expect(caller).toMatchObject({ tenantId: 't1', userId: 'u2', name: '李娜', administrator: false });
    expect(caller?.may('editor', 'sales')).toBe(true);
    expect(caller?.may('editor', 'stock')).toBe(false);
    expect(caller?.may('viewer', 'hr')).toBe(false);
  });

  it('gives nothing that the token does not say', async () => {
    const caller = await callerOf(token(payload({ push_administrator: undefined, push_projects: undefined })));
    expect(caller).toMatchObject({ administrator: false, roles: {} });
  });

  it('lets clocks differ by 30 seconds, not more', async () => {
    expect(await callerOf(token(payload({ exp: seconds() - 29 })))).toBeDefined();
    expect(await callerOf(token(payload({ exp: seconds() - 31 })))).toBeUndefined();
    expect(await callerOf(token(payload({ nbf: seconds() + 29 })))).toBeDefined();
    expect(await callerOf(token(payload({ nbf: seconds() + 31 })))).toBeUndefined();
  });

  const unsigned = (alg: string): string => `${encode({ alg, typ: 'JWT' })}.${encode(payload())}.`;
  it.each<[string, () => string | undefined]>([
    ['no token', () => undefined],
    ['no JWT', () => 'abc'],
    ['an unsigned one (none)', () => unsigned('none')],
    ['an unsigned one (None)', () => unsigned('None')],
    ['an unsigned one (HS256)', () => unsigned('HS256')],
    ['another algorithm with the right secret', () => token(payload(), SECRET, 'HS512', 'sha512')],
    ['an unknown algorithm', () => token(payload(), SECRET, 'HS1', 'sha1')],
    ['another secret', () => token(payload(), `${SECRET}?`)],
    ['another audience', () => token(payload({ aud: 'other' }))],
    ['no audience', () => token(payload({ aud: undefined }))],
    ['another issuer', () => token(payload({ iss: 'https://evil.example.com' }))],
    ['no end', () => token(payload({ exp: undefined }))],
    ['no user', () => token(payload({ sub: undefined }))],
    ['an empty user', () => token(payload({ sub: '' }))],
    ['no tenant', () => token(payload({ tenant: undefined }))],
    ['a number as user', () => token({ ...payload(), sub: 1 as unknown as string })],
    ['an administrator by text', () => token(payload({ push_administrator: 'false' }))],
    ['an unknown role', () => token(payload({ push_projects: { sales: 'owner' } }))],
    ['roles as a list', () => token(payload({ push_projects: ['sales'] }))],
  ])('knows nobody by %s', async (_case, make) => {
    expect(await callerOf(make())).toBeUndefined();
  });

  it('knows nobody by changed claims', async () => {
    const [header, , signature] = token().split('.');
    expect(await callerOf([header, encode(payload({ push_administrator: true })), signature].join('.'))).toBeUndefined();
  });

  it('reads the bearer scheme only, in any case', async () => {
    const access = new JwtHostAccess(HS256, clock);
    expect(await access.callerOf({ headers: { authorization: `bearer ${token()}` } })).toBeDefined();
    expect(await access.callerOf({ headers: { authorization: `Basic ${token()}` } })).toBeUndefined();
    expect(await access.callerOf({ headers: { authorization: [token()] } })).toBeUndefined();
  });

  it('refuses a secret that is too short', () => {
    expect(() => new JwtHostAccess({ ...HS256, key: { algorithm: 'HS256', secret: 'short' } }, clock)).toThrow('at least 32 bytes');
  });

  describe('with the keys of an identity provider', () => {
    let provider: Server;
    let keys: { publicKey: CryptoKey; privateKey: CryptoKey };
    let options: JwtAccessOptions;
    let fetches: number;
    let status: number;

    const rs256 = (kid = 'k1', claims = payload()): Promise<string> => new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid }).sign(keys.privateKey);

    beforeAll(async () => {
      keys = await generateKeyPair('RS256', { extractable: true });
    });

    beforeEach(async () => {
      fetches = 0;
      status = 200;
      const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'k1' };
      provider = createServer((_request, response) => {
        fetches++;
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ keys: [jwk] }));
      }).listen(0, '127.0.0.1');
      await once(provider, 'listening');
      const { port } = provider.address() as { port: number };
      options = { ...HS256, key: { algorithm: 'RS256', jwksUrl: `http://127.0.0.1:${port}/jwks.json` } };
    });

    afterEach(async () => {
      provider.closeAllConnections();
      provider.close();
      await once(provider, 'close');
    });

    it('knows the caller, and fetches the keys once', async () => {
      const access = new JwtHostAccess(options, clock);
      for (const bearer of [await rs256(), await rs256(), await rs256()]) {
        expect(await access.callerOf({ headers: { authorization: `Bearer ${bearer}` } })).toMatchObject({ userId: 'u2' });
      }
      expect(fetches).toBe(1);
    });

    it('knows nobody by a key it does not have, and does not fetch again for each', async () => {
      const access = new JwtHostAccess(options, clock);
      for (const kid of ['k2', 'k3', 'k4']) {
        expect(await access.callerOf({ headers: { authorization: `Bearer ${await rs256(kid)}` } })).toBeUndefined();
      }
      expect(fetches).toBe(1);
    });

    it('knows nobody by a token whose HMAC key is the public key', async () => {
      const jwk = JSON.stringify(await exportJWK(keys.publicKey));
      expect(await callerOf(token(payload(), jwk), options)).toBeUndefined();
    });

    it('says that it cannot tell, when the keys cannot be had', async () => {
      status = 500;
      await expect(callerOf(await rs256(), options)).rejects.toBeInstanceOf(HostUnavailableError);
      expect(await callerOf('abc', options)).toBeUndefined();
    });
  });
});
