import type { MessageContent } from '#wecom';

/** All words of a message, each in its place. */
export function textsOf(content: MessageContent): string[] {
  if (content.msgtype === 'text') return [content.text.content];
  if (content.msgtype === 'markdown') return [content.markdown.content];
  if (content.msgtype === 'markdown_v2') return [content.markdown_v2.content];
  if (content.msgtype === 'textcard') return [content.textcard.title, content.textcard.description];
  if (content.msgtype === 'news') return content.news.articles.flatMap(({ title, description = '' }) => [title, description]);
  if (content.msgtype !== 'template_card' || content.template_card.card_type !== 'text_notice') return [];
  const { source, main_title, emphasis_content, sub_title_text = '', horizontal_content_list = [] } = content.template_card;
  const items = horizontal_content_list.map(({ keyname, value = '' }) => `${keyname} ${value}`);
  return [source?.desc ?? '', main_title?.title ?? '', main_title?.desc ?? '', emphasis_content?.title ?? '', emphasis_content?.desc ?? '', sub_title_text, ...items];
}
