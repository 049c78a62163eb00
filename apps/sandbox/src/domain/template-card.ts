import { bytesOf } from './byte-text';
import type { JsonObject } from './json-value';
import { checkUrl } from './message-url';
import { WecomError } from './wecom-error';

export const CARD_TYPES = ['text_notice', 'news_notice', 'button_interaction', 'vote_interaction', 'multiple_interaction'] as const;
export type CardType = (typeof CARD_TYPES)[number];

/** What differs from sender to sender. */
export interface CardRules {
  /** Robots send notices only, without task_id or menu, and want a picture on a news notice. */
  robot: boolean;
  /** @throws WecomError when the file is not usable */
  useFile: (mediaId: string) => void;
  memberExists: (userId: string) => boolean;
}

const TASK_ID = /^[\w@-]+$/;
const KEY_BYTES = 1024;
const OPTION_ID_BYTES = 128;

const isText = (text: string, limit: number): boolean => text !== '' && bytesOf(text) <= limit;

function checkUnique(values: readonly string[], errcode: number): void {
  if (new Set(values).size !== values.length) throw new WecomError(errcode);
}

/** `type` 1 wants an address, 2 a mini-program. */
function checkTarget(target: JsonObject, types: readonly number[], errcode: number, field: string): void {
  const type = target.integer('type') ?? 0;
  if (!types.includes(type)) throw new WecomError(errcode, `${field}.type`);
  if (type === 1) {
    if (target.text('url') === '') throw new WecomError(42028, field);
    checkUrl(target.text('url'), `${field}.url`);
  }
  if (type === 2 && target.text('appid') === '') throw new WecomError(42030, field);
}

function checkOptions(owner: JsonObject, most: number, field: string): void {
  const options = owner.objects('option_list');
  if (options.length < 1 || options.length > most) throw new WecomError(42037, field);
  for (const option of options) {
    if (!isText(option.text('id'), OPTION_ID_BYTES)) throw new WecomError(42040, field);
    if (option.text('text') === '') throw new WecomError(42041, field);
  }
  checkUnique(options.map((option) => option.text('id')), 42040);
}

function checkQuestion(owner: JsonObject | undefined, most: number, field: string): void {
  if (!owner || !isText(owner.text('question_key'), KEY_BYTES)) throw new WecomError(42043, field);
  checkOptions(owner, most, field);
}

function checkHorizontal(card: JsonObject, rules: CardRules): void {
  const rows = card.objects('horizontal_content_list');
  if (rows.length > 6) throw new WecomError(42035);
  for (const row of rows) {
    if (row.text('keyname') === '') throw new WecomError(42027);
    const type = row.integer('type') ?? 0;
    if (type === 1) {
      if (row.text('url') === '') throw new WecomError(42028, 'horizontal_content_list');
      checkUrl(row.text('url'), 'horizontal_content_list.url');
    } else if (type === 2) {
      if (row.text('media_id') === '') throw new WecomError(42029);
      rules.useFile(row.text('media_id'));
    } else if (type === 3) {
      if (!rules.memberExists(row.text('userid'))) throw new WecomError(42050);
    } else if (type !== 0) {
      throw new WecomError(40058, 'horizontal_content_list.type');
    }
  }
}

function checkJumps(card: JsonObject): void {
  const jumps = card.objects('jump_list');
  if (jumps.length > 3) throw new WecomError(42042);
  for (const jump of jumps) {
    if (jump.text('title') === '') throw new WecomError(42033, 'jump_list');
    checkTarget(jump, [0, 1, 2], 40058, 'jump_list');
  }
}

function checkMenu(card: JsonObject): void {
  const actions = card.object('action_menu')?.objects('action_list') ?? [];
  if (actions.length < 1 || actions.length > 3) throw new WecomError(40058, 'action_menu.action_list');
  for (const action of actions) {
    if (action.text('text') === '') throw new WecomError(42038, 'action_menu');
    if (!isText(action.text('key'), KEY_BYTES)) throw new WecomError(42039, 'action_menu');
  }
  checkUnique(actions.map((action) => action.text('key')), 42051);
}

