import { existsSync, readdirSync, readFileSync } from 'node:fs';
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

interface Part {
  name: string;
  file: string;
  /** Subjects that it names: they are loaded with it. */
  brings: string[];
}

/** What a file loads later: `page`, `later` and `onceOpen` name what is loaded, and may name subjects of texts. */
function partsOf(file: string): Part[] {
  return [...read(file).matchAll(/(?:page|later|onceOpen)\(async \(\) => \(await import\('(\.[^']+)'\)\)\.(\w+)(.*)/g)].map(([, module = '', name = '', rest = '']) => ({
    name,
    file: fileOf(file, module) ?? module,
    brings: [...rest.matchAll(/, '(\w+)'/g)].map(([, subject = '']) => subject),
  }));
}

/** A file of the console and all that it imports, now or later, but for parts that bring texts of their own. */
function reachedFrom(file: string, reached = new Set<string>()): Set<string> {
  if (reached.has(file) || file === ROUTER || file.includes('/i18n/')) return reached;
  reached.add(file);
  const apart = partsOf(file).filter(({ brings }) => brings.length > 0).map((part) => part.file);
  for (const [, now, later] of read(file).matchAll(/^(?:import|export) (?!type )[^;]*?from '(\.[^']+)'|import\('(\.[^']+)'\)/gm)) {
    const next = fileOf(file, now ?? later ?? '');
    if (next && (now || !apart.includes(next))) reachedFrom(next, reached);
  }
  return reached;
}

/** Texts of errors come with the first error (api/client.ts). */
const WITH_ERRORS = ['errors', 'trouble'];
const ERROR_WORDS = `${SRC}/ui/use-error-text.ts`;

const pages = partsOf(ROUTER);
const sources = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file)).map((file) => join(SRC, file));
const parts = sources.filter((file) => file !== ROUTER).flatMap((file) => partsOf(file).filter(({ brings }) => brings.length > 0).map((part) => ({ ...part, from: file })));

function usedBy(part: Part): string[] {
  const used = new Set<string>();
  for (const one of reachedFrom(part.file)) {
    // An error that no answer brought has brought no texts either.
    if (read(one).includes('new ApiError(') && !one.includes('/api/')) used.add('errors');
    for (const [, subject = ''] of read(one).matchAll(/['`](\w+)\.[\w$]/g)) {
      if (ON_DEMAND.includes(subject) && !(one === ERROR_WORDS && WITH_ERRORS.includes(subject))) used.add(subject);
    }
  }
  return [...used].toSorted();
}

describe('texts of the console', () => {
  it('finds the pages and the subjects', () => {
    expect(pages.length).toBeGreaterThan(20);
    expect(parts.length).toBeGreaterThan(5);
    expect(ON_DEMAND).toEqual(expect.arrayContaining(['records', 'tasks', ...WITH_ERRORS]));
  });

  it.each(pages)('come with $name: all that it uses, and no others', (page) => {
    expect(page.brings.toSorted()).toEqual(usedBy(page));
  });

  it.each(parts)('come with $name, loaded later by $from: all that it uses, and no others', (part) => {
    expect(part.brings.toSorted()).toEqual(usedBy(part));
  });
});
