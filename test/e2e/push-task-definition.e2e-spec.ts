import { DAILY_CHARTS, DAILY_FILTERS, DAILY_PAGE } from '#bi-host/testing';
import { ADMINISTRATOR, authorizeAndBind, ended, startTestApp, taskOf, type TestApp } from '../support/test-app';

const EDITOR = { userId: 'u2', name: '李娜', projectRoles: { sales: 'editor' } } as const;

describe('the definition of a task', () => {
  let t: TestApp;
  let authorizationId: string;
  beforeAll(async () => {
    t = await startTestApp();
    authorizationId = await authorizeAndBind(t);
  });
  afterAll(() => t.close());

  const create = (changes: object) => t.as(ADMINISTRATOR).post('/push/tasks').send({ ...taskOf(authorizationId), ...changes });

  it('takes more people than the host is asked for at once, and names those who are not there', async () => {
    const userIds = Array.from({ length: 2500 }, (_, i) => `p-${i}`);
    for (const id of userIds) t.host.setUser({ id, name: `员工${id}` });
    await create({ recipients: { userIds } }).expect(201);
    const { body } = await create({ recipients: { userIds: [...userIds, 'nobody'] } }).expect(400);
    expect(body).toMatchObject({ code: 'INVALID_INPUT', details: { fields: { 'recipients.userIds': expect.anything() } } });
    expect(body.message + JSON.stringify(body.details)).toContain('nobody');
  });

  it.each([
    ['filters.0.id', { filters: [{ id: 'shop', values: ['1'] }] }],
    ['filters.1.values', { filters: [{ id: 'day', values: ['yesterday'] }, { id: 'region', values: ['north'] }] }],
    ['charts', { charts: ['revenue', 'profit'] }],
    ['exceptions.empty.chartIds', { charts: ['revenue'], exceptions: { empty: { range: 'chosen_charts', chartIds: ['trend'] } } }],
    ['exceptions.alert.when', { exceptions: { alert: { when: { kind: 'or', any: [{ kind: 'value', value: { chartId: 'gone' }, compare: '<', than: 1 }] } } } }],
    ['countOpens', { countOpens: true }],
    ['splitTables', { splitTables: true, templateKey: 'textcard-link' }],
    ['recipients.rule', { recipients: { userIds: ['u1'], rule: { queryId: 'q1' } } }],
    ['recipients.allBound', { recipients: { allBound: true } }],
    ['recipients', { recipients: {} }],
    ['recipients.groupIds', { recipients: { groupIds: ['g-none'] } }],
    ['recipients.departmentIds', { recipients: { departmentIds: ['d-none'] } }],
  ])('names %s when it asks for what is not served, or not there', async (field, changes) => {
    const { body } = await create(changes).expect(400);
    expect([body.code, Object.keys(body.details.fields)]).toEqual(['INVALID_INPUT', [field]]);
  });

  it('says what a page offers, and what it does not', async () => {
    const { body: page } = await t.as(EDITOR).get('/push/host/projects/sales/pages/daily').expect(200);
    expect(page).toMatchObject({ id: 'daily', filters: [{ id: 'region', multiple: true }, { id: 'day', kind: 'date' }], charts: [{ id: 'revenue' }, { id: 'by-region' }, { id: 'trend' }] });
    const { body } = await create({ charts: ['profit'] }).expect(400);
    expect(JSON.stringify(body.details)).toContain('there are no such charts: profit; the page has revenue, by-region, trend');
    t.host.setPage({ id: 'plain', projectId: 'sales', title: '没有筛选' });
    const { body: refused } = await create({ pageId: 'plain', filters: [{ id: 'region', values: ['east'] }] }).expect(400);
    expect(refused.details.fields).toEqual({ filters: [expect.stringContaining('the page offers no filters')] });
  });

  describe('filters', () => {
    const region = (...values: string[]) => [{ id: 'region', values }];
    const contents = () => t.wecom.callsOf('message/send').map(({ input }) => (input as { body: string }).body);

    it('are given to the host as they are, relative ones too, are shown in the message, and stay with a run that was planned', async () => {
      const filters = [...region('east', 'south'), { id: 'day', values: ['yesterday'] }];
      const asked: unknown[] = [];
      t.host.setContent(DAILY_PAGE, (_viewer, _language, choices) => {
        asked.push(choices);
        return { dataTime: null, filters: [{ name: '大区', value: '华东、华南' }], charts: [...DAILY_CHARTS] };
      });
      const { body: task } = await create({ filters }).expect(201);
      expect(task.filters).toEqual(filters);
      const { body } = await t.as(ADMINISTRATOR).post(`/push/tasks/${task.id}/run`).expect(202);
      await t.as(ADMINISTRATOR).put(`/push/tasks/${task.id}`).send({ ...taskOf(authorizationId), version: 1 }).expect(200);
      expect(await ended(t, body.recordId)).toMatchObject({ state: 'sent' });
      expect(new Set(asked.map((one) => JSON.stringify(one)))).toEqual(new Set([JSON.stringify(filters)]));
      expect(contents().at(-1)).toContain('大区 华东、华南');
    });

    it('that the page does not offer any more fail the run, rather than show everything', async () => {
      const { body: task } = await create({ filters: region('south') }).expect(201);
      t.host.setPage({ id: 'daily', projectId: 'sales', filters: [{ ...DAILY_FILTERS[0], values: [{ value: 'east', title: '华东' }] }] });
      const before = contents().length;
      const { body } = await t.as(ADMINISTRATOR).post(`/push/tasks/${task.id}/run`).expect(202);
      expect(await ended(t, body.recordId)).toMatchObject({ state: 'failed', reason: { code: 'FILTER_NOT_OFFERED', text: expect.stringContaining('does not take south') } });
      expect(contents().slice(before).filter((text) => !text.includes('【告警】'))).toEqual([]);
      expect((await t.as(ADMINISTRATOR).get(`/push/tasks/${task.id}`)).body).toMatchObject({ failureCount: 1 });
      t.host.setPage({ id: 'daily', projectId: 'sales', filters: [...DAILY_FILTERS] });
    });
  });

  it('treats a chosen chart that is gone as one that failed', async () => {
    const { body: task } = await create({ charts: ['revenue', 'trend'], exceptions: { access: { chart_failed: 'hold', retryMinutes: 0 } } }).expect(201);
    t.host.setCharts(DAILY_PAGE, [DAILY_CHARTS[0]]);
    const { body } = await t.as(ADMINISTRATOR).post(`/push/tasks/${task.id}/run`).expect(202);
    expect(await ended(t, body.recordId)).toMatchObject({ state: 'held', reason: { code: 'CHART_FAILED', text: expect.stringContaining('trend') } });
    t.host.setCharts(DAILY_PAGE, [...DAILY_CHARTS]);
  });
});
