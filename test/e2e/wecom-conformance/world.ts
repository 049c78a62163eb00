import { Readable } from 'node:stream';
import {
  getCorpToken,
  getPermanentCode,
  getPreAuthCode,
  getProviderToken,
  getSuiteToken,
  gettoken,
  HttpWecomTransport,
  mediaUpload,
  messageSend,
  webhookSend,
  serializeRobotMessage,
  WecomError,
  type AppMessageContent,
  type MediaType,
  type RobotContent,
  type WecomApi,
  type WecomFile,
  type WecomOptions,
} from '#wecom';
import { z } from 'zod';
import type { FaultRequest } from '../../../apps/sandbox/src/http/faults.dto';
import type { LimitSettings } from '../../../apps/sandbox/src/domain/limits';
import { DEMO_AGENT_ID, DEMO_APP_SECRET, DEMO_CORP_ID, DEMO_ROBOT_KEY } from '../../../apps/sandbox/src/seed/demo-corp';
import { DEMO_PROVIDER_CORP_ID, DEMO_PROVIDER_SECRET, DEMO_SUITE_ID, DEMO_SUITE_SECRET, DEMO_TEMPLATE_ID, DEMO_TEMPLATE_SECRET } from '../../../apps/sandbox/src/seed/demo-suites';
import { SandboxUnderTest } from '../../../apps/sandbox/src/testing/sandbox-under-test';
import { CallbackReceiver } from './callback-receiver';

export const DEMO = {
  corpId: DEMO_CORP_ID,
  agentId: DEMO_AGENT_ID,
  secret: DEMO_APP_SECRET,
  contactSecret: 'demo-sandbox-contacts-not-for-production-0001',
  robotKey: DEMO_ROBOT_KEY,
  /** A corp without an app of its own. */
  secondCorpId: 'ww91e6c3d8a4b7f025',
  providerCorpId: DEMO_PROVIDER_CORP_ID,
  providerSecret: DEMO_PROVIDER_SECRET,
  customized: { suiteId: DEMO_TEMPLATE_ID, suiteSecret: DEMO_TEMPLATE_SECRET },
  thirdParty: { suiteId: DEMO_SUITE_ID, suiteSecret: DEMO_SUITE_SECRET },
};

export type SuiteKind = 'customized' | 'thirdParty';

export interface InstalledApp {
  kind: SuiteKind;
  agentId: number;
  /** The corp's plain id, and the one this provider sees. */
  plainCorpId: string;
  corpId: string;
  permanentCode: string;
  suiteToken: string;
  token: string;
}

export interface PhoneMessage {
  msgId: string;
  msgType: string;
  content: Record<string, unknown>;
  recalledAt: string | null;
}

/** Files that pass for what they are named. */
export const FILES: Record<MediaType, Buffer> = {
  image: Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(64)]),
  voice: Buffer.concat([Buffer.from('#!AMR\n'), Buffer.alloc(13 * 50, 0x04)]),
  video: Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypmp42'), Buffer.alloc(64)]),
  file: Buffer.from('门店,订单\n华东,1204\n'),
};

/** A call as it stands in WeCom's pages, for what no call of ours would ever ask. */
export const rawCall = (path: string, options: { body?: string; query?: Record<string, string>; token?: WecomApi<void, unknown>['token'] } = {}): WecomApi<void, Record<string, unknown>> => ({
  name: path,
  method: options.body === undefined ? 'GET' : 'POST',
  path: `/cgi-bin/${path}`,
  token: options.token ?? 'access_token',
  idempotent: true,
  request: () => ({ ...(options.query && { query: options.query }), ...(options.body !== undefined && { body: options.body }) }),
  reply: z.looseObject({}),
});

/** The transport against a sandbox in this process, with the steps that many rules share. */
export class World {
  private constructor(
    readonly sandbox: SandboxUnderTest,
    readonly transport: HttpWecomTransport,
    readonly receiver: CallbackReceiver,
  ) {}

  static async start(): Promise<World> {
    const sandbox = await SandboxUnderTest.start();
    return new World(sandbox, new HttpWecomTransport({ baseUrl: sandbox.url, timeoutMs: 30_000 }), await CallbackReceiver.start());
  }

