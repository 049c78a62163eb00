import { checkMessage, messageRecall, messageSend, serializeSend, updateTemplateCard, type AppMessageContent } from '#wecom';
import type { Rule } from './rule';
import { buttonCard, card, LINK, multipleCard, newsNotice, text, textcard, textNotice, voteCard } from './samples';
import { DEMO, rawCall, type World } from './world';

const many = (count: number, item: (i: number) => string): string => Array.from({ length: count }, (_, i) => item(i)).join('|');

/** Accepted by our check and by the platform, and on the phone as it was meant. */
const delivers = (rule: string, content: (w: World) => AppMessageContent | Promise<AppMessageContent>, section = '4.3'): Rule => [section, rule, async (w) => {
  const message = await content(w);
  expect(checkMessage(message)).toEqual([]);
  await w.send(message);
  expect(await w.lastOn('ZhangWei')).toMatchObject({ msgType: message.msgtype });
}];

/** Found by our check before it is sent, and refused by the platform. */
const refuses = (rule: string, errcode: number, content: AppMessageContent | ((w: World) => Promise<AppMessageContent>), section = '4.3'): Rule => [section, `${rule}: ${errcode}`, async (w) => {
  const message = typeof content === 'function' ? await content(w) : content;
  expect(checkMessage(message).filter(({ over }) => over !== 'advice')).not.toEqual([]);
  expect(await w.refused(w.send(message))).toMatchObject({ errcode, fault: 'content' });
}];

/** Only the platform can know that it is wrong. */
const refusesUnseen = (rule: string, errcode: number, content: (w: World) => AppMessageContent | Promise<AppMessageContent>, fields: object = {}, section = '4.3'): Rule => [section, `${rule}: ${errcode}`, async (w) =>
  w.refusedWith(errcode, w.send(await content(w), fields))];

const cuts = (rule: string, content: AppMessageContent, field: string, bytes: number): Rule => ['4.3', rule, async (w) => {
  expect(checkMessage(content)).toContainEqual(expect.objectContaining({ rule: 'too_long', over: 'truncated', limit: bytes }));
  await w.send(content);
  const shown = field.split('.').reduce<unknown>((value, step) => (value as Record<string, unknown>)[step], (await w.lastOn('ZhangWei')).content);
  expect(Buffer.byteLength(String(shown))).toBeLessThanOrEqual(bytes);
  expect(Buffer.byteLength(String(shown))).toBeGreaterThan(bytes - 4);
}];

