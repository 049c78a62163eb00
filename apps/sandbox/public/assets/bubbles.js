// One drawing for each message type.
import { templateCard } from './cards.js';
import { el } from './common.js';
import { markdownV2 } from './markdown-v2.js';
import { cardText, isWebAddress, link, markdown, plainText } from './rich-text.js';

const media = (content) => `/sandbox/media/${encodeURIComponent(content.media_id)}`;

function go(address, label) {
  const anchor = link(address, el('span', { text: label }), el('img', { src: '/assets/chevron-right.svg', alt: '' }));
  anchor.classList.add('go');
  return anchor;
}

function size(bytes) {
  if (bytes >= 1_048_576) return `${(bytes / 1_048_576).toFixed(1)} MB`;
  return bytes >= 1024 ? `${Math.round(bytes / 1024)} KB` : `${bytes} B`;
}

function articles(list, addressOf, pictureOf) {
  const block = (className, article) => {
    const anchor = link(addressOf(article));
    anchor.className = className;
    return anchor;
  };
  const photo = (article) => {
    const address = pictureOf(article);
    return address ? el('img', { src: address, alt: '' }) : undefined;
  };
  if (list.length === 1) {
    const [only] = list;
    const anchor = block('news-one', only);
    anchor.append(...[photo(only), el('strong', { text: only.title }), el('p', { text: only.description ?? only.digest ?? '' })].filter(Boolean));
    return el('div', { class: 'bubble news' }, anchor);
  }
  return el(
    'div',
    { class: 'bubble news' },
    ...list.map((article, index) => {
      const anchor = block(index === 0 ? 'news-first' : 'news-next', article);
      anchor.append(...[el('strong', { text: article.title }), photo(article)].filter(Boolean));
      return anchor;
    }),
  );
}

const DRAWINGS = {
  text: ({ content }) => {
    const mentions = [...(content.mentioned_list ?? []), ...(content.mentioned_mobile_list ?? [])].map((who) => el('a', { text: `@${who === '@all' ? '所有人' : who} ` }));
    return el('div', { class: 'bubble text' }, ...plainText(content.content), ...(mentions.length > 0 ? [el('div', {}, ...mentions)] : []));
  },
  markdown: ({ content }) => el('div', { class: 'bubble markdown' }, ...markdown(content.content)),
  markdown_v2: ({ content }) => el('div', { class: 'bubble markdown v2' }, ...markdownV2(content.content)),
  textcard: ({ content }) =>
    el('div', { class: 'bubble card' }, el('div', { class: 'title', text: content.title }), el('div', { class: 'description' }, ...cardText(content.description)), go(content.url, content.btntxt)),
  news: ({ content }) => articles(content.articles, (article) => article.url, (article) => (isWebAddress(article.picurl) ? article.picurl : undefined)),
  mpnews: ({ content }) => articles(content.articles, (article) => article.content_source_url, (article) => `/sandbox/media/${encodeURIComponent(article.thumb_media_id)}`),
  image: ({ content }) => el('div', { class: 'bubble image' }, el('img', { src: media(content), alt: content.file_name ?? '' })),
  voice: ({ content }) => el('div', { class: 'bubble text voice' }, el('span', { class: 'waves' }), `${Math.max(1, Math.round(content.file_size / 1600))}″`),
  video: ({ content }) => el('div', { class: 'bubble video' }, el('a', { href: media(content), class: 'play', 'aria-label': 'play' }), el('div', { class: 'caption', text: content.title || content.file_name })),
  file: ({ content }) => {
    const extension = (content.file_name.split('.').at(-1) ?? '').slice(0, 4).toUpperCase();
    return el('a', { class: 'bubble file', href: media(content) }, el('span', { class: 'words' }, el('strong', { text: content.file_name }), el('small', { text: size(content.file_size) })), el('span', { class: `kind kind-${extension.toLowerCase()}`, text: extension }));
  },
  miniprogram_notice: ({ content }) =>
    el(
      'div',
      { class: 'bubble card' },
      el('div', { class: 'title', text: content.title }),
      content.description && el('div', { class: 'description', text: content.description }),
      content.content_item.length > 0 && el('div', { class: `tc-rows${content.emphasis_first_item ? ' emphasised' : ''}` }, ...content.content_item.flatMap(({ key, value }) => [el('span', { text: key }), el('span', { text: value })])),
      el('div', { class: 'go' }, el('span', { text: '小程序' }), el('img', { src: '/assets/chevron-right.svg', alt: '' })),
    ),
  template_msg: ({ content }) =>
    el('div', { class: 'bubble card' }, el('div', { class: 'tc-rows' }, ...content.content_item.flatMap(({ key, value }) => [el('span', { text: key }), el('span', { text: value })])), isWebAddress(content.url) && go(content.url, '详情')),
  template_card: templateCard,
};

const WIDE = new Set(['textcard', 'news', 'mpnews', 'template_card', 'miniprogram_notice', 'template_msg', 'markdown_v2']);

export const isWide = (message) => WIDE.has(message.msgType);

/**
 * @param tools `text` looks words up, `use` reports what was pressed on a card
 * @returns the message's drawing; a type without one shows its JSON
 */
export function draw(message, tools) {
  const drawing = DRAWINGS[message.msgType];
  return drawing ? drawing(message, tools) : el('div', { class: 'bubble text', text: JSON.stringify(message.content, null, 1) });
}
