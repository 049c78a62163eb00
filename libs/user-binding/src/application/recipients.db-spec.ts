import { ALARMS_MIGRATIONS } from '#alarms';
import { AUTHORIZATION_MIGRATIONS } from '#authorization';
import { startTestProcess, type TestProcess } from '#authorization/testing';
import { createTestDatabase, schemaOf, type TestDatabase } from '#kernel/testing';
import { StubWecomTransport } from '#wecom/testing';
import { USER_BINDING_MIGRATIONS } from '../persistence/migrations';
import { UserBindingModule } from '../user-binding.module';
import { RecipientResolver } from './recipient-resolver';

const HERE = '01900000-0000-7000-8000-000000000001';
const ELSEWHERE = '01900000-0000-7000-8000-000000000002';

describe('recipients of a push', () => {
  let database: TestDatabase;
  let process: TestProcess;
  let recipients: RecipientResolver;

  /** Host user `h<n>` with the account `W<n>`. */
  const bound = (tenantId: string, authorizationId: string, count: number) =>
    process.query(
      `insert into push_binding (tenant_id, id, authorization_id, host_user_id, host_user_name, wecom_user_id, wecom_user_key, wecom_name, state, bound_by, bound_at, updated_at)
       select $1, gen_random_uuid(), $2, 'h' || n, n, 'W' || n, 'w' || n, n, 'active', 'u1', '2026-03-02', '2026-03-02' from generate_series(1, $3::int) as n`,
      [tenantId, authorizationId, count],
    );

  beforeAll(async () => {
    database = await createTestDatabase(schemaOf([...ALARMS_MIGRATIONS, ...AUTHORIZATION_MIGRATIONS, ...USER_BINDING_MIGRATIONS]));
    process = await startTestProcess({
      databaseUrl: database.url,
      wecom: new StubWecomTransport(),
      beside: (authorization) => [UserBindingModule.register({ http: false, imports: [authorization] })],
    });
    recipients = process.app.get(RecipientResolver);
  });
  afterAll(async () => {
    await process.close();
    await database.drop();
  });
  beforeEach(() => process.query('truncate push_binding'));

  it('gives the accounts of the bound among 5000 people, and leaves the others out', async () => {
    await bound('default', HERE, 4000);
    const found = await recipients.resolve('default', HERE, Array.from({ length: 5000 }, (_, i) => `h${i + 1}`));
    expect(found.size).toBe(4000);
    expect(found.get('h17')).toEqual({ wecomUserId: 'W17', state: 'active' });
    expect(found.has('h4001')).toBe(false);
  });

  it('finds nobody for nobody, nor in another tenant or authorization', async () => {
    await bound('default', HERE, 1);
    expect((await recipients.resolve('default', HERE, [])).size).toBe(0);
    expect((await recipients.resolve('other', HERE, ['h1'])).size).toBe(0);
    expect((await recipients.resolve('default', ELSEWHERE, ['h1'])).size).toBe(0);
  });
});
