import { byteLength, cutToBytes, messageLimit, type MessageContent, type RobotContent } from '#wecom';

const limitOf = (msgtype: 'text' | 'markdown'): number => messageLimit('robot', msgtype, 'content').max;

/**
 * A push as a robot posts it, within WeCom's limits in bytes of UTF-8, with people mentioned.
 * A text card, which robots do not know, becomes markdown with the same link.
 */
export function robotContentOf(content: MessageContent, wecomUserIds: readonly string[] = []): RobotContent {
  switch (content.msgtype) {
    case 'text':
      return { msgtype: 'text', text: { content: cutToBytes(content.text.content, limitOf('text')), ...(wecomUserIds.length > 0 && { mentioned_list: [...wecomUserIds] }) } };
    case 'markdown':
      return markdown(content.markdown.content, '', wecomUserIds);
    case 'textcard': {
      const { title, description, url } = content.textcard;
      return markdown(`**${title}**\n${description.replaceAll(/<br\s*\/?>/g, '\n').replaceAll(/<[^>]*>/g, '')}`, `\n[${title.replaceAll(/[[\]]/g, '')}](${url})`, wecomUserIds);
    }
  }
}

/** The link and the people stay whole; what does not fit is cut from the text. */
function markdown(text: string, link: string, wecomUserIds: readonly string[]): RobotContent {
  const end = link + (wecomUserIds.length > 0 ? `\n${wecomUserIds.map((id) => `<@${id}>`).join(' ')}` : '');
  return { msgtype: 'markdown', markdown: { content: cutToBytes(text, limitOf('markdown') - byteLength(end)) + end } };
}