const RECIPIENTS: Rule[] = [
  ['4.1', 'touser: several userids joined by |', async (w) => {
    expect(await w.sendText('日报', { touser: 'ZhangWei|LiNa' })).toMatchObject({ invaliduser: [], msgid: expect.any(String) });
    expect([(await w.phone('ZhangWei')).length, (await w.phone('LiNa')).length]).toEqual([1, 1]);
  }],
  ['4.1', 'touser: 1000 are taken, 1001 are not: 40032', async (w) => {
    expect((await w.sendText('x', { touser: `ZhangWei|${many(999, (i) => `nobody${i}`)}` })).invaliduser).toHaveLength(999);
    expect(await w.refused(w.sendText('x', { touser: many(1001, (i) => `u${i}`) }))).toMatchObject({ errcode: 40032, fault: 'ours' });
  }],
  ['4.1', 'toparty: at most 100: 82002', async (w) => {
    await w.sendText('x', { toparty: many(100, (i) => String(i + 1)) });
    await w.refusedWith(82002, w.sendText('x', { toparty: many(101, (i) => String(i + 1)) }));
  }],
  ['4.1', 'totag: at most 100: 82003', (w) => w.refusedWith(82003, w.sendText('x', { totag: many(101, (i) => String(i + 1)) }))],
  ['4.1', 'nobody named: 82001', async (w) => expect(await w.refused(w.sendText('x', { touser: '' }))).toMatchObject({ errcode: 82001, fault: 'ours' })],
  ['4.1', '@all means the visible range', async (w) => {
    await w.sendText('x', { touser: '@all' });
    expect([(await w.phone('LiNa')).length, (await w.phone('emily.carter')).length, (await w.phone('DongWenJing')).length]).toEqual([1, 1, 0]);
  }],
  ['4.1', '@all makes toparty and totag void', async (w) => expect(await w.sendText('x', { touser: '@all', toparty: '999' })).toMatchObject({ invalidparty: [] })],
  ['4.1', 'toparty reaches the departments below', async (w) => {
    await w.sendText('x', { touser: '', toparty: '2' });
    expect([(await w.phone('ZhangWei')).length, (await w.phone('LiNa')).length, (await w.phone('YangLei')).length]).toEqual([1, 1, 0]);
  }],
  ['4.1', 'totag reaches the members of the tag', async (w) => {
    await w.sendText('x', { touser: '', totag: '1' });
    expect([(await w.phone('emily.carter')).length, (await w.phone('WangFang')).length]).toEqual([1, 0]);
  }],
  ['4.1', 'who is named twice gets one message', async (w) => {
    await w.sendText('x', { touser: 'ZhangWei|zhangwei', toparty: '2', totag: '1' });
    expect(await w.phone('ZhangWei')).toHaveLength(1);
  }],
  ['4.1', 'partial failure is errcode 0; the others are listed, in lower case', async (w) => {
    expect(await w.sendText('x', { touser: 'ZhangWei|Nobody|NoOne' })).toMatchObject({ invaliduser: ['nobody', 'noone'], msgid: expect.any(String) });
    expect(await w.phone('ZhangWei')).toHaveLength(1);
  }],
  ['4.1', 'a member outside the visible range is invalid', async (w) => expect((await w.sendText('x', { touser: 'ZhangWei|DongWenJing' })).invaliduser).toEqual(['dongwenjing'])],
  ['4.1', 'a member who left is invalid', async (w) => expect((await w.sendText('x', { touser: 'ZhangWei|FengYu' })).invaliduser).toEqual(['fengyu'])],
  ['4.1', 'a department outside the range is listed', async (w) => expect((await w.sendText('x', { toparty: '8|3' })).invalidparty).toEqual(['8'])],
  ['4.1', 'a tag that does not exist is listed', async (w) => expect((await w.sendText('x', { totag: '77' })).invalidtag).toEqual(['77'])],
  ['4.1', 'only when everybody is invalid: 81013, no fault of the app', async (w) =>
    expect(await w.refused(w.sendText('x', { touser: 'nobody|DongWenJing' }))).toMatchObject({ errcode: 81013, fault: 'recipient' })],
  ['4.1', 'userids ignore case', async (w) => {
    await w.sendText('x', { touser: 'zhangWEI' });
    expect(await w.phone('ZhangWei')).toHaveLength(1);
  }],
  ['4.1', 'no agentid: 41011', (w) => w.refusedWith(41011, w.sendText('x', { agentid: undefined }))],
  ['4.1', 'an agentid that the corp has not: 40056', (w) => w.refusedWith(40056, w.sendText('x', { agentid: 7 }))],
  ['4.1', 'what serializeSend writes is taken without a warning', async (w) => {
    const before = w.transport.counts().wrongJson;
    await w.post(serializeSend({ msgtype: 'text', text: { content: '日报 📈' } }, { agentId: DEMO.agentId, userIds: ['ZhangWei'], duplicateWindowSeconds: 1800 }));
    expect(await w.lastOn('ZhangWei')).toMatchObject({ content: { content: '日报 📈' } });
    expect(w.transport.counts().wrongJson).toBe(before);
  }],
  ['4.1', 'safe: 1 for text, 2 for mpnews only', async (w) => {
    await w.sendText('x', { safe: 1 });
    await w.refusedWith(40058, w.sendText('x', { safe: 2 }));
    await w.send({ msgtype: 'mpnews', mpnews: { articles: [{ title: '月结', thumb_media_id: await w.upload('image'), content: '<p>…</p>' }] } }, { safe: 2 });
  }],
  ['4.1', 'news cannot be confidential: 40074', (w) => w.refusedWith(40074, w.send({ msgtype: 'news', news: { articles: [{ title: 't', url: LINK }] } }, { safe: 1 }))],
  ['4.1', 'id translation puts names in the places of ids; what it does not know stays', async (w) => {
    await w.sendText('你好 $userName=LiNa$，$departmentName=3$，$userName=nobody$', { enable_id_trans: 1 });
    expect((await w.lastOn('ZhangWei')).content).toEqual({ content: '你好 李娜，华东区，$userName=nobody$' });
  }],
  ['4.1', 'markdown is not translated', async (w) => {
    await w.send({ msgtype: 'markdown', markdown: { content: '**$userName=LiNa$**' } }, { enable_id_trans: 1 });
    expect((await w.lastOn('ZhangWei')).content).toEqual({ content: '**$userName=LiNa$**' });
  }],
  ['4.1', 'a member who got nothing is not silently among the receivers', async (w) => {
    await w.sendText('x', { touser: 'ZhangWei|nobody' });
    expect((await w.sandbox.get('counts'))['deliveries']).toBe(1);
  }],
];

