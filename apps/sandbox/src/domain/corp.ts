import { App, type AppData } from './app';

/** 1 active, 2 disabled, 4 not activated yet, 5 left the corp (sheet, 7.1). */
export type MemberStatus = 1 | 2 | 4 | 5;

export interface MemberData {
  /** Only in snapshots: the number the sandbox knew the member by. */
  no?: number;
  /** As typed by the administrator; unique in the corp ignoring case. */
  userId: string;
  name: string;
  englishName?: string;
  mobile?: string;
  email?: string;
  departments: number[];
  position?: string;
  status?: MemberStatus;
}

export interface DepartmentData {
  id: number;
  name: string;
  nameEn?: string;
  /** 0 for the root department, whose id is 1. */
  parentId: number;
  order?: number;
}

export interface TagData {
  id: number;
  name: string;
  userIds: string[];
  partyIds: number[];
}

export interface RobotData {
  /** The webhook key: whoever knows it may post. */
  key: string;
  name: string;
  groupName: string;
  /** Members of the group, who see the robot's messages on their phone page. */
  userIds: string[];
  enabled: boolean;
}

export interface CorpData {
  corpId: string;
  name: string;
  nameEn?: string;
  /** Account cap of the corp: times 200 it is each app's person-times a day. */
  accountCap: number;
  /** Secret of the contact-sync helper: reads member ids, cannot send. */
  contactSecret: string;
  departments: DepartmentData[];
  members: MemberData[];
  tags: TagData[];
  apps: AppData[];
  robots: RobotData[];
}

export class Member {
  /** Small number of its own in the whole sandbox, so that counts need no text keys. */
  no: number;
  userId: string;
  departments: number[];
  status: MemberStatus;

  constructor(
    readonly corp: Corp,
    readonly data: MemberData,
  ) {
    this.no = data.no ?? 0;
    this.userId = data.userId;
    this.departments = data.departments;
    this.status = data.status ?? 1;
  }

  /** Userids are unique in the corp ignoring case. */
  get key(): string {
    return this.userId.toLowerCase();
  }

  get name(): string {
    return this.data.name;
  }

  /** May get messages: disabled members and those who left cannot. */
  get reachable(): boolean {
    return this.status === 1 || this.status === 4;
  }
}

/** An enterprise with its address book and its apps. */
export class Corp {
  readonly corpId: string;
  readonly contactSecret: string;
  name: string;
  nameEn: string;
  accountCap: number;
  readonly departments = new Map<number, DepartmentData>();
  readonly tags = new Map<number, TagData>();
  readonly apps = new Map<number, App>();
  readonly robots = new Map<string, RobotData>();
  /** Grows with every change of members, departments, tags or ranges: whatever is computed from them can be kept until then. */
  version = 1;
  private readonly byKey = new Map<string, Member>();
  /** Senders nearly always write a userid as it is: a thousand look-ups a message need no lower case then. */
  private readonly byUserId = new Map<string, Member>();

  constructor(
    data: CorpData,
    private readonly numberMember: (member: Member) => void,
  ) {
    this.corpId = data.corpId;
    this.name = data.name;
    this.nameEn = data.nameEn ?? data.name;
    this.accountCap = data.accountCap;
    this.contactSecret = data.contactSecret;
    for (const department of data.departments) this.departments.set(department.id, department);
    for (const member of data.members) this.addMember(member);
    for (const tag of data.tags) this.tags.set(tag.id, tag);
    for (const app of data.apps) this.apps.set(app.agentId, new App(this, app));
    for (const robot of data.robots) this.robots.set(robot.key, robot);
  }

  get members(): Iterable<Member> {
    return this.byKey.values();
  }

  get memberCount(): number {
    return this.byKey.size;
  }

  /** Plaintext userids ignore case. */
  member(userId: string): Member | undefined {
    return this.byUserId.get(userId) ?? this.byKey.get(userId.toLowerCase());
  }

  addMember(data: MemberData): Member {
    const member = new Member(this, data);
    this.numberMember(member);
    this.keep(member);
    this.version += 1;
    return member;
  }

  removeMember(userId: string): Member | undefined {
    const member = this.member(userId);
    if (member) this.drop(member);
    this.version += 1;
    return member;
  }

  /** System-made userids may be changed once; the person stays the same. */
  rename(member: Member, userId: string): void {
    this.drop(member);
    member.userId = userId;
    this.keep(member);
    this.version += 1;
  }

  setStatus(member: Member, status: MemberStatus): void {
    member.status = status;
    this.version += 1;
  }

  /** @returns the department and all below it, in order of the tree; empty when it does not exist */
  departmentsFrom(rootId: number): DepartmentData[] {
    const root = this.departments.get(rootId);
    if (!root) return [];
    const found = [root];
    for (let i = 0; i < found.length; i += 1) {
      for (const department of this.departments.values()) if (department.parentId === found[i].id && department !== root) found.push(department);
    }
    return found;
  }

  /** Members of the departments below and including these, each once. */
  membersBelow(departmentIds: Iterable<number>): Member[] {
    const wanted = new Set<number>();
    for (const id of departmentIds) for (const department of this.departmentsFrom(id)) wanted.add(department.id);
    return [...this.byKey.values()].filter((member) => member.departments.some((id) => wanted.has(id)));
  }

  private keep(member: Member): void {
    this.byKey.set(member.key, member);
    this.byUserId.set(member.userId, member);
  }

  private drop(member: Member): void {
    this.byKey.delete(member.key);
    this.byUserId.delete(member.userId);
  }

  snapshot(): CorpData {
    return {
      corpId: this.corpId,
      name: this.name,
      nameEn: this.nameEn,
      accountCap: this.accountCap,
      contactSecret: this.contactSecret,
      departments: [...this.departments.values()],
      members: [...this.byKey.values()].map((member) => ({ ...member.data, no: member.no, userId: member.userId, departments: member.departments, status: member.status })),
      tags: [...this.tags.values()],
      apps: [...this.apps.values()].map((app) => app.snapshot()),
      robots: [...this.robots.values()],
    };
  }
}
