import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** A 32-byte AES key with the id that is written beside everything it encrypts. */
export interface SecretKey {
  id: string;
  key: Buffer;
}

const VERSION = 'v1';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts secrets for storage: AES-256-GCM, a fresh IV each time, the key's id in clear beside it so that keys can be
 * changed while old rows are still read. The sealed text is bound to its context (row and column), so that a value
 * copied into another row does not open.
 */
export class SecretBox {
  private readonly keys: ReadonlyMap<string, Buffer>;
  private readonly current: SecretKey;

  /** @param keys the first one seals; all of them open */
  constructor(keys: readonly SecretKey[]) {
    if (keys.length === 0) throw new Error('SecretBox needs at least one key');
    for (const { id, key } of keys) {
      if (key.length !== 32) throw new Error(`SecretBox: key ${id} must be 32 bytes`);
      if (!/^[\w-]{1,32}$/.test(id)) throw new Error('SecretBox: a key id is 1 to 32 letters, digits, _ or -');
    }
    this.current = keys[0]!;
    this.keys = new Map(keys.map(({ id, key }) => [id, key]));
    if (this.keys.size < keys.length) throw new Error('SecretBox: two keys have the same id');
  }

  /**
   * Reads keys as configuration gives them.
   * @param text `id:base64`, several separated by commas, the sealing one first; each 32 bytes before base64
   */
  static parseKeys(text: string): SecretKey[] {
    return text.split(',').map((part) => {
      const [id, encoded, ...rest] = part.trim().split(':');
      const key = Buffer.from(encoded ?? '', 'base64');
      if (!id || !/^[\w-]{1,32}$/.test(id) || rest.length > 0 || key.length !== 32) throw new Error('expected id:base64-of-32-bytes, comma separated');
      return { id, key };
    });
  }

  /** @param context what the secret belongs to, such as `push_authorization.secret:<id>`; the same is needed to open it */
  seal(plain: string, context: string): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.current.key, iv).setAAD(Buffer.from(context));
    const body = Buffer.concat([iv, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return `${VERSION}.${this.current.id}.${body.toString('base64')}`;
  }

  /** @throws Error when the key is unknown, or the text or its context was changed */
  open(sealed: string, context: string): string {
    const [version, keyId = '', encoded = '', ...rest] = sealed.split('.');
    if (version !== VERSION || rest.length > 0) throw new Error('A stored secret cannot be opened: it is not in a form that this version writes');
    const key = this.keys.get(keyId);
    if (!key) throw new Error(`A stored secret cannot be opened: its key ${keyId} is not configured`);
    try {
      const body = Buffer.from(encoded, 'base64');
      const decipher = createDecipheriv('aes-256-gcm', key, body.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES })
        .setAAD(Buffer.from(context))
        .setAuthTag(body.subarray(-TAG_BYTES));
      return Buffer.concat([decipher.update(body.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]).toString('utf8');
    } catch (cause) {
      throw new Error(`A stored secret cannot be opened: it was changed, belongs elsewhere, or the key ${keyId} is another one than when it was stored`, { cause });
    }
  }
}