const DUPLICATES: Rule[] = [
  ['4.1', 'the duplicate check holds back the same bytes', async (w) => {
    const body = serializeSend({ msgtype: 'text', text: { content: '日报' } }, { agentId: DEMO.agentId, userIds: ['ZhangWei'], duplicateWindowSeconds: 600 });
    await w.post(body);
    await w.post(body);
    expect(await w.phone('ZhangWei')).toHaveLength(1);
  }],
  ['4.1', 'it ends with the interval', async (w) => {
    const body = serializeSend({ msgtype: 'text', text: { content: '日报' } }, { agentId: DEMO.agentId, userIds: ['ZhangWei'], duplicateWindowSeconds: 600 });
    await w.post(body);
    w.sandbox.clock.advance({ seconds: 601 });
    await w.post(body);
    expect(await w.phone('ZhangWei')).toHaveLength(2);
  }],
  ['4.1', 'its default interval is 1800 s', async (w) => {
    const fields = { enable_duplicate_check: 1 };
    await w.sendText('x', fields);
    w.sandbox.clock.advance({ seconds: 1790 });
    await w.sendText('x', fields);
    expect(await w.phone('ZhangWei')).toHaveLength(1);
    w.sandbox.clock.advance({ seconds: 20 });
    await w.sendText('x', fields);
    expect(await w.phone('ZhangWei')).toHaveLength(2);
  }],
  ['4.1', 'its longest interval is 4 hours', async (w) => {
    const fields = { enable_duplicate_check: 1, duplicate_check_interval: 90_000 };
    await w.sendText('x', fields);
    w.sandbox.clock.advance({ hours: 4, seconds: 1 });
    await w.sendText('x', fields);
    expect(await w.phone('ZhangWei')).toHaveLength(2);
  }],
  ['4.1', 'without it the same bytes are delivered again', async (w) => {
    await w.sendText('x');
    await w.sendText('x');
    expect(await w.phone('ZhangWei')).toHaveLength(2);
  }],
  ['4.1', 'another text is another message', async (w) => {
    for (const content of ['08:00', '08:15']) await w.sendText(content, { enable_duplicate_check: 1 });
    expect(await w.phone('ZhangWei')).toHaveLength(2);
  }],
  ...(['accept_then_reset', 'accept_then_hang', 'truncated_json'] as const).map((kind): Rule => ['4.2', `answer lost after the message was accepted (${kind}): unknown outcome, and the same bytes do not arrive twice`, async (w) => {
    const body = serializeSend({ msgtype: 'text', text: { content: '日报' } }, { agentId: DEMO.agentId, userIds: ['ZhangWei'], duplicateWindowSeconds: 1800 });
    const token = await w.token();
    w.fault({ kind, api: 'message/send', times: 1 });
    await w.withTransport({ timeoutMs: 1_500 }, async (transport) => {
      expect(await w.refused(transport.call(messageSend, { body }, { token }))).toMatchObject({ fault: 'unknown_outcome' });
      await transport.call(messageSend, { body }, { token });
    });
    expect(await w.phone('ZhangWei')).toHaveLength(1);
  }]),
  ['4.2', 'reset before it was accepted: unknown outcome, and the repeat arrives once', async (w) => {
    const body = serializeSend({ msgtype: 'text', text: { content: '日报' } }, { agentId: DEMO.agentId, userIds: ['ZhangWei'], duplicateWindowSeconds: 1800 });
    w.fault({ kind: 'reset', api: 'message/send', times: 1 });
    expect(await w.refused(w.post(body))).toMatchObject({ fault: 'unknown_outcome' });
    await w.post(body);
    expect(await w.phone('ZhangWei')).toHaveLength(1);
  }],
];

