import { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from '../testing';
import { textLines } from './text-lines';

describe('textLines', () => {
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

  const apart = async (sets: readonly (readonly string[])[]): Promise<string[][]> => {
    const { lines, separator } = textLines(sets);
    const { rows } = await client.query<{ texts: string[] }>(`select string_to_array(line, $2) as texts from unnest($1::text[]) with ordinality as of_all (line, at) order by at`, [lines, separator]);
    return rows.map(({ texts }) => texts);
  };

  it.each([
    ['several sets', [['张伟', 'h2'], ['h3']]],
    ['line breaks at each end and alone', [['a\n', '\nb'], ['\n', 'c\n\nd']]],
    ['what arrays of PostgreSQL are written with', [['"quoted"', '{1,2}', 'a\\nb', 'NULL', ''], ["'; drop table x; --"]]],
    ['empty texts', [['', ''], ['', 'a', '']]],
    ['none', [[]]],
  ])('comes out of PostgreSQL as it went in: %s', async (_, sets) => {
    expect(await apart(sets)).toEqual(sets);
  });

  it('comes out without anything of a set of one empty text', async () => {
    expect(await apart([[''], ['a']])).toEqual([[], ['a']]);
  });
});
