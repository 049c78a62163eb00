import { DataSource } from 'typeorm';
import { pushDataSourceOptions } from '#kernel';
import { createTestDatabase, schemaOf, type TestDatabase } from '#kernel/testing';
import { PUSH_MIGRATIONS } from './migrate-database';

/** The newest one that cannot be undone: what came before it stays. */
const NO_WAY_BACK = 'KeepPeopleOfAdmissionsAsNumbers1796240000001';

/** Tables with columns, keys and indexes, functions and triggers, each as PostgreSQL would write it. */
const SCHEMA = `
  select format('column %s.%s %s %s %s', kept.relname, each.attname, format_type(each.atttypid, each.atttypmod), each.attnotnull, pg_get_expr(def.adbin, def.adrelid)) as line
    from pg_attribute as each join pg_class as kept on kept.oid = each.attrelid left join pg_attrdef as def on def.adrelid = each.attrelid and def.adnum = each.attnum
   where kept.relnamespace = 'wecom_push'::regnamespace and kept.relkind in ('r', 'p', 'v') and each.attnum > 0 and not each.attisdropped
  union all select format('constraint %s on %s: %s', conname, conrelid::regclass, pg_get_constraintdef(oid)) from pg_constraint where connamespace = 'wecom_push'::regnamespace
  union all select indexdef from pg_indexes where schemaname = 'wecom_push'
  union all select pg_get_functiondef(oid) from pg_proc where pronamespace = 'wecom_push'::regnamespace and prokind = 'f'
  union all select pg_get_viewdef(oid) from pg_class where relnamespace = 'wecom_push'::regnamespace and relkind = 'v'
  union all select pg_get_triggerdef(each.oid) from pg_trigger as each join pg_class as kept on kept.oid = each.tgrelid where kept.relnamespace = 'wecom_push'::regnamespace and not each.tgisinternal
  order by 1`;

describe('migrations that are taken back', () => {
  let database: TestDatabase;
  let source: DataSource;
  beforeAll(async () => {
    database = await createTestDatabase(schemaOf(PUSH_MIGRATIONS));
    source = await new DataSource({ ...pushDataSourceOptions({ url: database.url }), migrations: [...PUSH_MIGRATIONS] }).initialize();
  });
  afterAll(async () => {
    await source.destroy();
    await database.drop();
  });

  const schema = async (): Promise<string[]> => (await source.query<{ line: string }[]>(SCHEMA)).map(({ line }) => line);
  const newest = async (): Promise<string> => (await source.query<{ name: string }[]>(`select name from push_migration order by timestamp desc, id desc limit 1`))[0].name;

  it('leave the schema of before, down to the newest that has no way back, and can be run again', async () => {
    const whole = await schema();
    const taken: string[] = [];
    for (let name = await newest(); name !== NO_WAY_BACK; name = await newest()) {
      await source.undoLastMigration({ transaction: 'each' });
      taken.push(name);
    }
    expect(taken.length).toBeGreaterThan(5);
    await expect(source.undoLastMigration({ transaction: 'each' })).rejects.toThrow('cannot name their calls again');
    const done = await source.runMigrations({ transaction: 'each' });
    expect(done.map(({ name }) => name)).toEqual(taken.toReversed());
    expect(await schema()).toEqual(whole);
  });
});