  async close(): Promise<void> {
    await this.transport.onApplicationShutdown();
    await this.receiver.close();
    await this.sandbox.close();
  }

  /** A platform as on its first day. */
  reset(): void {
    this.sandbox.clock.set('2026-03-02T01:00:00Z');
    this.sandbox.platform.reset();
    this.limits({ callbackRetryMs: 1 });
    this.receiver.reset();
  }

  limits(patch: Partial<LimitSettings>): void {
    Object.assign(this.sandbox.platform.limits, patch);
  }

  fault(fault: FaultRequest): void {
    this.sandbox.platform.faults.add(fault);
  }

  /** The administrator's and operator's API of the sandbox. */
  async admin<T = Record<string, unknown>>(method: 'get' | 'post' | 'put' | 'patch' | 'delete', path: string, body?: object): Promise<T> {
    const response = await this.sandbox.http[method](`/sandbox/${path}`).send(body);
    if (response.status >= 300) throw new Error(`${method} ${path}: HTTP ${response.status} ${JSON.stringify(response.body)}`);
    return response.body as T;
  }

  appPath(agentId = DEMO.agentId, corpId = DEMO.corpId): string {
    return `corps/${corpId}/apps/${agentId}`;
  }

  // Calls

  async token(secret = DEMO.secret, corpId = DEMO.corpId): Promise<string> {
    return (await this.transport.call(gettoken, { corpId, secret })).access_token;
  }

  /** One call with the demo app's token. */
  async call<I, R>(api: WecomApi<I, R>, input: I, token?: string): Promise<R> {
    return this.transport.call(api, input, { token: token ?? (await this.token()) });
  }

  /** What a call was refused with. */
  async refused(call: Promise<unknown>): Promise<WecomError> {
    try {
      await call;
    } catch (error) {
      if (error instanceof WecomError) return error;
      throw error;
    }
    throw new Error('WeCom accepted the call');
  }

  async refusedWith(errcode: number, call: Promise<unknown>): Promise<void> {
    expect(await this.refused(call)).toMatchObject({ errcode });
  }

  /** message/send with any fields. */
  async sendRaw(fields: object, token?: string): ReturnType<typeof this.post> {
    return this.post(JSON.stringify({ agentid: DEMO.agentId, ...fields }), token);
  }

  async post(body: string, token?: string): Promise<{ invaliduser: string[]; invalidparty: string[]; invalidtag: string[]; unlicenseduser: string[]; msgid?: string; response_code?: string }> {
    return this.call(messageSend, { body }, token);
  }

  /** To one person, unless the fields say otherwise. */
  async send(content: AppMessageContent, fields: object = {}, token?: string): ReturnType<typeof this.post> {
    return this.sendRaw({ touser: 'ZhangWei', ...content, ...fields }, token);
  }

  async sendText(content = '日报', fields: object = {}, token?: string): ReturnType<typeof this.post> {
    return this.send({ msgtype: 'text', text: { content } }, fields, token);
  }

  async robot(content: RobotContent, key = DEMO.robotKey): Promise<unknown> {
    return this.transport.call(webhookSend, { key, body: serializeRobotMessage(content) });
  }

  file(bytes: Buffer, fileName = '日报.xlsx'): WecomFile {
    return { fileName, sizeBytes: bytes.length, content: Readable.from([bytes]) };
  }

  async upload(type: MediaType, options: { bytes?: Buffer; fileName?: string; token?: string } = {}): Promise<string> {
    const file = this.file(options.bytes ?? FILES[type], options.fileName ?? { image: '图.png', voice: '语音.amr', video: '录屏.mp4', file: '日报.xlsx' }[type]);
    return (await this.call(mediaUpload, { type, file }, options.token)).media_id;
  }

  // What people have on their phones

  async phone(userId: string, corpId = DEMO.corpId): Promise<PhoneMessage[]> {
    return (await this.sandbox.get('messages', { corpId, userId }))['messages'] as PhoneMessage[];
  }

