import { waitFor } from './wait-for';
import { DEMO, RestClient, type RealSystem } from './real-processes';

/** What the pages of the console have to show; ids for the addresses of single things. */
export interface ConsoleWorld {
  authorizationId: string;
  taskId: string;
  recordId: string;
  calendarId: string;
  erasureId: string;
}

const PEOPLE = [['u001', 'ZhangWei'], ['u003', 'LiNa']] as const;

/** A tenant in the middle of its work, made through the API: an app, bound people, tasks in several states, pushes that went well and that were held. */
export async function fillConsole(system: RealSystem): Promise<ConsoleWorld> {
  const rest = new RestClient(system.api.url);
  await rest.signIn(DEMO.account, DEMO.password);
  const { id: authorizationId } = await rest.post<{ id: string }>('/push/authorizations', { corpId: DEMO.corpId, agentId: DEMO.agentId, secret: DEMO.secret });
  for (const [hostUserId, wecomUserId] of PEOPLE) await rest.put(`/push/users/${hostUserId}/binding`, { authorizationId, wecomUserId });

  const task = (fields: object): Promise<{ id: string }> =>
    rest.post('/push/tasks', {
      projectId: 'aviation',
      channel: { kind: 'app', authorizationId },
      schedule: { kind: 'cron', expression: '0 9 * * 1-5', zone: 'Asia/Shanghai' },
      recipients: { userIds: ['u001', 'u002', 'u003'] },
      ...fields,
    });
  const daily = await task({ pageId: 'flight-delays', title: '航班延误日报', templateKey: 'markdown-digest', beginning: '各位早上好，请看昨日运行情况。' });
  const card = await task({ pageId: 'flight-delays', title: '延误指标卡', templateKey: 'textcard-link' });
  const stopped = await task({ pageId: 'flight-delays', title: '延误周报', templateKey: 'text-short' });
  await rest.post(`/push/tasks/${stopped.id}/disable`);

  const records: string[] = [];
  for (const { id } of [daily, card, daily]) {
    const { recordId } = await rest.post<{ recordId: string }>(`/push/tasks/${id}/run`);
    await waitFor(`the end of ${recordId}`, async () => !['planned', 'preparing', 'sending'].includes((await rest.get<{ state: string }>(`/push/records/${recordId}`)).state));
    records.push(recordId);
  }
  const { id: calendarId } = await rest.post<{ id: string }>('/push/calendars', {
    name: '总部日历', withStatutoryDays: true, daysOff: [{ date: '2026-09-11', name: '公司周年' }], workingDays: [{ date: '2026-11-28', name: '年度盘点' }],
  });
  // Looked at, and not confirmed.
  const { id: erasureId } = await rest.post<{ id: string }>('/push/erasures', { hostUserId: 'u003' });
  return { authorizationId, taskId: daily.id, recordId: records.at(-1) ?? '', calendarId, erasureId };
}
