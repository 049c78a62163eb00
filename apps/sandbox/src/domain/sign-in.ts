import type { Member } from './corp';
import type { Platform } from './platform';
import type { App } from './app';

/** What the address of a sign-in page carries. */
export interface SignInRequest {
  kind: 'oauth' | 'qr';
  /** CorpID, or SuiteID of a third-party app. */
  appid: string;
  agentid?: string;
  redirectUri: string;
  scope: string;
  state: string;
}

export interface SignInChoice {
  appName: string;
  /** Corps whose members may sign in. */
  corpIds: string[];
}

/** A sign-in that WeCom refuses on its own page, before anybody is asked. */
export class SignInRefusedError extends Error {
  constructor(
    readonly errcode: number,
    message: string,
  ) {
    super(message);
  }
}

const STATE = /^[A-Za-z0-9]{0,128}$/;

/** The pages of sheet, 7.2 and 7.3: who may sign in where, and the code they bring back. */
export class SignIn {
  constructor(private readonly platform: Platform) {}

  /** @throws SignInRefusedError for a bad appid, state, or a redirect that is not on a trusted domain */
  check(request: SignInRequest): SignInChoice {
    if (!STATE.test(request.state)) throw new SignInRefusedError(40058, 'state must be letters and digits, at most 128 bytes');
    const domain = domainOf(request.redirectUri);
    const suite = this.platform.suites.suites.get(request.appid);
    if (suite) {
      if (!suite.trustedDomains.includes(domain)) throw untrusted(domain);
      return { appName: suite.name, corpIds: this.platform.appsOfSuite(suite.suiteId).map((app) => app.corp.corpId) };
    }
    const apps = this.appsOf(request);
    const trusting = this.platform.appTrusting(apps, domain);
    if (!trusting) throw untrusted(domain);
    return { appName: (apps.length === 1 ? apps[0] : trusting).data.name, corpIds: [trusting.corp.corpId] };
  }

  /**
   * The person agrees, or WeCom knows who it is.
   * @returns where the browser goes, with code and state
   * @throws SignInRefusedError as `check`, and for members whom the app may not see (QR sign-in only)
   */
  complete(request: SignInRequest, member: Member): string {
    const { corpIds } = this.check(request);
    if (!corpIds.includes(member.corp.corpId)) throw new SignInRefusedError(40013, 'this person is not of that corp');
    if (!member.reachable) throw new SignInRefusedError(60111, 'this person is disabled or has left the corp');
    const suite = this.platform.suites.suites.get(request.appid);
    const app = suite ? this.platform.appsOfSuite(suite.suiteId).find((candidate) => candidate.corp === member.corp) : this.appsOf(request)[0];
    if (request.kind === 'qr' && app && !app.sees(member)) throw new SignInRefusedError(60021, 'this person is outside the visible range of the app');
    const audience = suite?.kind === 'third_party' ? suite.suiteId : (app?.visibleCorpId ?? member.corp.corpId);
    const target = new URL(request.redirectUri);
    target.searchParams.set('code', this.platform.oauth.issueCode(member, audience, request.scope));
    target.searchParams.set('state', request.state);
    return target.toString();
  }

  private appsOf({ appid, agentid }: SignInRequest): App[] {
    const all = [...this.platform.corps.values()].flatMap((corp) => [...corp.apps.values()]);
    const apps = all.filter((app) => app.visibleCorpId.toLowerCase() === appid.toLowerCase() || app.corp.corpId.toLowerCase() === appid.toLowerCase());
    if (apps.length === 0) throw new SignInRefusedError(40013, 'there is no such appid');
    if (!agentid) return apps;
    const wanted = apps.filter((app) => String(app.agentId) === agentid);
    if (wanted.length === 0) throw new SignInRefusedError(40056, 'there is no such agentid');
    return wanted;
  }
}

function domainOf(redirectUri: string): string {
  try {
    return new URL(redirectUri).host;
  } catch {
    throw new SignInRefusedError(50001, 'redirect_uri is not an address');
  }
}

const untrusted = (domain: string): SignInRefusedError => new SignInRefusedError(50001, `redirect_uri: ${domain} is not a trusted domain of this app`);
