import type { AppMessageType, RobotMessageType } from '../messages/message-content';
import type { CardType } from '../messages/template-card';

/**
 * What happens to a field that is longer than its limit.
 * - `truncated`: WeCom cuts it without a word, perhaps inside a tag
 * - `refused`: the whole call fails
 * - `undocumented`: one of the two
 * - `advice`: nothing is refused, but the card shows only so much
 */
export type OverLimit = 'truncated' | 'refused' | 'undocumented' | 'advice';

export interface FieldLimit {
  channel: 'app' | 'robot';
  msgtype: AppMessageType | RobotMessageType;
  /** Kinds of template card it holds for; left out for other message types. */
  cardTypes?: readonly CardType[];
  /** Under the payload, such as `content` or `articles[].title`; `[]` stands for each element. */
  field: string;
  /** Bytes of UTF-8, characters (code points; of `advice`, the room of Chinese ones, of which other letters take half), elements of a list, or bytes behind a base64 text. */
  unit: 'bytes' | 'characters' | 'items' | 'decoded_bytes';
  max: number;
  min?: number;
  over: OverLimit;
}

type Rule = [field: string, max: number, unit: FieldLimit['unit'], over: OverLimit, min?: number];

const of = (channel: FieldLimit['channel'], msgtype: FieldLimit['msgtype'], ...rules: Rule[]): FieldLimit[] =>
  rules.map(([field, max, unit, over, min]) => ({ channel, msgtype, field, unit, max, over, ...(min !== undefined && { min }) }));

const cards = (channel: FieldLimit['channel'], kinds: string, ...rules: Rule[]): FieldLimit[] =>
  of(channel, 'template_card', ...rules).map((limit) => ({ ...limit, cardTypes: Array.from(kinds, (kind) => CARD_KINDS[kind as keyof typeof CARD_KINDS]) }));

/** The letters of the reference pages' table: text, news, button, vote, multiple. */
const CARD_KINDS = { T: 'text_notice', N: 'news_notice', B: 'button_interaction', V: 'vote_interaction', M: 'multiple_interaction' } as const;

const ARTICLES: Rule[] = [
  ['articles', 8, 'items', 'refused', 1],
  ['articles[].title', 128, 'bytes', 'truncated'],
  ['articles[].description', 512, 'bytes', 'truncated'],
  ['articles[].url', 2048, 'bytes', 'refused'],
  ['articles[].picurl', 2048, 'bytes', 'refused'],
];

const MENU: Rule[] = [
  ['action_menu.action_list', 3, 'items', 'refused', 1],
  ['action_menu.action_list[].key', 1024, 'bytes', 'refused'],
];

/**
 * Limits of every field that has one. Where WeCom's pages differ, the smaller reading stands: a textcard's are bytes.
 * Pages 90236 (app), 90248 (template_msg), 99110 (robot).
 */
