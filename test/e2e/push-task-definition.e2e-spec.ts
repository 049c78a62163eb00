import { ADMINISTRATOR, authorizeAndBind, startTestApp, taskOf, type TestApp } from '../support/test-app';

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
    ['filters', { filters: [{ name: '大区', value: '华东' }] }],
    ['countOpens', { countOpens: true }],
    ['splitTables', { splitTables: true }],
    ['recipients.rule', { recipients: { userIds: ['u1'], rule: { queryId: 'q1' } } }],
    ['recipients.allBound', { recipients: { allBound: true } }],
    ['channel.kind', { channel: { kind: 'robots', robotIds: ['01900000-0000-7000-8000-000000000001'] } }],
    ['recipients', { recipients: {} }],
    ['recipients.groupIds', { recipients: { groupIds: ['g-none'] } }],
    ['recipients.departmentIds', { recipients: { departmentIds: ['d-none'] } }],
  ])('names %s when it asks for what is not served, or not there', async (field, changes) => {
    const { body } = await create(changes).expect(400);
    expect([body.code, Object.keys(body.details.fields)]).toEqual(['INVALID_INPUT', [field]]);
  });
});
