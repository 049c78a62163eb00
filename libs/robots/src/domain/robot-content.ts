import { InvalidInputError } from '#kernel';
import { byteLength, cutToBytes, messageLimit, type MessageContent, type RobotContent } from '#wecom';

const limitOf = (msgtype: 'text' | 'markdown' | 'markdown_v2'): number => messageLimit('robot', msgtype, 'content').max;

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
    case 'markdown_v2':
      // It knows no mentions: nobody is called by it.
      return { msgtype: 'markdown_v2', markdown_v2: { content: cutToBytes(content.markdown_v2.content, limitOf('markdown_v2')) } };
    case 'textcard': {
      const { title, description, url } = content.textcard;
      return markdown(`**${title}**\n${description.replaceAll(/<br\s*\/?>/g, '\n').replaceAll(/<[^>]*>/g, '')}`, `\n[${title.replaceAll(/[[\]]/g, '')}](${url})`, wecomUserIds);
    }
    case 'news':
      return { msgtype: 'news', news: { articles: content.news.articles.map(({ title, description, url = '', picurl }) => ({ title, description, url, picurl })) } };
    case 'template_card': {
      const card = content.template_card;
      if (card.card_type !== 'text_notice' && card.card_type !== 'news_notice') throw notForRobots('a card that asks for an answer');
      return { msgtype: 'template_card', template_card: card };
    }
    case 'image':
    case 'file':
      // Both are uploaded to the robot itself: media of an app do not work here.
      throw notForRobots('a picture or a file alone');
  }
}

const notForRobots = (what: string): InvalidInputError => InvalidInputError.field('templateKey', `a robot cannot post ${what}; choose a template with words`);

/** The link and the people stay whole; what does not fit is cut from the text. */
function markdown(text: string, link: string, wecomUserIds: readonly string[]): RobotContent {
  const end = link + (wecomUserIds.length > 0 ? `\n${wecomUserIds.map((id) => `<@${id}>`).join(' ')}` : '');
  return { msgtype: 'markdown', markdown: { content: cutToBytes(text, limitOf('markdown') - byteLength(end)) + end } };
}
