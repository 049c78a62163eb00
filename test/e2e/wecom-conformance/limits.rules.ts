import { agentGet, checkRobotMessage, mediaUpload, mediaUploadimg, messageSend, robotImage, userGetuserid, webhookSend, webhookUploadMedia, type RobotContent } from '#wecom';
import type { Rule } from './rule';
import { buttonCard, LINK, newsNotice, textNotice } from './samples';
import { DEMO, FILES, rawCall, type World } from './world';

const MB = 1024 * 1024;
const sizesOn = async (w: World, userId: string): Promise<number> => (await w.phone(userId)).length;

const LIMITS: Rule[] = [
  ['5', 'more than 30 messages a minute to one member are dropped, and nobody is told', async (w) => {
    for (let i = 0; i < 32; i += 1) await w.sendText(`第 ${i} 条`);
    expect(await sizesOn(w, 'ZhangWei')).toBe(30);
    expect(await w.sandbox.get('counts')).toMatchObject({ deliveries: 30, dropped: 2 });
  }],
  ['5', 'the minute is the member’s own: another member still gets his', async (w) => {
    w.limits({ memberPerMinute: 1 });
    await w.sendText('一');
    await w.sendText('二', { touser: 'ZhangWei|LiNa' });
    expect([await sizesOn(w, 'ZhangWei'), await sizesOn(w, 'LiNa')]).toEqual([1, 1]);
  }],
  ['5', 'after the minute the member gets messages again', async (w) => {
    w.limits({ memberPerMinute: 1 });
    await w.sendText('一');
    w.sandbox.clock.advance({ seconds: 61 });
    await w.sendText('二');
    expect(await sizesOn(w, 'ZhangWei')).toBe(2);
  }],
  ['5', 'an hour has its own limit', async (w) => {
    w.limits({ memberPerMinute: 0, memberPerHour: 3 });
    for (let i = 0; i < 5; i += 1) {
      await w.sendText(`第 ${i} 条`);
      w.sandbox.clock.advance({ minutes: 2 });
    }
    expect(await sizesOn(w, 'ZhangWei')).toBe(3);
  }],
  ['5', 'person-times a day: account cap times 200, then 45009 until the day ends in China', async (w) => {
    w.limits({ dailyPersonTimesPerAccount: 4 / 500 });
    await w.sendText('x', { touser: 'ZhangWei|LiNa|WangFang' });
    expect(await w.refused(w.sendText('x', { touser: 'ZhangWei|LiNa' }))).toMatchObject({ errcode: 45009, fault: 'busy' });
    await w.refusedWith(45009, w.sendText('x', { touser: 'ZhangWei' }));
    w.sandbox.clock.set('2026-03-02T16:00:01Z');
    await w.sendText('x', { touser: 'ZhangWei' });
  }],
  ['5', 'a call to many counts as many', async (w) => {
    w.limits({ dailyPersonTimesPerAccount: 2 / 500 });
    await w.refusedWith(45009, w.sendText('x', { touser: 'ZhangWei|LiNa|WangFang' }));
  }],
  ['5', 'calls per corp and path: 45009 for a minute', async (w) => {
    w.limits({ corpApiPerMinute: 2 });
    for (let i = 0; i < 2; i += 1) await w.call(agentGet, { agentId: DEMO.agentId });
    expect(await w.refused(w.call(agentGet, { agentId: DEMO.agentId }))).toMatchObject({ errcode: 45009, fault: 'busy' });
    w.sandbox.clock.advance({ seconds: 61 });
    await w.call(agentGet, { agentId: DEMO.agentId });
  }],
  ['5', 'an hour limit closes for an hour', async (w) => {
    w.limits({ corpApiPerHour: 1 });
    await w.call(agentGet, { agentId: DEMO.agentId });
    await w.refusedWith(45009, w.call(agentGet, { agentId: DEMO.agentId }));
    w.sandbox.clock.advance({ minutes: 59 });
    await w.refusedWith(45009, w.call(agentGet, { agentId: DEMO.agentId }));
    w.sandbox.clock.advance({ minutes: 2 });
    await w.call(agentGet, { agentId: DEMO.agentId });
  }],
  ['5', 'each path is counted by itself', async (w) => {
    w.limits({ corpApiPerMinute: 1 });
    await w.call(agentGet, { agentId: DEMO.agentId });
    await w.call(rawCall('agent/list'), undefined);
  }],
  ['5', 'calls per address and path', async (w) => {
    w.limits({ ipApiPerMinute: 1 });
    const token = await w.token();
    await w.call(agentGet, { agentId: DEMO.agentId }, token);
    await w.refusedWith(45009, w.call(agentGet, { agentId: DEMO.agentId }, token));
  }],
  ['5', 'providers of suite apps have a wider limit per address', async (w) => {
    w.limits({ ipApiPerMinute: 1, providerIpApiPerMinute: 3 });
    const suiteToken = await w.suiteToken('thirdParty');
    const preAuth = rawCall('service/get_pre_auth_code', { token: 'suite_access_token' });
    for (let i = 0; i < 3; i += 1) await w.call(preAuth, undefined, suiteToken);
    await w.refusedWith(45009, w.call(preAuth, undefined, suiteToken));
  }],
  ['5', 'sending does not count toward these', async (w) => {
    w.limits({ corpApiPerMinute: 1 });
    const token = await w.token();
    for (let i = 0; i < 5; i += 1) await w.sendText(`第 ${i} 条`, {}, token);
    expect(await sizesOn(w, 'ZhangWei')).toBe(5);
  }],
  ['5', 'wrong look-ups by mobile above a fifth of the accounts: closed for a day', async (w) => {
    await w.admin('patch', `corps/${DEMO.corpId}`, { accountCap: 10 });
    for (let i = 0; i < 2; i += 1) await w.refusedWith(46004, w.call(userGetuserid, { mobile: '13999999999' }));
    await w.refusedWith(45009, w.call(userGetuserid, { mobile: '13810000000' }));
    w.sandbox.clock.advance({ hours: 25 });
    expect(await w.call(userGetuserid, { mobile: '13810000000' })).toMatchObject({ userid: 'ZhangWei' });
  }],
  ['5', 'permanent pictures: so many a day', async (w) => {
    w.limits({ uploadImagePerDay: 1 });
    await w.call(mediaUploadimg, { file: w.file(FILES.image, '图.png') });
    await w.refusedWith(45009, w.call(mediaUploadimg, { file: w.file(FILES.image, '图.png') }));
  }],
];