export const MESSAGE_LIMITS: readonly FieldLimit[] = [
  ...of('app', 'text', ['content', 2048, 'bytes', 'truncated']),
  ...of('app', 'markdown', ['content', 2048, 'bytes', 'undocumented']),
  ...of(
    'app',
    'textcard',
    ['title', 128, 'bytes', 'truncated'],
    ['description', 512, 'bytes', 'truncated'],
    ['url', 2048, 'bytes', 'refused'],
    ['btntxt', 4, 'characters', 'undocumented'],
  ),
  ...of('app', 'news', ...ARTICLES, ['articles[].pagepath', 128, 'bytes', 'undocumented']),
  ...of(
    'app',
    'mpnews',
    ['articles', 8, 'items', 'refused', 1],
    ['articles[].title', 128, 'bytes', 'undocumented'],
    ['articles[].author', 64, 'bytes', 'refused'],
    ['articles[].content', 666_000, 'bytes', 'undocumented'],
    ['articles[].digest', 512, 'bytes', 'undocumented'],
  ),
  ...of('app', 'video', ['title', 128, 'bytes', 'truncated'], ['description', 512, 'bytes', 'truncated']),
  ...of(
    'app',
    'miniprogram_notice',
    ['title', 12, 'characters', 'refused', 4],
    ['description', 12, 'characters', 'refused', 4],
    ['page', 1024, 'bytes', 'refused'],
    ['content_item', 10, 'items', 'refused'],
    ['content_item[].key', 10, 'characters', 'refused'],
    ['content_item[].value', 30, 'characters', 'refused'],
  ),
  ...of(
    'app',
    'template_msg',
    ['template_id', 64, 'bytes', 'refused'],
    ['content_item', 5, 'items', 'refused', 1],
    ['content_item[].key', 20, 'characters', 'refused'],
    ['content_item[].value', 40, 'characters', 'refused'],
    ['selected_ticket_list', 10, 'items', 'refused'],
  ),

  ...cards('app', 'TNBVM', ['task_id', 128, 'bytes', 'refused'], ['source.desc', 20, 'characters', 'advice']),
  ...cards('app', 'TNB', ...MENU, ['horizontal_content_list', 6, 'items', 'refused'], ['horizontal_content_list[].keyname', 5, 'characters', 'advice'], ['horizontal_content_list[].value', 30, 'characters', 'advice']),
  ...cards('app', 'TNBM', ['main_title.title', 36, 'characters', 'advice']),
  ...cards('app', 'TNB', ['main_title.desc', 44, 'characters', 'advice']),
  ...cards('app', 'V', ['main_title.title', 16, 'characters', 'advice']),
  ...cards('app', 'VM', ['main_title.desc', 160, 'characters', 'advice'], ['submit_button.text', 10, 'characters', 'advice'], ['submit_button.key', 1024, 'bytes', 'refused']),
  ...cards('app', 'T', ['emphasis_content.title', 14, 'characters', 'advice'], ['emphasis_content.desc', 22, 'characters', 'advice']),
  ...cards('app', 'TB', ['sub_title_text', 160, 'characters', 'advice']),
  ...cards('app', 'TN', ['jump_list', 3, 'items', 'refused'], ['jump_list[].title', 18, 'characters', 'advice']),
  ...cards('app', 'N', ['vertical_content_list', 4, 'items', 'refused'], ['vertical_content_list[].title', 38, 'characters', 'advice'], ['vertical_content_list[].desc', 160, 'characters', 'advice']),
  ...cards(
    'app',
    'B',
    ['button_selection.question_key', 1024, 'bytes', 'refused'],
    ['button_selection.option_list', 10, 'items', 'refused', 1],
    ['button_selection.option_list[].id', 128, 'bytes', 'refused'],
    ['button_selection.option_list[].text', 16, 'characters', 'advice'],
    ['button_list', 6, 'items', 'refused', 1],
    ['button_list[].text', 10, 'characters', 'advice'],
    ['button_list[].key', 1024, 'bytes', 'refused'],
  ),
  ...cards(
    'app',
    'V',
    ['checkbox.question_key', 1024, 'bytes', 'refused'],
    ['checkbox.option_list', 20, 'items', 'refused', 1],
    ['checkbox.option_list[].id', 128, 'bytes', 'refused'],
    ['checkbox.option_list[].text', 17, 'characters', 'advice'],
  ),
  ...cards(
    'app',
    'M',
    ['select_list', 3, 'items', 'refused', 1],
    ['select_list[].question_key', 1024, 'bytes', 'refused'],
    ['select_list[].option_list', 10, 'items', 'refused', 1],
    ['select_list[].option_list[].id', 128, 'bytes', 'refused'],
    ['select_list[].option_list[].text', 16, 'characters', 'advice'],
  ),

  ...of('robot', 'text', ['content', 2048, 'bytes', 'undocumented']),
  ...of('robot', 'markdown', ['content', 4096, 'bytes', 'refused']),
  ...of('robot', 'markdown_v2', ['content', 4096, 'bytes', 'refused']),
  ...of('robot', 'image', ['base64', 2 * 1024 * 1024, 'decoded_bytes', 'refused']),
  ...of('robot', 'news', ...ARTICLES),
  ...cards(
    'robot',
    'TN',
    ['task_id', 128, 'bytes', 'refused'],
    ['source.desc', 13, 'characters', 'advice'],
    ['main_title.title', 26, 'characters', 'advice'],
    ['main_title.desc', 30, 'characters', 'advice'],
    ['horizontal_content_list', 6, 'items', 'refused'],
    ['horizontal_content_list[].keyname', 5, 'characters', 'advice'],
    ['horizontal_content_list[].value', 26, 'characters', 'advice'],
    ['jump_list', 3, 'items', 'refused'],
    ['jump_list[].title', 13, 'characters', 'advice'],
  ),
  ...cards('robot', 'T', ['emphasis_content.title', 10, 'characters', 'advice'], ['emphasis_content.desc', 15, 'characters', 'advice'], ['sub_title_text', 112, 'characters', 'advice']),
  ...cards('robot', 'N', ['vertical_content_list', 4, 'items', 'refused'], ['vertical_content_list[].title', 26, 'characters', 'advice'], ['vertical_content_list[].desc', 112, 'characters', 'advice']),
];
