import crypto from 'node:crypto';
import { SIGNATURE_TOLERANCE_SECONDS, signRequest, verifyRequest, type SignedRequest } from './request-signature';

const SECRET = 'a-shared-secret-of-the-tests-0123456789';
const NOW = new Date('2026-03-02T01:00:00Z');
const REQUEST: SignedRequest = { method: 'POST', pathWithQuery: '/bi/v1/users?query=%E5%BC%A0&limit=20', tenantId: 't1', body: '{"name":"张伟"}' };
const HEADERS = signRequest(SECRET, REQUEST, NOW);
const SIGNATURE = HEADERS['x-push-signature'];

const later = (seconds: number): Date => new Date(NOW.getTime() + seconds * 1000);

describe('request signature', () => {
  it('proves a request, whether its body is a text or bytes', () => {
    expect(verifyRequest(SECRET, REQUEST, HEADERS, NOW)).toBe(true);
    expect(verifyRequest(SECRET, { ...REQUEST, method: 'post', body: Buffer.from('{"name":"张伟"}') }, HEADERS, NOW)).toBe(true);
  });

  it('is what the document of the host contract says, for ever', () => {
    expect(signRequest('worked-example-secret-0123456789abcdef', { method: 'GET', pathWithQuery: '/bi/v1/users?query=%E5%BC%A0&limit=20', tenantId: 'default', body: '' }, NOW)).toEqual({
      'x-push-timestamp': '1772413200',
      'x-push-tenant': 'default',
      'x-push-signature': 'v1=0cc3a92c59616765c2971bc5ef02805adf9ea098a0141ad481280cbfdff90ddc',
    });
  });

  it.each<[string, Partial<SignedRequest>]>([
    ['method', { method: 'GET' }],
    ['path', { pathWithQuery: '/bi/v1/groups?query=%E5%BC%A0&limit=20' }],
    ['query', { pathWithQuery: '/bi/v1/users?query=%E5%BC%A0&limit=200' }],
    ['order of the query', { pathWithQuery: '/bi/v1/users?limit=20&query=%E5%BC%A0' }],
    ['tenant', { tenantId: 't2' }],
    ['body', { body: '{"name":"李娜"}' }],
    ['missing body', { body: '' }],
  ])('does not prove another %s', (_part, change) => {
    expect(verifyRequest(SECRET, { ...REQUEST, ...change }, HEADERS, NOW)).toBe(false);
  });

  it.each<[string, Record<string, string | string[] | undefined>]>([
    ['no timestamp', { 'x-push-timestamp': undefined }],
    ['no signature', { 'x-push-signature': undefined }],
    ['two signatures', { 'x-push-signature': [SIGNATURE] }],
    ['another timestamp', { 'x-push-timestamp': '1772413201' }],
    ['the same timestamp written otherwise', { 'x-push-timestamp': '01772413200' }],
    ['a timestamp that is no number', { 'x-push-timestamp': '1772413200.0' }],
    ['an empty signature', { 'x-push-signature': '' }],
    ['a shorter signature', { 'x-push-signature': SIGNATURE.slice(0, -1) }],
    ['a longer signature', { 'x-push-signature': `${SIGNATURE}0` }],
    ['upper case', { 'x-push-signature': SIGNATURE.toUpperCase() }],
    ['as many characters of more bytes', { 'x-push-signature': '签'.repeat(SIGNATURE.length) }],
  ])('does not hold with %s', (_case, change) => {
    expect(verifyRequest(SECRET, REQUEST, { ...HEADERS, ...change }, NOW)).toBe(false);
  });

  it('does not hold with another secret', () => {
    expect(verifyRequest(`${SECRET}!`, REQUEST, HEADERS, NOW)).toBe(false);
  });

  it('holds for five minutes, either way', () => {
    expect(verifyRequest(SECRET, REQUEST, HEADERS, later(SIGNATURE_TOLERANCE_SECONDS))).toBe(true);
    expect(verifyRequest(SECRET, REQUEST, HEADERS, later(-SIGNATURE_TOLERANCE_SECONDS))).toBe(true);
    expect(verifyRequest(SECRET, REQUEST, HEADERS, later(SIGNATURE_TOLERANCE_SECONDS + 1))).toBe(false);
    expect(verifyRequest(SECRET, REQUEST, HEADERS, later(-SIGNATURE_TOLERANCE_SECONDS - 1))).toBe(false);
  });

  it('compares in constant time, so that a signature cannot be guessed byte by byte', () => {
    const compare = jest.spyOn(crypto, 'timingSafeEqual');
    const almost = SIGNATURE.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    expect(verifyRequest(SECRET, REQUEST, { ...HEADERS, 'x-push-signature': almost }, NOW)).toBe(false);
    expect(compare).toHaveBeenCalledTimes(1);
    compare.mockRestore();
  });
});