const upload = async (w: World, type: 'image' | 'voice' | 'video' | 'file', bytes: Buffer, fileName: string): Promise<unknown> => w.call(mediaUpload, { type, file: w.file(bytes, fileName) });
const sendFile = async (w: World, mediaId: string, fields: object = {}, token?: string): Promise<unknown> => w.send({ msgtype: 'file', file: { media_id: mediaId } }, fields, token);

const MEDIA: Rule[] = [
  ['6', 'an upload gives media_id and created_at, which is a text of seconds', async (w) => {
    const reply = await w.call(mediaUpload, { type: 'file', file: w.file(FILES.file) });
    expect(reply).toMatchObject({ type: 'file', media_id: expect.stringMatching(/./), created_at: w.sandbox.clock.now().getTime() / 1000 });
  }],
  ['6', 'the Chinese name of a file arrives as it is', async (w) => {
    await sendFile(w, await w.upload('file', { fileName: '销售日报（华东）"终版".xlsx' }));
    expect((await w.lastOn('ZhangWei')).content.file_name).toBe('销售日报（华东）%22终版%22.xlsx');
  }],
  ['6', 'the very bytes arrive', async (w) => {
    await sendFile(w, await w.upload('file'));
    expect((await w.lastOn('ZhangWei')).content.file_size).toBe(FILES.file.length);
  }],
  ['6', 'five bytes are too few: 40006', (w) => w.refusedWith(40006, upload(w, 'file', Buffer.from('12345'), 'a.txt'))],
  ['6', 'six bytes are enough', async (w) => void (await upload(w, 'file', Buffer.from('123456'), 'a.txt'))],
  ['6', 'a file above 20 MB: 45001', async (w) => expect(await w.refused(upload(w, 'file', Buffer.alloc(20 * MB + 1), 'a.bin'))).toMatchObject({ errcode: 45001, fault: 'content' })],
  ['6', 'a voice above 2 MB: 45001', (w) => w.refusedWith(45001, upload(w, 'voice', Buffer.concat([FILES.voice, Buffer.alloc(2 * MB)]), 'a.amr'))],
  ['6', 'a picture above 10 MB: 45001', (w) => w.refusedWith(45001, upload(w, 'image', Buffer.concat([FILES.image, Buffer.alloc(10 * MB)]), 'a.png'))],
  ['6', 'a picture that is neither PNG nor JPG: 40123', (w) => w.refusedWith(40123, upload(w, 'image', FILES.file, 'a.png'))],
  ['6', 'a voice that is not AMR: 40004', (w) => w.refusedWith(40004, upload(w, 'voice', FILES.file, 'a.amr'))],
  ['6', 'a voice above 60 s: 45007', (w) => w.refusedWith(45007, upload(w, 'voice', Buffer.concat([Buffer.from('#!AMR\n'), Buffer.alloc(13 * 50 * 61, 0x04)]), 'a.amr'))],
  ['6', 'a video that is not MP4: 40004', (w) => w.refusedWith(40004, upload(w, 'video', FILES.file, 'a.mp4'))],
  ['6', 'an unknown type: 40005', (w) => w.refusedWith(40005, upload(w, 'poem' as 'file', FILES.file, 'a.txt'))],
  ['6', 'no file: 44001', (w) => w.refusedWith(44001, w.call(rawCall('media/upload', { body: '', query: { type: 'file' } }), undefined))],
  ['6', 'a media_id lives three days: 40007', async (w) => {
    const mediaId = await w.upload('file');
    w.sandbox.clock.advance({ days: 2, hours: 23 });
    await sendFile(w, mediaId);
    w.sandbox.clock.advance({ hours: 2 });
    expect(await w.refused(sendFile(w, mediaId))).toMatchObject({ errcode: 40007, fault: 'content' });
  }],
  ['6', 'apps of one corp share it', async (w) => {
    const other = await w.admin<{ agentId: number; secret: string }>('post', `corps/${DEMO.corpId}/apps`, { name: '另一个', range: { users: [], parties: [1], tags: [] } });
    await sendFile(w, await w.upload('file'), { agentid: other.agentId }, await w.token(other.secret));
    expect(await w.lastOn('ZhangWei')).toMatchObject({ msgType: 'file' });
  }],
  ['6', 'another corp cannot use it: 40007', async (w) => {
    const other = await w.admin<{ corpId: string; agentId: number; secret: string }>('post', 'corps', { name: '第三家', members: 1, app: '报表' });
    await w.refusedWith(40007, sendFile(w, await w.upload('file'), { touser: 'user000001', agentid: other.agentId }, await w.token(other.secret, other.corpId)));
  }],
  ['6', 'one upload serves many messages', async (w) => {
    const mediaId = await w.upload('file');
    await sendFile(w, mediaId);
    await sendFile(w, mediaId, { touser: 'LiNa' });
    expect([await sizesOn(w, 'ZhangWei'), await sizesOn(w, 'LiNa')]).toEqual([1, 1]);
  }],
  ['6', 'uploadimg gives a permanent address', async (w) => {
    const { url } = await w.call(mediaUploadimg, { file: w.file(FILES.image, '图.png') });
    w.sandbox.clock.advance({ days: 30 });
    expect((await w.sandbox.http.get(new URL(url).pathname)).status).toBe(200);
  }],
  ['6', 'uploadimg takes at most 2 MB: 45001', (w) => w.refusedWith(45001, w.call(mediaUploadimg, { file: w.file(Buffer.concat([FILES.image, Buffer.alloc(2 * MB)]), '图.png') }))],
];

