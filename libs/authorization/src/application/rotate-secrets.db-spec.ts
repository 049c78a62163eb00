import { ALARMS_MIGRATIONS } from '#alarms';
import { createTestDatabase, schemaOf, TestClock, type TestDatabase } from '#kernel/testing';
import { userGet } from '#wecom';
import { AUTHORIZATION_SEALED_COLUMNS } from '../domain/sealed-columns';
import { AUTHORIZATION_MIGRATIONS } from '../persistence/migrations';
import { startTestProcess, stubCorp, TEST_CORP, type TestProcess } from '../testing';
import { AuthorizationsService } from './authorizations.service';
import { CallbackChannels } from './callback-channels.service';
import { rotateSecrets } from './rotate-secrets';
import { WecomAppClient } from './wecom-app.client';

const OLD = `old:${Buffer.alloc(32, 1).toString('base64')}`;
const NEW = `new:${Buffer.alloc(32, 2).toString('base64')}`;
const APPS = 20;

describe('rotateSecrets', () => {
  let database: TestDatabase;
  let clock: TestClock;
  let process: TestProcess;
  let ids: string[];
  const wecom = () => stubCorp().answer('user/get', { userid: 'LiNa', name: '李娜' });
  const start = (secretKeys: string): Promise<TestProcess> => startTestProcess({ databaseUrl: database.url, wecom: wecom(), clock, secretKeys });
  const rotate = (secretKeys: string) => rotateSecrets({ databaseUrl: database.url, secretKeys }, AUTHORIZATION_SEALED_COLUMNS);
  const lookUp = (where: TestProcess, id: string) => where.app.get(WecomAppClient).call(id, userGet, { userId: 'lina' });
  const keysInUse = async (): Promise<unknown[]> => {
    const rows = await process.query(
      `select distinct split_part(sealed, '.', 2) as key
         from (select secret_sealed as sealed from push_authorization union all select token_sealed from push_access_token) as texts order by key`,
    );
    return rows.map((row) => row.key);
  };

  beforeEach(async () => {
    database = await createTestDatabase(schemaOf([...ALARMS_MIGRATIONS, ...AUTHORIZATION_MIGRATIONS]));
    clock = new TestClock();
    process = await start(OLD);
    const service = process.app.get(AuthorizationsService);
    ids = [];
    for (let i = 0; i < APPS; i++) ids.push((await service.authorize({ tenantId: 'default', userId: 'u1' }, { ...TEST_CORP, agentId: i + 1 })).id);
  });
  afterEach(async () => {
    await process.close();
    await database.drop();
  });

  it('brings every secret and token under the first key, after which the old key may go', async () => {
    const callbacks = process.app.get(CallbackChannels);
    await callbacks.renewKeys({ tenantId: 'default', userId: 'u1' }, ids[0]);
    const counts = await rotate(`${NEW},${OLD}`);
    expect(counts.map(({ table, column, rotated }) => [`${table}.${column}`, rotated])).toEqual(
      expect.arrayContaining([
        ['push_authorization.secret_sealed', APPS],
        ['push_access_token.token_sealed', APPS],
        ['push_wecom_callback.token_sealed', 1],
        ['push_wecom_callback.aes_key_sealed', 1],
      ]),
    );
    expect(counts.every(({ overtaken, unreadable }) => overtaken + unreadable === 0)).toBe(true);
    expect(await keysInUse()).toEqual(['new']);
    const after = await start(NEW);
    await lookUp(after, ids[0]); // with the token that was rotated
    clock.advance({ hours: 3 });
    await lookUp(after, ids[0]); // with one got by the secret that was rotated
    await after.close();
  });

  it('does not do twice what is done', async () => {
    await rotate(`${NEW},${OLD}`);
    const before = await process.query('select secret_sealed from push_authorization order by id');
    expect((await rotate(`${NEW},${OLD}`)).every(({ rotated }) => rotated === 0)).toBe(true);
    expect(await process.query('select secret_sealed from push_authorization order by id')).toEqual(before);
  });

  it('loses no token that is renewed meanwhile', async () => {
    const running = await start(`${NEW},${OLD}`);
    clock.advance({ hours: 3 });
    const calls = ids.map((id) => lookUp(running, id));
    const [rotated] = await Promise.all([rotate(`${NEW},${OLD}`), ...calls]);
    expect(rotated.every(({ unreadable }) => unreadable === 0)).toBe(true);
    expect(await keysInUse()).toEqual(['new']);
    await running.close();
    const after = await start(NEW);
    for (const id of ids) await lookUp(after, id);
    await after.close();
  });

  it('knows every column of this lib that holds sealed texts', async () => {
    const rows = await process.query(`select table_name || '.' || column_name as name from information_schema.columns where table_schema = 'wecom_push' and column_name like '%\\_sealed'`);
    expect(rows.map(({ name }) => String(name)).toSorted()).toEqual(AUTHORIZATION_SEALED_COLUMNS.map(({ table, column }) => `${table}.${column}`).toSorted());
  });

  it('leaves a secret that no key opens as it is, says how many there are, and goes on with the others', async () => {
    await process.query(`update push_authorization set secret_sealed = 'v1.lost.AAAA' where id = $1`, [ids[3]]);
    expect((await rotate(`${NEW},${OLD}`))[0]).toMatchObject({ rotated: APPS - 1, unreadable: 1 });
    expect(await process.query('select secret_sealed from push_authorization where id = $1', [ids[3]])).toEqual([{ secret_sealed: 'v1.lost.AAAA' }]);
  });
});
