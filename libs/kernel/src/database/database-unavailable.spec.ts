import { askingDatabase, DatabaseUnavailableError } from './database-unavailable';

const coded = (code: string): Error => Object.assign(new Error(`failed with ${code}`), { code });
const thrown = (error: unknown): Promise<unknown> => askingDatabase(() => Promise.reject(error)).catch((caught: unknown) => caught);

describe('askingDatabase', () => {
  it.each([
    coded('08006'),
    coded('57P01'),
    coded('57P03'),
    coded('53300'),
    coded('ECONNREFUSED'),
    coded('ENOTFOUND'),
    new AggregateError([coded('ECONNREFUSED'), coded('ECONNREFUSED')]),
    new Error('Connection terminated unexpectedly'),
    new Error('timeout exceeded when trying to connect'),
    new Error('Client has encountered a connection error and is not queryable'),
  ])('says of %s that the database does not answer, and keeps it as the cause', async (error) => {
    const caught = await thrown(error);
    expect(caught).toBeInstanceOf(DatabaseUnavailableError);
    expect((caught as Error).cause).toBe(error);
  });

  it.each([coded('23505'), coded('57014'), coded('42P01'), new Error('enough'), new DatabaseUnavailableError('before')])('leaves %s as it is', async (error) => {
    expect(await thrown(error)).toBe(error);
  });

  it('gives what was asked', async () => {
    expect(await askingDatabase(() => Promise.resolve(7))).toBe(7);
  });
});
