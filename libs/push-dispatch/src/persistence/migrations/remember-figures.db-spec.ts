import { DataSource } from 'typeorm';
import { newId, pushDataSourceOptions } from '#kernel';
import { createTestDatabase, schemaOf, type TestDatabase } from '#kernel/testing';
import { RECORDS_MIGRATIONS } from '#records';
import { PUSH_DISPATCH_MIGRATIONS } from './index';

const MIGRATIONS = [...RECORDS_MIGRATIONS, ...PUSH_DISPATCH_MIGRATIONS];
const SNAPSHOT = {
  page: { id: 'p', title: '日报' }, dataTime: null, filters: [],
  charts: [
    { id: '销售额', kind: 'number', columns: [{ key: 'day', type: 'date' }, { key: 'amount', type: 'number' }, { key: '环比', type: 'percent' }], rows: [['2026-11-23', 1284560.5, '0.0321']] },
    { id: 'missing', kind: 'number', columns: [{ key: 'amount', type: 'number' }], rows: [[null]] },
    { id: 'none', kind: 'number', columns: [], rows: [] },
    { id: 'stores', kind: 'table', columns: [{ key: 'amount', type: 'number' }], rows: [[7], [8]] },
  ],
};

describe('figures of what was shown before they were all that is kept', () => {
  let database: TestDatabase;
  let source: DataSource;
  beforeAll(async () => {
    database = await createTestDatabase(schemaOf(MIGRATIONS));
    source = await new DataSource({ ...pushDataSourceOptions({ url: database.url }), migrations: MIGRATIONS }).initialize();
  });
  afterAll(async () => {
    await source.destroy();
    await database.drop();
  });

  const show = (key: string, snapshot: object): Promise<unknown> =>
    source.query(`insert into push_last_content (tenant_id, task_id, content_key, run_id, digest, snapshot, shown_at) values ('default', $1, $2, $3, 'd', $4, now())`, [newId(), key, newId(), JSON.stringify(snapshot)]);

  it('are taken over, so that the first push after the migration tells changes', async () => {
    await source.undoLastMigration();
    await show('华东', SNAPSHOT);
    await show('华南', { page: {}, charts: [] });
    await source.runMigrations();
    expect(await source.query('select content_key as key, digest, figures from push_last_content order by length(figures::text)')).toEqual([
      { key: '华南', digest: 'd', figures: {} },
      { key: '华东', digest: 'd', figures: { 销售额: { amount: 1284560.5, 环比: '0.0321' }, missing: { amount: null } } },
    ]);
  });
});
