import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { gzipSync } from 'node:zlib';

const DIST = 'apps/console/dist';
const SRC = 'apps/console/src';

/** Script that opening a page may load, in bytes as gzip makes them. */
const MOST = 250_000;

/** Pages that are above it still; they may not grow. */
const HEAVIER: Readonly<Record<string, number>> = {
  AuthorizationsPage: 267_000,
  RobotsPage: 257_000,
  UsersPage: 257_000,
  TasksPage: 276_000,
  NewTaskPage: 458_000,
  EditTaskPage: 458_000,
  TemplatePage: 326_000,
  CalendarsPage: 262_000,
  CalendarPage: 391_000,
  ErasuresPage: 331_000,
  AuditPage: 266_000,
  RecordsPage: 266_000,
};

interface Chunk {
  file: string;
  imports?: string[];
}

/** What Vite says of its build: each module that is an entry or imported later, and the chunks that it needs at once. */
const manifest = JSON.parse(readFileSync(`${DIST}/.vite/manifest.json`, 'utf8')) as Record<string, Chunk>;

const sizes = new Map<string, number>();
function sizeOf(file: string): number {
  const size = sizes.get(file) ?? gzipSync(readFileSync(`${DIST}/${file}`)).length;
  sizes.set(file, size);
  return size;
}

/** @param keys modules as the manifest names them; those that are part of another chunk are not named there */
function neededBy(keys: readonly string[], files = new Set<string>()): Set<string> {
  for (const key of keys) {
    const chunk = manifest[key];
    if (!chunk || files.has(chunk.file)) continue;
    files.add(chunk.file);
    neededBy(chunk.imports ?? [], files);
  }
  return files;
}

/** What index.html itself names. */
const FIRST = [...readFileSync(`${DIST}/index.html`, 'utf8').matchAll(/(?:src|href)="\.\/([^"]+\.js)"/g)].map(([, file = '']) => file);

const fileOf = (subject: string): string => subject.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The pages as the router lists them, each with its texts. */
const pages = [...readFileSync(`${SRC}/app/router.tsx`, 'utf8').matchAll(/page\(async \(\) => \(await import\('([^']+)'\)\)\.(\w+)((?:, '\w+')*)\)/g)].map(([, module = '', name = '', texts = '']) => ({
  name,
  module: posix.join('src/app', `${module}.tsx`),
  texts: [...texts.matchAll(/'(\w+)'/g)].map(([, subject = '']) => fileOf(subject)),
}));

describe('script that a page of the console loads', () => {
  it('finds the pages', () => {
    expect(pages.length).toBeGreaterThan(20);
    expect(FIRST).toContainEqual(expect.stringMatching(/shell/));
    expect(pages.filter(({ module }) => module in manifest).map(({ name }) => name)).toEqual(expect.arrayContaining(['RecordsPage', 'TasksPage', 'OverviewPage']));
  });

  for (const language of ['zh-CN', 'en-US']) {
    it.each(pages)(`stays within its limit for $name, in ${language}`, ({ name, module, texts }) => {
      const files = neededBy([`src/i18n/pack.${language}.ts`, module, ...texts.map((text) => `src/i18n/${language}/${text}.ts`)], new Set(FIRST));
      const bytes = [...files].map(sizeOf).reduce((sum, size) => sum + size, 0);
      expect(bytes).toBeLessThanOrEqual(HEAVIER[name] ?? MOST);
    });
  }
});
