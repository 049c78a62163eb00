import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as official from '@wecom/crypto';
import { CacheInterface, FormData, OpenWork, ServerRequest, Work } from 'node-easywechat';
import { CALLBACK_KEY, CALLBACK_TOKEN } from './wecom-conformance/callback-receiver';
import { buttonCard, LINK, newsNotice, textNotice } from './wecom-conformance/samples';
import { DEMO, FILES, World } from './wecom-conformance/world';

/** What we use of wechat-enterprise-api, which has no types: an SDK of 2014 over urllib. */
interface EnterpriseApi {
  prefix: string;
  send(to: object, message: object, callback: Callback): void;
  uploadMedia(path: string, type: string, callback: Callback): void;
  getUser(userId: string, callback: Callback): void;
  getDepartmentUsers(departmentId: number, fetchChild: number, status: number, callback: Callback): void;
  getDepartments(callback: Callback): void;
  getUserIdByCode(code: string, callback: Callback): void;
}
type Callback = (error: Error | null, data: Record<string, unknown>) => void;
const EnterpriseApi = jest.requireActual<new (corpId: string, secret: string, agentId: number) => EnterpriseApi>('wechat-enterprise-api');

class MemoryCache extends CacheInterface {
  private readonly held = new Map<string, unknown>();
  override get = (key: string): Promise<unknown> => Promise.resolve(this.held.get(key) ?? null);
  override has = (key: string): Promise<boolean> => Promise.resolve(this.held.has(key));
  override set = (key: string, data?: unknown): Promise<boolean> => Promise.resolve(!!this.held.set(key, data));
  override delete = (key: string): Promise<boolean> => Promise.resolve(this.held.delete(key));
}

