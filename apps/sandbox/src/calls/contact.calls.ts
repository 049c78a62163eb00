import type { App } from '../domain/app';
import { bytesOf } from '../domain/byte-text';
import type { Corp, DepartmentData, Member } from '../domain/corp';
import type { Platform } from '../domain/platform';
import { WecomError } from '../domain/wecom-error';
import type { ApiCall, CallContext } from './api-call';

const DAY_MS = 24 * 3_600_000;

/** @throws WecomError 41009 none given, 60111 unknown, 60011 outside the visible range */
function visibleMember(app: App, userId: string): Member {
  if (!userId) throw new WecomError(41009);
  const member = app.memberOf(userId);
  if (!member) throw new WecomError(60111);
  if (!app.sees(member)) throw new WecomError(60011);
  return member;
}

/** A third-party app is given no names: it shows them by id translation. */
const nameOf = (app: App, member: Member): string => (app.data.kind === 'third_party' ? app.idOf(member) : member.name);

function memberView(app: App, member: Member): object {
  const { data } = member;
  const userid = app.idOf(member);
  return {
    userid,
    name: nameOf(app, member),
    department: member.departments,
    order: member.departments.map(() => 0),
    position: data.position ?? '',
    status: member.status,
    isleader: 0,
    is_leader_in_dept: member.departments.map(() => 0),
    direct_leader: [],
    enable: member.status === 2 ? 0 : 1,
    hide_mobile: 0,
    telephone: '',
    alias: '',
    english_name: data.englishName ?? '',
    main_department: member.departments[0] ?? 1,
    extattr: { attrs: [] },
    ...(app.encryptsIds && { open_userid: userid }),
    ...(app.data.sensitiveFields && { gender: '0', mobile: data.mobile ?? '', email: data.email ?? '', biz_mail: data.email ?? '', avatar: '', qr_code: '', address: '' }),
  };
}

/** @throws WecomError 60123 no such department, 60011 not visible */
function visibleMembersIn(app: App, departmentId: number, recursive: boolean): Member[] {
  if (!app.corp.departments.has(departmentId)) throw new WecomError(60123);
  // An app that sees single people of a department may list them although the department itself is not in its range.
  const ids = new Set(recursive ? app.corp.departmentsFrom(departmentId).map(({ id }) => id) : [departmentId]);
  const members = [...app.visible.members].filter((member) => member.departments.some((id) => ids.has(id)));
  if (members.length === 0 && !app.visible.parties.has(departmentId)) throw new WecomError(60011);
  return members;
}

function visibleDepartments(app: App, query: CallContext['query']): DepartmentData[] {
  const { corp, visible } = app;
  if (!query['id']) return [...corp.departments.values()].filter(({ id }) => visible.parties.has(id));
  const id = Number(query['id']);
  if (!corp.departments.has(id)) throw new WecomError(60003);
  const found = corp.departmentsFrom(id).filter((department) => visible.parties.has(department.id));
  if (found.length === 0) throw new WecomError(60011);
  return found;
}

/** One row for each department of each member. */
function* memberRows(corp: Corp): Iterable<{ userid: string; department: number }> {
  for (const member of corp.members) for (const department of member.departments) yield { userid: member.userId, department };
}

