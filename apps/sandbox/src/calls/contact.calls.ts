import type { App } from '../domain/app';
import type { Member } from '../domain/corp';
import { WecomError } from '../domain/wecom-error';
import type { ApiCall } from './api-call';

/** @throws WecomError 41009 none given, 60111 unknown, 60011 outside the visible range */
export function visibleMember(app: App, userId: string): Member {
  if (!userId) throw new WecomError(41009);
  const member = app.memberOf(userId);
  if (!member) throw new WecomError(60111);
  if (!app.sees(member)) throw new WecomError(60011);
  return member;
}

function memberView(app: App, member: Member): object {
  const { data } = member;
  const thirdParty = app.data.kind === 'third_party';
  const userid = app.idOf(member);
  return {
    userid,
    // A third-party app is given no names: it shows them by id translation.
    name: thirdParty ? userid : data.name,
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
    main_department: member.departments[0] ?? 1,
    extattr: { attrs: [] },
    ...(app.encryptsIds && { open_userid: userid }),
    ...(app.data.sensitiveFields && { gender: '0', mobile: data.mobile ?? '', email: data.email ?? '', biz_mail: data.email ?? '', avatar: '', qr_code: '', address: '' }),
  };
}

/** The address book as an app sees it (sheet, 7.1). */
export function contactCalls(): ApiCall[] {
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
  ];
}
