import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const SRC = 'apps/console/src';
const ROUTER = `${SRC}/app/router.tsx`;

const read = (file: string): string => readFileSync(file, 'utf8');

/** @returns subjects of texts as `zh-CN/index.ts` or `base.ts` lists them */
const subjects = (file: string, pattern: RegExp): string[] => [...read(`${SRC}/i18n/zh-CN/${file}`).matchAll(pattern)].map(([, name = '']) => name);
const ON_DEMAND = subjects('index.ts', /^ {2}(\w+): \(\) => import/gm);

function fileOf(from: string, specifier: string): string | undefined {
  const path = join(dirname(from), specifier);
  return [`${path}.ts`, `${path}.tsx`].find((file) => existsSync(file));
}

/** A file of the console and all that it imports, now or later. */
function reachedFrom(file: string, reached = new Set<string>()): Set<string> {
  if (reached.has(file) || file === ROUTER || file.includes('/i18n/')) return reached;
  reached.add(file);
  for (const [, now, later] of read(file).matchAll(/^(?:import|export) (?!type )[^;]*?from '(\.[^']+)'|import\('(\.[^']+)'\)/gm)) {
    const next = fileOf(file, now ?? later ?? '');
    if (next) reachedFrom(next, reached);
  }
  return reached;
}

/** Texts of errors come with the first error (api/client.ts). */
const WITH_ERRORS = ['errors', 'trouble'];
const ERROR_WORDS = `${SRC}/ui/use-error-text.ts`;

const pages = [...read(ROUTER).matchAll(/page\(async \(\) => \(await import\('([^']+)'\)\)\.(\w+)((?:, '\w+')*)\)/g)].map(([, module = '', name = '', texts = '']) => ({
  name,
  file: fileOf(ROUTER, module) ?? module,
  brings: [...texts.matchAll(/'(\w+)'/g)].map(([, subject = '']) => subject),
}));

describe('texts of the console', () => {
  it('finds the pages and the subjects', () => {
    expect(pages.length).toBeGreaterThan(20);
    expect(ON_DEMAND).toEqual(expect.arrayContaining(['records', 'tasks', ...WITH_ERRORS]));
  });

  it.each(pages)('come with $name: all that it and what it opens use, and no others', ({ file, brings }) => {
    const used = new Set<string>();
    for (const one of reachedFrom(file)) {
      // An error that no answer brought has brought no texts either.
      if (read(one).includes('new ApiError(') && !one.includes('/api/')) used.add('errors');
      for (const [, subject = ''] of read(one).matchAll(/['`](\w+)\.[\w$]/g)) {
        if (ON_DEMAND.includes(subject) && !(one === ERROR_WORDS && WITH_ERRORS.includes(subject))) used.add(subject);
      }
    }
    expect(brings.toSorted()).toEqual([...used].toSorted());
  });
});
