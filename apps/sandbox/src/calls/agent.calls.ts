import type { App } from '../domain/app';
import { WecomError } from '../domain/wecom-error';
import type { ApiCall } from './api-call';

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

/** What an app may ask about itself (sheet, 2.3). */
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
        if (!query['agentid']) throw new WecomError(41011);
        const agentId = Number(query['agentid']);
        if (!app.corp.apps.has(agentId)) throw new WecomError(40056);
        if (agentId !== app.agentId) throw new WecomError(301002);
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
  ];
}