  async lastOn(userId: string, corpId = DEMO.corpId): Promise<PhoneMessage> {
    const message = (await this.phone(userId, corpId)).at(-1);
    if (!message) throw new Error(`${userId} received nothing`);
    return message;
  }

  // Suites

  async suiteToken(kind: SuiteKind): Promise<string> {
    const { ticket } = await this.admin<{ ticket: string }>('post', `suites/${DEMO[kind].suiteId}/ticket`);
    return (await this.transport.call(getSuiteToken, { ...DEMO[kind], suiteTicket: ticket })).suite_access_token;
  }

  async providerToken(): Promise<string> {
    return (await this.transport.call(getProviderToken, { corpId: DEMO.providerCorpId, providerSecret: DEMO.providerSecret })).provider_access_token;
  }

  /** A corp's administrator installs from the provider's own page. @returns the parameters of the redirect */
  async authorize(kind: SuiteKind, options: { corpId?: string; state?: string; suiteToken?: string; range?: object } = {}): Promise<URLSearchParams> {
    const suiteToken = options.suiteToken ?? (await this.suiteToken(kind));
    const { pre_auth_code: preAuthCode } = await this.call(getPreAuthCode, undefined, suiteToken);
    const { redirect } = await this.admin<{ redirect: string }>('post', 'suites/installation', {
      suiteId: DEMO[kind].suiteId,
      preAuthCode,
      redirectUri: 'https://provider.example.test/installed',
      corpId: options.corpId ?? DEMO.corpId,
      ...(options.state !== undefined && { state: options.state }),
      ...(options.range && { range: options.range }),
    });
    return new URL(redirect).searchParams;
  }

  async install(kind: SuiteKind, options: { corpId?: string; range?: object } = {}): Promise<InstalledApp> {
    const suiteToken = await this.suiteToken(kind);
    const plainCorpId = options.corpId ?? DEMO.corpId;
    const authCode = (await this.authorize(kind, { ...options, suiteToken })).get('auth_code') ?? '';
    const { permanent_code: permanentCode, auth_corp_info: corp } = await this.call(getPermanentCode, { authCode }, suiteToken);
    const token =
      kind === 'customized'
        ? await this.token(permanentCode, corp.corpid)
        : (await this.call(getCorpToken, { authCorpId: corp.corpid, permanentCode }, suiteToken)).access_token;
    const app = this.sandbox.platform.appsOfSuite(DEMO[kind].suiteId).find((candidate) => candidate.corp.corpId === plainCorpId);
    return { kind, agentId: app?.agentId ?? 0, plainCorpId, corpId: corp.corpid, permanentCode, suiteToken, token };
  }

  /** The id under which this app knows a member. */
  openIdOf(app: InstalledApp, userId: string): string {
    const found = this.sandbox.platform.app(app.plainCorpId, app.agentId);
    const member = found?.corp.member(userId);
    if (!found || !member) throw new Error(`no ${userId}`);
    return found.idOf(member);
  }

  // Callbacks

  async connectApp(agentId = DEMO.agentId, corpId = DEMO.corpId): Promise<void> {
    this.receiver.accepts = [corpId];
    await this.admin('put', `${this.appPath(agentId, corpId)}/callback`, this.receiver.settings(`app/${agentId}`));
  }

  async connectSuite(kind: SuiteKind, which: 'callback' | 'dataCallback' = 'callback'): Promise<void> {
    this.receiver.accepts = [DEMO.providerCorpId, DEMO[kind].suiteId];
    await this.admin('put', `suites/${DEMO[kind].suiteId}/callback?which=${which}`, this.receiver.settings(`suite/${kind}`));
  }

  /** Resolves when every callback under way has ended. */
  async callbacksSettled(): Promise<void> {
    await this.sandbox.platform.callbacks.settled();
  }

  async withTransport(options: WecomOptions, work: (transport: HttpWecomTransport) => Promise<void>): Promise<void> {
    const transport = new HttpWecomTransport({ baseUrl: this.sandbox.url, ...options });
    try {
      await work(transport);
    } finally {
      await transport.onApplicationShutdown();
    }
  }
}
