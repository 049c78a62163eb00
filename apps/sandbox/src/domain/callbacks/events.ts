import type { App } from '../app';
import type { Member } from '../corp';
import type { Platform } from '../platform';
import type { SuiteData } from '../suites';
import type { CallbackRecord, CallbackSender, CallbackTarget } from './callback-sender';
import type { XmlFields } from './xml';

/** The callbacks WeCom sends, by what happened (sheet, 2.6 and 3.5). Whoever set no address gets none. */
export class Events {
  constructor(
    private readonly platform: Platform,
    private readonly sender: CallbackSender,
  ) {}

  /** Pushed every ten minutes. */
  suiteTicket(suite: SuiteData): CallbackRecord | undefined {
    return this.toSuite(suite, null, 'suite_ticket', { SuiteTicket: this.platform.suites.newTicket(suite) });
  }

  createAuth(suite: SuiteData, corpId: string, authCode: string, state: string): CallbackRecord | undefined {
    return this.toSuite(suite, corpId, 'create_auth', { AuthCode: authCode, State: state, ExtraInfo: '' });
  }

  changeAuth(app: App): CallbackRecord | undefined {
    const suite = this.suiteOf(app);
    return suite && this.toSuite(suite, app.corp.corpId, 'change_auth', { AuthCorpId: app.visibleCorpId, State: app.data.state ?? '', ExtraInfo: '' });
  }

  cancelAuth(app: App): CallbackRecord | undefined {
    const suite = this.suiteOf(app);
    return suite && this.toSuite(suite, app.corp.corpId, 'cancel_auth', { AuthCorpId: app.visibleCorpId });
  }

  resetPermanentCode(app: App, authCode: string): CallbackRecord | undefined {
    const suite = this.suiteOf(app);
    return suite && this.toSuite(suite, app.corp.corpId, 'reset_permanent_code', { AuthCode: authCode });
  }

  subscribe(app: App, member: Member): CallbackRecord | undefined {
    return this.event(app, member, 'subscribe', { EventKey: '' });
  }

  unsubscribe(app: App, member: Member): CallbackRecord | undefined {
    return this.event(app, member, 'unsubscribe', { EventKey: '' });
  }

  enterAgent(app: App, member: Member): CallbackRecord | undefined {
    return this.event(app, member, 'enter_agent', { EventKey: '' });
  }

  unlicensed(app: App, member: Member): CallbackRecord | undefined {
    return this.event(app, member, 'unlicensed_notify', {});
  }

  /** `template_card_event` or `template_card_menu_event`. @param onPassiveReply an app may answer with a new card for the clicker */
  cardEvent(app: App, member: Member, event: string, fields: XmlFields, onPassiveReply: (xml: string) => void): CallbackRecord | undefined {
    return this.event(app, member, event, fields, onPassiveReply);
  }

  /** @param messageId a 64-bit number, as WeCom's are */
  text(app: App, member: Member, content: string, messageId: bigint, onPassiveReply: (xml: string) => void): CallbackRecord | undefined {
    return this.toApp(app, member, 'text', { MsgType: 'text', Content: content, MsgId: messageId, AgentID: app.agentId }, onPassiveReply);
  }

  /** Customised apps hear of their members as an app event, third-party suites as an instruction; self-built apps do not. */
  contactChange(app: App, member: Member, change: 'create_user' | 'update_user' | 'delete_user', more: XmlFields = {}): CallbackRecord | undefined {
    const userId = app.idOf(member);
    if (app.data.kind === 'customized') return this.event(app, undefined, 'change_contact', { ChangeType: change, UserID: userId, ...more });
    const suite = this.suiteOf(app);
    if (app.data.kind !== 'third_party' || !suite) return undefined;
    const fields = { AuthCorpId: app.visibleCorpId, ChangeType: change, UserID: userId, OpenUserID: userId, ...more };
    return this.toSuite(suite, app.corp.corpId, 'change_contact', fields);
  }

  private event(app: App, member: Member | undefined, event: string, fields: XmlFields, onPassiveReply?: (xml: string) => void): CallbackRecord | undefined {
    return this.toApp(app, member, event, { MsgType: 'event', Event: event, ...fields, AgentID: app.agentId }, onPassiveReply);
  }

  private toApp(app: App, member: Member | undefined, kind: string, fields: XmlFields, onPassiveReply?: (xml: string) => void): CallbackRecord | undefined {
    const settings = app.data.callback;
    if (!settings) return undefined;
    const corpId = app.visibleCorpId;
    const target: CallbackTarget = {
      settings: { ...settings, url: settings.url.replaceAll('$CORPID$', corpId) },
      receiveId: corpId,
      toUserName: corpId,
      agentId: String(app.agentId),
      expects: 'anything',
      corpId: app.corp.corpId,
      suiteId: null,
    };
    const head = { ToUserName: corpId, FromUserName: member ? app.idOf(member) : 'sys', CreateTime: this.seconds() };
    return this.sender.send(target, kind, { ...head, ...fields }, onPassiveReply);
  }

  private toSuite(suite: SuiteData, corpId: string | null, infoType: string, fields: XmlFields): CallbackRecord | undefined {
    if (!suite.callback) return undefined;
    const target: CallbackTarget = {
      settings: suite.callback,
      receiveId: suite.suiteId,
      toUserName: suite.suiteId,
      agentId: '',
      expects: 'success',
      corpId,
      suiteId: suite.suiteId,
    };
    return this.sender.send(target, infoType, { SuiteId: suite.suiteId, InfoType: infoType, TimeStamp: this.seconds(), ...fields });
  }

  private suiteOf(app: App): SuiteData | undefined {
    return this.platform.suites.suites.get(app.data.suiteId ?? '');
  }

  private seconds(): number {
    return Math.floor(this.platform.now() / 1000);
  }
}
