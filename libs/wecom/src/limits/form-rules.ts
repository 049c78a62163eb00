import type { AppMessageContent, RobotContent } from '../messages/message-content';
import type { TemplateCard } from '../messages/template-card';
import { fieldsAt } from './field-path';

/** A wrong form, besides lengths: WeCom refuses the call. `field` is under the payload. */
export interface FormFault {
  field: string;
  rule: 'missing' | 'malformed' | 'not_unique' | 'not_supported';
}

type Payload = Record<string, unknown>;

const REQUIRED: Partial<Record<AppMessageContent['msgtype'] | RobotContent['msgtype'], string[]>> = {
  text: ['content'],
  markdown: ['content'],
  markdown_v2: ['content'],
  textcard: ['title', 'description', 'url'],
  news: ['articles', 'articles[].title'],
  mpnews: ['articles', 'articles[].title', 'articles[].thumb_media_id', 'articles[].content'],
  voice: ['media_id'],
  video: ['media_id'],
  file: ['media_id'],
  miniprogram_notice: ['appid', 'title', 'content_item[].key', 'content_item[].value'],
  template_msg: ['template_id', 'content_item', 'content_item[].key', 'content_item[].value'],
};

const REQUIRED_OF_CARD: Record<TemplateCard['card_type'], string[]> = {
  text_notice: ['card_action'],
  news_notice: ['card_action', 'main_title.title'],
  button_interaction: ['task_id', 'main_title.title', 'button_list', 'button_list[].text'],
  vote_interaction: ['task_id', 'main_title.title', 'checkbox.question_key', 'checkbox.option_list', 'submit_button.text', 'submit_button.key'],
  multiple_interaction: ['task_id', 'main_title.title', 'select_list', 'select_list[].question_key', 'select_list[].option_list', 'submit_button.text', 'submit_button.key'],
};

const REQUIRED_IN_LISTS = [
  'action_menu.action_list[].text',
  'action_menu.action_list[].key',
  'horizontal_content_list[].keyname',
  'jump_list[].title',
  'vertical_content_list[].title',
  'image_text_area.image_url',
  'card_image.url',
  'checkbox.option_list[].id',
  'checkbox.option_list[].text',
  'select_list[].option_list[].id',
  'select_list[].option_list[].text',
  'button_selection.question_key',
  'button_selection.option_list[].id',
  'button_selection.option_list[].text',
];

const LINKS = ['url', 'articles[].url', 'articles[].picurl', 'articles[].content_source_url', 'card_action.url', 'jump_list[].url', 'quote_area.url', 'horizontal_content_list[].url', 'button_list[].url'];

const UNIQUE = ['action_menu.action_list[].key', 'button_list[].key', 'select_list[].question_key', 'checkbox.option_list[].id', 'button_selection.option_list[].id'];

export function formFaults(channel: 'app' | 'robot', content: AppMessageContent | RobotContent): FormFault[] {
  const { msgtype } = content;
  const payload = objectOf((content as unknown as Record<string, unknown>)[msgtype]);
  if (!payload) return [{ field: '', rule: 'missing' }];
  if (msgtype === 'template_card') return [...cardFaults(channel, payload as unknown as TemplateCard), ...linkFaults(payload)];
  const required = msgtype === 'image' ? (channel === 'app' ? ['media_id'] : ['base64', 'md5']) : (REQUIRED[msgtype] ?? []);
  const faults = [...missing(payload, required), ...linkFaults(payload)];
  if (msgtype === 'news') faults.push(...newsFaults(channel, payload));
  if (typeof payload.base64 === 'string' && payload.base64.startsWith('data:')) faults.push({ field: 'base64', rule: 'malformed' });
  return faults;
}

function newsFaults(channel: 'app' | 'robot', payload: Payload): FormFault[] {
  return fieldsAt(payload, 'articles[]').flatMap(({ path, value }): FormFault[] => {
    const article = objectOf(value);
    return article?.url || (channel === 'app' && article?.appid) ? [] : [{ field: `${path}.url`, rule: 'missing' }];
  });
}