/** The address book as an app sees it (sheet, 7.1). */
export function contactCalls(platform: Platform): ApiCall[] {
  /** Too many wrong look-ups close them for a day. */
  function lookUp(app: App, kind: string, matches: (member: Member) => boolean): object {
    const key = `${kind} ${app.corp.corpId}`;
    platform.frequency.assertOpen(key);
    for (const member of app.visible.members) if (member.reachable && matches(member)) return { userid: app.idOf(member) };
    const limit = Math.max(1, Math.floor(app.corp.accountCap * platform.limits.wrongLookupShare));
    platform.frequency.countFailure(key, platform.limits.wrongLookupShare > 0 ? limit : 0, 'day', DAY_MS);
    throw new WecomError(46004);
  }

  return [
    {
      method: 'GET',
      path: 'user/get',
      tokens: ['app'],
      section: '7.1',
      fidelity: 'imitated',
      summary: { zh: '读取成员', en: 'One member by full userid' },
      handle: ({ app, query }) => memberView(app, visibleMember(app, query['userid'] ?? '')),
    },
    {
      method: 'GET',
      path: 'user/simplelist',
      tokens: ['app'],
      section: '7.1',
      fidelity: 'imitated',
      summary: { zh: '获取部门成员', en: 'Members of one department' },
      handle: ({ app, query }) => {
        const members = visibleMembersIn(app, Number(query['department_id']), query['fetch_child'] === '1');
        const userlist = members.map((member) => ({
          userid: app.idOf(member),
          name: nameOf(app, member),
          department: member.departments,
          ...(app.encryptsIds && { open_userid: app.idOf(member) }),
        }));
        return { userlist };
      },
    },
    {
      method: 'GET',
      path: 'user/list',
      tokens: ['app'],
      section: '7.1',
      fidelity: 'imitated',
      summary: { zh: '获取部门成员详情', en: 'Members of one department, in detail' },
      handle: ({ app, query }) => {
        const members = visibleMembersIn(app, Number(query['department_id']), query['fetch_child'] === '1');
        return { userlist: members.map((member) => memberView(app, member)) };
      },
    },
    {
      method: 'POST',
      path: 'user/list_id',
      tokens: ['contacts', 'app'],
      section: '7.1',
      fidelity: 'imitated',
      summary: { zh: '获取成员 ID 列表（仅通讯录同步）', en: 'All member ids, with the contact-sync secret only' },
      handle: ({ corp, owner, body }) => {
        if (owner?.kind !== 'contacts') throw new WecomError(48002);
        const limit = body.integer('limit') ?? 10_000;
        if (limit < 1 || limit > 10_000) throw new WecomError(40058, 'limit');
        const start = body.text('cursor') === '' ? 0 : Number(Buffer.from(body.text('cursor'), 'base64url').toString('utf8'));
        if (!Number.isInteger(start) || start < 0) throw new WecomError(40058, 'cursor');
        const rows = [...memberRows(corp)];
        const end = start + limit;
        return { dept_user: rows.slice(start, end), next_cursor: end < rows.length ? Buffer.from(String(end)).toString('base64url') : '' };
      },
    },
    {
      method: 'POST',
      path: 'user/getuserid',
      tokens: ['app'],
      section: '7.1',
      fidelity: 'imitated',
      summary: { zh: '手机号获取 userid', en: 'userid by mobile' },
      handle: ({ app, body }) => {
        const mobile = body.text('mobile');
        if (bytesOf(mobile) < 5 || bytesOf(mobile) > 32) throw new WecomError(40058, 'mobile');
        return lookUp(app, 'getuserid', (member) => member.data.mobile === mobile);
      },
    },
    {
      method: 'POST',
      path: 'user/get_userid_by_email',
      tokens: ['app'],
      section: '7.1',
      fidelity: 'approximated',
      summary: { zh: '邮箱获取 userid', en: 'userid by e-mail' },
      handle: ({ app, body }) => {
        const email = body.text('email').toLowerCase();
        if (email === '') throw new WecomError(40063, 'email');
        return lookUp(app, 'get_userid_by_email', (member) => member.data.email?.toLowerCase() === email);
      },
    },
    {
      method: 'GET',
      path: 'department/list',
      tokens: ['app'],
      section: '7.1',
      fidelity: 'imitated',
      summary: { zh: '获取部门列表', en: 'Departments in the range' },
      handle: ({ app, query }) => ({
        department: visibleDepartments(app, query).map(({ id, name, nameEn, parentId, order }) => ({
          id,
          name: app.data.kind === 'third_party' ? String(id) : name,
          name_en: app.data.kind === 'third_party' ? '' : (nameEn ?? ''),
          department_leader: [],
          parentid: parentId,
          order: order ?? 100_000_000 - id,
        })),
      }),
    },
    {
      method: 'GET',
      path: 'department/simplelist',
      tokens: ['app'],
      section: '7.1',
      fidelity: 'imitated',
      summary: { zh: '获取子部门 ID 列表', en: 'Department ids in the range' },
      handle: ({ app, query }) => ({
        department_id: visibleDepartments(app, query).map(({ id, parentId, order }) => ({ id, parentid: parentId, order: order ?? 100_000_000 - id })),
      }),
    },
    {
      method: 'GET',
      path: 'tag/list',
      tokens: ['app'],
      section: '7.1',
      fidelity: 'imitated',
      summary: { zh: '获取标签列表', en: 'Tags' },
      handle: ({ app }) => ({ taglist: [...app.corp.tags.values()].map(({ id, name }) => ({ tagid: id, tagname: name })) }),
    },
    {
      method: 'GET',
      path: 'tag/get',
      tokens: ['app'],
      section: '7.1',
      fidelity: 'imitated',
      summary: { zh: '获取标签成员', en: 'Members of a tag' },
      handle: ({ app, query }) => {
        const tag = app.corp.tags.get(Number(query['tagid']));
        if (!tag) throw new WecomError(40068);
        const members = tag.userIds.map((userId) => app.corp.member(userId)).filter((member): member is Member => member !== undefined && app.sees(member));
        return {
          tagname: tag.name,
          userlist: members.map((member) => ({ userid: app.idOf(member), name: nameOf(app, member) })),
          partylist: tag.partyIds.filter((id) => app.visible.parties.has(id)),
        };
      },
    },
  ];
}
