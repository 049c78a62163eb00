import * as fc from 'fast-check';
import type { AppMessageContent, RobotContent } from '../messages/message-content';
import { robotImage } from '../messages/serialize-robot-message';
import type { ButtonInteractionCard, NewsNoticeCard, TextNoticeCard } from '../messages/template-card';
import { checkMessage, checkRobotMessage, messageLimit } from './check-message';
import { byteLength, cutToBytes } from './cut-text';
import { MESSAGE_LIMITS } from './limit-table';

const link = 'https://bi.example.test/m/r/42';
const option = (id: string): { id: string; text: string } => ({ id, text: `选项${id}` });
const textNotice: TextNoticeCard = { card_type: 'text_notice', main_title: { title: '昨日销售' }, card_action: { type: 1, url: link } };
const newsNotice: NewsNoticeCard = { card_type: 'news_notice', main_title: { title: '本周趋势' }, card_image: { url: `${link}.png`, aspect_ratio: 1.6 }, card_action: { type: 1, url: link } };
const buttons: ButtonInteractionCard = { card_type: 'button_interaction', task_id: 'ack-42', main_title: { title: '库存告警' }, button_list: [{ text: '已知晓', style: 1, key: 'seen' }, { type: 1, text: '打开', url: link }] };

const good: AppMessageContent[] = [
  { msgtype: 'text', text: { content: '日报已生成' } },
  { msgtype: 'markdown', markdown: { content: '# 日报' } },
  { msgtype: 'textcard', textcard: { title: '日报', description: '<div class="gray">08:00</div>', url: link, btntxt: '查看详情' } },
  { msgtype: 'news', news: { articles: [{ title: '周报', url: link, picurl: `${link}.png` }, { title: '小程序', appid: 'wx1', pagepath: 'p' }] } },
  { msgtype: 'mpnews', mpnews: { articles: [{ title: '月结', thumb_media_id: 'm', content: '<p>…</p>' }] } },
  { msgtype: 'image', image: { media_id: 'm' } },
  { msgtype: 'voice', voice: { media_id: 'm' } },
  { msgtype: 'video', video: { media_id: 'm', title: '演示' } },
  { msgtype: 'file', file: { media_id: 'm' } },
  { msgtype: 'miniprogram_notice', miniprogram_notice: { appid: 'wx1', title: '会议室预订', content_item: [{ key: '时间', value: '周一' }] } },
  { msgtype: 'template_msg', template_msg: { template_id: 'tpl', content_item: [{ key: '时间', value: '周一' }] } },
  { msgtype: 'template_card', template_card: textNotice },
  { msgtype: 'template_card', template_card: { card_type: 'text_notice', sub_title_text: '只有副标题', card_action: { type: 2, appid: 'wx1' } } },
  { msgtype: 'template_card', template_card: { ...textNotice, task_id: 'push-42_a@1', action_menu: { action_list: [{ text: '静音', key: 'mute' }] } } },
  { msgtype: 'template_card', template_card: newsNotice },
  { msgtype: 'template_card', template_card: buttons },
  { msgtype: 'template_card', template_card: { card_type: 'vote_interaction', task_id: 'v1', main_title: { title: '有用吗' }, checkbox: { question_key: 'q', option_list: [option('y'), option('n')] }, submit_button: { text: '提交', key: 's' } } },
  { msgtype: 'template_card', template_card: { card_type: 'multiple_interaction', task_id: 'm1', main_title: { title: '筛选' }, select_list: [{ question_key: 'q', option_list: [option('e')] }], submit_button: { text: '应用', key: 's' } } },
];

const goodForRobots: RobotContent[] = [
  { msgtype: 'text', text: { content: '告警', mentioned_list: ['zhangsan', '@all'] } },
  { msgtype: 'markdown', markdown: { content: '好'.repeat(1365) } },
  { msgtype: 'markdown_v2', markdown_v2: { content: '| a |\n| - |' } },
  robotImage(Buffer.from('demo picture')),
  { msgtype: 'news', news: { articles: [{ title: '周报', url: link }] } },
  { msgtype: 'file', file: { media_id: 'm' } },
  { msgtype: 'voice', voice: { media_id: 'm' } },
  { msgtype: 'template_card', template_card: textNotice },
  { msgtype: 'template_card', template_card: newsNotice },
];

const card = (template_card: unknown): AppMessageContent => ({ msgtype: 'template_card', template_card }) as AppMessageContent;

