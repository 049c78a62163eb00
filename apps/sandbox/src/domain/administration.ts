import { randomUUID } from 'node:crypto';
import { App, type AppData, type AppKind, type CallbackSettings, type RangeData } from './app';
import type { Corp, Member, MemberData, MemberStatus, RobotData } from './corp';
import type { Platform } from './platform';
import { randomWord } from './random-text';
import { AUTH_CODE_SECONDS, type CustomizedLink, type SuiteData } from './suites';

const TRIAL_MS = 90 * 24 * 3_600_000;
const FIRST_AGENT_ID = 1_000_002;

/** What the corps' administrators do in their console; each step sends the callback WeCom would send. */
export class Administration {
  constructor(private readonly platform: Platform) {}

  createApp(corp: Corp, about: { name: string; description?: string; range: RangeData }): App {
    return this.addApp(corp, { ...about, kind: 'self_built', secret: randomWord(43) });
  }

  addMember(corp: Corp, data: MemberData): Member {
    const member = corp.addMember(data);
    for (const app of corp.apps.values()) {
      this.platform.events.contactChange(app, member, 'create_user');
      if (app.sees(member)) this.platform.events.subscribe(app, member);
    }
    return member;
  }

  /** The member is deleted from the address book. */
  removeMember(member: Member): void {
    const apps = [...member.corp.apps.values()].filter((app) => app.sees(member));
    member.corp.removeMember(member.userId);
    for (const app of apps) {
      this.platform.events.contactChange(app, member, 'delete_user');
      this.platform.events.unsubscribe(app, member);
    }
  }

  /** Disabled or left: no longer reachable; back to active: reachable again. */
  setStatus(member: Member, status: MemberStatus): void {
    const before = member.reachable;
    member.corp.setStatus(member, status);
    for (const app of member.corp.apps.values()) {
      if (!app.sees(member)) continue;
      this.platform.events.contactChange(app, member, 'update_user', { Status: status });
      if (before && !member.reachable) this.platform.events.unsubscribe(app, member);
      if (!before && member.reachable) this.platform.events.subscribe(app, member);
    }
  }

  rename(member: Member, userId: string): void {
    const apps = [...member.corp.apps.values()].filter((app) => app.sees(member));
    // The event names the old userid, so it is made before the change.
    for (const app of apps) this.platform.events.contactChange(app, member, 'update_user', { NewUserID: userId });
    member.corp.rename(member, userId);
  }

  setRange(app: App, range: RangeData): void {
    const before = new Set(app.visible.members);
    app.setRange(range);
    const after = app.visible.members;
    for (const member of before) if (!after.has(member) && member.reachable) this.platform.events.unsubscribe(app, member);
    for (const member of after) if (!before.has(member) && member.reachable) this.platform.events.subscribe(app, member);
    this.platform.events.changeAuth(app);
  }

  /** WeCom's range has no exceptions: departments that contain the member are named by their parts, people one by one. */
  takeOutOfRange(app: App, member: Member): void {
    const { corp, data } = app;
    const users = new Set(data.range.users.filter((userId) => userId.toLowerCase() !== member.key));
    const parties = new Set(data.range.parties);
    const tags = data.range.tags.filter((id) => !this.tagHas(corp, id, member));
    const split = (partyId: number): void => {
      parties.delete(partyId);
      for (const child of corp.departments.values()) {
        if (child.parentId !== partyId) continue;
        parties.add(child.id);
        if (corp.departmentsFrom(child.id).some(({ id }) => member.departments.includes(id))) split(child.id);
      }
      for (const other of corp.members) if (other !== member && other.departments.includes(partyId)) users.add(other.userId);
    };
    for (const partyId of data.range.parties) {
      if (corp.departmentsFrom(partyId).some(({ id }) => member.departments.includes(id))) split(partyId);
    }
    this.setRange(app, { users: [...users], parties: [...parties], tags });
  }

  putIntoRange(app: App, member: Member): void {
    if (app.sees(member)) return;
    this.setRange(app, { ...app.data.range, users: [...app.data.range.users, member.userId] });
  }

  setEnabled(app: App, enabled: boolean): void {
    app.data.enabled = enabled;
    this.platform.events.changeAuth(app);
  }

  /** The old secret and its tokens are dead at once; a customised app's provider gets a code for the new one. */
  resetSecret(app: App): void {
    app.data.secret = randomWord(43);
    this.platform.tokens.invalidateOwner({ kind: 'app', corpId: app.corp.corpId, agentId: app.agentId });
    if (app.data.kind === 'customized') this.platform.events.resetPermanentCode(app, this.authCodeOf(app, ''));
  }

