// Template cards, all five kinds.
import { el } from './common.js';
import { isWebAddress, link } from './rich-text.js';

const SOURCE_COLOURS = ['grey', 'black', 'red', 'green'];

/** A block that leads somewhere, if its target is an address. */
function leading(target, className, ...children) {
  const address = target?.url;
  if (!isWebAddress(address)) return el('div', { class: className }, ...children);
  const anchor = link(address, ...children);
  anchor.className = `${className} leading`;
  return anchor;
}

function head(card, tools) {
  const { source, action_menu: menu } = card;
  if (!source && !menu) return undefined;
  const nodes = [];
  if (source?.icon_url && isWebAddress(source.icon_url)) nodes.push(el('img', { src: source.icon_url, alt: '' }));
  nodes.push(el('span', { class: `from ${SOURCE_COLOURS[source?.desc_color ?? 0] ?? 'grey'}`, text: source?.desc ?? '' }));
  if (menu) {
    const list = el('span', { class: 'menu', hidden: true }, ...menu.action_list.map((action) => el('button', { type: 'button', text: action.text, on: { click: () => tools.use('menu', action.key) } })));
    const button = el('button', { class: 'dots', type: 'button', 'aria-label': menu.desc ?? '⋯', text: '⋯', on: { click: () => list.toggleAttribute('hidden') } });
    nodes.push(button, list);
  }
  return el('div', { class: 'tc-head' }, ...nodes);
}

function titles({ main_title: main, emphasis_content: emphasis, sub_title_text: sub }) {
  return [
    main?.title && el('div', { class: 'tc-title', text: main.title }),
    main?.desc && el('div', { class: 'tc-desc', text: main.desc }),
    emphasis && el('div', { class: 'tc-emphasis' }, el('b', { text: emphasis.title ?? '' }), el('span', { text: emphasis.desc ?? '' })),
    sub && el('div', { class: 'tc-sub', text: sub }),
  ];
}

function quote(area) {
  if (!area || (!area.title && !area.quote_text)) return undefined;
  return leading(area, 'tc-quote', area.title && el('strong', { text: area.title }), el('span', { text: area.quote_text ?? '' }));
}

function rows(list) {
  if (!list?.length) return undefined;
  const value = (row) => {
    if (row.type === 1) return link(row.url, row.value || row.url);
    if (row.type === 2) return el('a', { href: `/sandbox/media/${encodeURIComponent(row.media_id)}`, text: row.value });
    if (row.type === 3) return el('a', { text: row.value || row.userid });
    return el('span', { text: row.value ?? '' });
  };
  return el('div', { class: 'tc-rows' }, ...list.flatMap((row) => [el('span', { text: row.keyname }), value(row)]));
}

const vertical = (list) => (list?.length ? el('div', { class: 'tc-vertical' }, ...list.map((row) => el('div', {}, el('strong', { text: row.title }), el('span', { text: row.desc ?? '' })))) : undefined);

function pictures({ card_image: image, image_text_area: area }) {
  const nodes = [];
  if (image && isWebAddress(image.url)) {
    const picture = el('img', { class: 'tc-image', src: image.url, alt: '' });
    picture.style.aspectRatio = String(image.aspect_ratio ?? 1.3);
    nodes.push(picture);
  }
  if (area && isWebAddress(area.image_url)) {
    nodes.push(leading(area, 'tc-area', el('img', { src: area.image_url, alt: '' }), el('span', {}, el('strong', { text: area.title ?? '' }), el('small', { text: area.desc ?? '' }))));
  }
  return nodes;
}

function jumps(list) {
  if (!list?.length) return undefined;
  return el('div', { class: 'tc-jumps' }, ...list.map((jump) => leading(jump, 'tc-jump', el('span', { text: jump.title }), el('img', { src: '/assets/chevron-right.svg', alt: '' }))));
}

/** Options as radio buttons or boxes. @returns the block and what is chosen in it */
function question({ question_key: key, option_list: options = [], mode, disable }, chosen, done) {
  const inputs = options.map((option) => {
    const input = el('input', { type: mode === 1 ? 'checkbox' : 'radio', name: key, value: option.id, disabled: done || disable });
    input.checked = chosen ? chosen.includes(option.id) : option.is_checked === true;
    return el('label', { class: 'tc-option' }, input, el('span', { text: option.text }));
  });
  const block = el('div', { class: 'tc-options' }, ...inputs);
  return { block, read: () => [key, [...block.querySelectorAll('input:checked')].map((input) => input.value)] };
}

function selection({ question_key: key, title, option_list: options = [], selected_id: selected, disable }, chosen, done) {
  const select = el('select', { class: 'field', disabled: done || disable }, ...options.map((option) => el('option', { value: option.id, text: option.text })));
  select.value = chosen?.[0] ?? selected ?? options[0]?.id;
  const block = el('label', { class: 'tc-select' }, el('span', { text: title ?? '' }), select);
  return { block, read: () => [key, [select.value]] };
}

export function templateCard({ content: card }, tools) {
  const done = card.replace_text !== undefined;
  const questions = [];
  const ask = (made) => {
    questions.push(made);
    return made.block;
  };
  const answers = () => Object.fromEntries(questions.map(({ read }) => read()));
  const nodes = [head(card, tools)];
  const isNews = card.card_type === 'news_notice';
  if (isNews) nodes.push(el('div', { class: 'tc-title', text: card.main_title?.title ?? '' }), card.main_title?.desc && el('div', { class: 'tc-desc', text: card.main_title.desc }), ...pictures(card));
  else nodes.push(...titles(card));
  nodes.push(quote(card.quote_area), vertical(card.vertical_content_list), rows(card.horizontal_content_list), jumps(card.jump_list));

  if (card.checkbox) nodes.push(ask(question(card.checkbox, card.chosen?.[card.checkbox.question_key], done)));
  for (const select of card.select_list ?? []) nodes.push(ask(selection(select, card.chosen?.[select.question_key], done)));
  if (card.button_selection) nodes.push(ask(selection(card.button_selection, card.chosen?.[card.button_selection.question_key], done)));

  if (card.button_list && done) {
    nodes.push(el('div', { class: 'tc-buttons' }, el('button', { type: 'button', class: 'tc-button', disabled: true, text: card.replace_text })));
  } else if (card.button_list) {
    const many = card.button_list.length > 2;
    nodes.push(
      el(
        'div',
        { class: `tc-buttons${many ? ' stacked' : ''}` },
        ...card.button_list.map((button) => {
          const className = `tc-button style-${button.style ?? 1}`;
          if (button.type === 1) {
            const anchor = link(button.url, button.text);
            anchor.className = className;
            return anchor;
          }
          return el('button', { type: 'button', class: className, text: button.text, on: { click: () => tools.use('button', button.key, answers()) } });
        }),
      ),
    );
  }
  if (card.submit_button) {
    const submit = el('button', { type: 'button', class: 'tc-button style-1', disabled: done, text: card.replace_text ?? card.submit_button.text });
    submit.addEventListener('click', () => tools.use('submit', card.submit_button.key, answers()));
    nodes.push(el('div', { class: 'tc-buttons' }, submit));
  }
  const bubble = el('div', { class: 'bubble tcard' }, ...nodes.filter(Boolean));
  const target = card.card_action?.url;
  if (isWebAddress(target)) bubble.append(leading({ url: target }, 'go', el('span', { text: tools.text('open') }), el('img', { src: '/assets/chevron-right.svg', alt: '' })));
  return bubble;
}
