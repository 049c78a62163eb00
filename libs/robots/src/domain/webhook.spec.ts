import { InvalidInputError } from '#kernel';
import { keyOfWebhook } from './webhook';

const KEY = '693a91f6-7aaa-4bc4-97a0-0ec2sifa5aaa';
const BASE = 'https://gateway.example.com/wecom';

describe('the address of a robot', () => {
  it.each([`https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${KEY}`, `${BASE}/cgi-bin/webhook/send?key=${KEY}`])('gives its key: %s', (webhook) => {
    expect(keyOfWebhook(webhook, BASE)).toBe(KEY);
  });

  it.each([
    `http://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${KEY}`,
    `https://qyapi.weixin.qq.com.evil.example/cgi-bin/webhook/send?key=${KEY}`,
    `https://qyapi.weixin.qq.com@evil.example/cgi-bin/webhook/send?key=${KEY}`,
    `https://user:word@qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${KEY}`,
    `https://qyapi.weixin.qq.com:8443/cgi-bin/webhook/send?key=${KEY}`,
    `https://qyapi.weixin.qq.com/cgi-bin/webhook/../message/send?key=${KEY}`,
    `https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${KEY}&key=other-key`,
    `https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${KEY}#x`,
    'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=a b',
    'https://qyapi.weixin.qq.com/cgi-bin/webhook/send',
    'http://169.254.169.254/latest/meta-data',
    'file:///etc/passwd',
    '群机器人',
  ])('is refused when it is not one of WeCom: %s', (webhook) => {
    expect(() => keyOfWebhook(webhook, BASE)).toThrow(InvalidInputError);
  });
});
