import { createTestDatabase, type TestDatabase } from '#kernel/testing';
import { PUSH_TEST_SCHEMA } from '../support/push-schema';
import { ADMINISTRATOR, authorizeAndBind, startTestApp, taskOf, type TestApp } from '../support/test-app';
import { Wire } from '../support/wire';

/** PostgreSQL is restarted, or the way to it is cut: whoever asks meanwhile is told so, and what they asked works again afterwards. */
describe('a database that is gone for a while', () => {
  let database: TestDatabase;
  let wire: Wire;
  let t: TestApp;
  let authorizationId: string;
  beforeAll(async () => {
    database = await createTestDatabase(PUSH_TEST_SCHEMA);
    const url = new URL(database.url);
    wire = await Wire.to(Number(url.port));
    url.port = String(wire.port);
    t = await startTestApp({ databaseUrl: url.toString(), dispatch: { workers: false } });
    authorizationId = await authorizeAndBind(t);
  });
  afterAll(async () => {
    await t.close();
    wire.close();
    await database.drop();
  });

  const administrator = () => t.as(ADMINISTRATOR);
  const GONE = { code: 'DATABASE_UNAVAILABLE', message: expect.stringContaining('try again') as unknown, details: {} };

  it('is told to who reads and who writes with 503, and when to come back; nothing is written meanwhile', async () => {
    await administrator().get('/push/tasks').expect(200);
    wire.close();
    for (const pending of [administrator().get('/push/tasks'), administrator().get('/push/records'), administrator().post('/push/tasks').send(taskOf(authorizationId))]) {
      const { body, headers } = await pending.expect(503);
      expect(body).toEqual(GONE);
      expect(headers['retry-after']).toBe('5');
    }
    await wire.open();
    const { body } = await administrator().get('/push/tasks').expect(200);
    expect(body).toMatchObject({ items: [] });
    await administrator().post('/push/tasks').send(taskOf(authorizationId)).expect(201);
  });
});
