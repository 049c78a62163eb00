import { HostUnavailableError } from '#bi-host';
import { DAILY_CHARTS, DAILY_FILTERS, DAILY_PAGE, InMemoryContentSource } from '#bi-host/testing';
import { ADMINISTRATOR, authorizeAndBind, ended, startTestApp, taskOf, type TestApp } from '../support/test-app';

const EDITOR = { userId: 'u2', name: '李娜', projectRoles: { sales: 'editor' } } as const;
const BELOW_TARGET = { id: 'below-target', title: '未达标门店', columns: [{ key: 'manager', title: '店长' }, { key: 'supervisor', title: '督导' }] };

describe('the definition of a task', () => {
  let t: TestApp;
  let authorizationId: string;
  beforeAll(async () => {
    t = await startTestApp();
    authorizationId = await authorizeAndBind(t);
    t.host.setRule({ ...BELOW_TARGET, projectId: 'sales' }, { manager: ['u1', 'u2'], supervisor: ['u2'] });
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
    ['recipients.rule.queryId', { recipients: { userIds: ['u1'], rule: { queryId: 'q1' } } }],
    ['recipients.rule.column', { recipients: { rule: { queryId: 'below-target', column: 'salary' } } }],
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

  describe('recipients', () => {
    const runOf = async (recipients: object, changes: object = {}): Promise<string> => {
      const { body: task } = await create({ recipients, ...changes }).expect(201);
      return (await t.as(ADMINISTRATOR).post(`/push/tasks/${task.id}/run`).expect(202)).body.recordId;
    };
    const gotBy = async (recipients: object, changes: object = {}) => {
      const record = await ended(t, await runOf(recipients, changes));
      const { body } = await t.as(ADMINISTRATOR).get(`/push/records/${record.id}/deliveries`).expect(200);
      return { state: record.state, reason: record.reason?.code, people: body.items.map((one: { hostUserId: string; state: string }) => `${one.hostUserId} ${one.state}`) };
    };

    it('by a rule are whom the host names at the run, each once, less those excluded', async () => {
      const rule = { queryId: 'below-target', column: 'supervisor' };
      expect((await t.as(EDITOR).get('/push/host/projects/sales/rules').expect(200)).body).toEqual({ items: [BELOW_TARGET] });
      expect(await gotBy({ rule })).toEqual({ state: 'sent', people: ['u2 sent'] });
      expect(await gotBy({ userIds: ['u2'], groupIds: ['g-daily'], rule: { queryId: 'below-target' } })).toEqual({ state: 'sent', people: ['u1 sent', 'u2 sent'] });
      expect(await gotBy({ rule: { queryId: 'below-target' }, excludedUserIds: ['u1'] })).toEqual({ state: 'sent', people: ['u2 sent'] });
      t.host.setRule({ ...BELOW_TARGET, projectId: 'sales' }, { manager: ['u1', 'u3', 'ghost'], supervisor: [] });
      expect(await gotBy({ rule: { queryId: 'below-target' } })).toMatchObject({ state: 'partly_sent', people: ['ghost skipped', 'u1 sent', 'u3 skipped'] });
    });

    it('by a rule that names nobody hold the run, which is no failure', async () => {
      const rule = { queryId: 'below-target', column: 'supervisor' };
      expect(await gotBy({ rule })).toEqual({ state: 'held', reason: 'RULE_EMPTY', people: [] });
      expect(await gotBy({ rule: { queryId: 'below-target' }, excludedUserIds: ['u1', 'u3', 'ghost'] })).toMatchObject({ state: 'held', reason: 'RULE_EMPTY' });
      expect(await gotBy({ rule, userIds: ['u1'] })).toEqual({ state: 'sent', people: ['u1 sent'] });
    });

    it('by a rule that is gone fail the run, and while the host is down it waits', async () => {
      t.host.setRule({ id: 'short-lived', title: '临时', projectId: 'sales' }, ['u1']);
      const { body: task } = await create({ recipients: { rule: { queryId: 'short-lived' } } }).expect(201);
      const run = async () => ended(t, (await t.as(ADMINISTRATOR).post(`/push/tasks/${task.id}/run`).expect(202)).body.recordId);
      const down = jest.spyOn(InMemoryContentSource.prototype, 'peopleOfRule').mockRejectedValueOnce(new HostUnavailableError('connect ECONNREFUSED'));
      expect(await run()).toMatchObject({ state: 'sent', reason: null });
      expect(down).toHaveBeenCalledTimes(2);
      down.mockRestore();
      t.host.rules.delete('sales/short-lived');
      expect(await run()).toMatchObject({ state: 'failed', reason: { code: 'RULE_NOT_FOUND' } });
    });

    it('may be all who are bound and may see the page: nobody is told of the others', async () => {
      expect(await gotBy({ allBound: true })).toEqual({ state: 'sent', people: ['u1 sent', 'u2 sent'] });
      expect(await gotBy({ allBound: true, excludedUserIds: ['u1'] })).toEqual({ state: 'sent', people: ['u2 sent'] });
      t.host.setPage({ id: 'secret', projectId: 'sales', title: '薪酬' }).setContent({ projectId: 'sales', pageId: 'secret' }, { dataTime: null, filters: [], charts: [...DAILY_CHARTS] });
      t.host.deny({ projectId: 'sales', pageId: 'secret' }, 'u2');
      expect(await gotBy({ allBound: true }, { pageId: 'secret' })).toEqual({ state: 'sent', people: ['u1 sent'] });
      // Named as well, somebody is missed.
      expect(await gotBy({ allBound: true, userIds: ['u2'] }, { pageId: 'secret' })).toMatchObject({ state: 'partly_sent', people: ['u1 sent', 'u2 skipped'] });
      const { body } = await t.as(ADMINISTRATOR).post('/push/tasks/coverage').send(taskOf(authorizationId, { pageId: 'secret', recipients: { allBound: true } })).expect(200);
      expect(body).toMatchObject({ people: 1, reached: 1, missed: [] });
    });
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
