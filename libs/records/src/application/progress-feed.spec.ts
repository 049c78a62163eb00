import type { RecordRow } from '../domain/record-rows';
import type { RecordQueryRepository } from '../persistence/record-query.repository';
import { ProgressFeed, PROGRESS_LOOK_MS } from './progress-feed';

describe('watching runs', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  const setUp = (): { feed: ProgressFeed; looks: string[][] } => {
    const looks: string[][] = [];
    const byIds = async (tenantId: string, ids: readonly string[]): Promise<RecordRow[]> => {
      looks.push([tenantId, ...ids]);
      return ids.map((id) => ({ id, title: tenantId }) as RecordRow);
    };
    return { feed: new ProgressFeed({ byIds } as unknown as RecordQueryRepository), looks };
  };
  const seconds = (count: number): Promise<void> => jest.advanceTimersByTimeAsync(count * PROGRESS_LOOK_MS);

  it('costs one look a second however many watch, and none when nobody does', async () => {
    const { feed, looks } = setUp();
    const seen: string[] = [];
    const watchers = [['a'], ['a'], ['b', 'a']].map((ids, at) => feed.watch('t', ids).subscribe(({ id }) => seen.push(`${at}${id}`)));
    await seconds(0.5);
    expect(looks).toEqual([['t', 'a', 'b']]);
    expect(seen.toSorted()).toEqual(['0a', '1a', '2a', '2b']);
    watchers[2].unsubscribe();
    await seconds(1);
    expect(looks.slice(1)).toEqual([['t', 'a']]);
    for (const watcher of watchers) watcher.unsubscribe();
    await seconds(10);
    expect(looks).toHaveLength(2);
    expect(jest.getTimerCount()).toBe(0);
    const again = feed.watch('t', ['c']).subscribe();
    await seconds(0.5);
    expect(looks.at(-1)).toEqual(['t', 'c']);
    again.unsubscribe();
  });

  it('never shows one tenant what is another\'s, and ends with the process', async () => {
    const { feed } = setUp();
    const seen: string[] = [];
    for (const tenant of ['t', 'u']) feed.watch(tenant, ['a']).subscribe({ next: ({ title }) => seen.push(`${tenant} sees ${title}`), complete: () => seen.push(`${tenant} is over`) });
    await seconds(0.5);
    await feed.onModuleDestroy();
    feed.watch('v', ['a']).subscribe({ complete: () => seen.push('v is over') });
    expect(seen).toEqual(['t sees t', 'u sees u', 't is over', 'u is over', 'v is over']);
    expect(jest.getTimerCount()).toBe(0);
  });
});
