import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const DIST = 'apps/console/dist';

/** Script that opening a page may load, in bytes as gzip makes them, and in how many files with its sheets of styles: each is a request. */
const MOST = { bytes: 250_000, files: 20 };

/** Pages that are above it still; they may not grow, but by the few kilobytes that move with each change of what shares a file. */
const HEAVIER: Readonly<Record<string, Partial<typeof MOST>>> = {
  AuthorizationsPage: { bytes: 278_000, files: 29 },
  RobotsPage: { bytes: 257_000, files: 22 },
  'RobotsPage with robotId': { bytes: 266_000, files: 27 },
  'BatchesPage with batchId': { bytes: 266_000, files: 26 },
  TasksPage: { bytes: 269_000, files: 24 },
  NewTaskPage: { bytes: 440_000, files: 54 },
  EditTaskPage: { bytes: 440_000, files: 54 },
  TemplatePage: { bytes: 340_000, files: 36 },
  CalendarsPage: { bytes: 259_000, files: 22 },
  CalendarPage: { bytes: 378_000, files: 45 },
  ErasuresPage: { bytes: 322_000, files: 34 },
  'ErasuresPage with erasureId': { bytes: 322_000, files: 34 },
  AuditPage: { bytes: 260_000, files: 23 },
  RecordsPage: { bytes: 256_000 },
  'RecordsPage with recordId': { bytes: 352_000, files: 46 },
};

interface PageFiles {
  name: string;
  files: Record<string, string[]>;
}

/** What the build says that each page needs (apps/console/build/page-files.ts). */
const pages = JSON.parse(readFileSync(`${DIST}/.pages.json`, 'utf8')) as PageFiles[];

const sizes = new Map<string, number>();
function sizeOf(file: string): number {
  const size = sizes.get(file) ?? gzipSync(readFileSync(`${DIST}/${file}`)).length;
  sizes.set(file, size);
  return size;
}

describe('what a page of the console loads', () => {
  it('is known of all pages', () => {
    expect(pages.map(({ name }) => name)).toEqual(expect.arrayContaining(['SignInPage', 'Home', 'RecordsPage', 'EditTaskPage', 'NotFoundPage']));
    for (const { files } of pages) for (const ofLanguage of Object.values(files)) expect(ofLanguage).toContainEqual(expect.stringMatching(/index-[\w-]+\.js$/));
  });

  for (const language of ['zh-CN', 'en-US']) {
    it.each(pages)(`stays within its limit for $name, in ${language}`, ({ name, files: { [language]: files = [] } }) => {
      const { bytes, files: most } = { ...MOST, ...HEAVIER[name] };
      const script = files.filter((file) => file.endsWith('.js')).map(sizeOf).reduce((sum, size) => sum + size, 0);
      expect(script).toBeLessThanOrEqual(bytes);
      expect(files.length).toBeLessThanOrEqual(most);
    });
  }
});