const GROUP_MEMBER = 'WangFang';
const posts = (rule: string, content: (w: World) => RobotContent | Promise<RobotContent>): Rule => ['8', rule, async (w) => {
  const message = await content(w);
  expect(checkRobotMessage(message)).toEqual([]);
  await w.robot(message);
  expect(await w.lastOn(GROUP_MEMBER)).toMatchObject({ msgType: message.msgtype });
}];
const refuses = (rule: string, errcode: number, content: RobotContent): Rule => ['8', `${rule}: ${errcode}`, async (w) => {
  expect(checkRobotMessage(content)).not.toEqual([]);
  await w.refusedWith(errcode, w.robot(content));
}];
const robotFile = async (w: World, type: 'file' | 'voice' = 'file'): Promise<string> =>
  (await w.transport.call(webhookUploadMedia, { key: DEMO.robotKey, type, file: w.file(FILES[type], type === 'file' ? '日报.xlsx' : '语音.amr') })).media_id;
const markdown = (content: string): RobotContent => ({ msgtype: 'markdown', markdown: { content } });

const ROBOTS: Rule[] = [
  posts('text with mentions', () => ({ msgtype: 'text', text: { content: '库存告警', mentioned_list: ['WangFang', '@all'], mentioned_mobile_list: ['13800000000'] } })),
  posts('markdown of 4096 bytes', () => markdown('x'.repeat(4096))),
  posts('markdown_v2 with a table', () => ({ msgtype: 'markdown_v2', markdown_v2: { content: '# 销售\n| 大区 | 订单 |\n| :-- | --: |\n| 华东 | 1204 |\n' } })),
  posts('image', () => robotImage(FILES.image)),
  posts('news', () => ({ msgtype: 'news', news: { articles: [{ title: '周报', url: LINK }] } })),
  posts('file', async (w) => ({ msgtype: 'file', file: { media_id: await robotFile(w) } })),
  posts('voice', async (w) => ({ msgtype: 'voice', voice: { media_id: await robotFile(w, 'voice') } })),
  posts('text_notice', () => ({ msgtype: 'template_card', template_card: textNotice })),
  posts('news_notice', () => ({ msgtype: 'template_card', template_card: newsNotice })),
  refuses('markdown above 4096 bytes', 40058, markdown('好'.repeat(1366))),
  refuses('an empty text', 93017, { msgtype: 'text', text: { content: '' } }),
  refuses('a picture above 2 MB', 93018, robotImage(Buffer.concat([FILES.image, Buffer.alloc(2 * MB)]))),
  refuses('a card that calls back', 42031, { msgtype: 'template_card', template_card: buttonCard } as never),
  refuses('a news_notice without card_image', 42044, { msgtype: 'template_card', template_card: { ...newsNotice, card_image: undefined, image_text_area: { image_url: LINK } } }),
  ['8', 'a digest of other bytes: 301019', (w) => w.refusedWith(301019, w.robot({ msgtype: 'image', image: { ...robotImage(FILES.image).image, md5: '0'.repeat(32) } }))],
  ['8', 'an unknown key: 93000, final for the robot', async (w) => expect(await w.refused(w.robot(markdown('x'), '00000000-0000-0000-0000-000000000000'))).toMatchObject({ errcode: 93000, fault: 'app' })],
  ['8', 'a robot that is disabled: 93004', async (w) => {
    const { robots } = await w.admin<{ robots: { id: string }[] }>('get', `corps/${DEMO.corpId}/robots`);
    await w.admin('patch', `corps/${DEMO.corpId}/robots/${robots[0]?.id ?? ''}`, { enabled: false });
    await w.refusedWith(93004, w.robot(markdown('x')));
  }],
  ['8', 'a robot that was removed: 93000', async (w) => {
    const { robots } = await w.admin<{ robots: { id: string }[] }>('get', `corps/${DEMO.corpId}/robots`);
    await w.admin('delete', `corps/${DEMO.corpId}/robots/${robots[0]?.id ?? ''}`);
    await w.refusedWith(93000, w.robot(markdown('x')));
  }],
  ['8', 'media of an app do not work: 40007', async (w) => w.refusedWith(40007, w.robot({ msgtype: 'file', file: { media_id: await w.upload('file') } }))],
  ['8', 'media of a robot do not work in an app: 40007', async (w) => w.refusedWith(40007, sendFile(w, await robotFile(w)))],
  ['8', 'media of a robot work for that robot only: 40007', async (w) => {
    const { key } = await w.admin<{ key: string }>('post', `corps/${DEMO.corpId}/robots`, { name: '告警机器人', groupName: '告警群', userIds: ['LiNa'] });
    await w.refusedWith(40007, w.robot({ msgtype: 'file', file: { media_id: await robotFile(w) } }, key));
  }],
  ['8', 'robots upload files and voices only: 40005', (w) =>
    w.refusedWith(40005, w.transport.call(webhookUploadMedia, { key: DEMO.robotKey, type: 'image' as 'file', file: w.file(FILES.image, '图.png') }))],
  ['8', '20 messages a minute: then 45009 for a minute', async (w) => {
    for (let i = 0; i < 20; i += 1) await w.robot(markdown(`第 ${i} 条`));
    expect(await w.refused(w.robot(markdown('多了')))).toMatchObject({ errcode: 45009, fault: 'busy' });
    w.sandbox.clock.advance({ seconds: 61 });
    await w.robot(markdown('又可以了'));
  }],
  ['8', 'the reply has no msgid', async (w) => expect(await w.transport.call(webhookSend, { key: DEMO.robotKey, body: JSON.stringify(markdown('x')) })).toEqual({ errcode: 0, errmsg: 'ok' })],
  ['8', 'only the members of its group see it', async (w) => {
    await w.robot(markdown('x'));
    expect([await sizesOn(w, GROUP_MEMBER), await sizesOn(w, 'YangLei')]).toEqual([1, 0]);
  }],
  ['8', 'the key never appears in what a refusal tells', async (w) => {
    const key = '00000000-1111-2222-3333-444444444444';
    const error = await w.refused(w.robot(markdown('x'), key));
    expect(JSON.stringify([error.message, error.details])).not.toContain(key);
  }],
];

