import { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from '../testing';
import { jsonLines } from './json-lines';

describe('jsonLines', () => {
  let database: TestDatabase;
  let client: Client;
  beforeAll(async () => {
    database = await createTestDatabase({ key: 'empty', build: async () => {} });
    client = new Client({ connectionString: database.url });
    await client.connect();
  });
  afterAll(async () => {
    await client?.end();
    await database.drop();
  });

  const apart = async (texts: readonly string[]): Promise<unknown[]> => {
    const { rows } = await client.query<{ json: unknown }>(`select line::jsonb as json from unnest(string_to_array($1, E'\\n')) with ordinality as of_all (line, at) order by at`, [jsonLines(texts)]);
    return rows.map(({ json }) => json);
  };

  it.each([
    ['line breaks of all kinds in a text', ['第一行\n第二行\r\n第三行', '\u2028', 'a\\nb']],
    ['quotes, braces and commas, which arrays of PostgreSQL are written with', ['"quoted", {1,2} \\ NULL', '\'; drop table x; --']],
    ['one alone', ['只有一条']],
    ['none', []],
  ])('comes out of PostgreSQL as it went in: %s', async (_, texts) => {
    const values = texts.map((text) => ({ text }));
    expect(await apart(values.map((value) => JSON.stringify(value)))).toEqual(values);
  });

  it('refuses a text on several lines, which would come out as two', () => {
    expect(() => jsonLines([JSON.stringify({ a: 1 }, null, 2)])).toThrow(RangeError);
  });
});
