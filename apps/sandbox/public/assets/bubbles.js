// One drawing for each message type.
import { el } from './common.js';
import { cardText, link, markdown, plainText } from './rich-text.js';

const DRAWINGS = {
  text: ({ content }) => el('div', { class: 'bubble text' }, ...plainText(content.content)),
  markdown: ({ content }) => el('div', { class: 'bubble markdown' }, ...markdown(content.content)),
  textcard: ({ content }) => {
    const go = link(content.url, el('span', { text: content.btntxt }), el('img', { src: '/assets/chevron-right.svg', alt: '' }));
    go.classList.add('go');
    return el('div', { class: 'bubble card' }, el('div', { class: 'title', text: content.title }), el('div', { class: 'description' }, ...cardText(content.description)), go);
  },
};

const WIDE = new Set(['textcard', 'news', 'mpnews', 'template_card', 'miniprogram_notice', 'template_msg']);

export const isWide = (message) => WIDE.has(message.msgType);

/** @returns the message's drawing; a type without one shows its JSON */
export function draw(message, tools) {
  const drawing = DRAWINGS[message.msgType];
  return drawing ? drawing(message, tools) : el('div', { class: 'bubble text', text: JSON.stringify(message.content, null, 1) });
}