describe('checkMessage', () => {
  it.each(good.map((content) => [content.msgtype, content] as const))('has nothing against a good %s', (_type, content) => {
    expect(checkMessage(content)).toEqual([]);
  });

  it.each<[string, AppMessageContent, string, string, string]>([
    ['a text of 683 Chinese characters', { msgtype: 'text', text: { content: '好'.repeat(683) } }, 'text.content', 'too_long', 'truncated'],
    ['an empty text', { msgtype: 'text', text: { content: '' } }, 'text.content', 'missing', 'refused'],
    ['markdown of 2049 bytes', { msgtype: 'markdown', markdown: { content: 'x'.repeat(2049) } }, 'markdown.content', 'too_long', 'undocumented'],
    ['a title of 43 Chinese characters', { msgtype: 'textcard', textcard: { title: '好'.repeat(43), description: 'd', url: link } }, 'textcard.title', 'too_long', 'truncated'],
    ['a link without scheme', { msgtype: 'textcard', textcard: { title: 't', description: 'd', url: 'bi.example.test' } }, 'textcard.url', 'malformed', 'refused'],
    ['a button text of five', { msgtype: 'textcard', textcard: { title: 't', description: 'd', url: link, btntxt: '查看全部吧' } }, 'textcard.btntxt', 'too_long', 'undocumented'],
    ['nine articles', { msgtype: 'news', news: { articles: Array.from({ length: 9 }, () => ({ title: 't', url: link })) } }, 'news.articles', 'too_many', 'refused'],
    ['no article', { msgtype: 'news', news: { articles: [] } }, 'news.articles', 'too_few', 'refused'],
    ['an article that leads nowhere', { msgtype: 'news', news: { articles: [{ title: 'a', url: link }, { title: 'b' }] } }, 'news.articles[1].url', 'missing', 'refused'],
    ['a long author', { msgtype: 'mpnews', mpnews: { articles: [{ title: 't', thumb_media_id: 'm', content: 'c', author: '好'.repeat(22) }] } }, 'mpnews.articles[0].author', 'too_long', 'refused'],
    ['a picture without media', { msgtype: 'image', image: { media_id: '' } }, 'image.media_id', 'missing', 'refused'],
    ['a short notice title', { msgtype: 'miniprogram_notice', miniprogram_notice: { appid: 'a', title: '会议' } }, 'miniprogram_notice.title', 'too_short', 'refused'],
    ['a card of no kind', card({ card_type: 'poem' }), 'template_card.card_type', 'malformed', 'refused'],
    ['a notice without any title', card({ card_type: 'text_notice', card_action: { type: 1, url: link } }), 'template_card.main_title.title', 'missing', 'refused'],
    ['a notice without a target', card({ ...textNotice, card_action: undefined }), 'template_card.card_action', 'missing', 'refused'],
    ['a jump without a link', card({ ...textNotice, card_action: { type: 1 } }), 'template_card.card_action.url', 'missing', 'refused'],
    ['a menu without task_id', card({ ...textNotice, action_menu: { action_list: [{ text: 'a', key: 'k' }] } }), 'template_card.task_id', 'missing', 'refused'],
    ['a menu of four', card({ ...textNotice, task_id: 't', action_menu: { action_list: ['a', 'b', 'c', 'd'].map((key) => ({ text: key, key })) } }), 'template_card.action_menu.action_list', 'too_many', 'refused'],
    ['a task_id with Chinese', card({ ...buttons, task_id: '任务1' }), 'template_card.task_id', 'malformed', 'refused'],
    ['a task_id of 129 bytes', card({ ...buttons, task_id: 'x'.repeat(129) }), 'template_card.task_id', 'too_long', 'refused'],
    ['two buttons of one key', card({ ...buttons, button_list: [{ text: 'a', key: 'k' }, { text: 'b', key: 'k' }] }), 'template_card.button_list[1].key', 'not_unique', 'refused'],
    ['a link button without link', card({ ...buttons, button_list: [{ type: 1, text: 'a' }] }), 'template_card.button_list[0].url', 'missing', 'refused'],
    ['seven buttons', card({ ...buttons, button_list: Array.from({ length: 7 }, (_, i) => ({ text: 'a', key: `k${i}` })) }), 'template_card.button_list', 'too_many', 'refused'],
    ['a picture card without picture', card({ ...newsNotice, card_image: undefined }), 'template_card.card_image', 'missing', 'refused'],
    ['a picture that is too high', card({ ...newsNotice, card_image: { url: link, aspect_ratio: 1 } }), 'template_card.card_image.aspect_ratio', 'malformed', 'refused'],
    ['a title longer than shown', card({ ...textNotice, main_title: { title: '好'.repeat(37) } }), 'template_card.main_title.title', 'too_long', 'advice'],
    ['an option without text', card({ card_type: 'vote_interaction', task_id: 'v', main_title: { title: 't' }, checkbox: { question_key: 'q', option_list: [{ id: 'a' }] }, submit_button: { text: 's', key: 's' } }), 'template_card.checkbox.option_list[0].text', 'missing', 'refused'],
    ['a payload under another key', { msgtype: 'text', markdown: { content: 'x' } } as never, 'text', 'missing', 'refused'],
  ])('finds %s', (_case, content, field, rule, over) => {
    expect(checkMessage(content)).toEqual([expect.objectContaining({ field, rule, over })]);
  });

  it('says what was measured', () => {
    expect(checkMessage({ msgtype: 'text', text: { content: '好'.repeat(700) } })).toEqual([{ field: 'text.content', rule: 'too_long', over: 'truncated', unit: 'bytes', limit: 2048, actual: 2100 }]);
  });

  it('is content with what the cut gives, for every text field limited in bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 400 }), fc.integer({ min: 1, max: 9 }), (text, times) => {
        const long = text.repeat(times * 10);
        const title = cutToBytes(long, messageLimit('app', 'textcard', 'title').max);
        const description = cutToBytes(long, messageLimit('app', 'textcard', 'description').max);
        expect(checkMessage({ msgtype: 'textcard', textcard: { title, description, url: link } })).toEqual([]);
        expect(byteLength(title)).toBeLessThanOrEqual(128);
      }),
    );
  });

  it('never throws, whatever object it is given as a payload', () => {
    fc.assert(
      fc.property(fc.constantFrom(...good, ...goodForRobots), fc.dictionary(fc.constantFrom('articles', 'card_type', 'content', 'action_menu', 'button_list', 'base64', 'title'), fc.jsonValue()), ({ msgtype }, payload) => {
        expect(Array.isArray(checkMessage({ msgtype, [msgtype]: payload } as never))).toBe(true);
      }),
    );
  });
});

