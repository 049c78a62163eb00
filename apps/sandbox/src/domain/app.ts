import { createHash } from 'node:crypto';
import type { Corp, Member } from './corp';

export type AppKind = 'self_built' | 'customized' | 'third_party';

/** Where WeCom sends an app's events, and the keys it signs and encrypts them with. */
export interface CallbackSettings {
  url: string;
  token: string;
  /** 43 characters of `[A-Za-z0-9]`. */
  encodingAesKey: string;
}

export interface RangeData {
  users: string[];
  parties: number[];
  tags: number[];
}

export interface AppData {
  agentId: number;
  name: string;
  description?: string;
  kind: AppKind;
  /** Secret of a self-built app; permanent code of one from a suite. */
  secret: string;
  enabled?: boolean;
  /** Permission withdrawn since nobody used the app: calls answer 48006. */
  inactive?: boolean;
  range: RangeData;
  /** Addresses that may call; null means that none are configured and all may. */
  trustedIps?: string[] | null;
  /** Host with port, exactly as in a redirect address. */
  trustedDomains?: string[];
  callback?: CallbackSettings | null;
  homeUrl?: string;
  /** Older apps still get mobile, email and the like from `user/get`. */
  sensitiveFields?: boolean;
  miniProgramIds?: string[];
  admins?: { userId: string; authType: 0 | 1 }[];
  /** Of apps from a suite. */
  suiteId?: string;
  providerCorpId?: string;
  /** Only for customised apps: 0 to be developed, 1 in development, 2 online, 3 online with an unpublished newer version. */
  publishStatus?: 0 | 1 | 2 | 3;
  /** Interface licence of apps from a suite, times in milliseconds. */
  licence?: { trialEndsAt: number; users: string[] };
  state?: string;
}

/** An app's visible range, expanded. */
export interface VisibleRange {
  members: ReadonlySet<Member>;
  parties: ReadonlySet<number>;
}

/** A self-built app, or a suite's app as one corp has it. */
export class App {
  private expanded?: VisibleRange & { version: number };
  private openIds?: { version: number; byOpenId: Map<string, Member> };

  constructor(
    readonly corp: Corp,
    readonly data: AppData,
  ) {
    data.enabled ??= true;
  }

  /** Names the app in the whole sandbox. */
  get key(): string {
    return `${this.corp.corpId}/${this.data.agentId}`;
  }

  get agentId(): number {
    return this.data.agentId;
  }

  get visible(): VisibleRange {
    if (this.expanded?.version === this.corp.version) return this.expanded;
    const { users, parties, tags } = this.data.range;
    const partyIds = new Set<number>();
    const direct = new Set(users.map((id) => id.toLowerCase()));
    const roots = [...parties];
    for (const id of tags) {
      const tag = this.corp.tags.get(id);
      tag?.userIds.forEach((userId) => direct.add(userId.toLowerCase()));
      roots.push(...(tag?.partyIds ?? []));
    }
    for (const id of roots) for (const department of this.corp.departmentsFrom(id)) partyIds.add(department.id);
    const members = new Set<Member>();
    for (const member of this.corp.members) {
      if (direct.has(member.key) || member.departments.some((id) => partyIds.has(id))) members.add(member);
    }
    this.expanded = { version: this.corp.version, members, parties: partyIds };
    return this.expanded;
  }

  sees(member: Member): boolean {
    return this.visible.members.has(member);
  }

  setRange(range: RangeData): void {
    this.data.range = range;
    this.corp.version += 1;
  }

  /** Apps of a suite never see plaintext ids (sheet, 2.1 and 2.7). */
  get encryptsIds(): boolean {
    return this.data.kind !== 'self_built';
  }

  /** The corp's id as this app sees it. */
  get visibleCorpId(): string {
    return this.encryptsIds ? openCorpId(this.data.providerCorpId ?? '', this.corp.corpId) : this.corp.corpId;
  }

  /** The member's userid as this app sees it. */
  idOf(member: Member): string {
    return this.encryptsIds ? openUserId(this.data.providerCorpId ?? '', member) : member.userId;
  }

  /** Finds a member by the id this app uses: plaintext ignoring case, encrypted with case. */
  memberOf(id: string): Member | undefined {
    if (!this.encryptsIds) return this.corp.member(id);
    if (this.openIds?.version !== this.corp.version) {
      this.openIds = { version: this.corp.version, byOpenId: new Map([...this.corp.members].map((member) => [this.idOf(member), member])) };
    }
    return this.openIds.byOpenId.get(id);
  }

  /** @param now milliseconds */
  isLicensed(member: Member, now: number): boolean {
    const { kind, licence } = this.data;
    if (kind === 'self_built' || !licence) return true;
    return now < licence.trialEndsAt || licence.users.some((id) => id.toLowerCase() === member.key);
  }

  snapshot(): AppData {
    return this.data;
  }
}

function sealed(prefix: string, ...parts: string[]): string {
  return prefix + createHash('sha256').update(parts.join('\n')).digest('base64url').slice(0, 30);
}

/** A corp's id as one provider sees it: the same for all its apps, another for other providers, case-sensitive. */
export const openCorpId = (providerCorpId: string, corpId: string): string => sealed('wp', providerCorpId, corpId);

/** A member's id as one provider sees it. */
export const openUserId = (providerCorpId: string, member: Member): string => sealed('wo', providerCorpId, member.corp.corpId, member.key);