const TYPES: Rule[] = [
  delivers('text', () => text()),
  delivers('markdown', () => ({ msgtype: 'markdown', markdown: { content: '**库存**\n>低于下限 <font color="warning">7</font>' } })),
  delivers('textcard', () => textcard()),
  delivers('news', () => ({ msgtype: 'news', news: { articles: [{ title: '周报', description: '第 9 周', url: LINK, picurl: `${LINK}.png` }] } })),
  delivers('news: appid and pagepath stand for the link', () => ({ msgtype: 'news', news: { articles: [{ title: '周报', appid: 'wx1', pagepath: 'pages/r' }] } })),
  delivers('mpnews', async (w) => ({ msgtype: 'mpnews', mpnews: { articles: [{ title: '月结', thumb_media_id: await w.upload('image'), author: 'BI', content: '<p>…</p>', digest: '二月' }] } })),
  delivers('image', async (w) => ({ msgtype: 'image', image: { media_id: await w.upload('image') } })),
  delivers('voice', async (w) => ({ msgtype: 'voice', voice: { media_id: await w.upload('voice') } })),
  delivers('video', async (w) => ({ msgtype: 'video', video: { media_id: await w.upload('video'), title: '演示', description: '一分钟' } })),
  delivers('file', async (w) => ({ msgtype: 'file', file: { media_id: await w.upload('file') } })),
  delivers('miniprogram_notice', async (w) => {
    await w.admin('patch', w.appPath(), { miniProgramIds: ['wx1'] });
    return { msgtype: 'miniprogram_notice', miniprogram_notice: { appid: 'wx1', page: 'pages/r', title: '日报已生成', description: '三月二日', content_item: [{ key: '大区', value: '华东' }] } };
  }),
  cuts('text is cut at 2048 bytes, between characters', text('好'.repeat(1000)), 'content', 2048),
  cuts('the title of a textcard is cut at 128 bytes', textcard({ title: '好'.repeat(60) }), 'title', 128),
  cuts('the description of a textcard is cut at 512 bytes', textcard({ description: '好'.repeat(300) }), 'description', 512),
  cuts('the title of an article is cut at 128 bytes', { msgtype: 'news', news: { articles: [{ title: '好'.repeat(60), url: LINK }] } }, 'articles.0.title', 128),
  cuts('the description of an article is cut at 512 bytes', { msgtype: 'news', news: { articles: [{ title: 't', description: '好'.repeat(300), url: LINK }] } }, 'articles.0.description', 512),
  ['4.3', 'the button of a textcard says 详情 unless told otherwise', async (w) => {
    await w.send(textcard());
    expect((await w.lastOn('ZhangWei')).content).toMatchObject({ btntxt: '详情' });
  }],
  refuses('an empty text', 44004, text('')),
  refuses('app markdown above 2048 bytes (undocumented; refused here)', 40058, { msgtype: 'markdown', markdown: { content: '好'.repeat(683) } }),
  refuses('a textcard without title', 41016, textcard({ title: '' })),
  refuses('a textcard without description', 41033, textcard({ description: '' })),
  refuses('a link without http(s)://', 45034, textcard({ url: 'bi.example.test/r' })),
  refuses('a link above 2048 bytes', 40039, textcard({ url: `${LINK}?${'x'.repeat(2048)}` })),
  refuses('nine articles', 45008, { msgtype: 'news', news: { articles: Array.from({ length: 9 }, () => ({ title: 't', url: LINK })) } }),
  refuses('an article without title', 41016, { msgtype: 'news', news: { articles: [{ title: '', url: LINK }] } }),
  refuses('an article that leads nowhere', 40094, { msgtype: 'news', news: { articles: [{ title: 't' }] } }),
  refuses('an author above 64 bytes', 45032, async (w) => ({ msgtype: 'mpnews', mpnews: { articles: [{ title: 't', thumb_media_id: await w.upload('image'), content: 'c', author: '好'.repeat(22) }] } })),
  refuses('an mpnews body above 666 K', 45002, async (w) => ({ msgtype: 'mpnews', mpnews: { articles: [{ title: 't', thumb_media_id: await w.upload('image'), content: 'x'.repeat(667 * 1024) }] } })),
  refuses('a notice title of two characters', 40058, async (w) => {
    await w.admin('patch', w.appPath(), { miniProgramIds: ['wx1'] });
    return { msgtype: 'miniprogram_notice', miniprogram_notice: { appid: 'wx1', title: '日报' } };
  }),
  refuses('eleven lines in a notice', 90201, async (w) => {
    await w.admin('patch', w.appPath(), { miniProgramIds: ['wx1'] });
    return { msgtype: 'miniprogram_notice', miniprogram_notice: { appid: 'wx1', title: '日报已生成', content_item: Array.from({ length: 11 }, () => ({ key: 'k', value: 'v' })) } };
  }),
  refusesUnseen('a mini-program that is not of this app', 90208, () => ({ msgtype: 'miniprogram_notice', miniprogram_notice: { appid: 'wx9', title: '日报已生成' } })),
  refusesUnseen('a notice to everybody', 60208, () => ({ msgtype: 'miniprogram_notice', miniprogram_notice: { appid: 'wx1', title: '日报已生成' } }), { touser: '@all' }),
  refusesUnseen('an unknown msgtype', 40008, () => ({ msgtype: 'poem', poem: {} }) as never),
  refusesUnseen('markdown_v2 is for robots', 40008, () => ({ msgtype: 'markdown_v2', markdown_v2: { content: 'x' } }) as never),
  refusesUnseen('media of another type', 40007, async (w) => ({ msgtype: 'image', image: { media_id: await w.upload('file') } })),
  refusesUnseen('a confidential file of a kind that cannot be one', 40058, async (w) => ({ msgtype: 'file', file: { media_id: await w.upload('file', { fileName: '数据.zip' }) } }), { safe: 1 }),
  ['4.3', 'a picture without media_id: 41006', async (w) => expect(await w.refused(w.send({ msgtype: 'image', image: { media_id: '' } }))).toMatchObject({ errcode: 41006 })],
];