describe('checkRobotMessage', () => {
  it.each(goodForRobots.map((content) => [content.msgtype, content] as const))('has nothing against a good %s', (_type, content) => {
    expect(checkRobotMessage(content)).toEqual([]);
  });

  it.each<[string, RobotContent, string, string]>([
    ['markdown of 4097 bytes', { msgtype: 'markdown', markdown: { content: 'x'.repeat(4097) } }, 'markdown.content', 'too_long'],
    ['a data: picture', { msgtype: 'image', image: { base64: 'data:image/png;base64,AAAA', md5: 'x' } }, 'image.base64', 'malformed'],
    ['a picture above 2 MB', robotImage(Buffer.alloc(2 * 1024 * 1024 + 1)), 'image.base64', 'too_long'],
    ['a card that calls back', { msgtype: 'template_card', template_card: buttons } as never, 'template_card.card_type', 'not_supported'],
    ['a menu', { msgtype: 'template_card', template_card: { ...textNotice, task_id: 't', action_menu: { action_list: [{ text: 'a', key: 'k' }] } } }, 'template_card.action_menu', 'not_supported'],
    ['a picture card with text area only', { msgtype: 'template_card', template_card: { ...newsNotice, card_image: undefined, image_text_area: { image_url: link } } }, 'template_card.card_image', 'missing'],
    ['a title longer than robots show', { msgtype: 'template_card', template_card: { ...textNotice, main_title: { title: '好'.repeat(27) } } }, 'template_card.main_title.title', 'too_long'],
  ])('finds %s', (_case, content, field, rule) => {
    expect(checkRobotMessage(content)).toEqual([expect.objectContaining({ field, rule })]);
  });
});

describe('the table of limits', () => {
  it('names no field twice for one message type and kind of card', () => {
    const keys = MESSAGE_LIMITS.flatMap((row) => (row.cardTypes ?? ['']).map((kind) => `${row.channel} ${row.msgtype} ${kind} ${row.field}`));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('refuses to guess a limit', () => {
    expect(() => messageLimit('app', 'text', 'title')).toThrow(RangeError);
  });
});