function checkPicture(card: JsonObject, rules: CardRules): void {
  const picture = card.object('card_image');
  const area = card.object('image_text_area');
  if (picture) {
    if (picture.text('url') === '') throw new WecomError(42044);
    checkUrl(picture.text('url'), 'card_image.url');
    const ratio = picture.number('aspect_ratio');
    if (ratio !== undefined && (ratio < 1.3 || ratio > 2.25)) throw new WecomError(40058, 'card_image.aspect_ratio');
  } else if (rules.robot || !area) {
    throw new WecomError(42044);
  }
  if (area) {
    if (area.text('image_url') === '') throw new WecomError(42044, 'image_text_area');
    if (area.has('type')) checkTarget(area, [0, 1, 2], 40058, 'image_text_area');
  }
  const rows = card.objects('vertical_content_list');
  if (rows.length > 4) throw new WecomError(42036);
  if (rows.some((row) => row.text('title') === '')) throw new WecomError(42033, 'vertical_content_list');
}

function checkButtons(card: JsonObject): void {
  const buttons = card.objects('button_list');
  if (buttons.length < 1 || buttons.length > 6) throw new WecomError(40058, 'button_list size');
  for (const button of buttons) {
    if (button.text('text') === '') throw new WecomError(42038);
    if (button.integer('type') === 1) {
      if (button.text('url') === '') throw new WecomError(42028, 'button_list');
      checkUrl(button.text('url'), 'button_list.url');
    } else if (!isText(button.text('key'), KEY_BYTES)) {
      throw new WecomError(42039);
    }
  }
  checkUnique(buttons.filter((button) => button.integer('type') !== 1).map((button) => button.text('key')), 42039);
  const selection = card.object('button_selection');
  if (selection) checkQuestion(selection, 10, 'button_selection');
}

function checkSubmit(card: JsonObject): void {
  const submit = card.object('submit_button');
  if (!submit || submit.text('text') === '') throw new WecomError(42049);
  if (!isText(submit.text('key'), KEY_BYTES)) throw new WecomError(42046);
}

/** Whether the platform calls the app back for what people do on this card. */
export function callsBack(card: JsonObject): boolean {
  const type = card.text('card_type');
  return type === 'button_interaction' || type === 'vote_interaction' || type === 'multiple_interaction' || card.has('action_menu');
}

/** Checks a template card of any kind (sheet, 4.5). Display advice in characters is not enforced, lengths of lists and keys are. */
export function checkTemplateCard(card: JsonObject, rules: CardRules): void {
  const type = card.text('card_type') as CardType;
  if (!CARD_TYPES.includes(type)) throw new WecomError(42031);
  const notice = type === 'text_notice' || type === 'news_notice';
  if (rules.robot && !notice) throw new WecomError(42031);

  if (!rules.robot && (callsBack(card) || card.has('task_id'))) {
    const taskId = card.text('task_id');
    if (!TASK_ID.test(taskId) || bytesOf(taskId) > 128) throw new WecomError(42014);
  }
  if (card.has('action_menu') && !rules.robot && (notice || type === 'button_interaction')) checkMenu(card);

  const title = card.object('main_title')?.text('title') ?? '';
  const enough = title !== '' || (type === 'text_notice' && card.text('sub_title_text') !== '');
  if (!enough) throw new WecomError(42033, 'main_title');

  const quote = card.object('quote_area');
  if (quote && quote.has('type')) checkTarget(quote, [0, 1, 2], 40058, 'quote_area');
  checkHorizontal(card, rules);
  checkJumps(card);

  const action = card.object('card_action');
  if (notice && !action) throw new WecomError(42045);
  if (action && (notice || type === 'button_interaction')) checkTarget(action, notice ? [1, 2] : [0, 1, 2], 42045, 'card_action');

  if (type === 'news_notice') checkPicture(card, rules);
  if (type === 'button_interaction') checkButtons(card);
  if (type === 'vote_interaction') {
    checkQuestion(card.object('checkbox'), 20, 'checkbox');
    checkSubmit(card);
  }
  if (type === 'multiple_interaction') {
    const selects = card.objects('select_list');
    if (selects.length < 1 || selects.length > 3) throw new WecomError(42047);
    selects.forEach((select) => checkQuestion(select, 10, 'select_list'));
    checkUnique(selects.map((select) => select.text('question_key')), 42043);
    checkSubmit(card);
  }
}
