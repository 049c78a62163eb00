import { randomBytes } from 'node:crypto';
import { SecretBox } from './secret-box';

describe('SecretBox', () => {
  const old = { id: 'k1', key: randomBytes(32) };
  const current = { id: 'k2', key: randomBytes(32) };
  const box = new SecretBox([current, old]);

  it.each(['secret', '', '密钥 😀 中文', 'x'.repeat(100_000)])('opens what it sealed', (plain) => {
    expect(box.open(box.seal(plain, 'row:1'), 'row:1')).toBe(plain);
  });

  it('shows nothing of the secret, and never seals it the same way twice', () => {
    const [first, second] = [box.seal('corp-secret', 'row:1'), box.seal('corp-secret', 'row:1')];
    expect(first).toMatch(/^v1\.k2\.[\w+/=]+$/);
    expect(first).not.toBe(second);
    expect(Buffer.from(first).toString('latin1')).not.toContain('corp-secret');
  });

  it('does not open in another row or column', () => {
    const sealed = box.seal('secret', 'push_authorization.secret:1');
    expect(() => box.open(sealed, 'push_authorization.secret:2')).toThrow('cannot be opened: it was changed, belongs elsewhere');
  });

  it('does not open when any one bit was changed', () => {
    const [version, keyId, body] = box.seal('secret', 'c').split('.') as [string, string, string];
    const bytes = Buffer.from(body, 'base64');
    for (let index = 0; index < bytes.length; index++) {
      const changed = Buffer.from(bytes);
      changed[index] ^= 1;
      expect(() => box.open([version, keyId, changed.toString('base64')].join('.'), 'c')).toThrow('cannot be opened');
    }
  });

  it.each(['', 'v1', 'v1.k2', 'v1.k2.', 'v1.k2.AAAA', 'v1.k2.not base64!', 'v2.k2.AAAA', 'v1.k2.AAAA.more', 'plain text'])('does not open "%s"', (sealed) => {
    expect(() => box.open(sealed, 'c')).toThrow('A stored secret cannot be opened');
  });

  it('still opens what an older key sealed, and seals with the first', () => {
    const sealed = new SecretBox([old]).seal('secret', 'c');
    expect(box.open(sealed, 'c')).toBe('secret');
    expect(box.seal('secret', 'c')).toMatch(/^v1\.k2\./);
  });

  it('names the key that is missing, or no longer the same', () => {
    const sealed = box.seal('secret', 'c');
    expect(() => new SecretBox([old]).open(sealed, 'c')).toThrow('its key k2 is not configured');
    expect(() => new SecretBox([{ id: 'k2', key: randomBytes(32) }]).open(sealed, 'c')).toThrow('the key k2 is another one');
  });

  it('refuses keys that would lose secrets', () => {
    expect(() => new SecretBox([])).toThrow('at least one key');
    expect(() => new SecretBox([{ id: 'k', key: randomBytes(16) }])).toThrow('must be 32 bytes');
    expect(() => new SecretBox([{ id: 'a.b', key: randomBytes(32) }])).toThrow('a key id is');
    expect(() => new SecretBox([old, { ...old, key: randomBytes(32) }])).toThrow('two keys have the same id');
  });

  it('reads keys as configuration gives them', () => {
    const text = ` ${current.id}:${current.key.toString('base64')} , ${old.id}:${old.key.toString('base64')}`;
    expect(SecretBox.parseKeys(text)).toEqual([current, old]);
  });

  it.each(['', 'k1', 'k1:', 'k1:c2hvcnQ=', `:${'A'.repeat(43)}=`, `k 1:${'A'.repeat(43)}=`, `k1:${'A'.repeat(43)}=,`, `k1:${'A'.repeat(43)}=:x`])(
    'refuses the keys "%s" without repeating them',
    (text) => {
      expect(() => SecretBox.parseKeys(text)).toThrow(/^expected id:base64-of-32-bytes, comma separated$/);
    },
  );
});
