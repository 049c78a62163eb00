import { inBoth, InvalidInputError } from '#kernel';

const WHERE = inBoth('an administrator finds it in the WeCom console under 我的企业 → 企业信息 → 企业ID (My company → Company information)', '在管理后台「我的企业 → 企业信息」页面底部');
/** Plaintext ids: `ww`, and `wx` for the oldest corps. WeCom states no length; the known ones have 18 characters. */
const CORP_ID = /^w[wx][0-9A-Za-z_-]{6,62}$/i;

/**
 * Reads a CorpID as an administrator typed or pasted it.
 * @throws InvalidInputError (field `corpId`) saying what was given instead, where that can be told, and where to find the right one
 */
export function parseCorpId(text: string): string {
  const corpId = text.trim();
  if (CORP_ID.test(corpId)) return corpId;
  if (/^\d+$/.test(corpId)) throw wrong('this looks like an AgentId; a CorpID begins with ww', '这像是应用编号（AgentId）；企业 ID 以 ww 开头');
  if (/^wp/i.test(corpId)) throw wrong("this is the encrypted id that a provider sees; the corp's own begins with ww", '这是服务商看到的加密 ID；企业自己的 ID 以 ww 开头');
  throw wrong('a CorpID begins with ww and has no blanks', '企业 ID 以 ww 开头，没有空格');
}

const wrong = (english: string, chinese: string): InvalidInputError => InvalidInputError.field('corpId', inBoth(`${english}: ${WHERE['en-US']}`, `${chinese}，${WHERE['zh-CN']}`));

/** What CorpIDs are compared by: WeCom ignores the case of plaintext ones. */
export const corpKeyOf = (corpId: string): string => corpId.toLowerCase();
