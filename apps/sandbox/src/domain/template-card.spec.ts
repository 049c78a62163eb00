import { JsonObject } from './json-value';
import { checkTemplateCard } from './template-card';
import { WecomError } from './wecom-error';

const rules = { robot: false, useFile: () => undefined, memberExists: (userId: string) => userId === 'ZhangWei' };

const action = { type: 1, url: 'https://a.test' };
const text = { card_type: 'text_notice', main_title: { title: '标题' }, card_action: action };
const news = { card_type: 'news_notice', main_title: { title: '标题' }, card_image: { url: 'https://a.test/i.png', aspect_ratio: 1.6 }, card_action: action };
const button = { card_type: 'button_interaction', task_id: 't-1', main_title: { title: '标题' }, button_list: [{ text: '好', key: 'ok' }] };
const options = [{ id: 'y', text: '是' }, { id: 'n', text: '否' }];
const vote = { card_type: 'vote_interaction', task_id: 't-1', main_title: { title: '标题' }, checkbox: { question_key: 'q', option_list: options }, submit_button: { text: '交', key: 's' } };
const multiple = { card_type: 'multiple_interaction', task_id: 't-1', main_title: { title: '标题' }, select_list: [{ question_key: 'q', option_list: options }], submit_button: { text: '交', key: 's' } };
const menu = (...actions: object[]) => ({ ...text, task_id: 't-1', action_menu: { desc: '更多', action_list: actions } });

function codeOf(card: object, robot = false): number {
  try {
    checkTemplateCard(JsonObject.of(card as Record<string, unknown>), { ...rules, robot });
    return 0;
  } catch (error) {
    if (error instanceof WecomError) return error.errcode;
    throw error;
  }
}

describe('template cards', () => {
  it.each([['text', text], ['news', news], ['button', button], ['vote', vote], ['multiple', multiple], ['menu', menu({ text: '静音', key: 'm' })]])('takes a good %s card', (_name, card) => {
    expect(codeOf(card)).toBe(0);
  });

  it.each([
    ['an unknown kind', { ...text, card_type: 'poster' }, 42031],
    ['no title', { ...text, main_title: {} }, 42033],
    ['no card_action on a notice', { ...text, card_action: undefined }, 42045],
    ['a card_action without address', { ...text, card_action: { type: 1 } }, 42028],
    ['a card_action to a mini-program without appid', { ...text, card_action: { type: 2 } }, 42030],
    ['seven rows', { ...text, horizontal_content_list: Array.from({ length: 7 }, () => ({ keyname: 'k' })) }, 42035],
    ['a row without keyname', { ...text, horizontal_content_list: [{ value: 'v' }] }, 42027],
    ['a row with a file but no media_id', { ...text, horizontal_content_list: [{ keyname: 'k', type: 2 }] }, 42029],
    ['a row with an unknown member', { ...text, horizontal_content_list: [{ keyname: 'k', type: 3, userid: 'Nobody' }] }, 42050],
    ['four jumps', { ...text, jump_list: Array.from({ length: 4 }, () => ({ title: 't' })) }, 42042],
    ['a jump without title', { ...text, jump_list: [{ type: 0 }] }, 42033],
    ['five vertical rows', { ...news, vertical_content_list: Array.from({ length: 5 }, () => ({ title: 't' })) }, 42036],
    ['no picture on a news notice', { ...news, card_image: undefined }, 42044],
    ['a picture too flat', { ...news, card_image: { url: 'https://a.test', aspect_ratio: 3 } }, 40058],
    ['no task_id on a button card', { ...button, task_id: undefined }, 42014],
    ['a task_id in Chinese', { ...button, task_id: '任务' }, 42014],
    ['a task_id of 129 bytes', { ...button, task_id: 'x'.repeat(129) }, 42014],
    ['no button', { ...button, button_list: [] }, 40058],
    ['a button without text', { ...button, button_list: [{ key: 'k' }] }, 42038],
    ['a button without key', { ...button, button_list: [{ text: 't' }] }, 42039],
    ['two buttons with one key', { ...button, button_list: [{ text: 'a', key: 'k' }, { text: 'b', key: 'k' }] }, 42039],
    ['no question', { ...vote, checkbox: undefined }, 42043],
    ['21 options', { ...vote, checkbox: { question_key: 'q', option_list: Array.from({ length: 21 }, (_, i) => ({ id: `${i}`, text: 't' })) } }, 42037],
    ['an option without id', { ...vote, checkbox: { question_key: 'q', option_list: [{ text: 't' }] } }, 42040],
    ['an option without text', { ...vote, checkbox: { question_key: 'q', option_list: [{ id: 'i' }] } }, 42041],
    ['no words on submit', { ...vote, submit_button: { key: 's' } }, 42049],
    ['no key on submit', { ...vote, submit_button: { text: '交' } }, 42046],
    ['four selects', { ...multiple, select_list: Array.from({ length: 4 }, (_, i) => ({ question_key: `q${i}`, option_list: options })) }, 42047],
    ['two selects with one key', { ...multiple, select_list: [multiple.select_list[0], multiple.select_list[0]] }, 42043],
    ['a menu of four', menu(...Array.from({ length: 4 }, (_, i) => ({ text: 't', key: `${i}` }))), 40058],
    ['a menu with one key twice', menu({ text: 'a', key: 'k' }, { text: 'b', key: 'k' }), 42051],
  ])('refuses %s', (_name, card, errcode) => {
    expect(codeOf(card)).toBe(errcode);
  });

  it('lets robots send notices only, and wants a picture on theirs', () => {
    expect(codeOf(text, true)).toBe(0);
    expect(codeOf(button, true)).toBe(42031);
    expect(codeOf({ ...news, card_image: undefined, image_text_area: { image_url: 'https://a.test' } })).toBe(0);
    expect(codeOf({ ...news, card_image: undefined, image_text_area: { image_url: 'https://a.test' } }, true)).toBe(42044);
  });
});
