import { createCipheriv } from 'node:crypto';
import * as official from '@wecom/crypto';
import * as fc from 'fast-check';
import { CallbackCrypto } from './callback-crypto';
import { CallbackRejectedError, type CallbackFlaw } from './callback.errors';

const token = 'hJ3kQz7TestToken01';
const encodingAesKey = 'BiPushDemoKey0123456789abcdefghijklmnopqrst';
const timestamp = '1760000000';
const nonce = '1234567890';
const random = Buffer.from('0123456789abcdef');
const crypto = new CallbackCrypto(token, encodingAesKey);

/** Vectors A to D, computed with Node's crypto and checked against the official package. */
const vectors = {
  A: {
    receiveId: 'ww1234567890abcdef',
    message: '6157421390876543210',
    encrypt: 'QZZT+LcBIgdjFdmPefLJq+zR+1slPu7hyy5gwtAHRLUuu5Kchp95SlmTiMvD+bSCDeuMr8K+ujJzJYrFS9/iIw==',
    signature: '478c4734a7f2f036c5527906833bc95b70eea44c',
  },
  B: {
    receiveId: 'ww1234567890abcdef',
    message:
      '<xml><ToUserName><![CDATA[ww1234567890abcdef]]></ToUserName><FromUserName><![CDATA[zhangsan]]></FromUserName><CreateTime>1760000000</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[绑定 AB12CD]]></Content><MsgId>7001700170017001700</MsgId><AgentID>1000002</AgentID></xml>',
    encrypt:
      'QZZT+LcBIgdjFdmPefLJq4h9MhxrDM0OEHb1EPMPHV7od6Wq67xzmowG2nuvZt5D/HkOC3KfmhK2NPzO3ET5jN9azSeFLJetiPcZ55wd4k+Reu/nXCkOGKFH3yBubn8QxxzkFcqCSG7vrCg5Quv05OeOIZkTTSgk2z/5cCXaP/Jar76zWVeLPPsznZGGqX+iMqid4CZLV+lXV2T6pSiM/hG+pP8EtFnTC0l0OlgxhKBsX0MDwW2QS/rfl+cfnWQjq940W9Yrl9KKAqottiWm0LZIeDBVrYJ+foo4VQfwFYj4I2fWnMZYrb1Pm3LsUl3x7pU/+GruJ14KLm+mMkISJf7+7X2/12ipeoz2rtN9ybnLm9fxFUUutwVAI7M550QXkD9z/obpkmXjfwwV5/LpJbcto1xzTj4OzLTo1SZy75mzjPVbp1TvVdnzRFOxej7DnJ3ePcbw84X1kQXiGXFAig==',
    signature: 'a2be5151f5529e1288f89a27549708da6ee0b679',
  },
  C: {
    receiveId: 'dk0123456789abcdef',
    message:
      '<xml><SuiteId><![CDATA[dk0123456789abcdef]]></SuiteId><InfoType><![CDATA[suite_ticket]]></InfoType><TimeStamp>1760000000</TimeStamp><SuiteTicket><![CDATA[tk-demo-0001]]></SuiteTicket></xml>',
    encrypt:
      'QZZT+LcBIgdjFdmPefLJqxfvHSVkPcoQecEgDER8kc8PinB3RY3Sm8wfgAxdGfR7ygCeKxvBMMql3a1KJfDxRXyXtKwz55RgO/RRkujI130okE1VXjzMFVdibttYNKGjQx1ToU+da4/xmtTCY/FOGL8heN11HlmtVGMr0nmaCh3UUHUsSoXnEjZoLmC7A6wJAngr7qhbJw35dUzepD8c/1OmoQnlz1Wd67kCGUArRZWCRp9sOSSZNOAxD8W1bfznEqjiTikM45ICe9TxR3La1fZMPcbTDhQwF3okvIvDN/PX2tdXhesHn7tBugK5abqznU/ecyjZhbwwxMERbgnXeQ==',
    signature: '77eaa7c9be27e5610213ecbd27d79accf218db43',
  },
  D: { receiveId: '', message: '1234567890', encrypt: 'QZZT+LcBIgdjFdmPefLJq4Xg30nqWk9ycPMb1iNXQ/c=', signature: '37503d8e757b5e56aa0b46ddd94382c4eb2aef64' },
};

