import { DataSource } from 'typeorm';
import { newId, pushDataSourceOptions } from '#kernel';
import { createTestDatabase, schemaOf, type TestDatabase } from '#kernel/testing';
import { UPLOAD_CLAIM_MS, type MediaKey } from '../domain/media-policy';
import { MediaRepository } from './media.repository';
import { PUSH_DISPATCH_MIGRATIONS } from './migrations';

const AT = new Date('2026-03-02T01:00:00Z');
const after = (ms: number): Date => new Date(AT.getTime() + ms);
const keyOf = (changes: Partial<MediaKey> = {}): MediaKey => ({ tenantId: 'default', authorizationId: newId(), use: 'media_id', contentHash: '报表', ...changes });

describe('uploads that processes share', () => {
  let database: TestDatabase;
  const sources: DataSource[] = [];
  /** Two processes: each has connections of its own. */
  let one: MediaRepository;
  let other: MediaRepository;
  beforeAll(async () => {
    database = await createTestDatabase(schemaOf(PUSH_DISPATCH_MIGRATIONS));
    for (let at = 0; at < 2; at += 1) sources.push(await new DataSource(pushDataSourceOptions({ url: database.url })).initialize());
    [one, other] = sources.map((source) => new MediaRepository(source)) as [MediaRepository, MediaRepository];
  });
  afterAll(async () => {
    for (const source of sources) await source.destroy();
    await database.drop();
  });

  it('are made by one of many who need the same at once', async () => {
    const key = keyOf();
    const claims = await Promise.all(Array.from({ length: 20 }, (_none, at) => (at % 2 ? one : other).claim(key, AT, after(UPLOAD_CLAIM_MS))));
    expect(claims.filter(Boolean)).toHaveLength(1);
    expect(await other.find(key, AT)).toBeUndefined();
    await one.store(key, 'media-1', after(60_000));
    expect(await other.find(key, AT)).toBe('media-1');
  });

  it('are made by another when their process died, and not before', async () => {
    const key = keyOf();
    expect(await one.claim(key, AT, after(UPLOAD_CLAIM_MS))).toBe(true);
    expect(await other.claim(key, after(UPLOAD_CLAIM_MS - 1), after(2 * UPLOAD_CLAIM_MS))).toBe(false);
    expect(await other.claim(key, after(UPLOAD_CLAIM_MS), after(2 * UPLOAD_CLAIM_MS))).toBe(true);
  });

  it('are tried at once by the next when one failed, which never takes a finished one away', async () => {
    const key = keyOf();
    await one.claim(key, AT, after(UPLOAD_CLAIM_MS));
    await one.release(key);
    expect(await other.claim(key, AT, after(UPLOAD_CLAIM_MS))).toBe(true);
    await other.store(key, 'media-2', after(60_000));
    await one.release(key);
    expect(await one.find(key, AT)).toBe('media-2');
  });

  it('are made anew when their life is over, and kept apart by tenant, app and content', async () => {
    const key = keyOf();
    await one.store(key, 'media-3', after(1000));
    expect(await one.find(key, after(1000))).toBeUndefined();
    expect(await one.claim(key, after(1000), after(UPLOAD_CLAIM_MS))).toBe(true);
    for (const elsewhere of [{ tenantId: 'another' }, { authorizationId: newId() }, { contentHash: '另一份' }, { use: 'image_url' as const }]) {
      expect(await one.find({ ...key, ...elsewhere }, AT)).toBeUndefined();
    }
  });
});