/** SDKs by others against the sandbox: nothing but the base URL differs from what they do in production. */
describe('SDKs by others', () => {
  let w: World;
  let server: Server;
  let handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;

  beforeAll(async () => {
    w = await World.start();
    server = createServer((request, response) => void handle(request, response).catch(() => response.writeHead(500).end()));
    await once(server.listen(0, '127.0.0.1'), 'listening');
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await w.close();
  });
  beforeEach(() => w.reset());

  const callback = (): object => ({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`, token: CALLBACK_TOKEN, encodingAesKey: CALLBACK_KEY });

  const signInCode = async (): Promise<string> => {
    const request = { kind: 'oauth', appid: DEMO.corpId, agentid: String(DEMO.agentId), redirectUri: 'http://127.0.0.1:3000/x', corpId: DEMO.corpId, userId: 'LiNa' };
    const { redirect } = await w.admin<{ redirect: string }>('post', 'sign-in', request);
    return new URL(redirect).searchParams.get('code') ?? '';
  };

  describe('node-easywechat: Work', () => {
    let app: Work;
    const post = async (path: string, json: object): Promise<Record<string, unknown>> => (await app.getClient().request('post', path, { json } as object)).toObject() as Record<string, unknown>;
    const get = async (path: string, params: object = {}): Promise<Record<string, unknown>> => (await app.getClient().request('get', path, { params })).toObject() as Record<string, unknown>;
    const send = (content: object): Promise<Record<string, unknown>> => post('cgi-bin/message/send', { touser: 'ZhangWei', agentid: DEMO.agentId, ...content });

    const makeApp = (): Work => {
      const made = new Work({ corp_id: DEMO.corpId, secret: DEMO.secret, token: CALLBACK_TOKEN, aes_key: CALLBACK_KEY, http: { baseURL: w.sandbox.url } });
      made.setCache(new MemoryCache());
      return made;
    };

    beforeEach(() => {
      app = makeApp();
    });

    it('gets a token and keeps it', async () => {
      const token = await app.getAccessToken().getToken();
      expect(token).toBe(await w.token());
      expect(await app.getAccessToken().getToken()).toBe(token);
    });

    it.each([
      { msgtype: 'text', text: { content: '销售日报 📈' } },
      { msgtype: 'markdown', markdown: { content: '**库存**' } },
      { msgtype: 'textcard', textcard: { title: '日报', description: '订单', url: LINK } },
      { msgtype: 'news', news: { articles: [{ title: '周报', url: LINK }] } },
      { msgtype: 'template_card', template_card: textNotice },
      { msgtype: 'template_card', template_card: newsNotice },
    ])('sends $msgtype', async (content) => {
      expect(await send(content)).toMatchObject({ errcode: 0, msgid: expect.any(String) });
      expect(await w.lastOn('ZhangWei')).toMatchObject({ msgType: content.msgtype });
    });

    it('uploads a file and sends it', async () => {
      const formData = new FormData();
      formData.append('media', FILES.file, { filename: '日报.xlsx', contentType: 'application/octet-stream' });
      const { media_id: mediaId } = (await app.getClient().request('post', 'cgi-bin/media/upload', { params: { type: 'file' }, data: formData })).toObject() as { media_id: string };
      await send({ msgtype: 'file', file: { media_id: mediaId } });
      expect((await w.lastOn('ZhangWei')).content).toMatchObject({ file_name: '日报.xlsx', file_size: FILES.file.length });
    });

    it('reads members and departments', async () => {
      expect(await get('cgi-bin/user/get', { userid: 'LiNa' })).toMatchObject({ errcode: 0, userid: 'LiNa', name: '李娜' });
      expect(await get('cgi-bin/department/simplelist')).toMatchObject({ department_id: expect.arrayContaining([expect.objectContaining({ id: 3, parentid: 2 })]) });
    });

    it('exchanges a sign-in code', async () => {
      expect(await get('cgi-bin/auth/getuserinfo', { code: await signInCode() })).toMatchObject({ userid: 'LiNa' });
    });

    it('recalls what it sent', async () => {
      const { msgid } = await send({ msgtype: 'text', text: { content: '写错了' } });
      await post('cgi-bin/message/recall', { msgid });
      expect((await w.lastOn('ZhangWei')).recalledAt).not.toBeNull();
    });

    it('answers callbacks: the address check, a text with an encrypted reply, a click on a card', async () => {
      const texts: unknown[] = [];
      const clicks: unknown[] = [];
      handle = async (request, response) => {
        // Its server keeps the handlers of earlier requests, so each request gets one of its own.
        const receiving = makeApp();
        receiving.setRequest(await ServerRequest.createFromIncomingMessage(request));
        const serving = receiving.getServer();
        serving.addMessageListener('text', (message) => {
          texts.push(message.Content);
          return '绑定成功';
        });
        serving.addEventListener('template_card_event' as Parameters<typeof serving.addEventListener>[0], (message) => {
          clicks.push(message.EventKey);
          return '';
        });
        const answer = await serving.serve();
        response.writeHead(answer.getStatusCode(), { 'content-type': 'text/xml' }).end(answer.getBody().toString());
      };
      await w.admin('put', `${w.appPath()}/callback`, callback());
      await w.admin('post', 'phone/write', { corpId: DEMO.corpId, userId: 'ZhangWei', agentId: DEMO.agentId, content: '绑定 AB12CD' });
      await w.callbacksSettled();
      expect(texts).toContain('绑定 AB12CD');
      expect(await w.lastOn('ZhangWei')).toMatchObject({ msgType: 'text', content: { content: '绑定成功' } });

      await send({ msgtype: 'template_card', template_card: buttonCard });
      const { messages } = (await w.sandbox.get('messages', { corpId: DEMO.corpId, userId: 'ZhangWei' })) as { messages: { seq: number }[] };
      await w.admin('post', 'phone/card', { corpId: DEMO.corpId, userId: 'ZhangWei', seq: messages.at(-1)?.seq, what: 'button', key: 'seen' });
      await w.callbacksSettled();
      expect(clicks).toContain('seen');
    });
  });

  describe('node-easywechat: OpenWork', () => {
    it('authorizes a corp: ticket by callback, suite token, pre-auth code, corp info, and a message in its name', async () => {
      const app = new OpenWork({
        corp_id: DEMO.providerCorpId,
        provider_secret: DEMO.providerSecret,
        suite_id: DEMO.thirdParty.suiteId,
        suite_secret: DEMO.thirdParty.suiteSecret,
        token: CALLBACK_TOKEN,
        aes_key: CALLBACK_KEY,
        http: { baseURL: w.sandbox.url },
      });
      app.setCache(new MemoryCache());
      handle = async (request, response) => {
        app.setRequest(await ServerRequest.createFromIncomingMessage(request));
        const answer = await app.getServer().serve();
        response.writeHead(answer.getStatusCode()).end(answer.getBody().toString());
      };
      await w.admin('put', `suites/${DEMO.thirdParty.suiteId}/callback?which=callback`, callback());
      await w.admin('post', `suites/${DEMO.thirdParty.suiteId}/ticket`);
      await w.callbacksSettled();

      const suiteToken = await app.getSuiteAccessToken().getToken();
      expect(await app.createPreAuthorizationCode()).toMatchObject({ expires_in: 1200 });
      expect(await app.getProviderAccessToken().getToken()).toBe(await w.providerToken());

      const authCode = (await w.authorize('thirdParty', { suiteToken })).get('auth_code');
      const permanent = (await app.getClient().request('post', 'cgi-bin/service/v2/get_permanent_code', { params: { suite_access_token: suiteToken }, json: { auth_code: authCode } } as object)).toObject() as {
        permanent_code: string;
        auth_corp_info: { corpid: string };
      };
      const { corpid } = permanent.auth_corp_info;
      const info = (await app.getAuthorization(corpid, permanent.permanent_code)).toJson();
      expect(info).toContain('示例集团');
      const corpToken = await (await app.getAuthorizerAccessToken(corpid, permanent.permanent_code)).getToken();
      const installed = w.sandbox.platform.appsOfSuite(DEMO.thirdParty.suiteId)[0];
      const member = installed?.corp.member('ZhangWei');
      if (!installed || !member) throw new Error('the app was not installed');
      await w.sendText('你好', { touser: installed.idOf(member), agentid: installed.agentId }, corpToken);
      expect(await w.phone('ZhangWei')).toHaveLength(1);
    });
  });

  describe('wechat-enterprise-api', () => {
    let api: EnterpriseApi;
    const ask = <T = Record<string, unknown>>(call: (callback: Callback) => void): Promise<T> => promisify(call)() as unknown as Promise<T>;

    beforeEach(() => {
      api = new EnterpriseApi(DEMO.corpId, DEMO.secret, DEMO.agentId);
      api.prefix = `${w.sandbox.url}/cgi-bin/`;
    });

    it.each([
      { msgtype: 'text', text: { content: '销售日报 📈' } },
      { msgtype: 'news', news: { articles: [{ title: '周报', url: LINK }] } },
      { msgtype: 'textcard', textcard: { title: '日报', description: '订单', url: LINK } },
    ])('sends $msgtype with a token that it gets by itself', async (content) => {
      expect(await ask((callback) => api.send({ touser: 'ZhangWei|Nobody' }, content, callback))).toMatchObject({ errcode: 0, invaliduser: 'nobody' });
      expect(await w.lastOn('ZhangWei')).toMatchObject({ msgType: content.msgtype });
    });

    it('reports a refusal with the code', async () => {
      await expect(ask((callback) => api.send({ touser: 'Nobody' }, { msgtype: 'text', text: { content: 'x' } }, callback))).rejects.toMatchObject({ code: 81013 });
    });

    it('knows an expired token by 42001', async () => {
      const content = { msgtype: 'text', text: { content: 'x' } };
      await ask((callback) => api.send({ touser: 'ZhangWei' }, content, callback));
      w.sandbox.clock.advance({ hours: 3 });
      await expect(ask((callback) => api.send({ touser: 'ZhangWei' }, content, callback))).rejects.toMatchObject({ code: 42001 });
    });

    it('uploads a file from disk and sends it', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'wecom-sdk-'));
      try {
        const path = join(folder, 'daily.xlsx');
        await writeFile(path, FILES.file);
        const { media_id: mediaId } = await ask<{ media_id: string }>((callback) => api.uploadMedia(path, 'file', callback));
        await ask((callback) => api.send({ touser: 'ZhangWei' }, { msgtype: 'file', file: { media_id: mediaId } }, callback));
      } finally {
        await rm(folder, { recursive: true });
      }
      expect((await w.lastOn('ZhangWei')).content).toMatchObject({ file_name: 'daily.xlsx', file_size: FILES.file.length });
    });

    it('reads members and departments, and a sign-in code by the older path', async () => {
      expect(await ask((callback) => api.getUser('LiNa', callback))).toMatchObject({ userid: 'LiNa', name: '李娜' });
      expect(await ask((callback) => api.getDepartmentUsers(3, 0, 0, callback))).toMatchObject({ userlist: expect.arrayContaining([expect.objectContaining({ userid: 'LiNa' })]) });
      expect(await ask((callback) => api.getDepartments(callback))).toMatchObject({ department: expect.arrayContaining([expect.objectContaining({ id: 3, name: '华东区' })]) });
      const code = await signInCode();
      expect(await ask((callback) => api.getUserIdByCode(code, callback))).toMatchObject({ UserId: 'LiNa' });
    });
  });

  it('@wecom/crypto opens what the sandbox sends, and the sandbox takes what it seals', async () => {
    const opened: string[] = [];
    const field = (xml: string, name: string): string => new RegExp(`<${name}><!\\[CDATA\\[([\\s\\S]*?)\\]\\]></${name}>`).exec(xml)?.[1] ?? '';
    handle = async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
      const { searchParams } = new URL(request.url ?? '', 'http://receiver');
      const [signature, timestamp, nonce] = ['msg_signature', 'timestamp', 'nonce'].map((name) => searchParams.get(name) ?? '') as [string, string, string];
      const encrypt = searchParams.get('echostr') ?? field(Buffer.concat(chunks).toString('utf8'), 'Encrypt');
      if (official.getSignature(CALLBACK_TOKEN, timestamp, nonce, encrypt) !== signature) {
        response.writeHead(403).end();
        return;
      }
      const { message, id } = official.decrypt(CALLBACK_KEY, encrypt);
      if (request.method === 'GET') {
        response.end(message);
        return;
      }
      opened.push(message);
      const sealed = official.encrypt(CALLBACK_KEY, '<xml><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[收到]]></Content></xml>', id);
      response.end(
        `<xml><Encrypt><![CDATA[${sealed}]]></Encrypt><MsgSignature><![CDATA[${official.getSignature(CALLBACK_TOKEN, timestamp, nonce, sealed)}]]></MsgSignature><TimeStamp>${timestamp}</TimeStamp><Nonce><![CDATA[${nonce}]]></Nonce></xml>`,
      );
    };
    await w.admin('put', `${w.appPath()}/callback`, callback());
    await w.admin('post', 'phone/write', { corpId: DEMO.corpId, userId: 'ZhangWei', agentId: DEMO.agentId, content: '在吗 📈' });
    await w.callbacksSettled();
    expect(opened.map((xml) => field(xml, 'Content'))).toEqual(['在吗 📈']);
    expect(await w.lastOn('ZhangWei')).toMatchObject({ content: { content: '收到' } });
  });
});