function cardFaults(channel: 'app' | 'robot', card: TemplateCard): FormFault[] {
  // Looked up by its own names only: a payload may come from outside, with anything in it.
  const required = typeof card.card_type === 'string' && Object.hasOwn(REQUIRED_OF_CARD, card.card_type) ? REQUIRED_OF_CARD[card.card_type] : undefined;
  if (!required) return [{ field: 'card_type', rule: 'malformed' }];
  if (channel === 'robot' && card.card_type !== 'text_notice' && card.card_type !== 'news_notice') return [{ field: 'card_type', rule: 'not_supported' }];
  const faults = [...missing(card, [...required, ...REQUIRED_IN_LISTS.filter((path) => isPresent(card, path))]), ...notUnique(card)];
  if (card.card_type === 'text_notice' && !card.main_title?.title && !card.sub_title_text) faults.push({ field: 'main_title.title', rule: 'missing' });
  if (card.card_type === 'news_notice') {
    if (channel === 'robot' ? !card.card_image : !card.card_image && !card.image_text_area) faults.push({ field: 'card_image', rule: 'missing' });
    const ratio = card.card_image?.aspect_ratio;
    if (ratio !== undefined && !(ratio >= 1.3 && ratio <= 2.25)) faults.push({ field: 'card_image.aspect_ratio', rule: 'malformed' });
  }
  if (card.card_type === 'button_interaction') faults.push(...buttonFaults(card.button_list));
  const menu = 'action_menu' in card && card.action_menu !== undefined;
  if (menu && channel === 'robot') faults.push({ field: 'action_menu', rule: 'not_supported' });
  if (menu && !card.task_id) faults.push({ field: 'task_id', rule: 'missing' });
  if (card.task_id && !(typeof card.task_id === 'string' && /^[\w@-]+$/.test(card.task_id))) faults.push({ field: 'task_id', rule: 'malformed' });
  const action = 'card_action' in card ? objectOf(card.card_action) : undefined;
  if (action) faults.push(...jumpFaults('card_action', action));
  return faults;
}

function buttonFaults(buttons: unknown): FormFault[] {
  if (!Array.isArray(buttons)) return [];
  return buttons.flatMap((value: unknown, i): FormFault[] => {
    const button = objectOf(value);
    const needed = button?.type === 1 ? 'url' : 'key';
    return button?.[needed] ? [] : [{ field: `button_list[${i}].${needed}`, rule: 'missing' }];
  });
}

function jumpFaults(at: string, jump: Payload): FormFault[] {
  if (jump.type === 1 && !jump.url) return [{ field: `${at}.url`, rule: 'missing' }];
  if (jump.type === 2 && !jump.appid) return [{ field: `${at}.appid`, rule: 'missing' }];
  return [];
}

function objectOf(value: unknown): Payload | undefined {
  return typeof value === 'object' && value !== null ? (value as Payload) : undefined;
}

/** A path below an optional object counts only when that object is there. */
function isPresent(root: unknown, path: string): boolean {
  return fieldsAt(root, path.slice(0, path.lastIndexOf('.'))).some(({ value }) => value !== undefined);
}

function missing(root: unknown, paths: string[]): FormFault[] {
  return paths.flatMap((path) => {
    const places = fieldsAt(root, path);
    if (places.length === 0 && !path.includes('[]')) return [{ field: path, rule: 'missing' as const }];
    return places.filter(({ value }) => value === undefined || value === null || value === '').map((place) => ({ field: place.path, rule: 'missing' as const }));
  });
}

function linkFaults(root: unknown): FormFault[] {
  return LINKS.flatMap((path) => fieldsAt(root, path))
    .filter(({ value }) => typeof value === 'string' && value !== '' && !/^https?:\/\//i.test(value))
    .map(({ path }) => ({ field: path, rule: 'malformed' as const }));
}

function notUnique(root: unknown): FormFault[] {
  return UNIQUE.flatMap((path) => {
    const seen = new Set<unknown>();
    return fieldsAt(root, path)
      .filter(({ value }) => value !== undefined && (seen.has(value) || !seen.add(value)))
      .map((place) => ({ field: place.path, rule: 'not_unique' as const }));
  });
}