const flawOf = (open: () => unknown): CallbackFlaw => {
  try {
    open();
  } catch (error) {
    if (error instanceof CallbackRejectedError) return error.flaw;
    throw error;
  }
  throw new Error('was accepted');
};

/** A signed callback around any plain blob, padded or not as the test wants. */
const signedBlob = (blob: Buffer): [{ msgSignature: string; timestamp: string; nonce: string }, string] => {
  const key = Buffer.from(`${encodingAesKey}=`, 'base64');
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const encrypt = Buffer.concat([cipher.update(blob), cipher.final()]).toString('base64');
  return [{ msgSignature: crypto.sign(timestamp, nonce, encrypt), timestamp, nonce }, encrypt];
};
const blobOf = (length: number, rest: Buffer): Buffer => {
  const head = Buffer.alloc(20);
  head.writeUInt32BE(length, 16);
  return Buffer.concat([head, rest]);
};

describe('CallbackCrypto', () => {
  describe.each(Object.entries(vectors))('vector %s', (_name, { receiveId, message, encrypt, signature }) => {
    it('encrypts and signs to the same text', () => {
      expect(crypto.encrypt(message, receiveId, random)).toBe(encrypt);
      expect(crypto.sign(timestamp, nonce, encrypt)).toBe(signature);
    });

    it('opens to the same message', () => {
      expect(crypto.open({ msgSignature: signature, timestamp, nonce }, encrypt, ['another', receiveId])).toEqual({ message, receiveId });
    });

    it('agrees with the official package', () => {
      expect(official.encrypt(encodingAesKey, message, receiveId, random)).toBe(encrypt);
      expect(official.getSignature(token, timestamp, nonce, encrypt)).toBe(signature);
      expect(official.decrypt(encodingAesKey, encrypt)).toMatchObject({ message, id: receiveId });
    });
  });

  it('agrees with the official package on any message', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.string({ unit: 'grapheme-ascii', maxLength: 40 }), (message, receiveId) => {
        const encrypt = crypto.encrypt(message, receiveId);
        expect(official.decrypt(encodingAesKey, encrypt)).toMatchObject({ message, id: receiveId });
        const theirs = official.encrypt(encodingAesKey, message, receiveId);
        const msgSignature = official.getSignature(token, timestamp, nonce, theirs);
        expect(crypto.open({ msgSignature, timestamp, nonce }, theirs, [receiveId])).toEqual({ message, receiveId });
      }),
    );
  });

  const { A } = vectors;
  const query = { msgSignature: A.signature, timestamp, nonce };

  it.each([
    ['another signature', { ...query, msgSignature: '0'.repeat(40) }],
    ['upper-case hex', { ...query, msgSignature: A.signature.toUpperCase() }],
    ['a shorter signature', { ...query, msgSignature: A.signature.slice(0, 39) }],
    ['an empty signature', { ...query, msgSignature: '' }],
    ['another time', { ...query, timestamp: '1760000001' }],
    ['another nonce', { ...query, nonce: '1234567891' }],
  ])('refuses %s', (_case, wrong) => {
    expect(flawOf(() => crypto.open(wrong, A.encrypt, [A.receiveId]))).toBe('signature');
  });

  it('refuses an echostr whose + became a space, as by decoding it twice', () => {
    expect(flawOf(() => crypto.open(query, A.encrypt.replaceAll('+', ' '), [A.receiveId]))).toBe('signature');
  });

  it('refuses a callback of another Token', () => {
    expect(flawOf(() => new CallbackCrypto('other', encodingAesKey).open(query, A.encrypt, [A.receiveId]))).toBe('signature');
  });

  it('refuses a callback for another corp, and one for nobody unless that is accepted', () => {
    expect(flawOf(() => crypto.open(query, A.encrypt, ['ww0000000000000000', '']))).toBe('receive_id');
    expect(flawOf(() => crypto.open({ ...query, msgSignature: vectors.D.signature }, vectors.D.encrypt, [A.receiveId]))).toBe('receive_id');
  });

  it('a right Token with a wrong EncodingAESKey is never accepted', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9]{43}$/), (otherKey) => {
        fc.pre(otherKey.slice(0, 42) !== encodingAesKey.slice(0, 42));
        expect(['padding', 'length', 'receive_id']).toContain(flawOf(() => new CallbackCrypto(token, otherKey).open(query, A.encrypt, [A.receiveId])));
      }),
    );
  });

  it.each<[string, Buffer, CallbackFlaw]>([
    ['padding 0', blobOf(2, Buffer.concat([Buffer.from('hi'), Buffer.alloc(10, 0)])), 'padding'],
    ['padding 33', blobOf(2, Buffer.concat([Buffer.from('hi'), Buffer.alloc(42, 33)])), 'padding'],
    ['padding that is not all the same', blobOf(2, Buffer.concat([Buffer.from('hi'), Buffer.alloc(8, 1), Buffer.from([9, 3])])), 'padding'],
    ['padding longer than the text', Buffer.alloc(16, 20), 'padding'],
    ['a length beyond the text', blobOf(999, Buffer.alloc(12, 12)), 'length'],
    ['a length of 4 GB', blobOf(0xffffffff, Buffer.alloc(12, 12)), 'length'],
    ['nothing but padding', Buffer.alloc(32, 32), 'length'],
  ])('refuses %s, which is signed', (_case, blob, flaw) => {
    const [signed, encrypt] = signedBlob(blob);
    expect(flawOf(() => crypto.open(signed, encrypt, ['', 'hi']))).toBe(flaw);
  });

  it.each(['', 'QZZT', 'not base64 at all!', 'QZZT+LcBIgdjFdmPefLJqw=='.slice(0, 20)])('refuses the signed ciphertext "%s"', (encrypt) => {
    const signed = { msgSignature: crypto.sign(timestamp, nonce, encrypt), timestamp, nonce };
    expect(['ciphertext', 'padding']).toContain(flawOf(() => crypto.open(signed, encrypt, [''])));
  });

  it('takes a message whose padding is a multiple of 16 beyond 16, on which OpenSSL itself fails', () => {
    const encrypt = crypto.encrypt('x'.repeat(3), '', random);
    expect(crypto.open({ msgSignature: crypto.sign(timestamp, nonce, encrypt), timestamp, nonce }, encrypt, [''])).toMatchObject({ message: 'xxx' });
  });

  it('takes the key with white space around it and refuses any other form by naming the field', () => {
    expect(new CallbackCrypto(token, ` ${encodingAesKey}\n`).open(query, A.encrypt, [A.receiveId]).message).toBe(A.message);
    for (const key of ['', encodingAesKey.slice(1), `${encodingAesKey}=`, encodingAesKey.replace('B', '+')]) {
      expect(() => new CallbackCrypto(token, key)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT', message: expect.stringContaining('43') }));
    }
  });

  it('seals a passive reply that its receiver can open', () => {
    const xml = crypto.sealReply('<xml><MsgType><![CDATA[text]]></MsgType></xml>', A.receiveId, { timestamp: 1760000001, nonce: 'n2' });
    const field = (name: string): string => new RegExp(`<${name}>(?:<!\\[CDATA\\[)?([^\\]<]*)`).exec(xml)?.[1] ?? '';
    expect(official.getSignature(token, field('TimeStamp'), field('Nonce'), field('Encrypt'))).toBe(field('MsgSignature'));
    expect(official.decrypt(encodingAesKey, field('Encrypt'))).toMatchObject({ message: '<xml><MsgType><![CDATA[text]]></MsgType></xml>', id: A.receiveId });
  });

  it('says what to check, and nothing of the callback', () => {
    const error = new CallbackRejectedError('padding');
    expect(error).toMatchObject({ code: 'CALLBACK_REJECTED', kind: 'forbidden', details: { flaw: 'padding' } });
    expect(error.message).toContain('EncodingAESKey');
  });
});

describe('the official package, which is why we have our own', () => {
  it('takes damaged padding and a wrong length for good', () => {
    const [, damaged] = signedBlob(blobOf(2, Buffer.concat([Buffer.from('hi'), Buffer.alloc(42, 33)])));
    expect(official.decrypt(encodingAesKey, damaged).message).toBe('hi');
    const [, tooLong] = signedBlob(blobOf(999, Buffer.concat([Buffer.from('hi'), Buffer.alloc(10, 10)])));
    expect(official.decrypt(encodingAesKey, tooLong)).toMatchObject({ message: 'hi', id: '' });
  });
});
