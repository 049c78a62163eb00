import { createHash } from 'node:crypto';
import type { Worker } from 'node:worker_threads';
import { Pictures, type FileRequest } from '#pictures';
import { EIGHT_PAGES } from '#pictures/testing';

const request = (snapshot: FileRequest['snapshot'], more: Partial<FileRequest> = {}): FileRequest => ({ kind: 'page_picture', snapshot, title: snapshot.page.title, language: 'zh-CN', zone: 'Asia/Shanghai', ...more });

/** Made in worker threads, as in production: they see no font but ours. */
describe('pictures', () => {
  let pictures: Pictures;
  beforeAll(() => {
    pictures = new Pictures({ timeoutMs: 120_000 }); // a thread of a test has to read TypeScript first
  });
  afterAll(() => pictures.onModuleDestroy());

  it('are the same bytes whoever makes them', async () => {
    const other = new Pictures({ workers: 1 });
    try {
      const hashes = await Promise.all([pictures, other].map(async (maker) => createHash('sha256').update((await maker.make(request(EIGHT_PAGES.normal))).bytes).digest('hex')));
      expect(hashes[0]).toBe(hashes[1]);
    } finally {
      await other.onModuleDestroy();
    }
  });

  it('are made once when asked for twice', async () => {
    const [first, second] = await Promise.all([pictures.make(request(EIGHT_PAGES.empty)), pictures.make(request(EIGHT_PAGES.empty))]);
    expect(second).toBe(first);
    expect(await pictures.make(request(EIGHT_PAGES.empty))).toBe(first);
  });

  it('are refused when too many wait, and given up when one takes too long; the next one is made', async () => {
    const busy = new Pictures({ workers: 1, maxWaiting: 1, timeoutMs: 5 });
    try {
      const results = await Promise.allSettled(Array.from({ length: 3 }, (_, at) => busy.make(request(EIGHT_PAGES.normal, { title: String(at) }))));
      expect(results.map((result) => (result.status === 'rejected' ? (result.reason as { code?: string }).code : 'made'))).toEqual(['FILE_NOT_MADE', 'FILE_NOT_MADE', 'PICTURES_BUSY']);
    } finally {
      await busy.onModuleDestroy();
    }
    await expect(pictures.make(request(EIGHT_PAGES.normal, { title: 'after' }))).resolves.toBeDefined();
  });

  it('go on when a thread dies: the file under way fails, those that wait are made by a new thread', async () => {
    const few = new Pictures({ workers: 1, maxWaiting: 10, timeoutMs: 120_000 });
    try {
      await few.make(request(EIGHT_PAGES.empty)); // the thread runs, and its file is read
      const waiting = [0, 1, 2].map((at) => few.make(request(EIGHT_PAGES.normal, { title: `waits ${at}` })));
      await killThread(few);
      const results = await Promise.allSettled(waiting);
      expect(results.map((result) => (result.status === 'rejected' ? (result.reason as { code?: string }).code : result.value.contentType))).toEqual(['FILE_NOT_MADE', 'image/png', 'image/png']);
    } finally {
      await few.onModuleDestroy();
    }
  });
});

/** As one that ran out of memory: from outside, without a word to the pool. */
async function killThread(maker: Pictures): Promise<void> {
  const { all } = (maker as unknown as { pool: { all: Set<Worker> } }).pool;
  await Promise.all([...all].map((worker) => worker.terminate()));
}
