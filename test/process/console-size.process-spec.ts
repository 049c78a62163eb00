import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const DIST = 'apps/console/dist';

/** Script that opening a page may load, in bytes as gzip makes them, and in how many files with its sheets of styles: each is a request. */
const MOST = { bytes: 250_000, files: 20 };

/** Pages that are above it still; they may not grow, but by the few kilobytes that move with each change of what shares a file. */
const HEAVIER: Readonly<Record<string, Partial<typeof MOST>>> = {
  // A robot, a batch or an erasure that the address names is drawn over its list.
  'RobotsPage with robotId': { bytes: 263_000, files: 28 },
  'BatchesPage with batchId': { bytes: 262_000, files: 26 },
  'ErasuresPage with erasureId': { bytes: 256_000, files: 22 },
  RobotsPage: { bytes: 253_000 },
  TasksPage: { bytes: 268_000, files: 24 },
  NewTaskPage: { bytes: 321_000, files: 34 },
  EditTaskPage: { bytes: 321_000, files: 34 },
  TemplatePage: { files: 22 },
  CalendarPage: { bytes: 256_000, files: 24 },
  AuditPage: { bytes: 262_000, files: 24 },
  RecordsPage: { bytes: 254_000 },
  'RecordsPage with recordId': { bytes: 295_000, files: 33 },
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
