import { InvalidInputError } from '#kernel';

export const WECOM_URL = 'https://qyapi.weixin.qq.com';
const PATH = '/cgi-bin/webhook/send';
const KEY = /^[A-Za-z0-9_-]{8,64}$/;

/**
 * The key in the address of a robot. Only the key is kept: messages always go to the configured WeCom, never to an address that somebody typed.
 * @param baseUrl of the configured WeCom
 * @throws InvalidInputError (field `webhook`) for the address of anybody else
 */
export function keyOfWebhook(webhook: string, baseUrl: string): string {
  const wrong = (english: string, chinese: string): InvalidInputError =>
    InvalidInputError.field('webhook', {
      'en-US': `${english}; copy the address of the robot from WeCom: ${WECOM_URL}${PATH}?key=…`,
      'zh-CN': `${chinese}；请从企业微信复制群机器人的地址：${WECOM_URL}${PATH}?key=…`,
    });
  if (!URL.canParse(webhook)) throw wrong('this is no address', '这不是网址');
  const url = new URL(webhook);
  if (url.username || url.password || url.hash) throw wrong('the address must not hold credentials or a fragment', '地址里不能有用户名、密码或 # 片段');
  const homes = [WECOM_URL, baseUrl].map((home) => new URL(home));
  if (!homes.some((home) => url.origin === home.origin && url.pathname === `${home.pathname.replace(/\/+$/, '')}${PATH}`)) throw wrong('this is not an address of WeCom', '这不是企业微信的地址');
  const key = url.searchParams.get('key') ?? '';
  if ([...url.searchParams].length !== 1 || !KEY.test(key)) throw wrong('the key is missing or not in its form', '缺少 key，或 key 的格式不对');
  return key;
}
