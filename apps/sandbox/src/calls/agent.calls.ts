import type { App } from '../domain/app';
import { WecomError } from '../domain/wecom-error';
import type { ApiCall } from './api-call';

/** @throws WecomError 41011 missing, 40056 no such app, 301002 not the token's app */
function assertOwnAgent(app: App, agentId: string | undefined): void {
  if (!agentId) throw new WecomError(41011);
  if (!app.corp.apps.has(Number(agentId))) throw new WecomError(40056);
  if (Number(agentId) !== app.agentId) throw new WecomError(301002);
}

function agentView(app: App, baseUrl: string): object {
  const { data } = app;
  const users = data.range.users.map((id) => app.corp.member(id)).filter((member) => member !== undefined);
  return {
    agentid: app.agentId,
    name: data.name,
    square_logo_url: `${baseUrl}/assets/app-logo.svg`,
    description: data.description ?? '',
    allow_userinfos: { user: users.map((member) => ({ userid: app.idOf(member) })) },
    allow_partys: { partyid: data.range.parties },
    allow_tags: { tagid: data.range.tags },
    close: data.enabled ? 0 : 1,
    redirect_domain: data.trustedDomains?.[0] ?? '',
    report_location_flag: 0,
    isreportenter: 0,
    home_url: data.homeUrl ?? '',
    ...(data.kind === 'customized' && { customized_publish_status: data.publishStatus ?? 2 }),
  };
}

const BASE_PERMISSIONS = ['contact:base:base', 'message:base:base', 'media:base:base', 'oauth:base:base', 'tag:base:base'];

/** What an app may ask about itself (sheet, 2.3 and 2.4), and about the platform's addresses (1.3). */
export function agentCalls(): ApiCall[] {
  return [
    {
      method: 'GET',
      path: 'agent/get',
      tokens: ['app'],
      section: '2.3',
      fidelity: 'imitated',
      summary: { zh: '获取应用详情与可见范围', en: 'App details and visible range' },
      handle: ({ app, query, baseUrl }) => {
        assertOwnAgent(app, query['agentid']);
        return agentView(app, baseUrl);
      },
    },
    {
      method: 'GET',
      path: 'agent/list',
      tokens: ['app'],
      section: '2.3',
      fidelity: 'imitated',
      summary: { zh: '获取 access_token 对应的应用列表', en: 'Apps of this token' },
      handle: ({ app, baseUrl }) => ({
        agentlist: [{ agentid: app.agentId, name: app.data.name, square_logo_url: `${baseUrl}/assets/app-logo.svg` }],
      }),
    },
    {
      method: 'POST',
      path: 'agent/get_admin_list',
      tokens: ['app'],
      section: '2.4',
      fidelity: 'imitated',
      summary: { zh: '获取应用管理员列表', en: 'Administrators of the app' },
      handle: ({ app }) => {
        if (app.data.kind === 'self_built') throw new WecomError(48002);
        const admins = (app.data.admins ?? []).flatMap(({ userId, authType }) => {
          const member = app.corp.member(userId);
          return member ? [{ userid: app.idOf(member), open_userid: app.idOf(member), auth_type: authType }] : [];
        });
        return { admin: admins };
      },
    },
    {
      method: 'POST',
      path: 'agent/get_permissions',
      tokens: ['app'],
      section: '2.4',
      fidelity: 'approximated',
      summary: { zh: '获取应用权限详情', en: 'Permissions of the app' },
      handle: ({ app }) => {
        if (app.data.kind === 'self_built') throw new WecomError(48002);
        return { app_permissions: BASE_PERMISSIONS };
      },
    },
    {
      method: 'GET',
      path: 'get_api_domain_ip',
      tokens: ['app'],
      section: '1.3',
      fidelity: 'approximated',
      summary: { zh: '获取接口 IP 段', en: 'Addresses of the API' },
      handle: () => ({ ip_list: ['127.0.0.1'] }),
    },
    {
      method: 'GET',
      path: 'getcallbackip',
      tokens: ['app'],
      section: '1.3',
      fidelity: 'approximated',
      summary: { zh: '获取回调 IP 段', en: 'Addresses that callbacks come from' },
      handle: () => ({ ip_list: ['127.0.0.1'] }),
    },
  ];
}
