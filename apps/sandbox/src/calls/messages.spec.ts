import { DEMO_AGENT_ID, DEMO_CORP_ID, DEMO_ROBOT_KEY } from '../seed/demo-corp';
import { SandboxUnderTest, START_TIMEOUT_MS, type Reply } from '../testing/sandbox-under-test';

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

describe('files, cards, recall and robots', () => {
  let sandbox: SandboxUnderTest;
  let token: string;

  beforeAll(async () => {
    sandbox = await SandboxUnderTest.start();
  }, START_TIMEOUT_MS);

  beforeEach(async () => {
    sandbox.reset();
    token = await sandbox.token();
  });

  afterAll(() => sandbox.close());

  const inboxOf = async (userId: string) => (await sandbox.get('messages', { corpId: DEMO_CORP_ID, userId }))['messages'] as Record<string, unknown>[];
  const demoApp = () => sandbox.platform.app(DEMO_CORP_ID, DEMO_AGENT_ID)!;

  async function upload(type: string, bytes: Buffer, filename: string, fields: Record<string, string> = {}): Promise<Reply> {
    const request = sandbox.http.post('/cgi-bin/media/upload').query({ access_token: token, type, ...fields });
    return (await request.attach('media', bytes, filename).expect(200)).body as Reply;
  }

  describe('files', () => {
    it('takes a file with a Chinese name, sends it and gives it back', async () => {
      const reply = await upload('file', Buffer.from('a,b\n1,2\n'), '华东区销售明细.csv');
      expect(reply).toMatchObject({ errcode: 0, type: 'file', media_id: expect.any(String), created_at: expect.stringMatching(/^\d+$/) });
      expect(await sandbox.send({ touser: 'LiNa', msgtype: 'file', file: { media_id: reply['media_id'] } })).toMatchObject({ errcode: 0 });
      expect(await inboxOf('LiNa')).toMatchObject([{ content: { file_name: '华东区销售明细.csv', file_size: 8 } }]);
      const content = await sandbox.http.get(`/sandbox/media/${String(reply['media_id'])}`).expect(200);
      expect(content.headers['content-disposition']).toContain('attachment');
    });

    it.each([
      ['40005', 'gif', PNG, 'a.png', 40005],
      ['5 bytes', 'file', Buffer.from('12345'), 'a.txt', 40006],
      ['a text for an image', 'image', Buffer.from('not a picture'), 'a.png', 40123],
      ['a text for a voice', 'voice', Buffer.from('not a voice'), 'a.amr', 40004],
      ['a text for a video', 'video', Buffer.from('not a video'), 'a.mp4', 40004],
      ['an image above 10 MB', 'image', Buffer.concat([PNG, Buffer.alloc(10 * 1024 * 1024)]), 'a.png', 45001],
      ['a file above 20 MB', 'file', Buffer.alloc(20 * 1024 * 1024 + 1), 'a.bin', 45001],
      ['a voice of more than 60 s', 'voice', Buffer.concat([Buffer.from('#!AMR\n'), Buffer.alloc(13 * 3050)]), 'a.amr', 45007],
    ])('refuses %s', async (_name, type, bytes, filename, errcode) => {
      expect(await upload(type, bytes, filename)).toMatchObject({ errcode });
    });

    it('wants the field to be called media, and a file at all', async () => {
      const wrong = await sandbox.http.post('/cgi-bin/media/upload').query({ access_token: token, type: 'file' }).attach('file', Buffer.from('123456'), 'a.txt');
      expect(wrong.body).toMatchObject({ errcode: 44001 });
      expect(await sandbox.call('media/upload', { access_token: token, type: 'file' }, {})).toMatchObject({ errcode: 44001 });
    });

    it('forgets a media_id after three days, and knows its type', async () => {
      const { media_id: mediaId } = await upload('image', PNG, 'a.png');
      expect(await sandbox.send({ touser: 'LiNa', msgtype: 'file', file: { media_id: mediaId } })).toMatchObject({ errcode: 40007 });
      sandbox.clock.advance({ days: 2, hours: 23 });
      expect(await sandbox.send({ touser: 'LiNa', msgtype: 'image', image: { media_id: mediaId } })).toMatchObject({ errcode: 0 });
      sandbox.clock.advance({ hours: 1 });
      expect(await sandbox.send({ touser: 'LiNa', msgtype: 'image', image: { media_id: mediaId } })).toMatchObject({ errcode: 40007 });
      expect(await sandbox.send({ touser: 'LiNa', msgtype: 'image', image: {} })).toMatchObject({ errcode: 41006 });
    });

    it('gives uploadimg a lasting address, and stops at the quota of the day', async () => {
      sandbox.platform.limits.uploadImagePerDay = 1;
      const uploadImage = async () => (await sandbox.http.post('/cgi-bin/media/uploadimg').query({ access_token: token }).attach('any', PNG, 'a.png')).body as Reply;
      const { url } = await uploadImage();
      const picture = await sandbox.http.get(new URL(String(url)).pathname).expect(200);
      expect(picture.headers['content-type']).toBe('image/png');
      expect(await uploadImage()).toMatchObject({ errcode: 45009 });
    });
  });

  describe('other message types', () => {
    const article = { title: '周报', url: 'https://bi.test/1' };

    it.each([
      ['nine articles', { msgtype: 'news', news: { articles: Array.from({ length: 9 }, () => article) } }, 45008],
      ['no article', { msgtype: 'news', news: { articles: [] } }, 40063],
      ['an article without title', { msgtype: 'news', news: { articles: [{ url: 'https://bi.test' }] } }, 41016],
      ['an article without address', { msgtype: 'news', news: { articles: [{ title: 't' }] } }, 40094],
      ['news kept safe', { msgtype: 'news', safe: 1, news: { articles: [article] } }, 40074],
      ['safe 2 for text', { msgtype: 'text', safe: 2, text: { content: 'x' } }, 40058],
      ['mpnews without a picture', { msgtype: 'mpnews', mpnews: { articles: [{ title: 't', content: '<p>x</p>' }] } }, 41006],
      ['a notice of a mini-program it does not own', { msgtype: 'miniprogram_notice', miniprogram_notice: { appid: 'wx1', title: '库存提醒' } }, 90208],
      ['template_msg from a self-built app', { msgtype: 'template_msg', template_msg: { template_id: 'x' } }, 60206],
    ])('refuses %s', async (_name, fields, errcode) => {
      expect(await sandbox.send({ touser: 'LiNa', ...fields })).toMatchObject({ errcode });
    });

    it('takes mpnews with the picture uploaded before', async () => {
      const { media_id: thumb } = await upload('image', PNG, 'a.png');
      const articles = [{ title: '月结', thumb_media_id: thumb, author: 'BI', content: '<p>十月</p>' }];
      expect(await sandbox.send({ touser: 'LiNa', msgtype: 'mpnews', safe: 2, mpnews: { articles } })).toMatchObject({ errcode: 0 });
      expect(await sandbox.send({ touser: 'LiNa', msgtype: 'mpnews', mpnews: { articles: [{ ...articles[0], author: '作'.repeat(22) }] } })).toMatchObject({ errcode: 45032 });
      expect(await sandbox.send({ touser: 'LiNa', msgtype: 'mpnews', mpnews: { articles: [{ ...articles[0], content: 'x'.repeat(666 * 1024 + 1) }] } })).toMatchObject({ errcode: 45002 });
    });

    it('checks the words of a mini-program notice', async () => {
      demoApp().data.miniProgramIds = ['wx1'];
      const notice = (fields: object) => sandbox.send({ touser: 'LiNa', msgtype: 'miniprogram_notice', miniprogram_notice: { appid: 'wx1', title: '库存提醒', ...fields } });
      expect(await notice({ content_item: [{ key: '仓库', value: '上海' }] })).toMatchObject({ errcode: 0 });
      expect(await notice({ title: '三个字' })).toMatchObject({ errcode: 40058 });
      expect(await notice({ content_item: Array.from({ length: 11 }, () => ({ key: 'k', value: 'v' })) })).toMatchObject({ errcode: 90201 });
      expect(await notice({ content_item: [{ key: '很长很长很长很长的名字', value: 'v' }] })).toMatchObject({ errcode: 90202 });
      expect(await notice({ content_item: [{ key: 'k', value: '值'.repeat(31) }] })).toMatchObject({ errcode: 90203 });
      expect(await notice({ page: 'p'.repeat(1025) })).toMatchObject({ errcode: 90204 });
      expect(await sandbox.send({ touser: '@all', msgtype: 'miniprogram_notice', miniprogram_notice: { appid: 'wx1', title: '库存提醒' } })).toMatchObject({ errcode: 60208 });
    });

    it('puts names for ids when asked, and leaves what it cannot resolve', async () => {
      await sandbox.send({ touser: 'LiNa', msgtype: 'text', enable_id_trans: 1, text: { content: '$userName=zhangwei$ 在 $departmentName=3$，$userName=DongWenJing$ 不在' } });
      expect(await inboxOf('LiNa')).toMatchObject([{ content: { content: '张伟 在 华东区，$userName=DongWenJing$ 不在' } }]);
    });
  });

  describe('cards', () => {
    const card = { card_type: 'button_interaction', task_id: 'ack-1', main_title: { title: '库存预警' }, button_list: [{ text: '已知悉', key: 'seen' }] };
    const sendCard = (more: object = {}) => sandbox.send({ touser: 'ZhangWei|LiNa', msgtype: 'template_card', template_card: { ...card, ...more } });
    const update = (fields: object) => sandbox.call('message/update_template_card', { access_token: token }, { agentid: DEMO_AGENT_ID, ...fields });

    beforeEach(() => {
      demoApp().data.callback = { url: 'http://127.0.0.1:9/', token: 't', encodingAesKey: 'BiPushDemoKey0123456789abcdefghijklmnopqrst' };
    });

    it('needs a callback address for cards that call back', async () => {
      demoApp().data.callback = null;
      expect(await sendCard()).toMatchObject({ errcode: 43012 });
      const notice = { card_type: 'text_notice', main_title: { title: '标题' }, card_action: { type: 1, url: 'https://bi.test' } };
      const reply = await sandbox.send({ touser: 'LiNa', msgtype: 'template_card', template_card: notice });
      expect(reply).toMatchObject({ errcode: 0 });
      expect(reply).not.toHaveProperty('response_code');
    });

    it('takes a task_id once', async () => {
      expect(await sendCard()).toMatchObject({ errcode: 0, response_code: expect.any(String) });
      expect(await sendCard()).toMatchObject({ errcode: 42014 });
    });

    it('changes the card of those named, once per code, and lists the others in an array', async () => {
      const { response_code: code } = await sendCard();
      const change = { response_code: code, userids: ['ZhangWei', 'WangFang', 'NoSuchOne'], button: { replace_name: '已处理' } };
      expect(await update(change)).toMatchObject({ errcode: 0, invaliduser: ['nosuchone', 'wangfang'] });
      expect(await inboxOf('ZhangWei')).toMatchObject([{ content: { replace_text: '已处理' } }]);
      expect((await inboxOf('LiNa'))[0]['content']).not.toHaveProperty('replace_text');
      expect(await update(change)).toMatchObject({ errcode: 60140 });
    });

    it('takes the code for 72 hours', async () => {
      const { response_code: code } = await sendCard();
      sandbox.clock.advance({ hours: 72 });
      token = await sandbox.token();
      expect(await update({ response_code: code, atall: 1, button: { replace_name: 'x' } })).toMatchObject({ errcode: 60140 });
    });

    it('puts a whole new card for everybody', async () => {
      const { response_code: code } = await sendCard();
      const next = { card_type: 'text_notice', main_title: { title: '已恢复' }, card_action: { type: 1, url: 'https://bi.test' } };
      expect(await update({ response_code: code, atall: 1, template_card: next })).toMatchObject({ errcode: 0, invaliduser: [] });
      expect(await inboxOf('LiNa')).toMatchObject([{ content: { main_title: { title: '已恢复' } } }]);
    });

    it('wants somebody, not too many, and something to change', async () => {
      const { response_code: code } = await sendCard();
      expect(await update({ response_code: code, button: { replace_name: 'x' } })).toMatchObject({ errcode: 82001 });
      expect(await update({ response_code: code, userids: Array.from({ length: 1001 }, (_, i) => `u${i}`), button: { replace_name: 'x' } })).toMatchObject({ errcode: 40032 });
      expect(await update({ response_code: code, atall: 1 })).toMatchObject({ errcode: 40063 });
    });
  });

  describe('recall', () => {
    const recall = (msgid: unknown) => sandbox.call('message/recall', { access_token: token }, { msgid });

    it('takes a message back from everybody, within 24 hours', async () => {
      const first = await sandbox.send({ touser: 'ZhangWei|LiNa', msgtype: 'text', text: { content: '错了' } });
      sandbox.clock.advance({ hours: 24 });
      token = await sandbox.token();
      expect(await recall(first['msgid'])).toMatchObject({ errcode: 0 });
      expect((await inboxOf('LiNa'))[0]['recalledAt']).toEqual(expect.any(String));
      const second = await sandbox.send({ touser: 'LiNa', msgtype: 'text', text: { content: '再错' } });
      sandbox.clock.advance({ hours: 24, seconds: 1 });
      token = await sandbox.token();
      expect(await recall(second['msgid'])).toMatchObject({ errcode: 42052 });
    });

    it('knows only the messages of the app', async () => {
      expect(await recall('nonsense')).toMatchObject({ errcode: 40058 });
      expect(await recall('')).toMatchObject({ errcode: 40063 });
    });
  });

  it('counts person-times of today and yesterday', async () => {
    await sandbox.send({ touser: 'ZhangWei|LiNa', msgtype: 'text', text: { content: 'x' } });
    const statistics = async (day: number) => (await sandbox.call('message/get_statistics', { access_token: await sandbox.token() }, { time_type: day }))['statistics'];
    expect(await statistics(0)).toEqual([{ agentid: DEMO_AGENT_ID, app_name: 'BI 报表', count: 2 }]);
    sandbox.clock.advance({ days: 1 });
    expect(await statistics(0)).toMatchObject([{ count: 0 }]);
    expect(await statistics(1)).toMatchObject([{ count: 2 }]);
  });

  describe('robots', () => {
    const post = (body: object, key = DEMO_ROBOT_KEY) => sandbox.call('webhook/send', { key }, body);

    it('posts to the members of its group', async () => {
      expect(await post({ msgtype: 'markdown', markdown: { content: '**库存**低于安全线' } })).toEqual({ errcode: 0, errmsg: 'ok' });
      expect(await inboxOf('emily.carter')).toMatchObject([{ from: 'robot', msgType: 'markdown' }]);
      expect(await inboxOf('HuangQiang')).toEqual([]);
    });

    it.each([
      ['an unknown key', { msgtype: 'text', text: { content: 'x' } }, 93000, 'nonsense'],
      ['nothing to say', { msgtype: 'text', text: { content: '' } }, 93017, undefined],
      ['markdown above 4096 bytes', { msgtype: 'markdown', markdown: { content: 'x'.repeat(4097) } }, 40058, undefined],
      ['a type of apps', { msgtype: 'textcard', textcard: { title: 't' } }, 40008, undefined],
      ['a picture with the wrong md5', { msgtype: 'image', image: { base64: PNG.toString('base64'), md5: '0'.repeat(32) } }, 301019, undefined],
      ['a picture above 2 MB', { msgtype: 'image', image: { base64: Buffer.alloc(2 * 1024 * 1024 + 1).toString('base64'), md5: 'x' } }, 93018, undefined],
      ['a file of nobody', { msgtype: 'file', file: { media_id: 'x' } }, 40007, undefined],
    ])('refuses %s', async (_name, body, errcode, key) => {
      expect(await post(body, key)).toMatchObject({ errcode });
    });

    it('posts 20 messages a minute', async () => {
      for (let i = 0; i < 20; i += 1) expect(await post({ msgtype: 'text', text: { content: `第 ${i} 条` } })).toMatchObject({ errcode: 0 });
      expect(await post({ msgtype: 'text', text: { content: '多了' } })).toMatchObject({ errcode: 45009 });
      sandbox.clock.advance({ minutes: 1 });
      expect(await post({ msgtype: 'text', text: { content: '又可以了' } })).toMatchObject({ errcode: 0 });
    });

    it('uses only files of its own upload', async () => {
      const own = (await sandbox.http.post('/cgi-bin/webhook/upload_media').query({ key: DEMO_ROBOT_KEY, type: 'file' }).attach('media', Buffer.from('123456'), 'a.csv')).body as Reply;
      expect(await post({ msgtype: 'file', file: { media_id: own['media_id'] } })).toMatchObject({ errcode: 0 });
      const ofApp = await upload('file', Buffer.from('123456'), 'a.csv');
      expect(await post({ msgtype: 'file', file: { media_id: ofApp['media_id'] } })).toMatchObject({ errcode: 40007 });
    });
  });
});