const connected = (content: AppMessageContent) => async (w: World): Promise<AppMessageContent> => {
  await w.connectApp();
  return content;
};

const CARDS: Rule[] = [
  delivers('text_notice', () => card(textNotice), '4.5'),
  delivers('news_notice', () => card(newsNotice), '4.5'),
  delivers('button_interaction', connected(card(buttonCard)), '4.5'),
  delivers('vote_interaction', connected(card(voteCard)), '4.5'),
  delivers('multiple_interaction', connected(card(multipleCard)), '4.5'),
  delivers('text_notice by its sub-title alone', () => card({ ...textNotice, main_title: undefined }), '4.5'),
  delivers('an attachment in a card', async (w) => card({ ...textNotice, horizontal_content_list: [{ type: 2, keyname: '附件', value: '日报.xlsx', media_id: await w.upload('file') }] }), '4.5'),
  ['4.5', 'cards that call back need a callback URL: 43012', async (w) => {
    for (const template_card of [buttonCard, voteCard, multipleCard, { ...textNotice, task_id: 't', action_menu: { action_list: [{ text: 'a', key: 'k' }] } }]) {
      expect(await w.refused(w.send(card(template_card)))).toMatchObject({ errcode: 43012, fault: 'app' });
    }
  }],
  ['4.5', 'a task_id never repeats in one app: 42014', async (w) => {
    await w.connectApp();
    await w.send(card(buttonCard));
    await w.refusedWith(42014, w.send(card(buttonCard)));
  }],
  refuses('a task_id with other signs', 42014, connected(card({ ...buttonCard, task_id: '任务 1' })), '4.5'),
  refuses('a task_id above 128 bytes', 42014, connected(card({ ...buttonCard, task_id: 'x'.repeat(129) })), '4.5'),
  refuses('an interactive card without task_id', 42014, connected(card({ ...buttonCard, task_id: '' })), '4.5'),
  refuses('a menu without task_id', 42014, connected(card({ ...textNotice, action_menu: { action_list: [{ text: 'a', key: 'k' }] } })), '4.5'),
  refuses('an unknown kind of card', 42031, card({ card_type: 'poem' }), '4.5'),
  refuses('a notice without any title', 42033, card({ ...textNotice, main_title: undefined, sub_title_text: undefined }), '4.5'),
  refuses('a notice without card_action', 42045, card({ ...textNotice, card_action: undefined }), '4.5'),
  refuses('seven horizontal lines', 42035, card({ ...textNotice, horizontal_content_list: Array.from({ length: 7 }, () => ({ keyname: 'k' })) }), '4.5'),
  refuses('a horizontal line without name', 42027, card({ ...textNotice, horizontal_content_list: [{ keyname: '' }] }), '4.5'),
  refuses('four jumps', 42042, card({ ...textNotice, jump_list: Array.from({ length: 4 }, () => ({ title: 't' })) }), '4.5'),
  refuses('five vertical blocks', 42036, card({ ...newsNotice, vertical_content_list: Array.from({ length: 5 }, () => ({ title: 't' })) }), '4.5'),
  refuses('news_notice without a picture', 42044, card({ ...newsNotice, card_image: undefined }), '4.5'),
  refuses('a picture outside 1.3 to 2.25', 40058, card({ ...newsNotice, card_image: { url: LINK, aspect_ratio: 3 } }), '4.5'),
  refuses('four entries in a menu', 40058, connected(card({ ...textNotice, task_id: 't', action_menu: { action_list: ['a', 'b', 'c', 'd'].map((key) => ({ text: key, key })) } })), '4.5'),
  refuses('two menu entries of one key', 42051, connected(card({ ...textNotice, task_id: 't', action_menu: { action_list: [{ text: 'a', key: 'k' }, { text: 'b', key: 'k' }] } })), '4.5'),
  refuses('seven buttons', 40058, connected(card({ ...buttonCard, button_list: Array.from({ length: 7 }, (_, i) => ({ text: 'b', key: `k${i}` })) })), '4.5'),
  refuses('a button without text', 42038, connected(card({ ...buttonCard, button_list: [{ text: '', key: 'k' }] })), '4.5'),
  refuses('two buttons of one key', 42039, connected(card({ ...buttonCard, button_list: [{ text: 'a', key: 'k' }, { text: 'b', key: 'k' }] })), '4.5'),
  refuses('a link button without link', 42028, connected(card({ ...buttonCard, button_list: [{ type: 1, text: 'a' }] })), '4.5'),
  refuses('21 options in a vote', 42037, connected(card({ ...voteCard, checkbox: { question_key: 'q', option_list: Array.from({ length: 21 }, (_, i) => ({ id: `o${i}`, text: 't' })) } })), '4.5'),
  refuses('two options of one id', 42040, connected(card({ ...voteCard, checkbox: { question_key: 'q', option_list: [{ id: 'a', text: 'x' }, { id: 'a', text: 'y' }] } })), '4.5'),
  refuses('an option without text', 42041, connected(card({ ...voteCard, checkbox: { question_key: 'q', option_list: [{ id: 'a', text: '' }] } })), '4.5'),
  refuses('a question without key', 42043, connected(card({ ...voteCard, checkbox: { question_key: '', option_list: [{ id: 'a', text: 'x' }] } })), '4.5'),
  refuses('a vote without its submit button', 42049, connected(card({ ...voteCard, submit_button: undefined })), '4.5'),
  refuses('a submit button without key', 42046, connected(card({ ...voteCard, submit_button: { text: '提交', key: '' } })), '4.5'),
  refuses('four selections', 42047, connected(card({ ...multipleCard, select_list: Array.from({ length: 4 }, (_, i) => ({ question_key: `q${i}`, option_list: [{ id: 'a', text: 'x' }] })) })), '4.5'),
];