  /** Checks the address as the console does when the settings are saved. @returns '' when it is good, else what is wrong with it */
  async setCallback(app: App, settings: CallbackSettings | null): Promise<string> {
    const problem = settings ? await this.platform.callbacks.verify(settings, this.checkReceiver(app)) : '';
    if (problem === '') app.data.callback = settings;
    return problem;
  }

  async setSuiteCallback(suite: SuiteData, which: 'callback' | 'dataCallback', settings: CallbackSettings | null): Promise<string> {
    // Providers' addresses are checked with the provider's own corpid (sheet, 3.1).
    const problem = settings ? await this.platform.callbacks.verify({ ...settings, url: settings.url.replaceAll('$CORPID$', suite.providerCorpId) }, suite.providerCorpId) : '';
    if (problem !== '') return problem;
    suite[which] = settings;
    if (which === 'dataCallback') this.platform.appsOfSuite(suite.suiteId).forEach((app) => (app.data.callback = settings));
    return '';
  }

  /**
   * The administrator of a corp confirms an installation.
   * @param callback send create_auth: not for installations that began on the provider's own site
   * @returns the auth_code and its life in seconds
   */
  authorize(suite: SuiteData, corp: Corp, about: { adminUserId: string; range: RangeData; state: string; callback: boolean }): { app: App; authCode: string; expiresIn: number } {
    const { adminUserId, range, state } = about;
    const again = [...corp.apps.values()].find((app) => app.data.suiteId === suite.suiteId);
    const app = again ?? this.addApp(corp, { ...appOfSuite(suite), range, state, licence: { trialEndsAt: this.platform.now() + TRIAL_MS, users: [] }, admins: [{ userId: adminUserId, authType: 1 }] });
    if (again) this.setRange(again, range);
    const authCode = this.authCodeOf(app, state);
    if (about.callback) this.platform.events.createAuth(suite, corp.corpId, authCode, state);
    return { app, authCode, expiresIn: AUTH_CODE_SECONDS };
  }

  /** Confirms every template of a customised link. */
  confirmLink(link: CustomizedLink, corp: Corp, adminUserId: string, range: RangeData): App[] {
    return link.templateIds.flatMap((templateId) => {
      const suite = this.platform.suites.suites.get(templateId);
      return suite ? [this.authorize(suite, corp, { adminUserId, range, state: link.state, callback: true }).app] : [];
    });
  }

  cancelAuthorization(app: App): void {
    this.platform.events.cancelAuth(app);
    this.platform.tokens.invalidateOwner({ kind: 'app', corpId: app.corp.corpId, agentId: app.agentId });
    app.corp.apps.delete(app.agentId);
  }

  /** Where a customised app stands between development and online. */
  publish(app: App, status: 0 | 1 | 2 | 3): void {
    app.data.publishStatus = status;
    this.platform.events.changeAuth(app);
  }

  addRobot(corp: Corp, about: Omit<RobotData, 'key' | 'enabled'>): RobotData {
    const robot: RobotData = { ...about, key: randomUUID(), enabled: true };
    corp.robots.set(robot.key, robot);
    return robot;
  }

  private addApp(corp: Corp, data: Omit<AppData, 'agentId'>): App {
    const agentId = Math.max(FIRST_AGENT_ID - 1, ...corp.apps.keys()) + 1;
    const app = new App(corp, { ...data, agentId });
    corp.apps.set(agentId, app);
    return app;
  }

  private authCodeOf(app: App, state: string): string {
    const about = { suiteId: app.data.suiteId ?? '', corpId: app.corp.corpId, agentId: app.agentId, adminUserId: app.data.admins?.[0]?.userId ?? '', state };
    return this.platform.suites.newAuthCode(about);
  }

  private checkReceiver(app: App): string {
    return app.data.kind === 'self_built' ? app.corp.corpId : (app.data.providerCorpId ?? app.corp.corpId);
  }

  private tagHas(corp: Corp, tagId: number, member: Member): boolean {
    const tag = corp.tags.get(tagId);
    if (!tag) return false;
    return tag.userIds.some((userId) => userId.toLowerCase() === member.key) || corp.membersBelow(tag.partyIds).includes(member);
  }
}

function appOfSuite(suite: SuiteData): Omit<AppData, 'agentId' | 'range'> {
  const kind: AppKind = suite.kind;
  return {
    name: suite.name,
    kind,
    secret: randomWord(64),
    suiteId: suite.suiteId,
    providerCorpId: suite.providerCorpId,
    callback: suite.dataCallback,
    trustedDomains: suite.trustedDomains,
    // A customised app begins in development; its provider puts it online later.
    ...(kind === 'customized' && { publishStatus: 1 as const }),
  };
}
