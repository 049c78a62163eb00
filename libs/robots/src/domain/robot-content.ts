import { InvalidInputError } from '#kernel';
import { byteLength, cutToBytes, messageLimit, type MessageContent, type RobotContent } from '#wecom';

const limitOf = (msgtype: 'text' | 'markdown' | 'markdown_v2'): number => messageLimit('robot', msgtype, 'content').max;

/** Types in which a robot can mention people. */
export const mayMention = (msgtype: MessageContent['msgtype']): boolean => msgtype === 'text' || msgtype === 'markdown' || msgtype === 'textcard';

/**
 * A push as a robot posts it, within WeCom's limits in bytes of UTF-8, with people mentioned.
 * A text card, which robots do not know, becomes markdown with the same link. Pictures and files are made for the robot itself: not here.
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
      const { title, description, url, btntxt } = content.textcard;
      return markdown(`**${title}**\n${linesOf(description)}`, `\n[${(btntxt || title).replaceAll(/[[\]]/g, '')}](${url})`, wecomUserIds);
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
      throw new RangeError('media of an app do not work in a group');
  }
}

const notForRobots = (what: string): InvalidInputError => InvalidInputError.field('templateKey', `a robot cannot post ${what}; choose a template with words`);

/** Each block is a line of its own. */
const linesOf = (description: string): string =>
  description.replaceAll(/<br\s*\/?>|<\/div>/g, '\n').replaceAll(/<[^>]*>/g, '').replaceAll(/\n{2,}/g, '\n').trim();

/** Room for people in markdown, in bytes: whoever comes after that is not mentioned, so that words are left. */
const MENTIONS_BYTES = 1500;

function mentionsIn(wecomUserIds: readonly string[]): string {
  let mentions = '';
  for (const id of wecomUserIds) {
    const next = `${mentions}${mentions === '' ? '\n' : ' '}<@${id}>`;
    if (byteLength(next) > MENTIONS_BYTES) break;
    mentions = next;
  }
  return mentions;
}

/** The link and the people stay whole; what does not fit is cut from the text. */
function markdown(text: string, link: string, wecomUserIds: readonly string[]): RobotContent {
  const end = link + mentionsIn(wecomUserIds);
  return { msgtype: 'markdown', markdown: { content: cutToBytes(text, limitOf('markdown') - byteLength(end)) + end } };
}
