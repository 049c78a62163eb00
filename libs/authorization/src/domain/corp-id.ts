import { InvalidInputError } from '#kernel';

const WHERE = 'an administrator finds it in the WeCom console under 我的企业 → 企业信息 → 企业ID (My company → Company information)';
/** Plaintext ids: `ww`, and `wx` for the oldest corps. WeCom states no length; the known ones have 18 characters. */
const CORP_ID = /^w[wx][0-9A-Za-z_-]{6,62}$/i;

/**
 * Reads a CorpID as an administrator typed or pasted it.
 * @throws InvalidInputError (field `corpId`) saying what was given instead, where that can be told, and where to find the right one
 */
export function parseCorpId(text: string): string {
  const corpId = text.trim();
  if (CORP_ID.test(corpId)) return corpId;
  if (/^\d+$/.test(corpId)) throw InvalidInputError.field('corpId', { 'en-US': `this looks like an AgentId; a CorpID begins with ww: ${WHERE}`, 'zh-CN': '这像是应用编号（AgentId）；企业 ID 以 ww 开头，在管理后台「我的企业 → 企业信息」页面底部' });
  if (/^wp/i.test(corpId)) throw InvalidInputError.field('corpId', { 'en-US': `this is the encrypted id that a provider sees; the corp's own begins with ww: ${WHERE}`, 'zh-CN': '这是服务商看到的加密 ID；企业自己的 ID 以 ww 开头，在管理后台「我的企业 → 企业信息」页面底部' });
  throw InvalidInputError.field('corpId', { 'en-US': `a CorpID begins with ww and has no blanks: ${WHERE}`, 'zh-CN': '企业 ID 以 ww 开头，没有空格，在管理后台「我的企业 → 企业信息」页面底部' });
}

/** What CorpIDs are compared by: WeCom ignores the case of plaintext ones. */
export const corpKeyOf = (corpId: string): string => corpId.toLowerCase();
