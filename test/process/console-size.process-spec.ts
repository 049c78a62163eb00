import { existsSync, readFileSync, statSync } from 'node:fs';

const DIST = 'apps/console/dist';

/** Script that comes before a page is drawn, in bytes as they are sent compressed with gzip, and in how many files with its sheets of styles: each is a request. */
const MOST = { bytes: 250_000, files: 20 };

/** Pages of more files still; they may not grow. */
const MORE_FILES: Readonly<Record<string, number>> = { CalendarPage: 24, 'RecordsPage with recordId': 21 };

interface PageFiles {
  name: string;
  files: Record<string, string[]>;
}

/** What the build says that each page needs (apps/console/build/page-files.ts). */
const pages = JSON.parse(readFileSync(`${DIST}/.pages.json`, 'utf8')) as PageFiles[];

/** Small ones are sent as they are. */
function sizeOf(file: string): number {
  const compressed = `${DIST}/${file}.gz`;
  return statSync(existsSync(compressed) ? compressed : `${DIST}/${file}`).size;
}

describe('what a page of the console loads', () => {
  it('is known of all pages', () => {
    expect(pages.map(({ name }) => name)).toEqual(expect.arrayContaining(['SignInPage', 'Home', 'RecordsPage', 'EditTaskPage', 'NotFoundPage']));
    for (const { files } of pages) for (const ofLanguage of Object.values(files)) expect(ofLanguage).toContainEqual(expect.stringMatching(/index-[\w-]+\.js$/));
  });

  for (const language of ['zh-CN', 'en-US']) {
    it.each(pages)(`stays within the limit for $name, in ${language}`, ({ name, files: { [language]: files = [] } }) => {
      const script = files.filter((file) => file.endsWith('.js')).map(sizeOf).reduce((sum, size) => sum + size, 0);
      expect(script).toBeLessThanOrEqual(MOST.bytes);
      expect(files.length).toBeLessThanOrEqual(MORE_FILES[name] ?? MOST.files);
    });
  }
});