async function sendButtonCard(w: World): Promise<{ responseCode: string; msgId: string }> {
  await w.connectApp();
  const { response_code: responseCode = '', msgid: msgId = '' } = await w.send(card(buttonCard), { touser: 'ZhangWei|LiNa' });
  return { responseCode, msgId };
}

const UPDATES: Rule[] = [
  ['4.1', 'response_code comes with interactive cards only', async (w) => {
    await w.connectApp();
    expect((await w.send(card(buttonCard))).response_code).toMatch(/./);
    expect((await w.send(card({ ...textNotice, task_id: 't', action_menu: { action_list: [{ text: 'a', key: 'k' }] } }))).response_code).toMatch(/./);
    expect(await w.send(card(textNotice))).not.toHaveProperty('response_code');
    expect(await w.sendText()).not.toHaveProperty('response_code');
  }],
  ['4.6', 'update_template_card changes the button for those named', async (w) => {
    const { responseCode } = await sendButtonCard(w);
    await w.call(updateTemplateCard, { agentId: DEMO.agentId, responseCode, to: { userIds: ['LiNa'] }, change: { replaceName: '已处理' } });
    expect([(await w.lastOn('LiNa')).content.replace_text, (await w.lastOn('ZhangWei')).content.replace_text]).toEqual(['已处理', undefined]);
  }],
  ['4.6', 'or puts a whole new card in its place, for all', async (w) => {
    const { responseCode } = await sendButtonCard(w);
    await w.call(updateTemplateCard, { agentId: DEMO.agentId, responseCode, to: 'all', change: { card: textNotice } });
    expect((await w.lastOn('LiNa')).content).toMatchObject({ card_type: 'text_notice', main_title: { title: '昨日销售' } });
  }],
  ['4.6', 'its reply names the invalid as a list, in lower case', async (w) => {
    const { responseCode } = await sendButtonCard(w);
    expect((await w.call(updateTemplateCard, { agentId: DEMO.agentId, responseCode, to: { userIds: ['LiNa', 'Nobody'] }, change: { replaceName: '已处理' } })).invaliduser).toEqual(['nobody']);
  }],
  ['4.6', 'a response_code works once: 60140, final', async (w) => {
    const { responseCode } = await sendButtonCard(w);
    const update = { agentId: DEMO.agentId, responseCode, to: 'all', change: { replaceName: '已处理' } } as const;
    await w.call(updateTemplateCard, update);
    await w.refusedWith(60140, w.call(updateTemplateCard, update));
  }],
  ['4.6', 'a response_code lives 72 hours', async (w) => {
    const { responseCode } = await sendButtonCard(w);
    w.sandbox.clock.advance({ hours: 73 });
    await w.refusedWith(60140, w.call(updateTemplateCard, { agentId: DEMO.agentId, responseCode, to: 'all', change: { replaceName: '已处理' } }));
  }],
  ['4.6', 'recall takes a message back from everybody', async (w) => {
    const { msgid: msgId = '' } = await w.sendText('写错了', { touser: 'ZhangWei|LiNa' });
    await w.call(messageRecall, { msgId });
    expect([(await w.lastOn('ZhangWei')).recalledAt, (await w.lastOn('LiNa')).recalledAt]).toEqual([expect.any(String), expect.any(String)]);
  }],
  ['4.6', 'recall within 24 hours: 42052 after', async (w) => {
    const { msgid: msgId = '' } = await w.sendText();
    w.sandbox.clock.advance({ hours: 25 });
    expect(await w.refused(w.call(messageRecall, { msgId }))).toMatchObject({ errcode: 42052 });
    expect((await w.lastOn('ZhangWei')).recalledAt).toBeNull();
  }],
  ['4.6', 'recall of a message of another app: 40058', async (w) => {
    const { msgid: msgId = '' } = await w.sendText();
    const other = await w.admin<{ secret: string }>('post', `corps/${DEMO.corpId}/apps`, { name: '另一个', range: { users: [], parties: [1], tags: [] } });
    await w.refusedWith(40058, w.call(messageRecall, { msgId }, await w.token(other.secret)));
  }],
  ['4.6', 'get_statistics counts person-times of today and yesterday', async (w) => {
    await w.sendText('x', { touser: 'ZhangWei|LiNa' });
    const today = rawCall('message/get_statistics', { body: '{"time_type":0}' });
    expect(await w.call(today, undefined)).toMatchObject({ statistics: [{ agentid: DEMO.agentId, count: 2 }] });
    w.sandbox.clock.advance({ days: 1 });
    expect(await w.call(rawCall('message/get_statistics', { body: '{"time_type":1}' }), undefined)).toMatchObject({ statistics: [{ count: 2 }] });
  }],
];

/** Section 4: application messages. */
export const MESSAGES: Rule[] = [...RECIPIENTS, ...DUPLICATES, ...TYPES, ...CARDS, ...UPDATES];