const ERRORS: Rule[] = [
  ...([[-1, 'busy'], [6000, 'busy'], [45033, 'busy'], [40201, 'content'], [60011, 'recipient'], [48001, 'app'], [701063, 'app'], [88888, 'busy']] as const).map(([errcode, fault]): Rule => ['9', `${errcode} is ${fault}`, async (w) => {
    w.fault({ kind: 'errcode', errcode, api: 'message/send', times: 1 });
    expect(await w.refused(w.sendText())).toMatchObject({ errcode, fault });
    await w.sendText();
  }]),
  ['9', 'an app disabled for lack of use: 48006', async (w) => {
    const token = await w.token();
    await w.admin('patch', w.appPath(), { inactive: true });
    expect(await w.refused(w.sendText('x', {}, token))).toMatchObject({ errcode: 48006, fault: 'app' });
  }],
  ['9', 'an address refused on demand: 60020 with that address', async (w) => {
    w.fault({ kind: 'ip_refused', api: 'message/send', times: 1 });
    expect(await w.refused(w.sendText())).toMatchObject({ errcode: 60020, seenIp: '127.0.0.1' });
  }],
  ['9', 'a token that ends in the middle of a call', async (w) => {
    w.fault({ kind: 'token_invalidated', api: 'message/send', times: 1 });
    expect(await w.refused(w.sendText())).toMatchObject({ errcode: 40014, fault: 'token' });
    await w.sendText();
  }],
  ['9', 'a token that expires in the middle of a call', async (w) => {
    w.fault({ kind: 'token_expired', api: 'message/send', times: 1 });
    expect(await w.refused(w.sendText())).toMatchObject({ errcode: 42001, fault: 'token' });
    await w.sendText();
  }],
  ...(['http_status', 'html', 'truncated_json', 'reset'] as const).map((kind): Rule => ['9', `${kind}: unknown outcome for a send, to be repeated for a read`, async (w) => {
    const token = await w.token();
    w.fault({ kind, times: 2 });
    expect(await w.refused(w.sendText('x', {}, token))).toMatchObject({ fault: 'unknown_outcome' });
    expect(await w.refused(w.call(agentGet, { agentId: DEMO.agentId }, token))).toMatchObject({ fault: 'busy' });
  }]),
  ['9', 'a platform that hangs ends at our deadline', async (w) => {
    const token = await w.token();
    w.fault({ kind: 'hang', api: 'message/send', times: 1 });
    await w.withTransport({ timeoutMs: 1_500 }, async (transport) =>
      expect(await w.refused(transport.call(messageSend, { body: '{}' }, { token }))).toMatchObject({ fault: 'unknown_outcome' }));
  }],
  ['9', 'a slow platform is waited for', async (w) => {
    w.fault({ kind: 'latency', api: 'message/send', delayMs: 80, times: 1 });
    await w.sendText();
    expect(await sizesOn(w, 'ZhangWei')).toBe(1);
  }],
];

/** Sections 5, 6, 8 and 9: rate limits, media, group robots, error classes. */
export const REST: Rule[] = [...LIMITS, ...MEDIA, ...ROBOTS, ...ERRORS];
