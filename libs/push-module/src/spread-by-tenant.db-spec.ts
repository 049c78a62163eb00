import { DataSource } from 'typeorm';
import { pushDataSourceOptions } from '#kernel';
import { createTestDatabase, schemaOf, type TestDatabase } from '#kernel/testing';
import { PUSH_MIGRATIONS } from './migrate-database';

/**
 * Small tables that each machine of a spread database would hold whole, and why the tenant cannot be in all their keys. Any other table is spread by tenant:
 * see docs/adr/0031-how-far-one-postgresql-carries.md before you add one here.
 */
const WHOLE_EVERYWHERE: Record<string, string> = {
  push_access_token: 'the token of a suite or of the provider is no tenant\'s',
  push_api_key: 'a key names no tenant, and is looked up at each request',
  push_authorization: 'one app of a corp belongs to one tenant among all, and callbacks name the app only',
  push_authorization_health: 'one row beside each authorization',
  push_authorization_link: 'who comes back from WeCom brings the state of his link only',
  push_migration: 'what has been done to the schema',
  push_suite_ticket: 'a suite serves all tenants',
  push_wecom_callback: 'a callback names the authorization only',
  push_wecom_event: 'callbacks of suites name no tenant, and are taken once among all',
  push_worker: 'a process works for all tenants',
};

interface Key {
  table: string;
  name: string;
  columns: string[];
  /** Table that a foreign key points to. */
  target?: string;
}

describe('tables that can be spread over machines by tenant', () => {
  let testDatabase: TestDatabase;
  let source: DataSource;
  beforeAll(async () => {
    testDatabase = await createTestDatabase(schemaOf(PUSH_MIGRATIONS));
    source = await new DataSource(pushDataSourceOptions({ url: testDatabase.url })).initialize();
  });
  afterAll(async () => {
    await source.destroy();
    await testDatabase.drop();
  });

  const isSpread = ({ table }: Pick<Key, 'table'>): boolean => !(table in WHOLE_EVERYWHERE);
  const tables = (): Promise<{ table: string; tenant: boolean; primary: string | null }[]> =>
    source.query(
      `select kept.relname::text as table, coalesce(tenant.attnotnull, false) as tenant,
              (select a.attname from pg_index as key join pg_attribute as a on a.attrelid = kept.oid and a.attnum = key.indkey[0] where key.indrelid = kept.oid and key.indisprimary) as primary
         from pg_class as kept left join pg_attribute as tenant on tenant.attrelid = kept.oid and tenant.attname = 'tenant_id' and not tenant.attisdropped
        where kept.relnamespace = 'wecom_push'::regnamespace and kept.relkind in ('r', 'p') and not kept.relispartition order by 1`,
    );
  const uniqueKeys = (): Promise<Key[]> =>
    source.query(
      `select kept.relname::text as table, index.relname::text as name, array(select a.attname::text from pg_attribute as a where a.attrelid = kept.oid and a.attnum = any ((key.indkey::int2[])[0:key.indnkeyatts - 1])) as columns
         from pg_index as key join pg_class as index on index.oid = key.indexrelid join pg_class as kept on kept.oid = key.indrelid
        where kept.relnamespace = 'wecom_push'::regnamespace and not kept.relispartition and key.indisunique order by 1, 2`,
    );
  const foreignKeys = (): Promise<Required<Key>[]> =>
    source.query(
      `select kept.relname::text as table, key.conname::text as name, target.relname::text as target,
              array(select a.attname::text from pg_attribute as a where a.attrelid = kept.oid and a.attnum = any (key.conkey)) as columns
         from pg_constraint as key join pg_class as kept on kept.oid = key.conrelid join pg_class as target on target.oid = key.confrelid
        where key.contype = 'f' and kept.relnamespace = 'wecom_push'::regnamespace and key.conparentid = 0 order by 1, 2`,
    );

  it('have the tenant, which leads their primary key', async () => {
    const spread = (await tables()).filter(isSpread);
    expect(spread.length).toBeGreaterThan(30);
    expect(spread.filter(({ tenant, primary }) => !tenant || primary !== 'tenant_id')).toEqual([]);
  });

  it('have it in every other unique key', async () => {
    expect((await uniqueKeys()).filter((key) => isSpread(key) && !key.columns.includes('tenant_id'))).toEqual([]);
  });

  it('point to rows of the same tenant, or to a table that is whole everywhere, which points to no table that is spread', async () => {
    const keys = await foreignKeys();
    expect(keys.length).toBeGreaterThan(0);
    expect(keys.filter((key) => (isSpread(key) ? isSpread({ table: key.target }) && !key.columns.includes('tenant_id') : isSpread({ table: key.target })))).toEqual([]);
  });

  // A distributed table may be cut once.
  it('are cut once at most', async () => {
    expect(await source.query(`select part.relname::text from pg_class as part where part.relnamespace = 'wecom_push'::regnamespace and part.relkind = 'p' and part.relispartition`)).toEqual([]);
  });

  it('are all but those that have a reason, and each of these still has it', async () => {
    const keys = await uniqueKeys();
    const withReason = (await tables()).filter(({ table, primary }) => primary !== 'tenant_id' || keys.some((key) => key.table === table && !key.columns.includes('tenant_id')));
    expect(withReason.map(({ table }) => table)).toEqual(Object.keys(WHOLE_EVERYWHERE));
  });
});
