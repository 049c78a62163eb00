import { DataSource } from 'typeorm';
import { newId, PushDatabase, pushDataSourceOptions } from '#kernel';
import { createTestDatabase, schemaOf, type TestDatabase } from '#kernel/testing';
import type { SentCall } from '../domain/recall';
import { RECORDS_MIGRATIONS } from './migrations';
import { RecallLedger } from './recall-ledger';
import type { RunKey } from './run-ledger';

const NOW = new Date('2026-03-02T01:00:00Z');
const after = (seconds: number): Date => new Date(NOW.getTime() + 1000 * seconds);

describe('messages that are taken back', () => {
  let testDatabase: TestDatabase;
  /** Two processes: each has connections of its own. */
  let sources: DataSource[];
  let ledgers: RecallLedger[];
  let database: PushDatabase;
  beforeAll(async () => {
    testDatabase = await createTestDatabase(schemaOf(RECORDS_MIGRATIONS));
    sources = await Promise.all([1, 2].map(() => new DataSource(pushDataSourceOptions({ url: testDatabase.url })).initialize()));
    ledgers = sources.map((source) => new RecallLedger(source));
    database = new PushDatabase(sources[0]);
  });
  afterAll(async () => {
    for (const source of sources) await source.destroy();
    await testDatabase.drop();
  });

  const newRun = (): RunKey => ({ tenantId: 'default', id: newId() });
  const call = (): SentCall => ({ callId: newId(), targetId: newId(), wecomMessageId: 'msg', settledAt: NOW, people: 3, chosen: 3, recall: null });
  const ask = (run: RunKey, calls: readonly SentCall[]) => database.transaction((tx) => ledgers[0].ask(run, newId(), calls, tx));

  it('are taken by one of many workers at once, each once', async () => {
    const run = newRun();
    const calls = Array.from({ length: 20 }, call);
    await ask(run, calls);
    const ids = calls.map(({ callId }) => callId);
    const taken = (await Promise.all([0, 1, 0, 1, 0].map((at) => ledgers[at].claim(run, ids, NOW, after(60))))).flat();
    expect(taken.map(({ callId }) => callId).toSorted()).toEqual(ids.toSorted());
  });

  it('are taken over when their worker died, who then writes nothing any more', async () => {
    const run = newRun();
    const one = call();
    await ask(run, [one]);
    const [lost] = await ledgers[0].claim(run, [one.callId], NOW, after(60));
    expect(await ledgers[1].claim(run, [one.callId], after(59), after(119))).toEqual([]);
    const [again] = await ledgers[1].claim(run, [one.callId], after(60), after(120));
    expect(again).toMatchObject({ callId: one.callId, attempts: 2, overAt: after(86_400) });
    expect(await database.transaction((tx) => ledgers[0].end(lost, 'refused', after(61), tx))).toBe(false);
    expect(await database.transaction((tx) => ledgers[0].putBack(lost, tx))).toBe(false);
    expect(await database.transaction((tx) => ledgers[1].end(again, 'recalled', after(61), tx))).toBe(true);
    expect(await ledgers[0].progress(run)).toEqual({ waiting: 0, recalled: 1, refused: 0, peopleRecalled: 3 });
  });

  it('may be asked for anew when they were refused, and not when they are gone', async () => {
    const run = newRun();
    const [gone, refused] = [call(), call()];
    await ask(run, [gone, refused]);
    const taken = await ledgers[0].claim(run, [gone.callId, refused.callId], NOW, after(60));
    for (const one of taken) await database.transaction((tx) => ledgers[0].end(one, one.callId === gone.callId ? 'recalled' : 'refused', NOW, tx));
    await ask(run, [gone, refused]);
    expect(await ledgers[0].open(run, [gone.callId, refused.callId])).toEqual([refused.callId]);
    expect(await ledgers[0].progress(run)).toMatchObject({ waiting: 1, recalled: 1, refused: 0 });
  });
});
