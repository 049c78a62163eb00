import type { AppMessageContent, TemplateCard } from '#wecom';

export const LINK = 'https://bi.example.test/m/r/42';

type Card<T extends TemplateCard['card_type']> = Extract<TemplateCard, { card_type: T }>;

export const textNotice: Card<'text_notice'> = {
  card_type: 'text_notice',
  source: { desc: 'BI', desc_color: 0 },
  main_title: { title: '昨日销售', desc: '2026-03-01' },
  emphasis_content: { title: '1,204', desc: '订单，+3.1%' },
  sub_title_text: '退货率高于目标',
  horizontal_content_list: [{ keyname: '大区', value: '华东' }],
  jump_list: [{ type: 1, title: '全部报表', url: LINK }],
  card_action: { type: 1, url: LINK },
};

export const newsNotice: Card<'news_notice'> = {
  card_type: 'news_notice',
  main_title: { title: '本周趋势' },
  card_image: { url: `${LINK}.png`, aspect_ratio: 1.6 },
  vertical_content_list: [{ title: '上升 3.1 %', desc: '主要来自华东' }],
  card_action: { type: 1, url: LINK },
};

export const buttonCard: Card<'button_interaction'> = {
  card_type: 'button_interaction',
  task_id: 'ack-42',
  main_title: { title: '库存告警' },
  button_list: [
    { text: '已知晓', style: 1, key: 'seen' },
    { type: 1, text: '打开', style: 2, url: LINK },
  ],
};

export const voteCard: Card<'vote_interaction'> = {
  card_type: 'vote_interaction',
  task_id: 'vote-1',
  main_title: { title: '这份报表有用吗' },
  checkbox: { question_key: 'q1', mode: 0, option_list: [{ id: 'y', text: '有用', is_checked: true }, { id: 'n', text: '没用' }] },
  submit_button: { text: '提交', key: 's1' },
};

export const multipleCard: Card<'multiple_interaction'> = {
  card_type: 'multiple_interaction',
  task_id: 'filter-1',
  main_title: { title: '报表筛选' },
  select_list: [
    { question_key: 'region', title: '大区', selected_id: 'e', option_list: [{ id: 'e', text: '华东' }, { id: 's', text: '华南' }] },
    { question_key: 'period', option_list: [{ id: 'd', text: '日' }, { id: 'w', text: '周' }] },
  ],
  submit_button: { text: '应用', key: 's2' },
};

export const card = (template_card: object): AppMessageContent => ({ msgtype: 'template_card', template_card }) as AppMessageContent;
export const text = (content = '日报'): AppMessageContent => ({ msgtype: 'text', text: { content } });
export const textcard = (fields: object = {}): AppMessageContent => ({ msgtype: 'textcard', textcard: { title: '销售日报', description: '订单 1,204', url: LINK, ...fields } });
