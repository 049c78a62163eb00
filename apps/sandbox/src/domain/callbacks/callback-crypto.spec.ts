import { aesKeyOf, open, seal, signatureOf } from './callback-crypto';

// The vectors of the fact sheet, section 3.4: cross-checked there with the official @wecom/crypto.
const TOKEN = 'hJ3kQz7TestToken01';
const KEY = 'BiPushDemoKey0123456789abcdefghijklmnopqrst';
const RANDOM = Buffer.from('0123456789abcdef', 'ascii');

const B_PLAIN =
  '<xml><ToUserName><![CDATA[ww1234567890abcdef]]></ToUserName><FromUserName><![CDATA[zhangsan]]></FromUserName><CreateTime>1760000000</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[绑定 AB12CD]]></Content><MsgId>7001700170017001700</MsgId><AgentID>1000002</AgentID></xml>';
const B_SEALED =
  'QZZT+LcBIgdjFdmPefLJq4h9MhxrDM0OEHb1EPMPHV7od6Wq67xzmowG2nuvZt5D/HkOC3KfmhK2NPzO3ET5jN9azSeFLJetiPcZ55wd4k+Reu/nXCkOGKFH3yBubn8QxxzkFcqCSG7vrCg5Quv05OeOIZkTTSgk2z/5cCXaP/Jar76zWVeLPPsznZGGqX+iMqid4CZLV+lXV2T6pSiM/hG+pP8EtFnTC0l0OlgxhKBsX0MDwW2QS/rfl+cfnWQjq940W9Yrl9KKAqottiWm0LZIeDBVrYJ+foo4VQfwFYj4I2fWnMZYrb1Pm3LsUl3x7pU/+GruJ14KLm+mMkISJf7+7X2/12ipeoz2rtN9ybnLm9fxFUUutwVAI7M550QXkD9z/obpkmXjfwwV5/LpJbcto1xzTj4OzLTo1SZy75mzjPVbp1TvVdnzRFOxej7DnJ3ePcbw84X1kQXiGXFAig==';
const C_PLAIN =
  '<xml><SuiteId><![CDATA[dk0123456789abcdef]]></SuiteId><InfoType><![CDATA[suite_ticket]]></InfoType><TimeStamp>1760000000</TimeStamp><SuiteTicket><![CDATA[tk-demo-0001]]></SuiteTicket></xml>';
const C_SEALED =
  'QZZT+LcBIgdjFdmPefLJqxfvHSVkPcoQecEgDER8kc8PinB3RY3Sm8wfgAxdGfR7ygCeKxvBMMql3a1KJfDxRXyXtKwz55RgO/RRkujI130okE1VXjzMFVdibttYNKGjQx1ToU+da4/xmtTCY/FOGL8heN11HlmtVGMr0nmaCh3UUHUsSoXnEjZoLmC7A6wJAngr7qhbJw35dUzepD8c/1OmoQnlz1Wd67kCGUArRZWCRp9sOSSZNOAxD8W1bfznEqjiTikM45ICe9TxR3La1fZMPcbTDhQwF3okvIvDN/PX2tdXhesHn7tBugK5abqznU/ecyjZhbwwxMERbgnXeQ==';

describe('callback crypto', () => {
  it.each([
    ['A, echostr', '6157421390876543210', 'ww1234567890abcdef', 'QZZT+LcBIgdjFdmPefLJq+zR+1slPu7hyy5gwtAHRLUuu5Kchp95SlmTiMvD+bSCDeuMr8K+ujJzJYrFS9/iIw==', '478c4734a7f2f036c5527906833bc95b70eea44c'],
    ['B, message in Chinese, padded by 25', B_PLAIN, 'ww1234567890abcdef', B_SEALED, 'a2be5151f5529e1288f89a27549708da6ee0b679'],
    ['C, suite ticket, padded by 29', C_PLAIN, 'dk0123456789abcdef', C_SEALED, '77eaa7c9be27e5610213ecbd27d79accf218db43'],
    ['D, without receiveid', '1234567890', '', 'QZZT+LcBIgdjFdmPefLJq4Xg30nqWk9ycPMb1iNXQ/c=', '37503d8e757b5e56aa0b46ddd94382c4eb2aef64'],
  ])('gives the bytes and signature of vector %s', (_name, message, receiveId, sealed, signature) => {
    expect(seal(KEY, message, receiveId, RANDOM)).toBe(sealed);
    expect(signatureOf(TOKEN, '1760000000', '1234567890', sealed)).toBe(signature);
    expect(open(KEY, sealed)).toEqual({ message, receiveId });
  });

  it('takes a key whose last character has spare bits, and no other length', () => {
    expect(aesKeyOf(KEY).toString('hex')).toBe('0623eeb210de9a829ecb4d76df8e7aefcf5a6dc75e7e08628e49669e8a6aaecb');
    expect(() => aesKeyOf(KEY.slice(1))).toThrow(RangeError);
  });

  it('refuses what was sealed with another key', () => {
    const other = KEY.replace('Demo', 'Omed');
    expect(() => open(other, seal(KEY, 'x', 'ww1', RANDOM))).toThrow(RangeError);
  });
});
