import { scrypt, timingSafeEqual } from 'node:crypto';

/** Of nobody's password: checked for unknown accounts, so that they take as long to refuse as known ones. */
const NOBODY = 'scrypt$16384$8$1$AAAAAAAAAAAAAAAAAAAAAA$' + 'A'.repeat(43);

/** @param hash `scrypt$N$r$p$salt$key`, salt and key in base64url; undefined for an account that is not there */
export async function passwordMatches(password: string, hash: string = NOBODY): Promise<boolean> {
  const [, n, r, p, salt, key] = hash.split('$');
  const expected = Buffer.from(key, 'base64url');
  const actual = await new Promise<Buffer>((resolve, reject) => {
    const options = { N: Number(n), r: Number(r), p: Number(p) };
    scrypt(password.normalize('NFC'), Buffer.from(salt, 'base64url'), expected.length, options, (error, result) => (error ? reject(error) : resolve(result)));
  });
  return timingSafeEqual(expected, actual);
}
